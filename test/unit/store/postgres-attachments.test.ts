// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
import t from 'tap'
import type { Test } from 'tap'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { attachmentOf, create, HOSTED, naming, pending, readersOf, sendNaming, uploaded } from '../../support/store-conformance/attached.ts'
import { makePair, makePeople, put } from '../../support/store-conformance/pair.ts'
import { device, deviceRow, NOW, range } from '../../support/store-conformance/rows.ts'
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
  await Promise.all(range(1, 10).flatMap(() => [one, two].map((store) => store.write.sweep(NOW * 2, 3))))
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

t.test('of two messages that name one attachment at two nodes at once, one does', { ...options }, async (t) => {
  const { one, two } = await open(t)
  const pair = await makePair(one)
  for (const round of range(1, 30)) {
    const id = await uploaded(one, pair)
    const items = [await naming(one, pair, [id], [1]), await naming(one, pair, [id], [2])] as const
    const outcomes = await Promise.all([one.write.append(items[0]), two.write.append(items[1])])
    const accepted = outcomes.flatMap((outcome, index) => ('accepted' in outcome ? [index + 1] : []))
    t.same(accepted, await readersOf(one, pair, id), `round ${String(round)}`)
    t.equal(accepted.length, 1)
  }
})

t.test('an attachment whose last two devices go at two nodes at once, one done and one out of the list, ends', { ...options }, async (t) => {
  const { one, two } = await open(t)
  const pair = await makePair(one)
  for (const round of range(1, 10)) {
    await put(one, { put: 'devices', user: pair.bob, devices: [deviceRow(1), deviceRow(2)] })
    const [id, hosted] = [await uploaded(one, pair), await pending(one, pair, { source: HOSTED })]
    await sendNaming(two, pair, [id, hosted])
    await Promise.all([
      one.write.finishAttachment(id, pair.bob, device(1)), one.write.finishAttachment(hosted, pair.bob, device(1)), one.write.settleAttachment(hosted, 'available'),
      put(two, { put: 'devices', user: pair.bob, devices: [deviceRow(1)] }),
    ])
    t.match([await one.read.attachment(id), await one.read.attachment(hosted)], [{ state: 'gone' }, { state: 'gone' }], `round ${String(round)}`)
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
