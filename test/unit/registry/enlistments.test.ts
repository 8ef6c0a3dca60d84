// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { partyId } from '../../../src/model/ids.ts'
import { decodeDeviceList } from '../../../src/wire/gateway/index.ts'
import { identityTranscript } from '../../../src/wire/transcript.ts'
import { plain } from '../../support/plain.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'
import {
  createSubscriber, deviceKeys, deviceList, enlistInside, enlistOutside, enlistRequest, setParticipation, signal,
} from '../../support/subscribers.ts'
import type { EnlistmentChanges, Subscriber } from '../../support/subscribers.ts'
import { badPoints, ecKey } from '../signal/support.ts'

const world = await openRegistryWorld(t)
const { registry, store, heron, egret, core } = world

const enlist = async (person: Subscriber, changes: EnlistmentChanges = {}) =>
  registry.enlistments.enlist(person.home.caller, await enlistRequest(person, changes))

t.test('a provider’s user is on record with everything that was signed', async (t) => {
  const person = createSubscriber(heron, { address: 'ada@heron.example', devices: [[1, 11], [2, 22]] })
  const request = await enlistRequest(person)
  t.strictSame(await registry.enlistments.enlist(heron.caller, request), { kind: 'enlisted', deviceListVersion: 1 })
  const { enlistment } = request
  t.match(await store.read.user(person.user), {
    party: 'heron.example', forProvider: undefined, person: undefined, actor: 'PERSON', custody: 'DEVICE', deviceListVersion: 1, enlistedAt: world.clock.now(),
    identityStatement: enlistment.identityStatement,
  })
  const row = (await store.read.user(person.user))!
  t.equal(plain(row.identityKey), plain(person.identity.publicKey))
  t.equal(plain(row.deviceList), plain(enlistment.devices.list))
  t.equal(plain(row.deviceListSignature), plain(enlistment.devices.signature))
  const devices = await store.read.devices(person.user)
  t.match(devices, [{ deviceId: 1, registrationId: 11, capabilities: ['msg.text/1'] }, { deviceId: 2, registrationId: 22 }])
  for (const [index, { signedPrekey, lastResortKyberPrekey }] of enlistment.deviceKeys.entries()) {
    t.strictSame(plain(devices[index]!.signedPrekey), plain({ ...signedPrekey }))
    t.strictSame(plain(devices[index]!.lastResortKyberPrekey), plain({ ...lastResortKyberPrekey }))
  }
})

t.test('names, addresses and references rest sealed', async (t) => {
  const person = await enlistOutside(world, heron, { address: 'ines@heron.example', reference: 'customer 4711' })
  const row = (await store.read.user(person.user))!
  for (const bytes of [row.addressIndex, row.addressSealed, row.displayNameSealed, row.referenceIndex, row.referenceSealed]) {
    t.notMatch(Buffer.from(bytes ?? '').toString('latin1'), /ines|Ada|4711/)
  }
})

t.test('a core user enlists once for each provider, under the address of its participation', async (t) => {
  const bo = await enlistInside(world, { address: 'bo@wren.example' })
  const again = { ...createSubscriber(core, { reference: bo.reference }), forProvider: egret.party }
  t.match(await enlist(again), { kind: 'enlisted' })
  const [first, second] = [(await store.read.user(bo.user))!, (await store.read.user(again.user))!]
  t.match([first, second], [{ forProvider: 'heron.example', addressIndex: undefined }, { forProvider: 'egret.example' }])
  t.equal(first.person, second.person)
  await t.rejects(enlist({ ...createSubscriber(core, { reference: bo.reference }), forProvider: egret.party }),
    { code: 'CONFLICT', detail: 'this user reference is enlisted under another user id' })
})

const refusals: readonly [title: string, error: { readonly code: string; readonly detail?: string }, attempt: () => Promise<unknown>][] = [
  ['a core user who takes part nowhere', { code: 'NOT_FOUND' }, () => enlist(createSubscriber(core, { forProvider: heron.party }))],
  ['a core user for nobody', { code: 'MALFORMED' }, () => enlist(createSubscriber(core))],
  ['a core user for a party that is not there', { code: 'NOT_FOUND', detail: 'no such provider' }, () => enlist(createSubscriber(core, { forProvider: partyId('nobody.example') }))],
  ['a core user for the core', { code: 'NOT_FOUND', detail: 'no such provider' }, () => enlist(createSubscriber(core, { forProvider: core.party }))],
  ['a core user with an address of its own', { code: 'MALFORMED' }, () => enlist(createSubscriber(core, { forProvider: heron.party, address: 'x@wren.example' }))],
  ['a provider’s user for a provider', { code: 'MALFORMED' }, () => enlist(createSubscriber(heron, { forProvider: heron.party }))],
  ['an address in another’s domain', { code: 'MALFORMED' }, () => enlist(createSubscriber(heron, { address: 'x@egret.example' }))],
  ['an address below the own domain', { code: 'MALFORMED' }, () => enlist(createSubscriber(heron, { address: 'x@sub.heron.example' }))],
  ['keys in a vault', { code: 'MALFORMED' }, () => enlist(createSubscriber(heron), { fields: { custody: 'VAULT' } })],
  ['a party that is not admitted', { code: 'UNAUTHENTICATED' }, async () =>
    registry.enlistments.enlist({ ...heron.caller, party: partyId('nobody.example') }, await enlistRequest(createSubscriber(heron)))],
]

for (const [title, error, attempt] of refusals) {
  t.test(`refused: ${title}`, async (t) => { await t.rejects(attempt(), error) })
}

t.test('an enlistment that its identity key did not sign as one is refused', async (t) => {
  const person = createSubscriber(heron)
  const { enlistment } = await enlistRequest(person)
  const by = (identity: typeof person.identity, bytes: Uint8Array) => signal.sign(identity, bytes)
  const signatures = {
    'of another key': by(signal.createIdentity(), identityTranscript('drawbridge.v1 enlistment', enlistment.bytes)),
    'under another label': by(person.identity, identityTranscript('drawbridge.v1 endorsement', enlistment.bytes)),
    'over the bare bytes': by(person.identity, enlistment.bytes),
    'over other bytes': by(person.identity, identityTranscript('drawbridge.v1 enlistment', enlistment.bytes.subarray(1))),
    'cut short': by(person.identity, identityTranscript('drawbridge.v1 enlistment', enlistment.bytes)).subarray(1),
    'empty': new Uint8Array(0),
  }
  for (const [title, signature] of Object.entries(signatures)) {
    await t.rejects(registry.enlistments.enlist(heron.caller, { kind: 'enlist', enlistment, signature }), { code: 'BAD_SIGNATURE' }, title)
  }
})

t.test('an identity key, a signed prekey or a last-resort key that is worthless is refused', async (t) => {
  const person = createSubscriber(heron)
  const keys = deviceKeys(person.identity, 1)
  for (const [title, point] of badPoints) {
    const bad = ecKey(point)
    const identity = { ...person.identity, publicKey: bad }
    const token = await heron.home.signEnlistmentToken({ userId: person.user, identityKey: bad, custody: 'DEVICE' })
    await t.rejects(enlist({ ...person, identity }, { fields: { identityKey: bad, token }, signature: new Uint8Array(64) }), { code: 'BAD_KEY' }, `identity: ${title}`)
    const device = { ...keys, signedPrekey: { ...keys.signedPrekey, publicKey: bad } }
    await t.rejects(enlist(person, { fields: { deviceKeys: [device] } }), { code: 'BAD_KEY' }, `signed prekey: ${title}`)
  }
  const kyber = keys.lastResortKyberPrekey
  const zeros = new Uint8Array(kyber.publicKey.length)
  zeros[0] = 8
  for (const publicKey of [zeros, kyber.publicKey.map((byte, index) => (index > 0 && index < 9 ? 0xff : byte))]) {
    await t.rejects(enlist(person, { fields: { deviceKeys: [{ ...keys, lastResortKyberPrekey: { ...kyber, publicKey } }] } }), { code: 'BAD_KEY' })
  }
})

t.test('device keys that the identity key did not sign are refused', async (t) => {
  const person = createSubscriber(heron)
  const foreign = deviceKeys(signal.createIdentity(), 1)
  const own = deviceKeys(person.identity, 1)
  await t.rejects(enlist(person, { fields: { deviceKeys: [{ ...own, signedPrekey: foreign.signedPrekey }] } }), { code: 'BAD_SIGNATURE' })
  await t.rejects(enlist(person, { fields: { deviceKeys: [{ ...own, lastResortKyberPrekey: foreign.lastResortKyberPrekey }] } }), { code: 'BAD_SIGNATURE' })
})

t.test('a device list of another user, or one that another key signed, is refused', async (t) => {
  const person = createSubscriber(heron)
  const list = deviceList(person.user, person.identity, 1, [[1, 1001]])
  const foreign = deviceList(person.user, signal.createIdentity(), 1, [[1, 1001]])
  await t.rejects(enlist(person, { fields: { devices: foreign } }), { code: 'BAD_SIGNATURE' })
  await t.rejects(enlist(person, { fields: { devices: decodeDeviceList({ list: list.list, signature: new Uint8Array(64) }) } }), { code: 'BAD_SIGNATURE' })
  const asEnlistment = signal.sign(person.identity, identityTranscript('drawbridge.v1 enlistment', list.list))
  await t.rejects(enlist(person, { fields: { devices: { ...list, signature: asEnlistment } } }), { code: 'BAD_SIGNATURE' }, 'another label')
  // The wire refuses this before the registry sees it, which does not rely on that.
  const { enlistment } = await enlistRequest(person)
  const others = deviceList(createSubscriber(heron).user, person.identity, 1, [[1, 1001]])
  const signature = signal.sign(person.identity, identityTranscript('drawbridge.v1 enlistment', enlistment.bytes))
  await t.rejects(registry.enlistments.enlist(heron.caller, { kind: 'enlist', enlistment: { ...enlistment, devices: others }, signature }), { code: 'MALFORMED' })
  await t.rejects(registry.enlistments.enlist(heron.caller, { kind: 'enlist', enlistment: { ...enlistment, deviceKeys: [] }, signature }), { code: 'MALFORMED' })
})

t.test('an address and a reference belong to one user of a party', async (t) => {
  const first = await enlistOutside(world, heron, { address: '+4915112345678', reference: 'one' })
  await t.rejects(enlist(createSubscriber(heron, { address: '+4915112345678' })), { code: 'CONFLICT', detail: 'the address belongs to another user' })
  await t.rejects(enlist(createSubscriber(heron, { reference: 'one' })), { code: 'CONFLICT' })
  t.match(await enlist(createSubscriber(egret, { address: '+4915112345678', reference: 'one' })), { kind: 'enlisted' }, 'another party has names of its own')
  await t.rejects(enlist(first), { code: 'ALREADY_ENLISTED' }, 'a new token does not enlist twice')
})

t.test('text that could be misread stays out of names', async (t) => {
  for (const displayName of ['a\u202eb', 'a\nb', 'a\u2066b', 'x'.repeat(65)]) {
    await t.rejects(enlist(createSubscriber(heron), { fields: { displayName } }), { code: 'MALFORMED' })
  }
})

t.test('an E.164 number may be the address of a core person as well as of a provider’s user', async (t) => {
  const person = createSubscriber(core, { address: '+4915112345678', forProvider: heron.party })
  t.match(await setParticipation(world, person), { kind: 'done' })
  await t.rejects(setParticipation(world, { ...person, reference: 'another' }), { code: 'CONFLICT' })
})
