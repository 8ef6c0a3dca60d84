// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
import t from 'tap'
import type { Test } from 'tap'
import { createAcknowledging } from '../../../src/relay/acknowledging.ts'
import { createPages } from '../../../src/relay/pages.ts'
import type { RelayDeps } from '../../../src/relay/ports.ts'
import type { Store } from '../../../src/store/port.ts'
import type { Write } from '../../../src/store/transactors.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { openTestStore } from '../../support/registry-world.ts'
import { admitted, makePair, makePeople, message, put } from '../../support/store-conformance/pair.ts'
import type { Pair } from '../../support/store-conformance/pair.ts'
import { CORE, hashOf, HERON, newSubmission, NOW, partyRow, personRow, range } from '../../support/store-conformance/rows.ts'
import { openTwoStores } from '../../support/two-stores.ts'

t.setTimeout(300_000)
const missing = postgresMissing()
const cluster = missing === undefined ? await createPostgresCluster(t) : undefined

/** Where a change is made, and where the pages are read. */
type Ends = (t: Test) => Promise<{ readonly one: Store; readonly two: Store }>

const ends: Readonly<Record<string, Ends | undefined>> = {
  SQLite: async (t) => {
    const store = await openTestStore(t)
    return { one: store, two: store }
  },
  'another node of one database': cluster && ((t) => openTwoStores(t, cluster)),
}

const endings: Readonly<Record<string, (pair: Pair) => Write>> = {
  'the suspension of the sender’s party': () => ({ put: 'party', row: partyRow(HERON, { state: 'suspended' }) }),
  'an opt-out': ({ bob, person }) => ({ put: 'person', row: personRow(bob, { person, optedIn: false }) }),
  'a choice against the provider': ({ person }) =>
    ({ put: 'choice', row: { person, provider: HERON, allowed: false, inbox: 'separate', labelSealed: hashOf('label') } }),
  'a block': ({ alice, bob }) => ({ put: 'consent', row: { owner: bob, peer: alice, state: 'blocked', purposes: [], changedAt: NOW } }),
  'a withdrawal': ({ alice, bob }) => ({ put: 'consent', row: { owner: alice, peer: bob, state: 'withdrawn', purposes: [], changedAt: NOW } }),
}

/** The pages of the core's mail, and how often they asked for the facts about a pair. */
const openPages = (store: Store) => {
  const asked = { pairs: 0 }
  const counted: Store = { ...store, read: { ...store.read, standing: (...of) => {
    asked.pairs += 1
    return store.read.standing(...of)
  } } }
  // What pages and acknowledgements of mail touch.
  const deps = { store: counted, now: () => NOW, patientNow: () => NOW, monotonic: () => NOW, events: {} } as unknown as RelayDeps
  const pages = createPages(CORE, deps, createAcknowledging(CORE, deps))
  return { asked, read: () => pages.mail(0, 100, () => true) }
}

const say = async (store: Store, { alice, bob }: Pair, count: number): Promise<void> => {
  const proof = await admitted(store, 'submit', alice, bob)
  for (const _ of range(1, count)) await store.write.append(message(proof, { submissionId: newSubmission() }))
}

for (const [where, open] of Object.entries(ends)) {
  const options = open === undefined ? { skip: missing ?? 'no database' } : {}

  t.test(`${where}: the facts about a pair are read once while nothing changes, whatever is sent meanwhile`, { ...options }, async (t) => {
    const { one, two } = await open!(t)
    const pair = await makePair(one)
    const { asked, read } = openPages(two)
    await say(one, pair, 2)
    const first = await read()
    await say(one, pair, 1)
    const second = await read()
    t.ok(second.rows.length > first.rows.length && second.rows.every(({ item }) => item !== undefined))
    t.equal(asked.pairs, 1)
    t.ok(first.moment.holds() && second.moment.holds())
  })

  for (const [title, ending] of Object.entries(endings)) {
    t.test(`${where}: what was found about a pair ends when ${title} is answered`, { ...options }, async (t) => {
      const { one, two } = await open!(t)
      const [pair, others] = [await makePair(one), await makePeople(one)]
      const { asked, read } = openPages(two)
      await say(one, pair, 2)
      await say(one, others, 1)
      const before = await read()
      t.ok(before.rows.every(({ item }) => item !== undefined))
      t.equal(asked.pairs, 2)
      await put(one, ending(pair))
      t.notOk(before.moment.holds(), 'a page that was read before is not used any more')
      const [after, now] = [await read(), await openPages(two).read()]
      t.equal(asked.pairs, 4)
      t.strictSame([after.withheld, after.rows.map(({ item }) => item?.of)], [now.withheld, now.rows.map(({ item }) => item?.of)], 'it is judged as by who kept nothing')
      t.ok(after.withheld.length >= 2)
    })
  }
}
