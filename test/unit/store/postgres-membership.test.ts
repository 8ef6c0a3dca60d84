// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import t from 'tap'
import type { Test } from 'tap'
import { startChild } from '../../../src/sandbox/child.ts'
import type { Signal } from '../../../src/store/nodes.ts'
import { MAX_SIGNAL_BYTES } from '../../../src/store/nodes.ts'
import type { Store } from '../../../src/store/port.ts'
import { openPostgresStore } from '../../../src/store/postgres/index.ts'
import { SHORT_TIMES } from '../../support/node-times.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { signal } from '../../support/processes.ts'
import { makePair, put, send } from '../../support/store-conformance/pair.ts'
import { CORE, HERON, partyRow } from '../../support/store-conformance/rows.ts'
import { eventually, repeatedly, within } from '../../support/waiting.ts'

t.setTimeout(240_000)
const missing = postgresMissing()
const options = missing === undefined ? {} : { skip: missing }
const cluster = missing === undefined ? await createPostgresCluster(t) : undefined
const PROCESS = fileURLToPath(new URL('../../support/node-process.ts', import.meta.url))
const SHUT_OUT: Signal = { signal: 'shut-out', party: HERON, reason: 'a test' }

interface OwnStore { readonly store: Store; fenced: number }

const world = async (t: Test) => {
  if (!cluster) throw new Error(missing)
  const url = await cluster.createDatabase()
  const open = async (): Promise<OwnStore> => {
    const own: { store: Store | undefined; fenced: number } = { store: undefined, fenced: 0 }
    const store = await openPostgresStore({
      url, lingerMs: 0, times: SHORT_TIMES, onUnhealthy: (error) => t.fail('a store became unhealthy', { error }), onFenced: () => { own.fenced += 1 },
    })
    t.teardown(() => store.close())
    own.store = store
    return own as OwnStore
  }
  return { url, open, sql: (text: string) => cluster.query(text, new URL(url).pathname.slice(1)) }
}

/** The lines that a node in a process of its own says. */
const nodeProcess = (t: Test, url: string) => {
  const child = startChild({ self: [process.execPath, PROCESS], args: [url, 'expire'], environment: { ...process.env } })
  const said: string[] = []
  let read = 0
  createInterface(child.stdout).on('line', (line) => { said.push(line) })
  t.teardown(() => child.kill())
  const says = async (line: string | RegExp): Promise<string> => {
    const find = (): number => said.findIndex((one, index) => index >= read && (typeof line === 'string' ? one === line : line.test(one)))
    await eventually(() => find() >= 0, `the other node says ${String(line)}`)
    read = find() + 1
    return said[read - 1] ?? ''
  }
  return { child, says, said, tell: (line: string) => { child.stdin.write(`${line}\n`) } }
}

const held = (store: Store, duty: 'expire' | `deliver:${typeof HERON}` = 'expire') => {
  const told: boolean[] = []
  const release = store.nodes.want(duty, (now) => { told.push(now) })
  return { told, release, has: () => told.at(-1) === true }
}

t.test('a duty is held by one node, and by the next as soon as it is given back', { ...options }, async (t) => {
  const { open } = await world(t)
  const [{ store: one }, { store: two }] = [await open(), await open()]
  const first = held(one)
  t.notOk(first.has(), 'not before want has returned')
  await eventually(first.has, 'the first has the duty')
  const second = held(two)
  await pause(SHORT_TIMES.heartbeatMs * 2)
  t.notOk(second.has())
  first.release()
  await eventually(second.has, 'the second has the duty')
  second.release()
  const again = held(two)
  await eventually(again.has, 'the second has the duty again')
  t.same(first.told, [true])
})

t.test('whatever nodes want, give back and lose, no two hold a duty at once, and who wants it alone gets it', { ...options }, async (t) => {
  const { open, sql } = await world(t)
  const stores = [await open(), await open(), await open()]
  let holders = 0
  let most = 0
  const step = fc.record({ node: fc.nat(2), act: fc.constantFrom('want', 'want', 'release', 'release', 'lose') })
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
    const wants = stores.map(() => ({ release: undefined as (() => void) | undefined, has: false }))
    const set = (index: number, now: boolean): void => {
      const want = wants[index]
      if (!want || want.has === now) return
      want.has = now
      holders += now ? 1 : -1
      most = Math.max(most, holders)
    }
    const release = (index: number): void => {
      wants[index]?.release?.()
      set(index, false)
      const want = wants[index]
      if (want) want.release = undefined
    }
    const want = (index: number): void => {
      const one = wants[index]
      if (one && !one.release) one.release = stores[index]?.store.nodes.want('expire', (now) => { set(index, now) })
    }
    for (const { node, act } of steps) {
      if (act === 'want') want(node)
      else if (act === 'release') release(node)
      // The connection of one of them; it is another place then.
      else await sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'drawbridge node' AND datname = current_database() ORDER BY random() LIMIT 1`)
      if (node === 1) await pause(5)
    }
    release(0)
    release(1)
    want(2)
    await eventually(() => wants[2]?.has === true, 'the last one that wants the duty has it')
    release(2)
  }), { numRuns: 40, interruptAfterTimeLimit: 30_000, endOnFailure: true })
  t.equal(most, 1)
})

t.test('a node that is killed is replaced once its lease is over', { ...options }, async (t) => {
  const { open, url } = await world(t)
  const { store } = await open()
  const other = nodeProcess(t, url)
  await other.says('held true')
  const mine = held(store)
  await other.child.kill()
  await eventually(mine.has, 'the duty of the node that was killed comes over')
  t.pass()
})

t.test('a node that was frozen longer than its lease neither writes nor pushes when it goes on, until it has a new place', { ...options }, async (t) => {
  const { open, url, sql } = await world(t)
  const { store } = await open()
  const other = nodeProcess(t, url)
  await other.says('held true')
  other.tell('begin')
  await other.says('begun')
  other.tell('look')
  t.equal(await other.says(/^moment/), 'moment true true', 'it acts while it lives')
  const before = await sql('SELECT node FROM nodes ORDER BY node')
  const mine = held(store)
  signal([other.child.pid], 'SIGSTOP')
  await eventually(mine.has, 'the duty of the frozen node comes over')
  // The change of another node does not wait for it for ever either.
  await put(store, { put: 'party', row: partyRow(HERON, { displayName: 'mine' }) })
  other.tell('look')
  other.tell('write late')
  signal([other.child.pid], 'SIGCONT')
  const look = await other.says(/^moment/)
  t.match(look, /^moment false/, 'what it began before holds no more')
  t.equal(await other.says(/^(refused|wrote)/), 'refused UNAVAILABLE')
  await eventually(() => other.said.includes('fenced') && other.said.includes('held false'), 'the frozen node sees that its place is lost')
  t.equal((await store.read.party(HERON))?.displayName, 'mine')
  t.ok(mine.has())
  await repeatedly(async () => {
    other.tell('write again')
    if (await other.says(/^(refused|wrote)/) !== 'wrote again') throw new Error('refused')
  }, 'the other node writes again')
  t.not(await sql('SELECT node FROM nodes ORDER BY node'), before, 'under another id')
})

t.test('what one node changed is known to the moments of all when it is answered', { ...options }, async (t) => {
  const { open } = await world(t)
  const [{ store: one }, { store: two }] = [await open(), await open()]
  let kept = 0
  let early = 0
  for (let round = 0; round < 30; round += 1) {
    const moment = two.moment()
    early += moment.holds() ? 0 : 1
    await put(one, { put: 'party', row: partyRow(HERON, { displayName: `name ${String(round)}` }) })
    kept += moment.holds() ? 1 : 0
    early += one.moment().holds() ? 0 : 1
  }
  t.equal(kept, 0, 'none holds that began before the change')
  t.equal(early, 0, 'each holds until there is one')
  const pair = await makePair(one)
  const later = two.moment()
  await send(one, pair, 'a message')
  t.ok(later.holds(), 'a message changes nothing that a moment rests on')
})

t.test('a message that one node stores is known to the watchers at the other', { ...options }, async (t) => {
  const { open } = await world(t)
  const [{ store: one }, { store: two }] = [await open(), await open()]
  const pair = await makePair(one)
  const hints: string[] = []
  two.watch((party, hint) => { hints.push(`${party} ${hint}`) })
  await send(one, pair, 'a message')
  await eventually(() => hints.includes(`${CORE} added`), 'the watcher is told')
  t.pass()
})

t.test('signals reach every node once, the own one first, and are answered when all have dealt with them', { ...options }, async (t) => {
  const { open } = await world(t)
  const stores = [await open(), await open(), await open()].map(({ store }) => store)
  const heard: string[] = []
  const gate = Promise.withResolvers<undefined>()
  stores.forEach((store, index) => {
    store.nodes.listen(async ({ signal }) => {
      heard.push(`${String(index)} ${signal}`)
      if (index === 2) await gate.promise
      heard.push(`${String(index)} done`)
    })
  })
  let isAnswered = false
  const told = stores[0]?.nodes.tellAndWait(SHUT_OUT).then(() => { isAnswered = true })
  await eventually(() => heard.includes('2 shut-out') && heard.includes('1 done'), 'all have heard it')
  await pause(100)
  t.notOk(isAnswered, 'one has not dealt with it')
  gate.resolve(undefined)
  await within(told ?? Promise.reject(new Error('nobody told')), 'the teller is answered')
  t.equal(heard[0], '0 shut-out')
  t.same([...heard].sort(), ['0 done', '0 shut-out', '1 done', '1 shut-out', '2 done', '2 shut-out'])
  stores[1]?.nodes.tell({ signal: 'link-opened', party: HERON, instance: 'a' as never, number: 1 })
  await eventually(() => heard.filter((one) => one.endsWith('link-opened')).length === 3, 'all hear the second signal')
})

t.test('numbers rise over all nodes, and a node that has no place gets none', { ...options }, async (t) => {
  const { open } = await world(t)
  const stores = [await open(), await open()].map(({ store }) => store)
  const numbers: number[] = []
  for (let round = 0; round < 5; round += 1) for (const { nodes } of stores) numbers.push(await nodes.nextNumber())
  t.same(numbers, [...new Set(numbers)].sort((a, b) => a - b))
  await stores[0]?.close()
  await t.rejects(stores[0]?.nodes.nextNumber() ?? Promise.resolve(0), { code: 'UNAVAILABLE' })
})

t.test('the largest signal arrives, and a larger one is refused', { ...options }, async (t) => {
  const { open } = await world(t)
  const [{ store: one }, { store: two }] = [await open(), await open()]
  const bare = Buffer.byteLength(JSON.stringify({ ...SHUT_OUT, reason: '' }))
  const heard: Signal[] = []
  two.nodes.listen((signal) => { heard.push(signal) })
  const largest = { ...SHUT_OUT, reason: 'x'.repeat(MAX_SIGNAL_BYTES - bare) }
  await one.nodes.tellAndWait(largest)
  t.same(heard, [largest])
  const larger = { ...SHUT_OUT, reason: 'x'.repeat(MAX_SIGNAL_BYTES - bare + 1) }
  t.throws(() => { one.nodes.tell(larger) }, RangeError)
  await t.rejects(one.nodes.tellAndWait(larger), RangeError)
})

t.test('a signal that waits is answered when a node that is dead has lost its place', { ...options }, async (t) => {
  const { open, url } = await world(t)
  const { store } = await open()
  const other = nodeProcess(t, url)
  await other.says('open')
  await other.child.kill()
  await within(store.nodes.tellAndWait(SHUT_OUT), 'the teller is answered')
  t.pass()
})

t.test('a node that lives and does not answer makes the teller give up', { ...options }, async (t) => {
  const { open } = await world(t)
  const [{ store: one }, { store: two }] = [await open(), await open()]
  two.nodes.listen(() => new Promise(() => {}))
  await t.rejects(one.nodes.tellAndWait(SHUT_OUT), { code: 'UNAVAILABLE' })
})

t.test('a node that cannot do what it is told says so, and the teller need not wait', { ...options }, async (t) => {
  const { open } = await world(t)
  const [one, two] = [await open(), await open()]
  let heard = 0
  const end = two.store.nodes.listen(async () => {
    heard += 1
    throw new Error('a listener failed')
  })
  await t.rejects(one.store.nodes.tellAndWait(SHUT_OUT), { code: 'UNAVAILABLE', detail: 'another node could not do what it was told' })
  end()
  await one.store.nodes.tellAndWait(SHUT_OUT)
  t.equal(heard, 1)
  t.strictSame([one.fenced, two.fenced], [0, 0], 'both keep their places')
})

t.test('a node whose connection is cut takes a new place: what began before holds no more, and nothing is missed', { ...options }, async (t) => {
  const { open, sql } = await world(t)
  const [cut, whole] = [await open(), await open()]
  const [{ store: one }, { store: two }] = [cut, whole]
  const pair = await makePair(two)
  const mine = held(one, `deliver:${HERON}`)
  await eventually(mine.has, 'the duty is held')
  const moment = one.moment()
  const heard: string[] = []
  one.nodes.listen(({ signal }) => { heard.push(signal) })
  await sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
  await eventually(() => cut.fenced > 0 && whole.fenced > 0, 'both see that their places are lost')
  t.notOk(moment.holds())
  t.ok(mine.told.includes(false), 'the duty is lost for a moment, so that all is looked at anew')
  await eventually(mine.has, 'the duty is held again')
  await repeatedly(() => two.nodes.tellAndWait(SHUT_OUT), 'the others are told')
  t.equal(heard.at(-1), 'shut-out')
  await repeatedly(() => send(two, pair, 'a message'), 'a message is stored')
  t.ok(one.healthy() && two.healthy())
})

t.test('whoever is refused and asks again at once does not keep the node from its new place', { ...options }, async (t) => {
  const { open, sql } = await world(t)
  const { store } = await open()
  let refusals = 0
  let isTold = false
  const ask = async (): Promise<void> => {
    for (const deadline = performance.now() + 20_000; !(refusals > 0 && isTold) && performance.now() < deadline;) {
      isTold = await store.nodes.tellAndWait(SHUT_OUT).then(() => true, () => { refusals += 1; return false })
    }
  }
  const asking = ask()
  await sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
  await asking
  t.ok(refusals > 0, 'the place was lost')
  t.ok(isTold)
})

t.test('a node that stops gives its duties away at once', { ...options }, async (t) => {
  const { open } = await world(t)
  const [{ store: one }, { store: two }] = [await open(), await open()]
  const first = held(one)
  await eventually(first.has, 'the first has the duty')
  const second = held(two)
  await one.close()
  await eventually(second.has, 'the second has the duty')
  t.same(first.told, [true, false])
})

t.test('while the database is away nothing is done, and when it is back all goes on by itself', { ...options }, async (t) => {
  const { open } = await world(t)
  const own = await open()
  const mine = held(own.store)
  await eventually(mine.has, 'the duty is held')
  await cluster?.stop()
  const write = () => put(own.store, { put: 'party', row: partyRow(HERON) })
  await t.rejects(write(), { code: 'UNAVAILABLE' })
  await eventually(() => !mine.has(), 'the duty is lost')
  t.notOk(own.store.moment().holds())
  await cluster?.start()
  await eventually(mine.has, 'the duty is held again')
  await repeatedly(write, 'a write is done again')
  t.ok(own.store.moment().holds() && own.store.healthy())
})
