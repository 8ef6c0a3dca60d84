// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// What the other nodes know of a change whose node cannot tell them of it any more.
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { Test } from 'tap'
import { startChild } from '../../../src/sandbox/child.ts'
import type { Child } from '../../../src/sandbox/child.ts'
import { openPostgresStore } from '../../../src/store/postgres/index.ts'
import { openSession } from '../../../src/store/postgres/session.ts'
import { createFaultProxy } from '../../support/fault-proxy.ts'
import { SHORT_TIMES } from '../../support/node-times.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { signal } from '../../support/processes.ts'
import { put } from '../../support/store-conformance/pair.ts'
import { HERON, partyRow } from '../../support/store-conformance/rows.ts'
import { eventually, within } from '../../support/waiting.ts'

t.setTimeout(240_000)
const missing = postgresMissing()
const options = missing === undefined ? {} : { skip: missing }
const cluster = missing === undefined ? await createPostgresCluster(t) : undefined
const PROCESS = fileURLToPath(new URL('../../support/node-process.ts', import.meta.url))

/** While somebody else has this lock, the commit of a change of a party waits in the database. */
const GATE = 4_711
const GATE_AT_COMMIT = `
  CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(${String(GATE)}); RETURN NULL; END $$;
  CREATE CONSTRAINT TRIGGER gate AFTER INSERT OR UPDATE ON "parties" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gate()`

const world = async (t: Test) => {
  if (!cluster) throw new Error(missing)
  const url = await cluster.createDatabase()
  const operator = await openSession(url)
  t.teardown(() => operator.end())
  const open = async (at = url) => {
    const seen = { fenced: 0 }
    const store = await openPostgresStore({
      url: at, lingerMs: 0, times: SHORT_TIMES, onUnhealthy: (error) => t.fail('a store became unhealthy', { error }), onFenced: () => { seen.fenced += 1 },
    })
    t.teardown(() => store.close())
    return { store, seen }
  }
  const waiting = async (): Promise<number> => (await operator.client.query<{ count: number }>(
    `SELECT count(*) AS count FROM pg_locks WHERE locktype = 'advisory' AND objid = ${String(GATE)} AND NOT granted`)).rows[0]?.count ?? 0
  return {
    url, open,
    places: async () => (await operator.client.query<{ count: number }>('SELECT count(*) AS count FROM "nodes"')).rows[0]?.count,
    /** Holds up commits of parties. Call what it gives when nobody can be told any more. */
    holdCommits: async () => {
      await operator.client.query(GATE_AT_COMMIT)
      await operator.client.query(`SELECT pg_advisory_lock(${String(GATE)})`)
      return {
        reached: async () => { while (await waiting() === 0) await new Promise((resolve) => { setImmediate(resolve) }) },
        release: async () => { await operator.client.query(`SELECT pg_advisory_unlock(${String(GATE)})`) },
      }
    },
  }
}

const otherNode = async (t: Test, url: string): Promise<Child> => {
  const child = startChild({ self: [process.execPath, PROCESS], args: [url, 'wake:heron.example'], environment: { ...process.env } })
  t.teardown(() => child.kill())
  let said = ''
  child.stdout.on('data', (bytes: Buffer) => { said += bytes.toString() })
  await eventually(() => said.includes('held true'), 'the other node runs')
  return child
}

t.test('a change that a node commits with its last breath ends the moments of the others', { ...options }, async (t) => {
  const { url, open, holdCommits } = await world(t)
  const { store, seen } = await open()
  await put(store, { put: 'party', row: partyRow(HERON) })
  const other = await otherNode(t, url)
  const gate = await holdCommits()
  const moment = store.moment()
  other.stdin.write('write gone\n')
  await within(gate.reached(), 'the commit is on its way')
  await other.kill()
  t.ok(moment.holds(), 'nothing is committed yet')
  await gate.release()
  await eventually(() => !moment.holds(), 'the moment ends')
  t.equal((await store.read.party(HERON))?.displayName, 'gone')
  t.equal(seen.fenced, 0)
  t.ok(store.moment().holds(), 'this node goes on')
})

t.test('a change whose commit was in doubt ends the moments of its own node too when it comes after all', { ...options }, async (t) => {
  const { url, open, holdCommits } = await world(t)
  const proxy = await createFaultProxy(t, Number(new URL(url).port))
  const through = new URL(url)
  through.port = String(proxy.port)
  const { store, seen } = await open(through.href)
  await put(store, { put: 'party', row: partyRow(HERON) })
  const gate = await holdCommits()
  const doubtful = put(store, { put: 'party', row: partyRow(HERON, { displayName: 'late' }) })
  await within(gate.reached(), 'the commit is on its way')
  proxy.cut(1)
  await t.rejects(within(doubtful, 'the change is in doubt'), { code: 'UNAVAILABLE' })
  const moment = store.moment()
  t.ok(moment.holds(), 'nothing is committed yet')
  await gate.release()
  await eventually(() => !moment.holds(), 'the moment ends')
  t.equal((await store.read.party(HERON))?.displayName, 'late')
  t.equal(seen.fenced, 0)
})

t.test('what was read is in force once all nodes have heard of it, or may not act any more', { ...options }, async (t) => {
  const { url, open, places } = await world(t)
  const [{ store: one }, { store: two }] = [await open(), await open()]
  const frozen = await otherNode(t, url)
  const moments = [one.moment(), two.moment()]
  await one.inForce()
  t.same(moments.map((moment) => moment.holds()), [true, true], 'nothing was changed, so nobody has anything to forget')
  signal([frozen.pid], 'SIGSTOP')
  t.teardown(() => { signal([frozen.pid], 'SIGCONT') })
  const changed = put(one, { put: 'party', row: partyRow(HERON) })
  let row = await two.read.party(HERON)
  while (row === undefined) row = await two.read.party(HERON)
  await within(two.inForce(), 'a node that only read it is answered')
  t.equal(await places(), 2, 'it waited until the one that stands still had lost its place')
  t.notOk(moments[1]?.holds())
  await within(changed, 'the node that changed it is answered')
})
