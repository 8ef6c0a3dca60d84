// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { address } from '../../../../src/model/ids.ts'
import { createDeviceWorld, entriesOf, textsOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'

const strangers = async (test: Parameters<typeof createDeviceWorld>[0], inFile = false): Promise<readonly [DeviceWorld, Person, Person]> => {
  const world = await createDeviceWorld(test)
  return [world, await world.person('anna', world.provider, { inFile }), await world.person('bruno', world.core, { inFile })]
}

t.test('somebody asks by address, the other grants, and both can talk', async (t) => {
  const [world, anna, bruno] = await strangers(t)
  t.strictSame(await anna.device.requestContact({ toAddress: 'Bruno@core.example' }), { leftToday: 9 })
  await world.settle()
  const [request] = bruno.device.requests()
  t.match(request, { party: 'heron.example', displayName: 'anna', address: 'anna@heron.example', purposes: ['chat'] })
  t.strictSame(await bruno.device.decide({ requestId: request!.requestId, decision: 'grant' }), { state: 'done' })
  await world.settle()
  t.strictSame(bruno.device.requests(), [])
  t.match(anna.device.contacts(), [{ peer: bruno.user, party: 'core.example', displayName: 'bruno', state: 'granted', verified: false }])
  await bruno.device.send({ to: anna.user, text: 'welcome' })
  await world.settle()
  t.strictSame(textsOf(anna), ['welcome'])
})

t.test('an address that nobody has is answered alike', async (t) => {
  const [, anna] = await strangers(t)
  t.strictSame(await anna.device.requestContact({ toAddress: 'nobody@core.example' }), { leftToday: 9 })
})

t.test('requests and grants are stored before they are acknowledged, and told once', async (t) => {
  const [world, anna, bruno] = await strangers(t, true)
  const told: string[] = []
  bruno.device.on('contactRequested', ({ displayName }) => told.push(displayName))
  await anna.device.requestContact({ toAddress: 'bruno@core.example' })
  world.bridge.waiting.push(...world.bridge.waiting)
  await world.settle()
  t.strictSame(told, ['anna'])
  await world.reopen(bruno)
  t.equal(bruno.device.requests().length, 1)
})

t.test('a name that tries to paint over the screen is made safe', async (t) => {
  const [world, anna, bruno] = await strangers(t)
  const enlistment = world.bridge.users.get(anna.user)!
  enlistment.enlistment = { ...enlistment.enlistment, displayName: 'a\u202enn\na' }
  world.bridge.befriend(anna.user, bruno.user)
  await world.settle()
  t.equal(bruno.device.contact(anna.user)?.displayName, 'anna')
})

t.test('an address in the domain of another home than the user\'s is not shown', async (t) => {
  const [world, anna, bruno] = await strangers(t)
  const enlisted = world.bridge.users.get(anna.user)!
  enlisted.enlistment = { ...enlisted.enlistment, address: address('ben@falcon.example') }
  await anna.device.requestContact({ toAddress: 'bruno@core.example' })
  await world.settle()
  const [request] = bruno.device.requests()
  t.match(request, { party: 'heron.example', address: '' })
  await bruno.device.decide({ requestId: request!.requestId, decision: 'grant' })
  await world.settle()
  t.match(bruno.device.contact(anna.user), { party: 'heron.example', address: '' })
  t.match(anna.device.contact(bruno.user), { party: 'core.example', address: 'bruno@core.example' })
})

t.test('nothing is sent to somebody who was never granted', async (t) => {
  const [, anna, bruno] = await strangers(t)
  await t.rejects(anna.device.send({ to: bruno.user, text: 'x' }), { name: 'DeviceError', reason: 'NOT_A_CONTACT' })
})

t.test('a block is in force on the device at once, and at the gateway as soon as it can be told', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple({ inFile: true })
  anna.link.isUp = false
  const { messageId } = await anna.device.send({ to: bruno.user, text: 'never mind' })
  t.strictSame(await anna.device.block(bruno.user), { state: 'queued' })
  t.match(anna.device.status(messageId), { state: 'refused', reason: 'BLOCKED' })
  await t.rejects(anna.device.send({ to: bruno.user, text: 'x' }), { name: 'DeviceError', reason: 'BLOCKED' })
  await bruno.device.send({ to: anna.user, text: 'are you there?' })
  await world.reopen(anna)
  anna.link.reopen()
  await world.settle()
  t.strictSame(entriesOf(anna.device), [])
  t.equal(anna.device.contact(bruno.user)?.state, 'blocked')
  t.match(await bruno.device.send({ to: anna.user, text: 'hello?' }), { state: 'refused', reason: 'NOT_PERMITTED' })
  t.match(anna.device.refusals(), [{ reason: 'BLOCKED' }])
})

t.test('a blocked contact stays blocked whatever the gateway grants, until the user ends the block', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  await anna.device.block(bruno.user)
  world.bridge.befriend(anna.user, bruno.user)
  await world.settle()
  t.equal(anna.device.contact(bruno.user)?.state, 'blocked')
  t.strictSame(await anna.device.decide({ peer: bruno.user, decision: 'grant' }), { state: 'done' })
  await world.settle()
  t.equal((await anna.device.send({ to: bruno.user, text: 'again' })).state, 'accepted')
})

t.test('consent that was withdrawn closes both directions until it is granted anew', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  t.strictSame(await anna.device.withdraw(bruno.user), { state: 'done' })
  t.equal(anna.device.contact(bruno.user)?.state, 'withdrawn')
  t.match(await bruno.device.send({ to: anna.user, text: 'x' }), { state: 'refused', reason: 'NOT_PERMITTED' })
  await anna.device.requestContact({ toAddress: 'bruno@core.example' })
  await world.settle()
  await bruno.device.decide({ requestId: bruno.device.requests()[0]!.requestId, decision: 'grant' })
  await world.settle()
  t.equal((await anna.device.send({ to: bruno.user, text: 'hello again' })).state, 'accepted')
})

t.test('a grant from before a withdrawal that comes again opens nothing', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = [await world.person('anna', world.provider), await world.person('bruno', world.core)]
  world.bridge.befriend(anna.user, bruno.user)
  const grant = world.bridge.waiting.find(({ user }) => user === anna.user)!
  await world.settle()
  await anna.device.withdraw(bruno.user)
  world.bridge.waiting.push(grant)
  await world.settle()
  t.equal(anna.device.contact(bruno.user)?.state, 'withdrawn')
})

t.test('a request that was denied leaves no contact, and a decision about an unknown one is refused', async (t) => {
  const [world, anna, bruno] = await strangers(t)
  await anna.device.requestContact({ toAddress: 'bruno@core.example' })
  await world.settle()
  const { requestId } = bruno.device.requests()[0]!
  t.strictSame(await bruno.device.decide({ requestId, decision: 'deny' }), { state: 'done' })
  t.strictSame(bruno.device.requests(), [])
  t.strictSame(anna.device.contacts(), [])
  await t.rejects(bruno.device.decide({ peer: anna.user, decision: 'block' }), { name: 'DeviceError', reason: 'NOT_A_CONTACT' })
  t.match(await anna.device.decide({ requestId, decision: 'grant' }), { state: 'done' })
})

t.test('a token that was lost is issued anew', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  world.bridge.handle(world.provider.keys.party, { kind: 'reissueToken', user: anna.user, peerUser: bruno.user })
  t.equal((await anna.device.send({ to: bruno.user, text: 'x' })).state, 'refused')
  await anna.device.reissueToken(bruno.user)
  t.equal((await anna.device.send({ to: bruno.user, text: 'y' })).state, 'accepted')
})

t.test('a token issued anew without an address leaves the one that was typed', async (t) => {
  const [world, anna, bruno] = await strangers(t)
  await anna.device.requestContact({ toAddress: 'bruno@core.example' })
  await world.settle()
  await bruno.device.decide({ requestId: bruno.device.requests()[0]!.requestId, decision: 'grant' })
  await world.settle()
  const enlisted = world.bridge.users.get(bruno.user)!
  enlisted.enlistment = { ...enlisted.enlistment, address: undefined }
  await anna.device.reissueToken(bruno.user)
  t.equal(anna.device.contact(bruno.user)?.address, 'bruno@core.example')
})
