// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
import t from 'tap'
import type { Test } from 'tap'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { attachmentOf, create, HOSTED, naming, pending, readersOf, sendNaming, uploaded } from '../../support/store-conformance/attached.ts'
import { makePair, makePeople } from '../../support/store-conformance/pair.ts'
import { device, NOW, range } from '../../support/store-conformance/rows.ts'
import { openTwoStores } from '../../support/two-stores.ts'

t.setTimeout(120_000)
const missing = postgresMissing()
const options = missing === undefined ? {} : { skip: missing }
const cluster = missing === undefined ? await createPostgresCluster(t) : undefined

const open = (t: Test) => {
  if (!cluster) throw new Error(missing)
  return openTwoStores(t, cluster)
}

t.test('two nodes never find room for more than a quota has', { ...options }, async (t) => {
  const { one, two, sql } = await open(t)
  const pairs = [await makePair(one), await makePeople(one)]
  const outcomes = await Promise.all(range(1, 60).map((index) => create(index % 2 === 0 ? one : two, attachmentOf(pairs[index % 3 === 0 ? 1 : 0]!), { perUser: 11, perParty: 17 })))
  t.equal(outcomes.filter((outcome) => 'created' in outcome).length, 17)
  t.equal((await sql(`SELECT "count", "bytes" FROM "attachmentUsage" WHERE "user" = ''`)).trim(), '17|17000')
  const rows = await one.read.endedAttachments(NOW * 2, 100)
  await Promise.all(rows.flatMap(({ id }) => [one, two].map((store) => store.write.forgetBytes(id, 'expired', NOW))))
  t.equal((await sql('SELECT "count", "bytes" FROM "attachmentUsage"')).trim(), '0|0', 'each is given back once, and no user is left that has none')
})

t.test('an attachment whose last two devices are done at two nodes at once ends', { ...options }, async (t) => {
  const { one, two } = await open(t)
  const pair = await makePair(one)
  for (const round of range(1, 30)) {
    const id = await uploaded(one, pair)
    await sendNaming(two, pair, [id])
    await Promise.all([one.write.finishAttachment(id, pair.bob, device(1)), two.write.finishAttachment(id, pair.bob, device(2))])
    t.match(await one.read.attachment(id), { state: 'gone' }, `round ${String(round)}`)
  }
})

t.test('a message that is accepted at one node while the last device is done at another finds its attachments there, or is refused', { ...options }, async (t) => {
  const { one, two } = await open(t)
  const pair = await makePair(one)
  for (const round of range(1, 30)) {
    const id = await uploaded(one, pair)
    await sendNaming(one, pair, [id], [1])
    const item = await naming(one, pair, [id], [2])
    const [outcome] = await Promise.all([one.write.append(item), two.write.finishAttachment(id, pair.bob, device(1))])
    const isThere = (await one.read.attachment(id))?.state === 'available' && (await readersOf(one, pair, id)).includes(2)
    t.equal(isThere, 'accepted' in outcome, `round ${String(round)}`)
  }
})

t.test('what is to be fetched is leased to one node', { ...options }, async (t) => {
  const { one, two } = await open(t)
  const pair = await makePair(one)
  await sendNaming(one, pair, await Promise.all(range(1, 5).map(() => pending(one, pair, { source: HOSTED }))))
  for (const round of range(1, 30)) {
    const now = NOW + 60_000 * round
    const leased = await Promise.all([one, two].map((store) => store.write.claimFetches(now, now + 60_000, 10)))
    t.equal(leased.flat().length, 5, `round ${String(round)}`)
  }
})
