// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { rootOf, treeRoot } from '../../../src/model/audit/merkle.ts'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { auditLeaf, CORE, partyRow, range } from '../../support/store-conformance/rows.ts'
import { openTwoStores } from '../../support/two-stores.ts'

t.setTimeout(120_000)
const missing = postgresMissing()
const cluster = missing === undefined ? await createPostgresCluster(t) : undefined

const change = (reason: string) => ({ expect: [], writes: [{ put: 'party', row: partyRow(CORE, { stateReason: reason }) }, { add: 'audit', leaf: auditLeaf(reason) }] } as const)

t.test('SQLite: an entry is neither updated nor deleted by a statement that somebody writes by mistake', async (t) => {
  const path = t.testdir({})
  const store = await openSqliteStore({ path, lingerMs: 0, onUnhealthy: (error) => t.fail('unhealthy', { error }) })
  await store.write.commit(change('one'))
  await store.close()
  const db = new Database(join(path, 'drawbridge.db'))
  t.throws(() => db.exec("UPDATE auditEntries SET leaf = x'00'"), /append-only/)
  t.throws(() => db.exec('DELETE FROM auditEntries'), /append-only/)
  db.close()
})

t.test('PostgreSQL: two nodes number their entries in one sequence, and an entry stays as it is', missing === undefined ? {} : { skip: missing }, async (t) => {
  const { one, two, sql } = await openTwoStores(t, cluster!)
  const replay = (index: number) => (index % 2 === 0 ? one : two).write.offerAgain(CORE, undefined, auditLeaf(`replay ${String(index)}`))
  await one.write.commit(change('first'))
  await Promise.all(range(1, 60).map((index) => (index % 3 === 0 ? replay(index) : (index % 2 === 0 ? one : two).write.commit(change(`n${String(index)}`)))))
  const rows = await two.read.auditPage(0, 1_000)
  t.same(rows.map(({ entry }) => entry), range(0, 60))
  t.equal(new Set(rows.map(({ leaf }) => Buffer.from(leaf).toString())).size, 61)
  const { size, frontier } = await one.read.auditHead()
  t.equal(size, 61)
  t.same(rootOf(frontier), treeRoot(rows.map(({ hash }) => hash)))
  for (const statement of [`UPDATE "auditEntries" SET "entry" = "entry"`, 'DELETE FROM "auditEntries"']) await t.rejects(sql(statement), /append-only/)
})
