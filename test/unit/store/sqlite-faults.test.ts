// SPDX-License-Identifier: AGPL-3.0-only
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { partyId } from '../../../src/model/ids.ts'
import { createCommitter } from '../../../src/store/committer.ts'
import { openConnection } from '../../../src/store/sqlite/connection.ts'
import { createReaders } from '../../../src/store/sqlite/read/index.ts'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'
import { createFlush, isFatal } from '../../../src/store/sqlite/transaction.ts'
import { waitingTexts } from '../../support/store-conformance/pair.ts'

const PROGRAM = fileURLToPath(import.meta.resolve('../../support/store-process.ts'))

// Processes of their own, one under strace: on a machine with much else to do they take longer than a test usually may.
const SLOW = { timeout: 120_000 }

/** Runs the appending process under a shell line that ends in `"$@"`; `lines` is called for each line it says. */
const run = async (shell: string, folder: string, count: number, onLine: (line: string, kill: () => void) => void = () => {}) => {
  const child = spawn('sh', ['-c', shell, 'sh', process.execPath, PROGRAM, 'append', folder, String(count)], { stdio: ['ignore', 'pipe', 'ignore'] })
  const lines: string[] = []
  const reader = createInterface(child.stdout)
  reader.on('line', (line) => { lines.push(line); onLine(line, () => child.kill('SIGKILL')) })
  await Promise.all([once(child, 'exit'), once(reader, 'close')])
  return lines
}

const storedNumbers = (lines: readonly string[]): number[] => lines.filter((line) => line.startsWith('stored ')).map((line) => Number(line.slice(7)))

/** Numbers of the messages that are in the store now, opened anew. */
const found = async (path: string): Promise<Set<number>> => {
  const store = await openSqliteStore({ path, lingerMs: 0, onUnhealthy: () => {} })
  const texts = await waitingTexts(store)
  await store.close()
  return new Set(texts.map((text) => Number(text.split(' ')[1])))
}

t.test('what was answered before a kill is there after it', { ...SLOW }, async (t) => {
  for (const after of [1, 50, 333]) {
    const folder = join(t.testdir({}), String(after))
    const lines = await run('exec "$@"', folder, 100_000, (line, kill) => { if (line === `stored ${after}`) kill() })
    const [stored, there] = [storedNumbers(lines), await found(folder)]
    t.ok(stored.length >= 1 && stored.length < 100_000)
    t.same(stored.filter((number) => !there.has(number)), [], `killed after ${stored.length} answers`)
  }
})

t.test('a file that cannot grow ends the store: nothing is answered that is not on disk', { ...SLOW }, async (t) => {
  const folder = join(t.testdir({}), 'data')
  const lines = await run('ulimit -f 4096; exec "$@"', folder, 100_000)
  const [stored, there] = [storedNumbers(lines), await found(folder)]
  t.same(lines.slice(-2), ['refused UNAVAILABLE healthy=false told=1', 'done'])
  t.ok(stored.length > 100)
  t.same(stored.filter((number) => !there.has(number)), [])
})

const trace = spawnSync('strace', ['-f', '--seccomp-bpf', '-qq', '-e', 'trace=fsync', 'true']).status === 0 ? false : 'strace is not there, is too old, or may not trace'

t.test('an fsync that fails ends the store, and nothing of that commit is answered', { ...SLOW, skip: trace }, async (t) => {
  const folder = join(t.testdir({}), 'data')
  const lines = await run('exec strace -f --seccomp-bpf -qq -o /dev/null -e trace=fdatasync,fsync -e inject=fdatasync,fsync:error=EIO:when=40+ "$@"', folder, 100_000)
  const [stored, there] = [storedNumbers(lines), await found(folder)]
  t.same(lines.slice(-2), ['refused UNAVAILABLE healthy=false told=1', 'done'])
  t.ok(stored.length >= 1)
  t.same(stored.filter((number) => !there.has(number)), [])
})

t.test('each commit is flushed to disk before it is answered', { ...SLOW, skip: trace }, async (t) => {
  const folder = t.testdir({})
  const log = join(folder, 'trace')
  await run(`exec strace -f --seccomp-bpf -qq -o ${log} -e trace=fsync,fdatasync,write "$@"`, join(folder, 'data'), 60)
  const calls = spawnSync('grep', ['-o', '-E', 'sync\\(|stored [0-9]+', log], { encoding: 'utf8' }).stdout.trim().split('\n')
  const first = calls.findIndex((call) => call.startsWith('stored'))
  t.equal(calls[first - 1], 'sync(')
  const bursts = calls.slice(first).join(' ').split('sync(').filter((burst) => burst.includes('stored'))
  t.ok(bursts.every((burst) => burst.trim().split('stored').length - 1 <= 20), 'no more answers between two flushes than were under way')
})

t.test('a full database rejects the whole commit and everything after it, and says so once', async (t) => {
  const db = await openConnection(join(t.testdir({}), 'x.db'))
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 2}`)
  const errors: unknown[] = []
  const committer = createCommitter({ flush: createFlush(db, () => undefined, () => t.fail('committed')), fatal: isFatal, lingerMs: 0, onBroken: (error) => errors.push(error) })
  const insert = db.prepare('INSERT INTO issuerLists (id, version, list) VALUES (?, 1, ?)')
  const write = (id: number, bytes: number) => committer.add(() => ({ value: insert.run(id, 'x'.repeat(bytes)).changes }))
  const outcomes = await Promise.allSettled([write(1, 10), write(2, 100_000), write(3, 10)])
  for (const outcome of outcomes) t.match(outcome, { status: 'rejected', reason: { code: 'UNAVAILABLE' } })
  t.match(errors, [{ code: 'SQLITE_FULL' }])
  t.equal(errors.length, 1)
  t.notOk(committer.healthy())
  await t.rejects(write(4, 10), { code: 'UNAVAILABLE' })
  await committer.close()
  t.equal(db.prepare('SELECT count(*) FROM issuerLists').pluck().get(), 0)
  db.close()
})

t.test('a read of what cannot be answers UNAVAILABLE and tells of its doubt, for the store to end', async (t) => {
  const path = join(t.testdir({}), 'x.db')
  const [db, other] = [await openConnection(path), await openConnection(path)]
  const doubts: unknown[] = []
  const read = createReaders(db, (error) => doubts.push(error))
  t.equal(await read.party(partyId('heron.example')), undefined)
  t.same(doubts, [])
  // A table at a page that the file does not have.
  other.unsafeMode()
  other.pragma('writable_schema = ON')
  other.exec("UPDATE sqlite_schema SET rootpage = 1000000 WHERE name = 'parties'")
  other.pragma('schema_version = 1000000')
  await t.rejects(read.party(partyId('heron.example')), { code: 'UNAVAILABLE' })
  t.match(doubts, [{ code: 'SQLITE_CORRUPT' }])
  db.close()
  other.close()
})
