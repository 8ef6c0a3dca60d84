// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { deviceId } from '../../../src/model/ids.ts'
import type { IdentityKeys } from '../../../src/model/signal-crypto.ts'
import { endorsementTranscript, identityTranscript } from '../../../src/wire/transcript.ts'
import { acquaint, ask, decide, eventsOf, shownTo, withdraw } from '../../support/acquaintance.ts'
import { createMoments } from '../../support/moments.ts'
import { plain } from '../../support/plain.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { createSubscriber, enlistInside, enlistOutside, enlistRequest, prekeysRequest, setParticipation, signal } from '../../support/subscribers.ts'
import type { EnlistmentChanges, Subscriber } from '../../support/subscribers.ts'

const NEW_DEVICES = [[1, 2002]] as const

/** What the person's new device would send; `endorser` is the key that vouches for the new one. */
const changeRequest = async (person: Subscriber, next: IdentityKeys, endorser: IdentityKeys | undefined, changes: EnlistmentChanges = {}) => {
  const { enlistment, signature } = await enlistRequest(person, { identity: next, version: 2, devices: NEW_DEVICES, ...changes })
  const endorsement = endorser ? signal.sign(endorser, endorsementTranscript(person.user, next.publicKey)) : new Uint8Array(0)
  return { kind: 'changeIdentity', enlistment, signature, endorsement } as const
}

const change = async ({ registry }: RegistryWorld, person: Subscriber, next: IdentityKeys, endorser: IdentityKeys | undefined, changes?: EnlistmentChanges) =>
  registry.identities.changeIdentity(person.home.caller, await changeRequest(person, next, endorser, changes))

const noticesOf = async (world: RegistryWorld, person: Subscriber) => (await eventsOf(world, person)).filter(({ kind }) => kind === 'identityChanged')

const openPair = async (world: RegistryWorld) => {
  const [ada, bo] = [await enlistOutside(world, world.heron, { address: 'ada@heron.example' }), await enlistInside(world, { address: 'bo@wren.example' })]
  return { ada, bo, ...await acquaint(world, ada, bo) }
}

t.test('an endorsed change replaces key, devices and prekeys, keeps consent, and tells the peer with proof', async (t) => {
  const world = await openRegistryWorld(t)
  const { ada, bo } = await openPair(world)
  await world.registry.prekeys.put(world.heron.caller, prekeysRequest(ada, { ec: [1, 2, 3], kyber: [1] }))
  const before = (await world.store.read.user(ada.user))!
  world.clock.advance(1_000)
  const next = signal.createIdentity()
  const request = await changeRequest(ada, next, ada.identity)
  t.strictSame(await world.registry.identities.changeIdentity(world.heron.caller, request), { kind: 'enlisted', deviceListVersion: 2 })
  const row = (await world.store.read.user(ada.user))!
  t.equal(plain(row.identityKey), plain(next.publicKey))
  t.equal(row.enlistedAt, before.enlistedAt)
  t.match(await world.store.read.devices(ada.user), [{ deviceId: 1, registrationId: 2002 }])
  t.same(await world.store.read.prekeyStock(ada.user, deviceId(1)), { ec: 0, kyber: 0 })
  t.equal((await world.store.read.consent(bo.user, ada.user))?.state, 'granted')
  t.strictSame(plain(await noticesOf(world, bo)), plain([{
    kind: 'identityChanged', user: bo.user, peerUser: ada.user, newIdentityKey: next.publicKey, custody: 'DEVICE',
    endorsement: request.endorsement,
  }]))
  t.match(world.told.filter(([name]) => name === 'identityChanged'), [['identityChanged', 'heron.example', true]])
})

t.test('a change that the old key does not vouch for is told as such', async (t) => {
  const world = await openRegistryWorld(t)
  const { ada, bo } = await openPair(world)
  const next = signal.createIdentity()
  await change(world, ada, next, undefined)
  t.strictSame(plain(await noticesOf(world, bo)), plain([{
    kind: 'identityChanged', user: bo.user, peerUser: ada.user, newIdentityKey: next.publicKey, custody: 'DEVICE',
    endorsement: new Uint8Array(0),
  }]))
  t.match(world.told.filter(([name]) => name === 'identityChanged'), [['identityChanged', 'heron.example', false]])
})

t.test('the same change again gets the same answer and tells nobody twice', async (t) => {
  const world = await openRegistryWorld(t)
  const { ada, bo } = await openPair(world)
  const request = await changeRequest(ada, signal.createIdentity(), ada.identity)
  const all = await Promise.all([1, 2, 3].map(() => world.registry.identities.changeIdentity(world.heron.caller, request)))
  for (const answer of all) t.strictSame(answer, { kind: 'enlisted', deviceListVersion: 2 })
  t.equal((await noticesOf(world, bo)).length, 1)
})

t.test('a forged endorsement, an old list, kept registrations or another name change nothing', async (t) => {
  const world = await openRegistryWorld(t)
  const { ada, bo } = await openPair(world)
  const next = signal.createIdentity()
  await t.rejects(change(world, ada, next, signal.createIdentity()), { code: 'BAD_SIGNATURE' })
  await t.rejects(change(world, ada, next, next), { code: 'BAD_SIGNATURE' }, 'the new key cannot vouch for itself')
  const request = await changeRequest(ada, next, ada.identity)
  const ofAnother = signal.sign(ada.identity, endorsementTranscript(bo.user, next.publicKey))
  await t.rejects(world.registry.identities.changeIdentity(world.heron.caller, { ...request, endorsement: ofAnother }), { code: 'BAD_SIGNATURE' })
  const wrongLabel = signal.sign(ada.identity, identityTranscript('drawbridge.v1 enlistment', request.enlistment.bytes))
  await t.rejects(world.registry.identities.changeIdentity(world.heron.caller, { ...request, endorsement: wrongLabel }), { code: 'BAD_SIGNATURE' })
  await t.rejects(world.registry.identities.changeIdentity(world.heron.caller, { ...request, signature: wrongLabel }), { code: 'BAD_SIGNATURE' })
  await t.rejects(change(world, ada, next, ada.identity, { version: 1 }), { code: 'STALE_DEVICE_LIST' })
  await t.rejects(change(world, ada, next, ada.identity, { devices: [[1, 1001]] }), { code: 'MALFORMED' })
  await t.rejects(change(world, ada, ada.identity, ada.identity), { code: 'MALFORMED' })
  await t.rejects(change(world, { ...ada, reference: 'somebody else' }, next, ada.identity), { code: 'MALFORMED' })
  await t.rejects(change(world, { ...bo, address: undefined, forProvider: world.egret.party }, next, bo.identity), { code: 'MALFORMED' })
  await t.rejects(change(world, createSubscriber(world.heron), next, undefined), { code: 'NOT_YOURS' })
  await t.rejects(world.registry.identities.changeIdentity(world.heron.caller, await changeRequest({ ...bo, home: world.heron, forProvider: undefined, address: undefined }, next, undefined)), { code: 'NOT_YOURS' })
  t.equal(plain((await world.store.read.user(ada.user))!.identityKey), plain(ada.identity.publicKey))
  t.strictSame([await noticesOf(world, bo), await noticesOf(world, ada)], [[], []])
})

t.test('a new device may have the registration id that another device had', async (t) => {
  const world = await openRegistryWorld(t)
  const person = await enlistOutside(world, world.heron, { devices: [[1, 11], [2, 22]] })
  t.match(await change(world, person, signal.createIdentity(), person.identity, { devices: [[1, 22], [2, 11]] }), { kind: 'enlisted' })
})

const silences: Readonly<Record<string, (world: RegistryWorld, ada: Subscriber, bo: Subscriber) => Promise<unknown>>> = {
  'blocked the peer': (world, ada, bo) => decide(world, bo, ada, 'block'),
  'withdrew from the peer': (world, ada, bo) => withdraw(world, bo, ada),
  'was withdrawn from by the peer': (world, ada, bo) => withdraw(world, ada, bo),
  'opted out': (world, _, bo) => setParticipation(world, bo, { optedIn: false }),
}

for (const [title, part] of Object.entries(silences)) {
  t.test(`a peer learns nothing of the new key of somebody who ${title}`, async (t) => {
    const world = await openRegistryWorld(t)
    const { ada, bo } = await openPair(world)
    await part(world, ada, bo)
    t.match(await change(world, { ...bo, address: undefined }, signal.createIdentity(), bo.identity), { kind: 'enlisted' })
    t.strictSame(await noticesOf(world, ada), [])
  })
}

t.test('who waits for an answer is told nothing, and who asks by a new address is shown', async (t) => {
  const world = await openRegistryWorld(t)
  const [ada, bo] = [await enlistOutside(world, world.heron, { address: 'ada@heron.example' }), await enlistInside(world, { address: 'bo@wren.example' })]
  await ask(world, bo, 'ada@heron.example')
  await ask(world, bo, 'lovelace@heron.example')
  await change(world, { ...ada, address: 'lovelace@heron.example' }, signal.createIdentity(), ada.identity)
  await world.registry.surfacing.idle()
  t.strictSame(await noticesOf(world, bo), [])
  t.equal((await shownTo(world, ada)).length, 1, 'the pair has one open request')
  const cy = await enlistInside(world, { address: 'cy@wren.example' })
  await ask(world, cy, 'augusta@heron.example')
  await change(world, { ...ada, address: 'augusta@heron.example' }, signal.createIdentity(), undefined, { version: 3, devices: [[1, 3003]] })
  await world.registry.surfacing.idle()
  t.equal((await shownTo(world, ada)).length, 2)
})

t.test('a change that meets another is decided anew', async (t) => {
  const moments = createMoments()
  const world = await openRegistryWorld(t, moments)
  const { ada, bo } = await openPair(world)
  const [first, second] = [signal.createIdentity(), signal.createIdentity()]
  moments.before('commit', () => change(world, ada, first, ada.identity), 'redeemedToken')
  await t.rejects(change(world, ada, second, ada.identity), { code: 'STALE_DEVICE_LIST' })
  moments.before('commit', () => change(world, ada, second, first, { version: 3, devices: [[1, 3003]] }), 'redeemedToken')
  await t.rejects(change(world, ada, signal.createIdentity(), first, { version: 4, devices: [[1, 4004]] }), { code: 'BAD_SIGNATURE' }, 'endorsed by a key that is no longer current')
  t.equal(plain((await world.store.read.user(ada.user))!.identityKey), plain(second.publicKey))
  t.equal((await noticesOf(world, bo)).length, 2)
})
