// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { GatewayError } from '../../../src/model/errors.ts'
import type { RelayEvents } from '../../../src/relay/index.ts'
import { createRemovals } from '../../../src/relay/removals.ts'
import { decide } from '../../support/acquaintance.ts'
import type { StoreCall } from '../../support/tapped-store.ts'
import { messageOf, openRelayWorld, openTalk, say, submit, TestLink, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { range } from '../../support/subscribers.ts'
import { tapStore } from '../../support/tapped-store.ts'
import { createTurnedTimers } from '../../support/turned-timers.ts'

const DAY_MS = 86_400_000

/** A world whose store refuses calls. */
const openRefusing = async (t: Test) => {
  const refusing: { when: (call: StoreCall, args: readonly unknown[]) => boolean; refused: number } = { when: () => false, refused: 0 }
  const world = await openRelayWorld(t, { mayFail: true, wrapStore: (store) => tapStore(store, { before: (call, args) => {
    if (!refusing.when(call, args)) return undefined
    refusing.refused += 1
    return Promise.reject(new GatewayError('UNAVAILABLE', 'too much to do'))
  } }) })
  return { world, pair: await openTalk(world), refusing }
}

const once = (refused: StoreCall) => {
  let isOver = false
  return (call: StoreCall): boolean => {
    if (call !== refused || isOver) return false
    isOver = true
    return true
  }
}

const pass = async (world: RelayWorld, ms: number, steps: number): Promise<void> => {
  for (const _ of range(1, steps)) {
    world.timers.turn(ms)
    await world.quiet()
  }
}

const waiting = async (world: RelayWorld): Promise<number[]> =>
  (await world.store.read.mailboxPage(world.core.party, 0, 200)).map(({ laneSequence }) => laneSequence)

t.test('an acknowledgement that the store refuses once is stored soon after, and its message neither comes again nor expires', async (t) => {
  const { world, pair, refusing } = await openRefusing(t)
  await say(world, there(pair), '1', '2')
  const link = await new TestLink(world, world.core).start()
  refusing.when = once('acknowledge')
  await link.acknowledge(2)
  t.strictSame([refusing.refused, await waiting(world)], [1, [1, 2]])
  t.strictSame((await new TestLink(world, world.core, { instance: 'two' }).start()).texts, [], 'also not on another link')
  await pass(world, 60_000, 30)
  t.strictSame(await waiting(world), [])
  world.clock.advance(31 * DAY_MS)
  await world.relay.sweep()
  t.notOk((await world.eventsFor(world.heron)).some(({ kind }) => kind === 'messageExpired'))
})

t.test('so is a refusal for good, and the sender is told of it once', async (t) => {
  const { world, pair, refusing } = await openRefusing(t)
  const submission = messageOf(there(pair), 'no')
  await submit(world, pair.ada, submission)
  const link = await new TestLink(world, world.core).start()
  refusing.when = once('conclude')
  await link.refuse(1, false)
  t.strictSame([refusing.refused, await waiting(world)], [1, [1]])
  await pass(world, 1_000, 2)
  t.strictSame([await waiting(world), link.texts], [[], ['no']])
  t.match(await world.eventsFor(world.heron), [{ kind: 'messageFailed', submissionId: submission.submissionId }])
  t.equal(world.told.filter(([name]) => name === 'messageRefused').length, 1)
})

t.test('a message that the store never lets go keeps no other, and comes again in the end', async (t) => {
  const { world, pair, refusing } = await openRefusing(t)
  await say(world, there(pair), ...range(1, 9).map(String))
  const [row] = (await world.store.read.mailboxPage(world.core.party, 0, 9)).slice(3)
  const link = await new TestLink(world, world.core).start()
  refusing.when = (call, args) => call === 'acknowledge' && (args[1] as number[]).includes(row!.id)
  await link.acknowledge(9)
  await pass(world, 1_000, 20)
  t.strictSame(await waiting(world), [4])
  t.equal(link.texts.length, 9)
  await pass(world, 60_000, 19)
  t.ok(refusing.refused <= 20, 'it is not tried for ever')
  t.strictSame(link.texts.slice(9, 10), ['4'])
  refusing.when = () => false
  await link.acknowledge(10)
  t.strictSame(await waiting(world), [])
})

t.test('while the store refuses everything, only so many rows wait to be removed', async (t) => {
  let now = 0
  const timers = createTurnedTimers({ now: () => now, advance: (ms) => { now += ms } })
  const removals = createRemovals({ events: { backgroundFailed: () => undefined } as unknown as RelayEvents, timers })
  const rowsFrom = (first: number) => range(first, first + 999).map((id) => ({ of: 'mailbox', id }) as const)
  const refuse = () => Promise.reject(new Error('no'))
  for (const first of [0, 1_000, 2_000, 3_000, 4_000]) await removals.remove('acknowledge', rowsFrom(first), refuse)
  t.strictSame([0, 1_000, 2_000, 3_000, 4_000].map((id) => removals.isRemoved({ of: 'mailbox', id })), [true, true, true, true, false])
  for (let turn = 0; turn < 30; turn += 1) {
    timers.turn(60_000)
    await removals.idle()
  }
  t.strictSame([timers.waiting(), removals.isRemoved({ of: 'mailbox', id: 0 })], [0, false])
})

t.test('messages count as delivered when their removal is on disk, and once', async (t) => {
  const { world, pair, refusing } = await openRefusing(t)
  const delivered = () => world.told.flatMap(([name, , count]) => (name === 'messageDelivered' ? [count] : []))
  await say(world, there(pair), '1', '2')
  const link = await new TestLink(world, world.core).start()
  refusing.when = once('acknowledge')
  await link.acknowledge(2)
  t.strictSame(delivered(), [])
  await pass(world, 1_000, 2)
  t.strictSame([await waiting(world), delivered()], [[], [1, 1]], 'in the halves in which they were tried again')
})

t.test('and as withheld when that is on disk', async (t) => {
  const { world, pair, refusing } = await openRefusing(t)
  const withheld = () => world.told.filter(([name]) => name === 'messageWithheld').length
  await say(world, there(pair), '1')
  await decide(world, pair.bo, pair.ada, 'block')
  refusing.when = once('withhold')
  await new TestLink(world, world.core).start()
  t.strictSame([refusing.refused, withheld()], [1, 0])
  t.strictSame((await new TestLink(world, world.core, { instance: 'two' }).start()).texts, [])
  t.equal(withheld(), 1)
})

t.test('at a stop what waits is tried once more', async (t) => {
  const { world, pair, refusing } = await openRefusing(t)
  await say(world, there(pair), '1', '2')
  const link = await new TestLink(world, world.core).start()
  refusing.when = once('acknowledge')
  await link.acknowledge(2)
  await world.relay.stop()
  t.strictSame(await waiting(world), [])
  t.equal(world.timers.waiting(), 0)
})
