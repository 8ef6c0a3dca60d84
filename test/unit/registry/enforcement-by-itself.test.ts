// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { EnforcementId, EnforcementStep } from '../../../src/model/enforcement.ts'
import type { UserId } from '../../../src/model/ids.ts'
import { createPatientTime } from '../../../src/ops/patient-time.ts'
import { createRegistry } from '../../../src/registry/index.ts'
import type { RegistryDeps } from '../../../src/registry/index.ts'
import type { Write } from '../../../src/store/transactors.ts'
import { ask, decide, shownTo } from '../../support/acquaintance.ts'
import { appeal, hear } from '../../support/enforced.ts'
import { DAY_MS, openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld, TestParty } from '../../support/registry-world.ts'
import { enforcementRow } from '../../support/store-conformance/enforcement.ts'
import { reportOf } from '../../support/store-conformance/reports.ts'
import { enlistInside, enlistOutside, range } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

const ACTOR = 'socket'

const apply = ({ registry }: RegistryWorld, party: TestParty, step: EnforcementStep, { user, durationMs }: { readonly user?: Subscriber; readonly durationMs?: number } = {}) =>
  registry.enforcement.desk.apply({ party: party.party, user: user?.user, step, reason: 'because', durationMs, actor: ACTOR })

/** A user whose requests are nearly all denied. */
const refusedBy = async (world: RegistryWorld, count: number): Promise<Subscriber> => {
  const spammer = await enlistOutside(world, world.heron)
  for (const index of range(1, count)) {
    const target = await enlistInside(world, { address: `t${String(index)}@wren.example` })
    await ask(world, spammer, `t${String(index)}@wren.example`)
    await decide(world, target, (await shownTo(world, target))[0]!.requestId, 'deny')
  }
  return spammer
}

/** Runs into the limits with nearly every message. */
const flood = ({ registry }: Pick<RegistryWorld, 'registry'>, { home, user }: Subscriber, count = 2_000): void => {
  for (const _ of range(1, count)) registry.enforcement.conduct.sent(home.party, user, true)
}
const inForce = async ({ registry }: Pick<RegistryWorld, 'registry'>) => (await registry.enforcement.desk.list({ inForce: true }, 10)).map(({ user, step, rule, actor }) => [user ?? 'party', step, rule, actor]).toSorted()
const suggested = ({ registry }: Pick<RegistryWorld, 'registry'>) => registry.enforcement.desk.suggestions({}, 10)

t.test('who does little else than run into limits is told, then slowed down, then suspended, one look after the other, and so is a party that is nothing else', async (t) => {
  const world = await openRegistryWorld(t)
  const spammer = await enlistOutside(world, world.heron)
  flood(world, spammer)
  for (const step of ['notice', 'slow', 'suspend']) {
    await world.registry.enforcement.look()
    t.same(await inForce(world), [[spammer.user, step, 'throttled', 'gateway'], ['party', step, 'throttled', 'gateway']].toSorted(), step)
    t.equal(world.registry.enforcement.isSlowed(spammer.user), step === 'slow')
  }
  t.match(await world.store.read.party(world.heron.party), { state: 'suspended', stateReason: '2000 of 2000 messages were above the limits' })
})

t.test('who is refused by everybody meets no step by the gateway: the operator is shown which ones to take, with the figures', async (t) => {
  const world = await openRegistryWorld(t)
  const heard = hear(t, world)
  const spammer = await refusedBy(world, 10)
  for (const _ of range(1, 3)) await world.registry.enforcement.look()
  t.same(await inForce(world), [])
  t.same(heard, [])
  const reason = '10 of 10 answered contact requests were denied or blocked'
  t.match((await suggested(world)).toSorted((one) => (one.user === undefined ? 1 : -1)), [
    { party: world.heron.party, user: spammer.user, present: undefined, step: 'notice', rule: 'refused', reason }, { party: world.heron.party, user: undefined, step: 'notice', rule: 'refused', reason },
  ])
  t.equal((await suggested(world)).length, 2)
  await apply(world, world.heron, 'notice', { user: spammer })
  t.match((await suggested(world))[0], { user: spammer.user, present: 'notice', step: 'slow' }, 'the next one up, the hardest first')
  t.same(await world.registry.enforcement.desk.suggestions({ party: world.egret.party }, 10), [])
  t.equal((await world.registry.enforcement.desk.suggestions({}, 1)).length, 1)
})

t.test('no step is taken by itself beyond what the operator allows, nor against users of the core', async (t) => {
  for (const [hardestStep, hardest] of [[undefined, []], ['slow', ['slow', 'slow']]] as const) {
    const world = await openRegistryWorld(t)
    const registry = createRegistry({ ...world.deps, hardestStep } satisfies RegistryDeps)
    const spammer = await enlistOutside(world, world.heron)
    flood({ registry }, spammer)
    for (const _ of range(1, 5)) await registry.enforcement.look()
    t.same((await registry.enforcement.desk.list({ inForce: true }, 10)).map(({ step }) => step), hardest)
    t.notOk((await world.store.read.user(spammer.user))?.suspended)
    t.match(await suggested({ registry }), [{ step: hardest.length === 0 ? 'notice' : 'suspend' }, {}], 'what goes further is suggested')
  }
  const world = await openRegistryWorld(t)
  const bo = await enlistInside(world, { address: 'bo@wren.example' })
  flood(world, bo)
  await world.registry.enforcement.look()
  t.same(await world.registry.enforcement.desk.list({}, 10), [])
  t.same(await suggested(world), [])
})

/** So many different people report the user. */
const reportedBy = async ({ store, clock, core, heron }: RegistryWorld, { user }: Subscriber, count: number) => {
  const reports = range(1, count).map(() => reportOf({ party: core.party, reportedUser: user, reportedParty: heron.party, receivedAt: clock.now() }))
  for (const one of reports) await store.write.addReport(one, { perDay: 20, dayStart: 0, perReporter: 20, perParty: 10_000 })
  return reports
}

t.test('who was reported is suggested whatever else it did, and its provider by how many of its users are active', async (t) => {
  const world = await openRegistryWorld(t)
  const user = await enlistOutside(world, world.heron)
  await reportedBy(world, user, 20)
  await world.registry.enforcement.look()
  t.same(await inForce(world), [])
  t.match((await suggested(world)).map(({ user, reason }) => [user, reason]).toSorted(([one]) => (one === undefined ? 1 : -1)), [
    [user.user, 'reported by 20 different people'], [undefined, 'reported by 20 different people, with 0 active users'],
  ])
  const dayStart = world.clock.now() - world.clock.now() % DAY_MS
  await world.store.write.addUsage(range(1, 2_001).map((index) => ({ party: world.heron.party, user: `user ${String(index)}` as UserId, dayStart, messages: 1, bytes: 1 })))
  t.match(await suggested(world), [{ user: user.user }], 'fewer than one in a hundred')
  t.equal((await suggested(world)).length, 1)
  world.clock.advance(7 * DAY_MS + 1)
  t.same(await suggested(world), [], 'a week later they count no more')
})

t.test('of many who were reported none is out of sight', async (t) => {
  const world = await openRegistryWorld(t)
  const user = await enlistOutside(world, world.heron)
  const reportedUsers: RegistryDeps['store']['read']['reportedUsers'] = async (_since, _least, after, limit) => {
    const ids = range(1, 1_200).map((index) => (index === 1_200 ? user.user : `0-${String(10_000 + index)}` as UserId)).filter((id) => after === undefined || id > after)
    return ids.slice(0, limit).map((id) => ({ reportedUser: id, reportedParty: world.heron.party, reporters: id === user.user ? 10 : 1, lastAt: 0 }))
  }
  const registry = createRegistry({ ...world.deps, store: { ...world.store, read: { ...world.store.read, reportedUsers } } })
  t.match(await suggested({ registry }), [{ user: user.user }])
})

t.test('after a lift only what is done from then on counts, whichever rule it was, and so after a granted appeal', async (t) => {
  const world = await openRegistryWorld(t)
  const { look, desk } = world.registry.enforcement
  const user = await enlistOutside(world, world.heron)
  const end = {
    lift: (id: EnforcementId) => desk.lift(id, 'a mistake', ACTOR),
    grant: async (id: EnforcementId) => {
      await appeal(world, world.heron, id)
      return desk.decide(id, 'granted', 'you are right', ACTOR)
    },
  }
  for (const how of ['lift', 'grant'] as const) {
    flood(world, user)
    await reportedBy(world, user, 20)
    await look()
    for (const step of await desk.list({ inForce: true }, 10)) await end[how](step.id)
    for (const _ of range(1, 3)) {
      world.clock.advance(60_000)
      await look()
      t.same(await inForce(world), [], how)
      t.same(await suggested(world), [], how)
    }
  }
  await reportedBy(world, user, 2)
  t.match(await suggested(world), [{ user: user.user, step: 'notice', reason: 'reported by 2 different people' }])
  flood(world, user)
  await look()
  t.same((await inForce(world)).map(([, step]) => step), ['notice', 'notice'])
})

t.test('a user’s lift lets its party off nothing, nor the other way round', async (t) => {
  const world = await openRegistryWorld(t)
  const { look, desk } = world.registry.enforcement
  const user = await enlistOutside(world, world.heron)
  flood(world, user)
  await look()
  const own = (await desk.list({ inForce: true }, 10)).find((one) => one.user !== undefined)
  await desk.lift(own!.id, 'a mistake', ACTOR)
  await look()
  t.same((await inForce(world)).map(([whom, step]) => [whom, step]), [['party', 'slow']])
})

t.test('a harder step is not taken when the one below it was lifted in the same moment', async (t) => {
  const world = await openRegistryWorld(t)
  const user = await enlistOutside(world, world.heron)
  const listParties: RegistryDeps['store']['read']['listParties'] = async () => {
    for (const step of await registry.enforcement.desk.list({ inForce: true }, 10)) await registry.enforcement.desk.lift(step.id, 'a mistake', ACTOR)
    return world.store.read.listParties()
  }
  let between = false
  const registry = createRegistry({ ...world.deps, store: { ...world.store, read: { ...world.store.read, listParties: () => (between ? listParties() : world.store.read.listParties()) } } })
  flood({ registry }, user)
  await registry.enforcement.look()
  t.equal((await inForce({ registry })).length, 2)
  between = true
  await registry.enforcement.look()
  t.same(await inForce({ registry }), [])
})

t.test('a clock that jumps ahead ends no step, and one that is taken meanwhile has its own time', async (t) => {
  const world = await openRegistryWorld(t)
  let ahead = 0
  const wall = () => world.clock.now() + ahead
  const registry = createRegistry({ ...world.deps, now: wall, patientNow: createPatientTime({ now: wall, monotonic: world.clock.now }) })
  const { desk, look } = registry.enforcement
  const user = await enlistOutside(world, world.heron)
  const order = { party: world.heron.party, user: user.user, reason: 'because', durationMs: DAY_MS, actor: ACTOR } as const
  const { id } = await desk.apply({ ...order, step: 'suspend' })
  ahead = 400 * DAY_MS
  await look()
  t.match(await desk.show(id), { endedAt: undefined })
  t.equal((await world.store.read.user(user.user))?.suspended, true)
  const second = await desk.apply({ ...order, step: 'slow' })
  t.equal(second.endsAt, world.clock.now() + DAY_MS)
  ahead = 0
  world.clock.advance(DAY_MS)
  await look()
  t.match(await desk.show(second.id), { ending: 'time' })
})

t.test('however many steps are due they all end in one look, and however many are in force each is known', async (t) => {
  const world = await openRegistryWorld(t)
  const users = range(1, 520).map((index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` as UserId)
  const row = (user: UserId, index: number): Write => ({ put: 'enforcement', row: enforcementRow({ user, party: world.heron.party, step: 'slow', startedAt: world.clock.now(), endsAt: world.clock.now() + (index < 510 ? 1 : DAY_MS) }) })
  await world.store.write.commit({ expect: [], writes: users.map(row) })
  await world.registry.enforcement.look()
  t.ok(users.every((user) => world.registry.enforcement.isSlowed(user)))
  world.clock.advance(1)
  await world.registry.enforcement.look()
  t.equal((await world.store.read.enforcements({ inForce: true }, 2_000)).length, 10)
})

t.test('what was done more than an hour ago is no reason any more', async (t) => {
  const world = await openRegistryWorld(t)
  const { conduct, look, desk } = world.registry.enforcement
  const user = await enlistOutside(world, world.heron)
  for (const _ of range(1, 2_000)) conduct.sent(world.heron.party, user.user, true)
  conduct.turn()
  for (const _ of range(1, 10)) conduct.repeated(world.heron.party, user.user)
  t.same(conduct.all().filter((one) => one.user !== undefined).map((one) => one.conduct), [{ sent: 2_000, throttled: 2_000, repeated: 10, answered: 0, refused: 0, reporters: 0, activeUsers: undefined }])
  conduct.turn()
  await look()
  t.same(await desk.list({}, 10), [])
  conduct.turn()
  t.same(conduct.all(), [])
})

t.test('who was slowed down asks one person a day', async (t) => {
  const world = await openRegistryWorld(t)
  const { enforcement } = world.registry
  enforcement.start()
  const user = await enlistOutside(world, world.heron)
  await apply(world, world.heron, 'slow', { user })
  await enforcement.look()
  t.match(await ask(world, user, 'a@wren.example'), { kind: 'recorded', leftToday: 0 })
  t.match(await ask(world, user, 'b@wren.example'), { kind: 'throttled', scope: 'user', headroom: [{ limit: 'contactsPerUserDay', left: 0 }, {}] })
  enforcement.stop()
})
