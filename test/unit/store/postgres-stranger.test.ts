// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
import t from 'tap'
import { userId } from '../../../src/model/ids.ts'
import type { UserId } from '../../../src/model/ids.ts'
import { openPostgresStore } from '../../../src/store/postgres/index.ts'
import { NODE_TIMES } from '../../../src/store/postgres/nodes/times.ts'
import { EXPLAINING, explained, nodesOf } from '../../support/plans.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { makePair, makePeople } from '../../support/store-conformance/pair.ts'

t.setTimeout(110_000)
const missing = postgresMissing()

/** Behind everybody, so that whatever is asked for, a consent follows: but for the very last pair of a gateway there always is one. */
const LAST = userId('ffffffff-ffff-4fff-bfff-ffffffffffff')

/** The id just below, which nobody has. */
const before = (user: UserId): UserId => userId(user.slice(0, 24) + (BigInt(`0x${user.slice(24)}`) - 1n).toString(16).padStart(12, '0'))

t.test('whoever asks about a user makes the database do the same, whatever the user is', missing === undefined ? {} : { skip: missing }, async (t) => {
  const cluster = await createPostgresCluster(t, { settings: EXPLAINING })
  const url = await cluster.createDatabase()
  const sql = (text: string): Promise<string> => cluster.query(text, new URL(url).pathname.slice(1))
  // Signs of life are statements too.
  const times = { ...NODE_TIMES, heartbeatMs: 600_000, leaseMs: 1_200_000 }
  const store = await openPostgresStore({ url, times, onUnhealthy: (error) => t.fail('the store became unhealthy', { error }) })
  t.teardown(() => store.close())
  /** Of each statement: its steps, with the rows that they touched. */
  const work = async (doing: () => Promise<unknown>) => (await explained(cluster, doing)).map(({ text, plan }) => ({
    text, steps: nodesOf(plan).map((node) => `${node['Node Type']} ${node['Relation Name'] ?? ''}: ${String(node['Actual Rows'] * node['Actual Loops'])}`),
  }))
  const { alice } = await makePair(store)
  const others = []
  for (let count = 0; count < 9; count += 1) others.push((await makePeople(store)).bob)
  const [optedOut, notAllowed, stranger, requested, denied, blocked, withdrawn, granted] = others as [UserId, UserId, UserId, UserId, UserId, UserId, UserId, UserId]
  await sql(`UPDATE "persons" SET "optedIn" = false WHERE "person" = (SELECT "person" FROM "users" WHERE "user" = '${optedOut}')`)
  await sql(`UPDATE "choices" SET "allowed" = false WHERE "person" = (SELECT "person" FROM "users" WHERE "user" = '${notAllowed}')`)
  for (const [user, state] of [[requested, 'requested'], [denied, 'denied'], [blocked, 'blocked'], [withdrawn, 'withdrawn'], [granted, 'granted'], [LAST, 'granted']] as const) {
    await sql(`INSERT INTO "consents" ("owner", "peer", "state", "tokenHash", "purposes", "changedAt", "version")
      SELECT '${user}', '${alice}', '${state}', c."tokenHash", c."purposes", c."changedAt", c."version" FROM "consents" c LIMIT 1`)
  }
  await sql('VACUUM (ANALYZE)')

  const states = { unknown: before(stranger), optedOut, notAllowed, stranger, requested, denied, blocked, withdrawn, granted }
  // Each connection has prepared the statement by then.
  await Promise.all(Array.from({ length: 8 }, () => store.read.standing(alice, stranger)))
  const expected = await work(() => store.read.standing(alice, stranger))
  t.equal(expected.length, 1, 'one statement')
  for (const [state, user] of Object.entries(states)) t.same(await work(() => store.read.standing(alice, user)), expected, state)

  const found = await Promise.all([states.unknown, stranger, blocked].map((user) => store.read.standing(alice, user)))
  t.same(found.map(({ recipient, recipientConsent }) => [recipient?.user, recipientConsent?.state]), [[undefined, undefined], [stranger, undefined], [blocked, 'blocked']])
  const plain = (user: UserId) => work(() => sql(`SET enable_seqscan = off; SELECT * FROM "users" WHERE "user" = '${user}'`))
  t.not(JSON.stringify(await plain(states.unknown)), JSON.stringify(await plain(stranger)), 'a look-up that tells them apart is told apart here')
})
