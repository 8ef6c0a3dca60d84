// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { submissionId, userId } from '../../../src/model/ids.ts'
import { MAX_ATTEMPTS } from '../../../src/model/values.ts'
import { TRACE_MS } from '../../../src/store/transactors.ts'
import { answerBytes, DAY_MS } from '../../support/registry-world.ts'
import type { TestParty } from '../../support/registry-world.ts'
import { messageOf, openRelayWorld, openTalk, submit, TestLink, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { range } from '../../support/subscribers.ts'
import type { OpenPair } from '../../support/unwilling.ts'
import { auditLeaf } from '../../support/store-conformance/rows.ts'

type Ending = 'waiting' | 'parked' | 'withheld' | 'delivered' | 'expired' | 'failed' | 'dropped'

/** Sends a message and brings it so far. */
const bring = async (world: RelayWorld, pair: OpenPair, ending: Ending) => {
  const { store, core, clock } = world
  const message = messageOf(there(pair), 'hello')
  await submit(world, pair.ada, message)
  const id = (await store.read.mailboxPage(core.party, 0, 100)).at(-1)!.id
  if (ending === 'parked' || ending === 'dropped') for (const _ of range(1, MAX_ATTEMPTS)) await store.write.countAttempt(core.party, id)
  if (ending === 'dropped') await store.write.drop([{ id, events: [] }], clock.now(), auditLeaf())
  if (ending === 'withheld') await store.write.withhold(core.party, [id])
  if (ending === 'delivered') await store.write.acknowledge(core.party, [id], [], { atMs: clock.now() + 5, pushedAtMs: [clock.now() + 2] })
  if (ending === 'expired' || ending === 'failed') await store.write.conclude([id], [], { as: ending, atMs: clock.now() })
  return { kind: 'trace', senderUser: pair.ada.user, submissionId: message.submissionId } as const
}
const ask = ({ relay }: RelayWorld, { caller }: TestParty, request: Awaited<ReturnType<typeof bring>>) => relay.trace(caller, request)

t.test('the recipient’s home is told how far each envelope came, and when', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const now = world.clock.now()
  const place = { deviceId: 1, attempts: 0, pushedTimeMs: 0, endedTimeMs: 0 }
  for (const [ending, told] of [
    ['waiting', { stage: 'waiting' }], ['parked', { stage: 'parked', attempts: 5 }], ['expired', { stage: 'expired', endedTimeMs: now }],
    ['delivered', { stage: 'delivered', pushedTimeMs: now + 2, endedTimeMs: now + 5 }], ['failed', { stage: 'failed', endedTimeMs: now }],
    ['dropped', { stage: 'failed', attempts: 5, endedTimeMs: now }],
  ] as const) {
    t.strictSame(await ask(world, world.core, await bring(world, pair, ending)), { kind: 'traced', messages: [{ senderDevice: 1, gatewayTimeMs: now, places: [{ ...place, ...told }] }] }, ending)
  }
})

t.test('a message that really is pushed and acknowledged is told with both times, and forgotten a week after', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const message = messageOf(there(pair), 'hello')
  await submit(world, pair.ada, message)
  const link = await new TestLink(world, world.core).start()
  const pushedTimeMs = world.clock.now()
  world.clock.advance(40)
  await link.acknowledge(1)
  const request = { kind: 'trace', senderUser: pair.ada.user, submissionId: message.submissionId } as const
  t.match(await ask(world, world.core, request), { messages: [{ places: [{ stage: 'delivered', pushedTimeMs, endedTimeMs: pushedTimeMs + 40 }] }] })
  world.clock.advance(TRACE_MS)
  await world.relay.sweep()
  t.strictSame(await ask(world, world.core, request), { kind: 'traced', messages: [] })
})

t.test('a party that asks about another’s message gets the very bytes that one gets about none', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const real = await bring(world, pair, 'waiting')
  const none = await answerBytes(ask(world, world.core, { ...real, submissionId: submissionId(randomUUID()) }))
  t.equal(await answerBytes(ask(world, world.egret, real)), none)
  t.equal(await answerBytes(ask(world, world.core, { ...real, senderUser: pair.bo.user })), none, 'the id alone names nothing')
  t.equal(await answerBytes(ask(world, world.heron, { ...real, senderUser: userId(randomUUID()) })), none)
  for (const { party } of [world.core, world.heron]) t.not(await answerBytes(ask(world, party === world.core.party ? world.core : world.heron, real)), none)
})

t.test('the sender’s home sees the same of a message that waits, was delivered, is parked or is held back', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const answers: string[] = []
  for (const ending of ['waiting', 'delivered', 'parked', 'withheld'] as const) answers.push(await answerBytes(ask(world, world.heron, await bring(world, pair, ending))))
  t.equal(new Set(answers).size, 1)
  const place = { deviceId: 1, attempts: 0, pushedTimeMs: 0 }
  t.match(await ask(world, world.heron, await bring(world, pair, 'waiting')), { messages: [{ places: [{ ...place, stage: 'accepted', endedTimeMs: 0 }] }] })
  for (const [ending, stage] of [['expired', 'expired'], ['failed', 'failed'], ['dropped', 'failed']] as const) {
    t.match(await ask(world, world.heron, await bring(world, pair, ending)), { messages: [{ places: [{ ...place, stage, endedTimeMs: world.clock.now() }] }] }, ending)
  }
})

t.test('seven days after acceptance the sender’s home is told nothing more, whatever became of it', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const requests: Awaited<ReturnType<typeof bring>>[] = []
  for (const ending of ['waiting', 'delivered', 'parked', 'withheld'] as const) requests.push(await bring(world, pair, ending))
  const answers = async () => new Set(await Promise.all(requests.map((request) => answerBytes(ask(world, world.heron, request)))))
  for (const ms of [TRACE_MS - 1, 1, DAY_MS]) {
    world.clock.advance(ms)
    await world.relay.sweep()
    t.equal((await answers()).size, 1, 'and until then the same')
  }
  t.strictSame(await ask(world, world.heron, requests[0]!), { kind: 'traced', messages: [] })
  t.match(await ask(world, world.core, requests[0]!), { messages: [{ places: [{ stage: 'waiting' }] }] }, 'the recipient’s home still is')
})

t.test('what is held back is left out of what the recipient’s home is told, until it expires', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const request = await bring(world, pair, 'withheld')
  t.strictSame(await ask(world, world.core, request), { kind: 'traced', messages: [] })
  world.clock.advance(30 * DAY_MS)
  await world.relay.sweep()
  t.match(await ask(world, world.core, request), { messages: [{ places: [{ stage: 'expired' }] }] })
})
