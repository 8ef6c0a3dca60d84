// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { json, terminal } from './support.ts'

interface Log { readonly export: string; readonly key: string; readonly checkpoints: readonly string[] }
const log = JSON.parse(readFileSync(new URL('../../vectors/audit/log.json', import.meta.url), 'utf8')) as Log
const newest = log.checkpoints.at(-1)!

/** A folder with the published log, as an auditor has it. */
const desk = (t: Test) => {
  const { home, command } = terminal(t)
  const file = (name: string, text: string): void => { writeFileSync(join(home, name), text) }
  file('log', log.export)
  file('outside', newest)
  return { home, command, file }
}

t.test('an export that is as it was signed verifies with 0, one that is not with 4 and what is wrong', async (t) => {
  const { command, file } = desk(t)
  t.match(await command('audit', 'verify', 'log', '--checkpoint', 'outside', '--key', log.key), { code: 0, out: /^7 entries, all as they were signed; the first 7/ })
  t.match(json(await command('audit', 'verify', 'log', '--checkpoint', 'outside', '--json')), { ok: true, problems: [], entries: 7, covered: 7, restores: [] })
  file('edited', log.export.replace('spam', 'scam'))
  t.match(await command('audit', 'verify', 'edited', '--checkpoint', 'outside'), { code: 4, out: /^entry-changed: entry 3 /m })
  const ran = await command('audit', 'verify', 'edited', '--checkpoint', 'outside', '--json')
  t.equal(ran.code, 4)
  t.match(json(ran), { ok: false, problems: [{ fault: 'entry-changed' }] })
})

t.test('wherever the last checkpoint of a file was cut short, the whole ones before it are taken, and it is said', async (t) => {
  const { command, file } = desk(t)
  for (let length = 1; length < newest.length; length += 7) {
    file('cut', `${newest}\n${newest.slice(0, length)}`)
    t.match(await command('audit', 'verify', 'log', '--checkpoint', 'cut'), { code: 0, out: /^7 entries, all as they were signed/, err: 'cut ends with a checkpoint that was cut short; it was left out.\n' }, String(length))
  }
  t.match(json(await command('audit', 'verify', 'log', '--checkpoint', 'cut', '--json')), { ok: true, checkpointCut: true })
  t.match(json(await command('audit', 'verify', 'log', '--checkpoint', 'outside', '--json')), { ok: true, checkpointCut: false })
  file('alone', newest.slice(0, 90))
  t.match(await command('audit', 'verify', 'log', '--checkpoint', 'alone'), { code: 4 }, 'a file without a whole checkpoint covers nothing')
  file('middle', `${newest.slice(0, 90)}\n\n${newest}`)
  t.match(await command('audit', 'verify', 'log', '--checkpoint', 'middle'), { code: 4, out: /^malformed: /m }, 'no crash leaves that')
})

t.test('a log is not verified against nothing, and what cannot be read says nothing of the log', async (t) => {
  const { command, file } = desk(t)
  t.match(await command('audit', 'verify', 'log'), { code: 2, err: /vouches for itself/ })
  t.match(await command('audit', 'verify', '--checkpoint', 'outside'), { code: 2 })
  t.match(await command('audit', 'verify', 'log', '--proof', 'log', '--checkpoint', 'outside'), { code: 2 })
  t.match(await command('audit', 'verify', 'nowhere', '--checkpoint', 'outside'), { code: 1, err: /no such file/ })
  t.match(await command('audit', 'verify', 'log', '--checkpoint', 'outside', '--key', 'mine'), { code: 1, err: /no key of a log/ })
  file('empty', '')
  t.match(await command('audit', 'verify', 'log', '--checkpoint', 'empty'), { code: 4, out: /^no-checkpoint: /m })
  t.match(await command('audit', 'verify', 'outside', '--checkpoint', 'outside'), { code: 4, out: /^malformed: the export: / })
})

t.test('one entry is proved without the others, and a proof that was touched proves nothing', async (t) => {
  const { home, command, file } = desk(t)
  t.match(await command('audit', 'prove', '--entry', '3', '--export', 'log', '--out', 'proof'), { code: 0 })
  const proof = readFileSync(join(home, 'proof'), 'utf8')
  t.notMatch(proof, /they cannot store it/, 'nothing of another entry')
  t.match(await command('audit', 'verify', '--proof', 'proof', '--checkpoint', 'outside'), { code: 0, out: /^Entry 3 is in the log of 7 entries[^\n]*\n\{"act":"party\.suspended"/ })
  t.match(await command('audit', 'verify', '--proof', 'proof', '--key', log.key), { code: 0 })
  const touched: readonly [string, string, RegExp][] = [
    ['spam', 'scam', /root-differs/], ['entry 3 ', 'entry 2 ', /root-differs/], ['\n7\n', '\n6\n', /signature-wrong/], ['audit-proof/1', 'audit-proof/2', /malformed/],
  ]
  for (const [before, after, fault] of touched) {
    file('touched', proof.replace(before, after))
    t.match(await command('audit', 'verify', '--proof', 'touched', '--checkpoint', 'outside'), { code: 4, out: fault }, after)
  }
  file('older', log.checkpoints[1]!)
  t.match(await command('audit', 'verify', '--proof', 'proof', '--checkpoint', 'older'), { code: 4, out: /^no-checkpoint: / }, 'it rests on a checkpoint that the auditor has not')
})

t.test('growth is proved between two checkpoints, and not between others', async (t) => {
  const { command } = desk(t)
  t.match(await command('audit', 'prove', '--from', '4', '--to', '7', '--export', 'log', '--out', 'proof'), { code: 0 })
  t.match(await command('audit', 'verify', '--proof', 'proof', '--checkpoint', 'outside'), { code: 0, out: /^The log of 7 entries begins with that of 4/ })
  t.match(await command('audit', 'prove', '--from', '3', '--to', '7', '--export', 'log'), { code: 1, err: /there are: 1, 4, 7/ })
  t.match(await command('audit', 'prove', '--entry', '7', '--export', 'log'), { code: 1, err: /covers an entry 7/ })
  t.match(await command('audit', 'prove', '--entry', '1', '--from', '4', '--export', 'log'), { code: 2 })
  t.match(await command('audit', 'prove', '--entry', 'x', '--export', 'log'), { code: 2 })
})
