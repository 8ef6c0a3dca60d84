// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { enforcementId } from '../../../src/model/enforcement.ts'
import type { EnforcementStep } from '../../../src/model/enforcement.ts'
import { ask, decide, shownTo } from '../../support/acquaintance.ts'
import { appeal, hear } from '../../support/enforced.ts'
import { DAY_MS, openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld, TestParty } from '../../support/registry-world.ts'
import { enlistInside, enlistOutside } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

const ACTOR = 'socket'

const apply = ({ registry }: RegistryWorld, party: TestParty, step: EnforcementStep, { user, durationMs }: { readonly user?: Subscriber; readonly durationMs?: number } = {}) =>
  registry.enforcement.desk.apply({ party: party.party, user: user?.user, step, reason: 'because', durationMs, actor: ACTOR })
const listed = async ({ registry }: RegistryWorld, party: TestParty) => {
  const answer = await registry.enforcement.ofParty.list(party.caller)
  if (answer.kind !== 'enforcementList') throw new Error(answer.kind)
  return answer.steps
}

t.test('a party, and no other, is told of a step at once and whenever it asks', async (t) => {
  const world = await openRegistryWorld(t)
  const heard = hear(t, world)
  const user = await enlistOutside(world, world.heron)
  const { id } = await apply(world, world.heron, 'notice', { user, durationMs: DAY_MS })
  t.match(heard, [{ party: world.heron.party, enforcement: { id, user: user.user, step: 'notice', rule: 'operator', reason: 'because', appeal: 'none' } }])
  const [step] = await listed(world, world.heron)
  t.match(step, { id, endsAt: world.clock.now() + DAY_MS, endedAt: undefined })
  t.same(Object.keys(step!).toSorted(), ['appeal', 'decision', 'endedAt', 'endsAt', 'id', 'reason', 'rule', 'startedAt', 'step', 'user'], 'who took it is the operator’s business')
  t.same(await listed(world, world.egret), [])
  t.match(world.told.at(-1), ['enforced', world.heron.party, 'notice', 'operator', ACTOR])
})

t.test('a suspended user asks and grants nothing more, and learns why; its no still counts', async (t) => {
  const world = await openRegistryWorld(t)
  const [ada, bo] = [await enlistOutside(world, world.heron, { address: 'ada@heron.example' }), await enlistInside(world, { address: 'bo@wren.example' })]
  await ask(world, bo, 'ada@heron.example')
  const [request] = await shownTo(world, ada)
  await apply(world, world.heron, 'suspend', { user: ada })
  await t.rejects(ask(world, ada, 'bo@wren.example'), { code: 'USER_SUSPENDED' })
  await t.rejects(decide(world, ada, request!.requestId, 'grant'), { code: 'USER_SUSPENDED' })
  t.match(await decide(world, ada, request!.requestId, 'deny'), { kind: 'done' })
})

t.test('what is asked of a suspended user waits, and is shown when the suspension ends', async (t) => {
  const world = await openRegistryWorld(t)
  const [ada, bo] = [await enlistOutside(world, world.heron, { address: 'ada@heron.example' }), await enlistInside(world, { address: 'bo@wren.example' })]
  const { id } = await apply(world, world.core, 'suspend', { user: bo })
  t.match(await ask(world, ada, 'bo@wren.example'), { kind: 'recorded' })
  await world.registry.surfacing.idle()
  t.same(await shownTo(world, bo), [])
  await world.registry.enforcement.desk.lift(id, 'it was a mistake', ACTOR)
  await world.registry.surfacing.idle()
  t.equal((await shownTo(world, bo)).length, 1)
  t.match(await listed(world, world.core), [{ id, endedAt: world.clock.now(), decision: 'it was a mistake' }])
})

t.test('a suspended party has no links when it is said, and is live again when the step ends, unless somebody else suspended it since', async (t) => {
  const world = await openRegistryWorld(t)
  const { id } = await apply(world, world.heron, 'suspend')
  t.same(world.closedLinks, [{ party: world.heron.party, reason: 'because', state: 'suspended' }])
  await t.rejects(listed(world, world.heron), { code: 'SUSPENDED' })
  await world.registry.enforcement.desk.lift(id, 'settled', ACTOR)
  t.match(await world.store.read.party(world.heron.party), { state: 'live' })
  const second = await apply(world, world.heron, 'suspend')
  await world.registry.parties.suspend(world.heron.party, { actor: 'socket', reason: 'unpaid' })
  await world.registry.enforcement.desk.lift(second.id, 'settled', ACTOR)
  t.match(await world.store.read.party(world.heron.party), { state: 'suspended', stateReason: 'unpaid' })
  await t.rejects(apply(world, world.core, 'slow'), { code: 'MALFORMED' }, 'the core as a whole is the operator')
})

t.test('a milder step does not end the suspension of a party that is suspended for something else', async (t) => {
  const world = await openRegistryWorld(t)
  await apply(world, world.heron, 'suspend')
  await world.registry.parties.suspend(world.heron.party, { actor: 'socket', reason: 'unpaid' })
  const { id } = await apply(world, world.heron, 'slow')
  t.match(await world.store.read.party(world.heron.party), { state: 'suspended', stateReason: 'unpaid' })
  t.same((await world.registry.enforcement.desk.list({ inForce: true }, 10)).map((one) => one.id), [id])
  await world.registry.parties.resume(world.heron.party, { actor: 'socket', reason: 'paid' })
  await apply(world, world.heron, 'suspend')
  await apply(world, world.heron, 'slow')
  t.match(await world.store.read.party(world.heron.party), { state: 'live' }, 'and ends its own')
})

t.test('a party that was suspended by hand stays so, before a step or after it, whatever reason both have', async (t) => {
  const world = await openRegistryWorld(t)
  const { registry: { parties, agreements, enforcement: { desk } }, heron: { party } } = world
  const byHand = { actor: ACTOR, reason: 'because' }
  const first = await apply(world, world.heron, 'suspend')
  t.match((await agreements.find(party)).suspension, { reason: 'because', step: { id: first.id } })
  await parties.suspend(party, byHand)
  t.match((await agreements.find(party)).suspension, { reason: 'because', step: undefined }, 'no step is what suspends it now')
  await desk.lift(first.id, 'settled', ACTOR)
  t.match(await world.store.read.party(party), { state: 'suspended' })

  const second = await apply(world, world.heron, 'suspend', { durationMs: 1_000 })
  t.match((await agreements.find(party)).suspension, { reason: 'because', step: undefined })
  world.clock.advance(1_000)
  await world.registry.enforcement.look()
  t.match(await desk.show(second.id), { ending: 'time' })
  t.match(await world.store.read.party(party), { state: 'suspended' })
  await apply(world, world.heron, 'suspend')
  await apply(world, world.heron, 'slow')
  t.match(await world.store.read.party(party), { state: 'suspended' })
  await parties.resume(party, byHand)
  t.match(await world.store.read.party(party), { state: 'live' })
})

t.test('a suspension by hand of a node of the version before, which leaves the step beside it, holds beside the next step too', async (t) => {
  const world = await openRegistryWorld(t)
  const { store, registry: { enforcement: { desk } }, heron: { party } } = world
  await apply(world, world.heron, 'suspend')
  const { version: _, ...row } = (await store.read.party(party))!
  await store.write.commit({ expect: [], writes: [{ put: 'party', row: { ...row, stateReason: 'by hand' } }] })
  const next = await apply(world, world.heron, 'suspend')
  await desk.lift(next.id, 'settled', ACTOR)
  t.match(await store.read.party(party), { state: 'suspended', stateReason: 'by hand' })
})

t.test('nothing is said any more to a step against a user who left, nor kept of it', async (t) => {
  const world = await openRegistryWorld(t)
  const user = await enlistOutside(world, world.heron)
  const { id } = await apply(world, world.heron, 'suspend', { user })
  await world.registry.enlistments.unenlist(world.heron.caller, { kind: 'unenlist', userId: user.user })
  await t.rejects(appeal(world, world.heron, id, 'ana says it was not her'), { code: 'APPEAL_REFUSED' })
  t.match(await world.store.read.enforcement(id), { appeal: 'none', appealSealed: undefined, endedAt: undefined })
})

t.test('of one user one step is in force: a new one takes its place, and a milder one ends a suspension', async (t) => {
  const world = await openRegistryWorld(t)
  const user = await enlistOutside(world, world.heron)
  const suspended = async () => (await world.store.read.user(user.user))?.suspended
  const first = await apply(world, world.heron, 'suspend', { user })
  t.equal(await suspended(), true)
  world.clock.advance(1)
  const second = await apply(world, world.heron, 'slow', { user })
  t.equal(await suspended(), false)
  t.match(await world.registry.enforcement.desk.list({ party: world.heron.party }, 10), [{ id: second.id, endedAt: undefined }, { id: first.id, ending: 'replaced' }])
  t.same((await world.registry.enforcement.desk.list({ inForce: true }, 10)).map(({ id }) => id), [second.id])
  await apply(world, world.heron, 'notice')
  t.equal((await world.registry.enforcement.desk.list({ inForce: true }, 10)).length, 2, 'the party’s is another')
  await t.rejects(world.registry.enforcement.desk.lift(first.id, 'x', ACTOR), { code: 'CONFLICT' })
})

t.test('a step ends by itself when its time is over, once, and not before', async (t) => {
  const world = await openRegistryWorld(t)
  const user = await enlistOutside(world, world.heron)
  const { id } = await apply(world, world.heron, 'suspend', { user, durationMs: 1_000 })
  world.clock.advance(999)
  await world.registry.enforcement.look()
  t.equal((await world.store.read.user(user.user))?.suspended, true)
  world.clock.advance(1)
  await world.registry.enforcement.look()
  await world.registry.enforcement.look()
  t.equal((await world.store.read.user(user.user))?.suspended, false)
  t.match(await world.registry.enforcement.desk.show(id), { ending: 'time', version: 2 })
  t.equal(world.told.filter(([name]) => name === 'enforcementEnded').length, 1)
})

t.test('a step is appealed once, by its own party, and the operator reads and decides it', async (t) => {
  const world = await openRegistryWorld(t)
  const { desk } = world.registry.enforcement
  const user = await enlistOutside(world, world.heron)
  const { id } = await apply(world, world.heron, 'suspend', { user })
  await t.rejects(appeal(world, world.egret, id), { code: 'NOT_FOUND' })
  await t.rejects(appeal(world, world.heron, randomUUID()), { code: 'NOT_FOUND' })
  await t.rejects(desk.decide(id, 'granted', 'x', ACTOR), { code: 'CONFLICT' }, 'nothing was said yet')
  for (const decision of ['granted', 'upheld'] as const) await t.rejects(desk.decide(enforcementId(randomUUID()), decision, 'x', ACTOR), { code: 'NOT_FOUND' }, 'nothing is told of what was not decided')
  t.same(await appeal(world, world.heron, id, 'the account\nwas stolen'), { kind: 'done' })
  await t.rejects(appeal(world, world.heron, id), { code: 'APPEAL_REFUSED' })
  t.match(await listed(world, world.heron), [{ id, appeal: 'open' }])
  t.match(await desk.list({ appeal: 'open' }, 10), [{ id, appealText: 'the account\nwas stolen' }])
  t.notMatch(Buffer.from((await world.store.read.enforcement(id))!.appealSealed!).toString('latin1'), 'stolen', 'it rests sealed')
  t.match(await desk.decide(id, 'granted', 'you are right', ACTOR), { appeal: 'granted', ending: 'lifted', decision: 'you are right' })
  t.equal((await world.store.read.user(user.user))?.suspended, false)
  await t.rejects(appeal(world, world.heron, id), { code: 'APPEAL_REFUSED' }, 'it is over')
  const other = await apply(world, world.heron, 'slow', { user })
  await appeal(world, world.heron, other.id)
  t.match(await desk.decide(other.id, 'upheld', 'ten people reported it', ACTOR), { appeal: 'upheld', endedAt: undefined, decision: 'ten people reported it' })
  await t.rejects(desk.decide(other.id, 'granted', 'x', ACTOR), { code: 'CONFLICT' })
  t.match(world.told.filter(([name]) => /ppeal/.test(name)), [['appealed', world.heron.party], ['appealDecided', 'granted', ACTOR], ['appealed', world.heron.party], ['appealDecided', 'upheld', ACTOR]])
})

t.test('no step without a party, a user of it, and a reason', async (t) => {
  const world = await openRegistryWorld(t)
  const { desk } = world.registry.enforcement
  const order = { party: world.heron.party, user: undefined, step: 'notice', reason: 'why', durationMs: undefined, actor: ACTOR } as const
  const foreign = await enlistOutside(world, world.egret)
  await t.rejects(desk.apply({ ...order, party: 'nobody.example' as typeof order.party }), { code: 'NOT_FOUND' })
  await t.rejects(desk.apply({ ...order, user: foreign.user }), { code: 'NOT_FOUND' })
  await t.rejects(desk.apply({ ...order, reason: ' \u202e ' }), { code: 'MALFORMED' })
  await t.rejects(desk.show(enforcementId(randomUUID())), { code: 'NOT_FOUND' })
  await t.rejects(desk.lift(enforcementId(randomUUID()), 'x', ACTOR), { code: 'NOT_FOUND' })
})
