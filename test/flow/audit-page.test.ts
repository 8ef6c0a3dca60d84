// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
// Promise: the commands of docs/audit.md do what the page says, and what is done to the database of a running daemon is found.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import t from 'tap'
import type { Test } from 'tap'
import { auditActs } from '../../src/model/audit/acts.ts'
import { decodeEntry, encodeEntry } from '../../src/model/audit/entry.ts'
import { parseExport } from '../../src/model/audit/export.ts'
import { frontierOf, leafHash } from '../../src/model/audit/merkle.ts'
import { packFrontier } from '../../src/store/audit.ts'
import { json, startDaemon, terminal } from '../unit/cli/support.ts'
import { blocksRunBy } from '../support/documented-blocks.ts'
import { eventually } from '../support/waiting.ts'

t.setTimeout(110_000)

const page = readFileSync(fileURLToPath(new URL('../../docs/audit.md', import.meta.url)), 'utf8')
const commands = blocksRunBy('docs/audit.md', 'test/flow/audit-page.test.ts').map((block) => block.split('\n'))

/** The words of a command line of the page. */
const wordsOf = (line: string): string[] => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '').slice(1)

/** A daemon that copies its checkpoints beside the data, with a core and a provider. */
const start = async (t: Test) => {
  const { home, command } = terminal(t)
  const config = join(home, 'drawbridge.yaml')
  writeFileSync(config, 'audit:\n  checkpoints:\n    file: outside/checkpoints.txt\n')
  const daemon = await startDaemon(t, home, '--config', config)
  const outside = join(home, 'outside/checkpoints.txt')
  const ok = async (...argv: readonly string[]) => {
    const ran = await command(...argv)
    if (ran.code !== 0) throw new Error(`${argv.join(' ')}: ${String(ran.code)} ${ran.err}`)
    return ran
  }
  for (const [role, party] of [['core', 'core.example'], ['provider', 'heron.example']] as const) {
    await ok(role, 'init', '--party', party, '--name', party, '--out', party)
    await ok(role, 'add', `${party}/application.json`)
  }
  const copied = (): string => {
    try {
      return readFileSync(outside, 'utf8')
    } catch {
      return ''
    }
  }
  /** Resolves when a checkpoint of so many entries is outside. */
  const isOutside = (size: number) => eventually(() => copied().includes(`\n${String(size)}\n`), `a checkpoint of ${String(size)} entries outside`)
  return { home, command, ok, daemon, isOutside }
}

t.test('the commands of the page run, and an auditor without the daemon comes to the same', async (t) => {
  const { ok, command, isOutside, home } = await start(t)
  const said: string[] = []
  for (const line of commands.flat()) {
    said.push((await ok(...wordsOf(line))).out)
    // The page goes on where the auditor has what came outside.
    if (line.includes('audit export')) await isOutside(5)
  }
  t.equal(commands.length, 2)
  const [, , listed = '', paged = '', exported = '', verified = '', , proved = ''] = said
  t.match(listed, /daemon\.started[\s\S]+party\.added[\s\S]+party:heron\.example[\s\S]+party\.suspended +socket +party:heron\.example +spam since Monday, OPS-12/)
  t.match(JSON.parse(paged), { entries: [{ entry: 1, act: 'party.added' }, { entry: 2, act: 'party.added', details: { role: 'provider' } }] })
  t.match(exported, /5 entries\.[\s\S]+--key drawbridge\/audit\//)
  t.match(verified, /^5 entries, all as they were signed; the first 5 of them covered by your checkpoint\.$/m)
  t.match(proved, /^Entry 3 is in the log of 5 entries[^\n]+\n\{"act":"party\.suspended"/)
  const log = parseExport(readFileSync(join(home, 'audit-2026-11'), 'utf8'))
  const sizes = 'malformed' in log ? [] : log.checkpoints.map(({ text }) => text.split('\n')[1] ?? '')
  const grown = json(await ok('audit', 'prove', '--from', sizes[0] ?? '', '--to', '5', '--json'))
  writeFileSync(join(home, 'grown.txt'), String(grown['proof']))
  t.match(await command('audit', 'verify', '--proof', 'grown.txt', '--checkpoint', 'outside/checkpoints.txt'), { code: 0, out: /begins with that of/ })
})

t.test('the page has a word for every act that is told, and names no other', async (t) => {
  const named = [...page.matchAll(/`([a-z-]+\.[a-z-]+)`/g)].map(([, act = '']) => act).filter((act) => Object.hasOwn(auditActs, act) || /^(party|daemon|store|mailbox|webhook|credential|tokens|vault|issuer-list|identity|user)\./.test(act))
  t.same([...new Set(named)].toSorted(), Object.keys(auditActs).toSorted())
})

t.test('a database that is edited under the running daemon is found against the checkpoint outside, and what was rewritten with skill is not signed', async (t) => {
  const { home, ok, command, isOutside, daemon } = await start(t)
  await isOutside(3)
  const database = (): Database.Database => new Database(join(home, '.local/state/drawbridge/drawbridge.db'))
  const verify = async () => {
    await ok('audit', 'export', '--out', 'log', '--force')
    return command('audit', 'verify', 'log', '--checkpoint', 'outside/checkpoints.txt')
  }
  t.equal((await verify()).code, 0)
  const db = database()
  db.exec('DROP TRIGGER auditEntries_update')
  const honest = db.prepare<[], Uint8Array>('SELECT leaf FROM auditEntries WHERE entry = 2').pluck().get()!
  const forged = encodeEntry({ ...decodeEntry(honest)!, subject: 'party:egret.example' })
  db.prepare('UPDATE auditEntries SET leaf = ? WHERE entry = 2').run(forged)
  t.match(await verify(), { code: 4, out: /^entry-changed: entry 2 is not what its hash says$/m })
  db.prepare('UPDATE auditEntries SET hash = ? WHERE entry = 2').run(leafHash(forged))
  db.prepare('UPDATE auditHead SET frontier = ?').run(packFrontier(frontierOf(db.prepare<[], Uint8Array>('SELECT hash FROM auditEntries ORDER BY entry').pluck().all())))
  db.close()
  t.match(await verify(), { code: 4, out: /^root-differs: /m })
  await ok('provider', 'suspend', 'heron.example', '--reason', 'spam')
  await eventually(() => daemon.said.err.includes('audit.broken'), 'the daemon says that the log is broken')
  const last = await verify()
  t.match(last, { code: 4, out: /^not-signed: /m })
  t.match(readFileSync(join(home, 'outside/checkpoints.txt'), 'utf8').match(/^\d+$/gm)?.at(-1), '3', 'nothing of it went outside')
})

t.test('a database that was rewritten with its checkpoints while no daemon ran is found by doctor, refused by the start, and gone on with only after mark-restored, which the log tells', async (t) => {
  const { home, ok, command, isOutside, daemon } = await start(t)
  await ok('provider', 'suspend', 'heron.example', '--reason', 'spam')
  await isOutside(4)
  daemon.stop()
  await daemon.ended
  await isOutside(5)
  const db = new Database(join(home, '.local/state/drawbridge/drawbridge.db'))
  db.exec('DROP TRIGGER auditEntries_delete; DELETE FROM auditEntries WHERE entry >= 3; DELETE FROM auditCheckpoints')
  db.prepare('UPDATE auditHead SET size = 3, frontier = ?').run(packFrontier(frontierOf(db.prepare<[], Uint8Array>('SELECT hash FROM auditEntries ORDER BY entry').pluck().all())))
  db.close()
  const copied = readFileSync(join(home, 'outside/checkpoints.txt'), 'utf8')

  const config = join(home, 'drawbridge.yaml')
  t.match(await command('doctor', '--config', config), { code: 1, out: /^problem {2}audit +the audit log has 3 entries and a checkpoint is of 5\n +fix: If the store was put back by hand, run: drawbridge backup mark-restored/m })
  const refused = await startDaemon(t, home, '--config', config)
  t.equal((await refused.ended).code, 1)
  t.match(refused.said.err, /AUDIT_LOG_UNFIT[^]*the audit log has 3 entries and a checkpoint is of 5[^]*drawbridge backup mark-restored/)
  t.equal(readFileSync(join(home, 'outside/checkpoints.txt'), 'utf8'), copied, 'nothing of it was signed')

  await ok('backup', 'mark-restored', '--config', config)
  t.match(await command('doctor', '--config', config), { out: /^ok +audit +the log has \d entries; the next start goes on with it, as after a restore$/m })
  await startDaemon(t, home, '--config', config)
  const { entries } = JSON.parse((await ok('audit', 'list', '--json')).out) as { entries: { act: string; details: Record<string, unknown> }[] }
  t.match(entries.slice(-2), [{ act: 'audit.set-back', details: { size: 5, root: copied.split('\n').findLast((line) => /^[A-Za-z0-9+/]{43}=$/.test(line)) } }, { act: 'daemon.started' }])
  t.match(await command('doctor', '--config', config), { code: 0, out: /^ok +audit +the log has \d entries and is what was signed$/m })
})
