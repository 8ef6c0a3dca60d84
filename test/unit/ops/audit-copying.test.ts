// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createFileCopy, createUrlCopy } from '../../../src/ops/audit/copies.ts'
import { createCopying } from '../../../src/ops/audit/copying.ts'
import { signedCheckpoint } from '../../../src/ops/audit/signed-checkpoint.ts'
import { mintKeyMaterial } from '../../../src/ops/key-file.ts'
import { createServiceKeys } from '../../../src/ops/keys.ts'

/** A place that answers what a test says, and timers that a test turns. */
const createPlace = () => {
  const [sent, failures, rests]: [string[], string[], number[]] = [[], [], []]
  const answers: (string | undefined)[] = []
  let due: (() => void) | undefined
  const copying = createCopying({ place: 'url', send: async (note) => { sent.push(note); return answers.shift() } }, {
    timers: { after: (ms, task) => { rests.push(ms); due = task; return () => { due = undefined } } },
    failed: (place, why) => { failures.push(`${place} ${why}`) },
  })
  const settle = () => new Promise<void>((resolve) => { setImmediate(resolve) })
  return { copying, sent, failures, rests, answers, settle, turn: async () => { due?.(); await settle() } }
}

t.test('a checkpoint that is taken is sent once, and one that is not is sent again after longer and longer rests', async (t) => {
  const { copying, sent, failures, rests, answers, settle, turn } = createPlace()
  copying.offer('one')
  await settle()
  t.same([sent, failures], [['one'], []])
  answers.push(...Array.from({ length: 12 }, () => 'timeout'))
  copying.offer('two')
  await settle()
  for (let times = 0; times < 12; times += 1) await turn()
  t.same(sent, ['one', ...Array.from({ length: 13 }, () => 'two')])
  t.same(rests.slice(0, 4), [1_000, 2_000, 4_000, 8_000])
  t.equal(Math.max(...rests), 300_000)
  t.equal(failures.length, 12)
})

t.test('what was not taken gives way to what is newer, so nothing is queued', async (t) => {
  const { copying, sent, answers, settle, turn } = createPlace()
  answers.push('unreachable')
  copying.offer('one')
  await settle()
  for (const note of ['two', 'three', 'four']) copying.offer(note)
  t.same(sent, ['one'], 'it rests')
  await turn()
  t.same(sent, ['one', 'four'])
})

t.test('a stop tries once more, and then no more', async (t) => {
  const { copying, sent, failures, answers, settle } = createPlace()
  answers.push('timeout', 'timeout')
  copying.offer('one')
  await settle()
  await copying.stop()
  copying.offer('two')
  await settle()
  t.same([sent, failures], [['one', 'one'], ['url timeout', 'url stopped']])
})

const key = createServiceKeys(mintKeyMaterial()).checkpoint
const note = (size: number) => signedCheckpoint(key, { size, frontier: [] })
const { signal } = new AbortController()

t.test('a file gets each checkpoint behind the others, the same one once, and nobody else may read it', async (t) => {
  const path = join(t.testdir({}), 'outside', 'checkpoints.txt')
  const copy = createFileCopy(path)
  for (const size of [1, 1, 2]) t.equal(await copy.send(note(size), signal), undefined)
  t.equal(readFileSync(path, 'utf8'), `${note(1)}\n${note(2)}\n`)
  t.equal(statSync(path).mode & 0o777, 0o600)
  t.equal(await createFileCopy(join(path, 'below-a-file')).send(note(1), signal), 'refused-by-system')
})

t.test('a checkpoint that is sent again is written over itself: the flush before may have failed, and none after it writes what that one did not', async (t) => {
  const path = join(t.testdir({}), 'checkpoints.txt')
  for (const size of [1, 2]) t.equal(await createFileCopy(path).send(note(size), signal), undefined)
  const before = readFileSync(path, 'utf8')
  utimesSync(path, 1, 1)
  t.equal(await createFileCopy(path).send(note(2), signal), undefined)
  t.equal(readFileSync(path, 'utf8'), before)
  t.ok(statSync(path).mtimeMs > 1_000)
})

t.test('wherever a crash cut the last checkpoint short, the next one stands behind the whole ones', async (t) => {
  const path = join(t.testdir({}), 'checkpoints.txt')
  const [before, cut] = [`${note(1)}\n${note(2)}\n`, Buffer.from(`${note(3)}\n`)]
  for (const kept of ['', before]) {
    for (let bytes = 0; bytes < cut.length; bytes += 1) {
      writeFileSync(path, Buffer.concat([Buffer.from(kept), cut.subarray(0, bytes)]))
      t.equal(await createFileCopy(path).send(note(4), signal), undefined)
      if (readFileSync(path, 'utf8') !== `${kept}${note(4)}\n`) t.fail(`cut after ${String(bytes)} bytes: ${readFileSync(path, 'utf8')}`)
    }
  }
})

t.test('of a long file only the end is read, and what somebody else wrote into it stays', async (t) => {
  const path = join(t.testdir({}), 'checkpoints.txt')
  const long = Array.from({ length: 300 }, (_, index) => `${note(index + 1)}\n`).join('')
  writeFileSync(path, `${long}a remark of the operator\n`)
  for (const size of [301, 301]) t.equal(await createFileCopy(path).send(note(size), signal), undefined)
  t.equal(readFileSync(path, 'utf8'), `${long}a remark of the operator\n${note(301)}\n`)
})

t.test('a URL is posted to, and takes a checkpoint with 2xx only', async (t) => {
  const calls: unknown[] = []
  const answers = [{ status: 204, body: new Uint8Array() }, { status: 500, body: new Uint8Array() }, { denied: 'timeout' as const }]
  const copy = createUrlCopy('https://witness.example/log?x=1', { call: async ({ signal: _, ...call }) => { calls.push(call); return answers.shift()! } })
  t.same([await copy.send('one\n', signal), await copy.send('one\n', signal), await copy.send('one\n', signal)], [undefined, 'refused', 'timeout'])
  t.match(calls[0], { url: 'https://witness.example/log?x=1', hosts: ['witness.example'], content: { type: 'text/plain; charset=utf-8', bytes: Buffer.from('one\n') } })
})
