// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { acquaint, ask, decide, shownTo } from '../../support/acquaintance.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { enlistInside, enlistOutside, enlistRequest } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

const BO = 'bo@wren.example'

const leaveAndReturn = async ({ registry }: RegistryWorld, person: Subscriber) => {
  const receipt = await registry.enlistments.unenlist(person.home.caller, { kind: 'unenlist', userId: person.user })
  await registry.enlistments.enlist(person.home.caller, await enlistRequest(person))
  return receipt
}

for (const decision of ['block', 'deny'] as const) {
  t.test(`who was met with a ${decision} and leaves meets it again on return`, async (t) => {
    const world = await openRegistryWorld(t)
    const [asker, bo] = [await enlistOutside(world, world.heron), await enlistInside(world, { address: BO })]
    await ask(world, asker, BO)
    await decide(world, bo, (await shownTo(world, bo))[0]!.requestId, decision)
    const before = await world.store.read.consent(bo.user, asker.user)
    const shown = (await shownTo(world, bo)).length
    t.match(await leaveAndReturn(world, asker), { kind: 'erased', consents: 0 }, 'the receipt does not tell of it')
    t.strictSame(await world.store.read.consent(bo.user, asker.user), before)
    await ask(world, asker, BO)
    t.ok((await shownTo(world, bo)).length <= shown, 'nothing new is shown')
  })
}

t.test('a yes to somebody who leaves goes with them, and so do their own stances', async (t) => {
  const world = await openRegistryWorld(t)
  const [ada, bo] = [await enlistOutside(world, world.heron), await enlistInside(world, { address: BO })]
  await acquaint(world, ada, bo)
  await decide(world, ada, bo, 'block')
  t.match(await leaveAndReturn(world, ada), { consents: 1 })
  t.equal(await world.store.read.consent(bo.user, ada.user), undefined)
  t.equal(await world.store.read.consent(ada.user, bo.user), undefined)
})
