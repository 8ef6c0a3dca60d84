// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the mailbox of examples/provider-server keeps what docs/provider.md says, for as long and as much as it says, and no write looks through all of it.
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import t from 'tap'
import { openMailbox } from '../../examples/provider-server/mailbox.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { ada, bob } from '../unit/sdk/link/support.ts'

const temporary = await createTempFolder('drawbridge-mailbox-')
t.teardown(() => temporary.remove())
let files = 0
const create = () => {
  const file = join(temporary.path, `${String(files += 1)}.db`)
  return { mailbox: openMailbox(file), file, beside: new DatabaseSync(file) }
}
const DAY_MS = 86_400_000

t.test('what is put comes in its order, to its user, after the place that is named, as often as it is asked for', async (t) => {
  const { mailbox, file } = create()
  for (const [user, byte] of [[ada, 1], [bob, 2], [ada, 3], [ada, 4]] as const) await mailbox.put(user, Uint8Array.of(byte))
  const bytesAfter = async (after: number, limit = 9) => (await mailbox.list(ada, after, limit)).map(({ frame }) => [...frame])
  t.strictSame(await bytesAfter(0), [[1], [3], [4]])
  t.strictSame(await bytesAfter(0, 2), [[1], [3]])
  const [first, second] = await mailbox.list(ada, 0, 2)
  t.strictSame(await bytesAfter(first?.place ?? 0), [[3], [4]])
  const places = [first?.place ?? 0, second?.place ?? 0]
  await mailbox.remove(bob, places)
  t.equal((await mailbox.list(ada, 0, 9)).length, 3, 'nobody takes out what is another\'s')
  await mailbox.remove(ada, [...places, 999])
  await mailbox.remove(ada, places)
  t.strictSame(await bytesAfter(0), [[4]])
  const again = openMailbox(file)
  await again.remove(ada, (await again.list(ada, 0, 9)).map(({ place }) => place))
  await again.put(ada, Uint8Array.of(5))
  t.ok(((await again.list(ada, 0, 1))[0]?.place ?? 0) > 4, 'a place is never given twice, also where all was taken out')
})

t.test('a user has room for 5,000, and others go on', async (t) => {
  const { mailbox, beside } = create()
  beside.prepare('INSERT INTO mailbox (user, frame, put_ms) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4999) SELECT ?, x\'00\', ? FROM n').run(ada, Date.now())
  await mailbox.put(ada, Uint8Array.of(1))
  await t.rejects(async () => mailbox.put(ada, Uint8Array.of(2)), { message: 'too much waits for this user' })
  await mailbox.put(bob, Uint8Array.of(3))
  const [oldest] = await mailbox.list(ada, 0, 1)
  await mailbox.remove(ada, [oldest?.place ?? 0])
  await mailbox.put(ada, Uint8Array.of(2))
})

t.test('nothing is offered that is older than 30 days, and the next write takes it out', async (t) => {
  const { mailbox, beside } = create()
  await mailbox.put(ada, Uint8Array.of(1))
  await mailbox.put(ada, Uint8Array.of(2))
  beside.prepare('UPDATE mailbox SET put_ms = ? WHERE place = 1').run(Date.now() - 30 * DAY_MS - 1)
  t.strictSame((await mailbox.list(ada, 0, 9)).map(({ place }) => place), [2])
  await mailbox.put(bob, Uint8Array.of(3))
  t.strictSame(beside.prepare('SELECT place FROM mailbox ORDER BY place').all().map(({ place }) => place), [2, 3])
})

t.test('what is old is found by an index, and several are taken out in one transaction', async (t) => {
  const { mailbox, beside } = create()
  const [plan] = beside.prepare('EXPLAIN QUERY PLAN DELETE FROM mailbox WHERE put_ms < 1').all()
  t.match(plan?.['detail'], /USING (COVERING )?INDEX/)
  for (let byte = 0; byte < 8; byte += 1) await mailbox.put(ada, Uint8Array.of(byte))
  // It sees that a row goes, and refuses the last one: then none went.
  beside.exec('CREATE TRIGGER keeps_last BEFORE DELETE ON mailbox WHEN old.place = 8 BEGIN SELECT RAISE(ABORT, \'kept\'); END')
  await t.rejects(async () => mailbox.remove(ada, [1, 2, 8]), { message: /kept/ })
  t.equal((await mailbox.list(ada, 0, 9)).length, 8)
})
