// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { PartyId } from '../../../../src/model/ids.ts'
import { partyId } from '../../../../src/model/ids.ts'
import { createWake, WAKE_CALLS, WAKE_INTERVAL_MS, WAKE_MAX_FAILURES, WAKE_MAX_PAUSE_MS } from '../../../../src/ops/outgoing/wake.ts'
import type { WakeCall } from '../../../../src/ops/outgoing/wake-call.ts'
import { createLoneNode } from '../../../../src/store/lone-node.ts'
import type { Nodes } from '../../../../src/store/nodes.ts'
import { createFakeNodes } from '../../../support/fake-nodes.ts'
import { createTurnedTimers } from '../../../support/turned-timers.ts'

const START = 1_000
const heron = partyId('heron.example')

/** A scheduler on a turned clock; `answer` says what each call comes to. */
const createWorld = (answer: WakeCall = async () => undefined, nodes: Pick<Nodes, 'want'> = createLoneNode()) => {
  const idle = new Set<PartyId>()
  let time = START
  const clock = { now: () => time, advance: (ms: number) => { time += ms } }
  const timers = createTurnedTimers(clock)
  const calls: [party: PartyId, atMs: number][] = []
  const told: unknown[][] = []
  const urls = new Map<PartyId, string>([[heron, 'https://heron.example/wake']])
  const tell = (name: string) => (...what: readonly unknown[]) => { told.push([name, ...what]) }
  const wake = createWake({
    urlOf: async (party) => urls.get(party),
    waits: async (party) => !idle.has(party),
    nodes,
    call: async (party, url, signal) => {
      calls.push([party, clock.now() - START])
      return answer(party, url, signal)
    },
    monotonic: clock.now, timers,
    events: { wakeSent: tell('sent'), wakeFailed: tell('failed'), backgroundFailed: tell('background') },
  })
  /** Moves the clock on, in steps that let what came due be done. */
  const turn = async (ms: number, step = ms): Promise<void> => {
    for (let passed = 0; passed < ms; passed += step) {
      timers.turn(Math.min(step, ms - passed))
      await settled()
    }
  }
  return { wake, idle, calls, told, urls, timers, turn }
}

/** All that can happen without time passing has happened: nothing here does input or output. */
const settled = () => new Promise<void>((resolve) => { setImmediate(resolve) })

const held = () => {
  const open: { readonly party: PartyId; readonly signal: AbortSignal; readonly end: (reason?: 'refused') => void }[] = []
  const answer: WakeCall = (party, _url, signal) => new Promise((resolve) => {
    open.push({ party, signal, end: resolve })
    signal.addEventListener('abort', () => { resolve('aborted') })
  })
  return { open, answer }
}

t.test('a party is called at once, and then once in thirty seconds however much comes', async (t) => {
  const { wake, calls, told, turn, timers } = createWorld()
  for (let index = 0; index < 100; index += 1) wake.due(heron)
  await settled()
  t.same(calls, [[heron, 0]])
  for (let second = 1; second <= 90; second += 1) {
    wake.due(heron)
    await turn(1_000)
  }
  t.same(calls, [[heron, 0], [heron, 30_000], [heron, 60_000], [heron, 90_000]])
  await turn(WAKE_INTERVAL_MS * 3)
  t.equal(calls.length, 4, 'nothing new came')
  t.same(told, calls.map(() => ['sent', heron]))
  t.equal(timers.waiting(), 0, 'and nothing is kept of the party')
})

t.test('a party that connects is not called', async (t) => {
  const { wake, calls, turn, timers } = createWorld()
  wake.due(heron)
  wake.connected(heron)
  await settled()
  t.same(calls, [])
  t.equal(timers.waiting(), 0)
  wake.due(heron)
  await settled()
  t.equal(calls.length, 1)
  wake.due(heron)
  await turn(10_000)
  wake.connected(heron)
  await turn(WAKE_INTERVAL_MS)
  t.equal(calls.length, 1)
  wake.connected(heron)
  wake.connected(partyId('nobody.example'))
  t.equal(timers.waiting(), 0)
})

t.test('a call under way ends when the party connects, and the next one still keeps its distance', async (t) => {
  const { open, answer } = held()
  const { wake, calls, told, turn } = createWorld(answer)
  wake.due(heron)
  await settled()
  wake.connected(heron)
  await settled()
  t.ok(open[0]?.signal.aborted)
  wake.due(heron)
  await turn(WAKE_INTERVAL_MS - 1)
  t.equal(calls.length, 1)
  await turn(1)
  t.same(calls[1], [heron, WAKE_INTERVAL_MS])
  t.same(told, [], 'an ended call neither failed nor came through')
})

t.test('what comes during a call is not lost', async (t) => {
  const { open, answer } = held()
  const { wake, calls, turn } = createWorld(answer)
  wake.due(heron)
  await settled()
  wake.due(heron)
  open[0]?.end()
  await settled()
  await turn(WAKE_INTERVAL_MS)
  t.equal(calls.length, 2)
})

t.test('a call that fails is made again after a pause that doubles up to an hour, and not for ever', async (t) => {
  const { wake, calls, told, turn, timers } = createWorld(async () => 'timeout')
  wake.due(heron)
  await settled()
  await turn(40 * WAKE_MAX_PAUSE_MS, WAKE_INTERVAL_MS)
  const pauses = calls.map(([, at], index) => at - (calls[index - 1]?.[1] ?? 0))
  t.same(pauses.slice(0, 10), [0, 60_000, 120_000, 240_000, 480_000, 960_000, 1_920_000, 3_600_000, 3_600_000, 3_600_000])
  t.equal(calls.length, WAKE_MAX_FAILURES)
  t.same(told, calls.map(() => ['failed', heron, 'timeout']))
  t.equal(timers.waiting(), 0)
  wake.due(heron)
  await settled()
  t.equal(calls.length, WAKE_MAX_FAILURES + 1, 'something new is a new reason')
})

t.test('a party that connected meanwhile does not pay for earlier failures', async (t) => {
  const { wake, calls, turn } = createWorld(async () => 'refused')
  wake.due(heron)
  await settled()
  await turn(60_000 + 120_000 + 240_000, WAKE_INTERVAL_MS)
  t.equal(calls.length, 4)
  wake.connected(heron)
  wake.due(heron)
  await turn(WAKE_INTERVAL_MS)
  t.equal(calls.length, 5)
})

t.test('only so many calls are under way, and the others follow', async (t) => {
  const { open, answer } = held()
  const { wake, urls } = createWorld(answer)
  const parties = Array.from({ length: WAKE_CALLS + 3 }, (_, index) => partyId(`p${index}.example`))
  for (const party of parties) {
    urls.set(party, `https://${party}/wake`)
    wake.due(party)
  }
  await settled()
  t.equal(open.length, WAKE_CALLS)
  wake.connected(parties.at(-1)!)
  open[0]?.end()
  open[1]?.end('refused')
  await settled()
  t.same(open.map(({ party }) => party), parties.slice(0, -1), 'in the order they came; one connected while it waited')
})

t.test('a party without an address is not called, and not asked about each time', async (t) => {
  const { wake, calls, urls, told, turn } = createWorld()
  urls.clear()
  wake.due(heron)
  await settled()
  urls.set(heron, 'https://heron.example/wake')
  wake.due(heron)
  await settled()
  t.same([calls, told], [[], []])
  await turn(WAKE_INTERVAL_MS)
  t.equal(calls.length, 1)
})

t.test('a fault of our own is told and tried again', async (t) => {
  let faults = 1
  const { wake, calls, told, turn } = createWorld(async () => {
    if (faults-- > 0) throw new Error('broken')
    return undefined
  })
  wake.due(heron)
  await settled()
  await turn(60_000)
  t.match(told, [['background', 'wake', { message: 'broken' }], ['sent', heron]])
  t.equal(calls.length, 2)
})

t.test('a stop ends what is under way and calls nobody any more', async (t) => {
  const { open, answer } = held()
  const { wake, calls, urls, timers, turn, told } = createWorld(answer)
  const egret = partyId('egret.example')
  urls.set(egret, 'https://egret.example/wake')
  wake.due(egret)
  await settled()
  open[0]?.end('refused')
  await settled()
  wake.due(heron)
  await settled()
  await wake.stop()
  t.ok(open[1]?.signal.aborted)
  wake.due(heron)
  wake.connected(egret)
  await turn(WAKE_MAX_PAUSE_MS)
  t.equal(calls.length, 2)
  t.equal(timers.waiting(), 0)
  t.same(told, [['failed', egret, 'refused']])
})

t.test('of two nodes that are to call a party one does, and the other not before it has rested', async (t) => {
  const nodes = createFakeNodes()
  const [one, two] = [createWorld(undefined, nodes.node()), createWorld(undefined, nodes.node())]
  one.wake.due(heron)
  two.wake.due(heron)
  await settled()
  t.same([one.calls.length, two.calls.length], [1, 0])
  await one.turn(WAKE_INTERVAL_MS - 1)
  t.equal(two.calls.length, 0)
  await one.turn(1)
  await settled()
  t.equal(two.calls.length, 1, 'the party did not come')
  two.wake.connected(heron)
  await two.turn(WAKE_INTERVAL_MS)
  t.same([one.calls.length, two.calls.length], [1, 1])
})

t.test('no node calls a party while another has the duty to deliver to it, nor when nothing urgent is left after that', async (t) => {
  const nodes = createFakeNodes()
  const { wake, idle, calls, timers } = createWorld(undefined, nodes.node())
  const other = nodes.node()
  const deliver = async () => {
    const end = other.want(`deliver:${heron}`, () => undefined)
    await settled()
    return async () => {
      end()
      await settled()
    }
  }
  const end = await deliver()
  wake.due(heron)
  await settled()
  t.same(calls, [])
  idle.add(heron)
  await end()
  t.same(calls, [], 'it was delivered')
  t.equal(timers.waiting(), 0, 'and costs no rest')
  idle.clear()
  const endAgain = await deliver()
  wake.due(heron)
  await settled()
  await endAgain()
  t.equal(calls.length, 1)
})

t.test('a party that is called gets what waits at once from the node to which it comes', async (t) => {
  const nodes = createFakeNodes()
  const { open, answer } = held()
  const { wake } = createWorld(answer, nodes.node())
  wake.due(heron)
  await settled()
  t.equal(open.length, 1)
  let hasDuty = false
  nodes.node().want(`deliver:${heron}`, (now) => { hasDuty = now })
  await settled()
  t.ok(hasDuty)
  await wake.stop()
})

t.test('a party whose call has to wait for others gets what waits at once from the node to which it comes', async (t) => {
  const nodes = createFakeNodes()
  const { open, answer } = held()
  const { wake, urls, idle } = createWorld(answer, nodes.node())
  const busy = Array.from({ length: WAKE_CALLS }, (_, index) => partyId(`p${index}.example`))
  const [egret, stork] = [partyId('egret.example'), partyId('stork.example')]
  for (const party of [...busy, heron, egret, stork]) {
    urls.set(party, `https://${party}/wake`)
    wake.due(party)
  }
  await settled()
  const others = nodes.node()
  const linked: PartyId[] = []
  for (const party of [heron, egret]) others.want(`deliver:${party}`, (now) => { if (now) linked.push(party) })
  await settled()
  t.same(linked, [heron, egret])
  idle.add(heron)
  await nodes.move(`wake:${egret}`)
  for (const { end } of open) end()
  await settled()
  t.same(open.map(({ party }) => party), [...busy, stork], 'nothing is left for the first, and the second is another node’s to call')
  await wake.stop()
})
