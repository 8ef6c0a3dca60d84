// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { ask, acquaint, decide, shownTo } from '../../support/acquaintance.ts'
import { answerBytes, DAY_MS, openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { enlistInside, enlistOutside, enlistRequest } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

const suspend = ({ registry, heron }: RegistryWorld, { user }: Subscriber, durationMs?: number) =>
  registry.enforcement.desk.apply({ party: heron.party, user, step: 'suspend', reason: 'because', durationMs, actor: 'socket' })
const leave = ({ registry, heron }: RegistryWorld, { user }: Subscriber) => registry.enlistments.unenlist(heron.caller, { kind: 'unenlist', userId: user })
const comeBack = async ({ registry, heron }: RegistryWorld, person: Subscriber) => answerBytes(registry.enlistments.enlist(heron.caller, await enlistRequest(person)))

t.test('who is suspended, leaves and comes back under the same id is suspended, and its own party alone can tell', async (t) => {
  const world = await openRegistryWorld(t)
  const [ada, eve] = [await enlistOutside(world, world.heron, { address: 'ada@heron.example' }), await enlistOutside(world, world.heron, { address: 'eve@heron.example' })]
  const bo = await enlistInside(world, { address: 'bo@wren.example' })
  await acquaint(world, bo, ada)
  const { id } = await suspend(world, ada)
  for (const one of [ada, eve]) await leave(world, one)
  t.equal(await comeBack(world, ada), await comeBack(world, eve), 'it is enlisted like anybody')
  t.match(await world.store.read.user(ada.user), { suspended: true })
  await t.rejects(ask(world, ada, 'bo@wren.example'), { code: 'USER_SUSPENDED' })
  t.match(await world.registry.enforcement.ofParty.list(world.heron.caller), { steps: [{ id, endedAt: undefined }] })
  t.same(await world.registry.enforcement.ofParty.list(world.core.caller), { kind: 'enforcementList', steps: [] })
  const asked = async (address: string) => Buffer.from(JSON.stringify(await ask(world, bo, address))).toString()
  t.equal((await asked('ada@heron.example')).replace(/:\d+/, ''), (await asked('eve@heron.example')).replace(/:\d+/, ''), 'to others it is like anybody')
  t.same((await shownTo(world, ada)), [], 'and hears nothing')
  await world.registry.enforcement.desk.lift(id, 'settled', 'socket')
  await world.registry.surfacing.idle()
  t.equal((await shownTo(world, ada)).length, 1)
  t.match(await decide(world, ada, (await shownTo(world, ada))[0]!.requestId, 'grant'), { kind: 'done' })
})

t.test('a suspension ends by its time also while its user is away, and who comes back then is not suspended', async (t) => {
  const world = await openRegistryWorld(t)
  const ada = await enlistOutside(world, world.heron)
  const { id } = await suspend(world, ada, DAY_MS)
  await leave(world, ada)
  world.clock.advance(DAY_MS)
  await world.registry.enforcement.look()
  t.match(await world.registry.enforcement.desk.show(id), { ending: 'time' })
  await comeBack(world, ada)
  t.match(await world.store.read.user(ada.user), { suspended: false })
})

t.test('who was slowed down is so when it comes back, and an appeal that was not decided may be made again', async (t) => {
  const world = await openRegistryWorld(t)
  const ada = await enlistOutside(world, world.heron)
  const { desk, ofParty } = world.registry.enforcement
  const { id } = await desk.apply({ party: world.heron.party, user: ada.user, step: 'slow', reason: 'because', durationMs: undefined, actor: 'socket' })
  await ofParty.appeal(world.heron.caller, { kind: 'appeal', enforcementId: id, text: 'Ada says that she is sorry' })
  await leave(world, ada)
  t.match(await desk.show(id), { appeal: 'none', appealText: undefined })
  await comeBack(world, ada)
  await world.registry.enforcement.look()
  t.equal(world.registry.enforcement.isSlowed(ada.user), true)
  t.same(await ofParty.appeal(world.heron.caller, { kind: 'appeal', enforcementId: id, text: 'again' }), { kind: 'done' })
})
