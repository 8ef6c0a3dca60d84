// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { acquaint, ask, decide, eventsOf, grantedTo, shownTo } from '../../support/acquaintance.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { enlistInside, enlistOutside, enlistRequest, signal } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

const BO = 'bo@wren.example'

const unenlist = ({ registry }: RegistryWorld, person: Subscriber) =>
  registry.enlistments.unenlist(person.home.caller, { kind: 'unenlist', userId: person.user })

const kinds = async (world: RegistryWorld, person: Subscriber) => (await eventsOf(world, person)).map(({ kind }) => kind)

t.test('a request that nobody fetched yet goes with its asker, and others stay', async (t) => {
  const world = await openRegistryWorld(t)
  const [gone, stays] = [await enlistOutside(world, world.heron, { address: 'ada@heron.example' }), await enlistOutside(world, world.heron)]
  const bo = await enlistInside(world, { address: BO })
  for (const asker of [gone, stays]) await ask(world, asker, BO)
  const [, kept] = await shownTo(world, bo)
  await unenlist(world, gone)
  t.strictSame(await shownTo(world, bo), [kept])
  await decide(world, bo, kept!.requestId, 'grant')
  t.match(await grantedTo(world, bo), [{ peerUser: stays.user }])
})

t.test('contacts and new identities of who leaves are no more told to their peers', async (t) => {
  const world = await openRegistryWorld(t)
  const [ada, bo] = [await enlistOutside(world, world.heron, { address: 'ada@heron.example' }), await enlistInside(world, { address: BO })]
  await acquaint(world, ada, bo)
  const { enlistment, signature } = await enlistRequest(ada, { identity: signal.createIdentity(), version: 2, devices: [[1, 2002]] })
  await world.registry.identities.changeIdentity(world.heron.caller, { kind: 'changeIdentity', enlistment, signature, endorsement: new Uint8Array() })
  t.strictSame(await kinds(world, bo), ['contactRequested', 'contactGranted', 'identityChanged'])
  await unenlist(world, ada)
  t.strictSame(await kinds(world, bo), [])
})

t.test('a party is told on of its other users when a peer of one leaves', async (t) => {
  const world = await openRegistryWorld(t)
  const [ada, bo] = [await enlistOutside(world, world.heron), await enlistInside(world, { address: BO })]
  const cy = await enlistInside(world, { address: 'cy@wren.example' })
  await acquaint(world, ada, bo)
  await acquaint(world, ada, cy)
  await unenlist(world, bo)
  t.match(await grantedTo(world, ada), [{ peerUser: cy.user }])
  t.strictSame(await kinds(world, cy), ['contactRequested', 'contactGranted'])
})
