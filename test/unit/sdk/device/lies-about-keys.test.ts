// SPDX-License-Identifier: AGPL-3.0-only
// Promise: whatever the gateway serves as somebody's keys, nothing is encrypted to keys that the home does not vouch for.
import { SignJWT, UnsecuredJWT } from 'jose'
import t from 'tap'
import type { UserBundles } from '../../../../src/model/answers.ts'
import { STATEMENT_TYPE, TOKEN_TYPE } from '../../../../src/model/credentials.ts'
import type { DeviceErrorReason } from '../../../../src/sdk/device/index.ts'
import { createHome } from '../../../../src/sdk/link/home.ts'
import { privateKeyObject } from '../../../../src/sdk/link/party-keys.ts'
import { createDeviceWorld, crypto, entriesOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'
import { RawUser } from '../../../support/raw-user.ts'

interface Scene { readonly world: DeviceWorld; readonly anna: Person; readonly bruno: RawUser; readonly mallory: RawUser }
type Lie = (truth: UserBundles) => UserBundles

/** Anna of the provider, who was granted Bruno of the core; Mallory is another user of the core, in league with the gateway. */
const stage = async (test: Parameters<typeof createDeviceWorld>[0]): Promise<Scene> => {
  const world = await createDeviceWorld(test)
  const anna = await world.person('anna', world.provider)
  const [bruno, mallory] = [new RawUser(world, world.core), new RawUser(world, world.core)]
  await bruno.enlist()
  await mallory.enlist()
  world.bridge.befriend(anna.user, bruno.user)
  world.bridge.befriend(anna.user, mallory.user)
  await world.settle()
  return { world, anna, bruno, mallory }
}

const claims = ({ world, bruno }: Scene): Record<string, unknown> => ({
  iss: world.core.keys.party, sub: bruno.user, iat: 1, idk: Buffer.from(bruno.identity.publicKey).toString('base64url'), cst: 'DEVICE', dlv: 1,
})

const signedByCore = (scene: Scene, changed: Record<string, unknown>, typ = STATEMENT_TYPE): Promise<string> => {
  const { issuerKey } = scene.world.core.keys
  return new SignJWT({ ...claims(scene), ...changed }).setProtectedHeader({ alg: 'EdDSA', kid: issuerKey.kid, typ }).sign(privateKeyObject(issuerKey))
}

const flipped = (bytes: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(bytes)
  copy[copy.length - 1] = (copy[copy.length - 1] ?? 0) ^ 1
  return copy
}

const lies: readonly { readonly title: string; readonly reason: DeviceErrorReason; readonly lie: (scene: Scene) => Promise<Lie> }[] = [
  {
    title: 'another identity key beside the true statement', reason: 'STATEMENT_REFUSED',
    lie: async ({ mallory }) => (truth) => ({ ...truth, identityKey: mallory.identity.publicKey }),
  },
  {
    title: 'all keys of another user of the same home', reason: 'STATEMENT_REFUSED',
    lie: async ({ world, mallory }) => (truth) => {
      const { enlistment, lasting } = world.bridge.users.get(mallory.user)!
      const [keys] = [...lasting.values()]
      return {
        ...truth, identityKey: enlistment.identityKey, identityStatement: enlistment.identityStatement, devices: enlistment.devices,
        bundles: [{ deviceId: keys!.deviceId, signedPrekey: keys!.signedPrekey, kyberPrekey: keys!.lastResortKyberPrekey, oneTimePrekey: undefined }],
      }
    },
  },
  {
    title: 'a statement by a party that is not the home', reason: 'STATEMENT_REFUSED',
    lie: async ({ world, bruno }) => {
      const statement = await bruno.statement(1, world.provider.home)
      return (truth) => ({ ...truth, identityStatement: statement })
    },
  },
  {
    title: 'a statement in the name of the home, by a key that is not its own', reason: 'STATEMENT_REFUSED',
    lie: async ({ world, bruno }) => {
      const impostor = createHome({ keys: { ...world.provider.keys, party: world.core.keys.party }, gatewayId: world.core.admission.gateway.id })
      const statement = await bruno.statement(1, impostor)
      return (truth) => ({ ...truth, identityStatement: statement })
    },
  },
  {
    title: 'a statement without a signature', reason: 'STATEMENT_REFUSED',
    lie: async (scene) => (truth) => ({ ...truth, identityStatement: new UnsecuredJWT(claims(scene)).encode() }),
  },
  {
    title: 'a token instead of a statement', reason: 'STATEMENT_REFUSED',
    lie: async (scene) => {
      const token = await signedByCore(scene, {}, TOKEN_TYPE)
      return (truth) => ({ ...truth, identityStatement: token })
    },
  },
  ...Object.entries({ iss: 'heron.example', sub: '00000000-0000-4000-8000-000000000000', cst: 'POCKET', dlv: 0, idk: 'AA' }).map(([claim, value]) => ({
    title: `a statement of the home with ${claim} ${value}`, reason: 'STATEMENT_REFUSED' as const,
    lie: async (scene: Scene): Promise<Lie> => {
      const statement = await signedByCore(scene, { [claim]: value })
      return (truth) => ({ ...truth, identityStatement: statement })
    },
  })),
  {
    title: 'a device list signed by another identity key', reason: 'DEVICE_LIST_REFUSED',
    lie: async ({ bruno, mallory }) => (truth) => ({ ...truth, devices: bruno.list(1, mallory.identity) }),
  },
  {
    title: 'a device list of another version than the statement\'s', reason: 'DEVICE_LIST_REFUSED',
    lie: async ({ bruno }) => (truth) => ({ ...truth, devices: bruno.list(2) }),
  },
  {
    title: 'a device list of another user', reason: 'DEVICE_LIST_REFUSED',
    lie: async ({ bruno, mallory }) => (truth) => ({ ...truth, devices: bruno.list(1, bruno.identity, mallory.user) }),
  },
  {
    title: 'a ghost device on the list', reason: 'DEVICE_LIST_REFUSED',
    lie: async ({ bruno }) => {
      const { signature } = bruno.list(1)
      bruno.addDevice(2)
      return (truth) => ({ ...truth, devices: { list: bruno.list(1).list, signature } })
    },
  },
  {
    title: 'a signed prekey of somebody else', reason: 'BUNDLE_REFUSED',
    lie: async ({ mallory }) => (truth) => ({ ...truth, bundles: truth.bundles.map((one) => ({ ...one, signedPrekey: mallory.device().signed.published })) }),
  },
  {
    title: 'a Kyber prekey of somebody else', reason: 'BUNDLE_REFUSED',
    lie: async ({ mallory }) => (truth) => ({ ...truth, bundles: truth.bundles.map((one) => ({ ...one, kyberPrekey: mallory.device().kyber.published })) }),
  },
  {
    title: 'a prekey with a broken signature', reason: 'BUNDLE_REFUSED',
    lie: async () => (truth) => ({
      ...truth, bundles: truth.bundles.map((one) => ({ ...one, signedPrekey: { ...one.signedPrekey, signature: flipped(one.signedPrekey.signature) } })),
    }),
  },
  {
    title: 'a one-time prekey of low order', reason: 'BUNDLE_REFUSED',
    lie: async () => (truth) => ({
      ...truth, bundles: truth.bundles.map((one) => ({ ...one, oneTimePrekey: { id: 1, publicKey: Uint8Array.of(5, ...new Uint8Array(32)) } })),
    }),
  },
  { title: 'no keys for a listed device', reason: 'NO_KEYS', lie: async () => (truth) => ({ ...truth, bundles: [] }) },
]

for (const { title, reason, lie } of lies) {
  t.test(`nothing is sent when the gateway serves ${title}`, async (t) => {
    const scene = await stage(t)
    const { world, anna, bruno } = scene
    const distrusted: string[] = []
    anna.device.on('distrusted', (event) => distrusted.push(event.reason))
    world.bridge.lies.bundles = await lie(scene)
    const sent = await anna.device.send({ to: bruno.user, text: 'secret' })
    t.match(sent, { state: 'failed', reason })
    t.equal(anna.link.submissions().length, 0)
    if (reason !== 'NO_KEYS') t.strictSame(distrusted, [reason])
  })
}

t.test('nothing is lost of a lie: once the truth is served, the next message goes out', async (t) => {
  const { world, anna, bruno, mallory } = await stage(t)
  world.bridge.lies.bundles = (truth) => ({ ...truth, identityKey: mallory.identity.publicKey })
  await anna.device.send({ to: bruno.user, text: 'one' })
  delete world.bridge.lies.bundles
  t.equal((await anna.device.send({ to: bruno.user, text: 'two' })).state, 'accepted')
  const [delivery] = bruno.receive()
  t.match(await bruno.open(delivery!), { body: { kind: 'text', text: 'two' } })
})

t.test('a device list that is older than one seen before is refused', async (t) => {
  const { world, anna, bruno } = await stage(t)
  const old = bruno.list(1)
  const oldStatement = await bruno.statement(1)
  bruno.addDevice(2)
  await bruno.enlist(2)
  await anna.device.send({ to: bruno.user, text: 'to both devices' })
  t.equal(anna.link.submissions()[0]?.envelopes.length, 2)
  world.bridge.lies.bundles = (truth) => ({ ...truth, devices: old, identityStatement: oldStatement })
  world.bridge.lies.submit = () => ({ kind: 'deviceMismatch', missing: [], extra: [bruno.list(2).devices[1]!.deviceId], stale: [], deviceListVersion: 1 })
  t.match(await anna.device.send({ to: bruno.user, text: 'to one of them' }), { state: 'failed', reason: 'DEVICE_LIST_ROLLED_BACK' })
})

t.test('another device list under a version seen before is refused', async (t) => {
  const { world, anna, bruno } = await stage(t)
  await anna.device.send({ to: bruno.user, text: 'one' })
  bruno.addDevice(2)
  await bruno.enlist(1)
  world.bridge.lies.submit = () => ({ kind: 'deviceMismatch', missing: [bruno.list(1).devices[1]!.deviceId], extra: [], stale: [], deviceListVersion: 1 })
  t.match(await anna.device.send({ to: bruno.user, text: 'two' }), { state: 'failed', reason: 'DEVICE_LIST_REFUSED' })
})

t.test('a device that the signed list does not name gets nothing, whatever the gateway misses', async (t) => {
  const { world, anna, bruno, mallory } = await stage(t)
  const ghost = { ...bruno.list(1).devices[0]!, deviceId: mallory.local(1).address.device }
  world.bridge.lies.submit = () => ({ kind: 'deviceMismatch', missing: [ghost.deviceId], extra: [], stale: [], deviceListVersion: 9 })
  await anna.device.send({ to: bruno.user, text: 'one' })
  for (const { envelopes } of anna.link.submissions()) t.strictSame(envelopes.map(({ deviceId }) => deviceId), [1])
})

t.test('a provider\'s device takes the core\'s word for the core\'s users only', async (t) => {
  const { world, anna } = await stage(t)
  const otter = new RawUser(world, world.provider)
  await otter.enlist()
  world.bridge.befriend(anna.user, otter.user)
  await world.settle()
  t.match(await anna.device.send({ to: otter.user, text: 'x' }), { state: 'failed', reason: 'UNKNOWN_ISSUER' })
})

t.test('a contact that is suddenly said to belong to another home keeps its first one', async (t) => {
  const { world, anna, bruno } = await stage(t)
  const distrusted: string[] = []
  anna.device.on('distrusted', (event) => distrusted.push(event.reason))
  const known = anna.device.contact(bruno.user)
  world.bridge.push(anna.user, {
    kind: 'contactGranted', user: anna.user, peerUser: bruno.user, consentToken: new Uint8Array(32), peerParty: world.provider.keys.party,
    peerDisplayName: 'Bruno', peerAddress: '', purposes: ['chat'], requestId: undefined,
  })
  await world.settle()
  t.strictSame(distrusted, ['HOME_CHANGED'])
  t.strictSame(anna.device.contact(bruno.user), known)
})

t.test('a message under keys that the home does not vouch for is held, never shown, and refused after a day', async (t) => {
  const { world, anna, bruno, mallory } = await stage(t)
  const honest = bruno.identity
  bruno.identity = crypto.createIdentity()
  await bruno.connect(anna)
  const forged = await bruno.say(anna, 'I am Bruno')
  bruno.identity = honest
  world.bridge.lies.bundles = (truth) => ({ ...truth, identityKey: mallory.identity.publicKey })
  world.bridge.inject(forged)
  await world.settle()
  t.equal(world.bridge.waiting.filter(({ user }) => user === anna.user).length, 0, 'it is stored')
  t.strictSame(entriesOf(anna.device), [])
  delete world.bridge.lies.bundles
  world.pass(86_400_000)
  await anna.device.tick()
  t.strictSame(entriesOf(anna.device), [])
  t.match(anna.device.refusals(), [{ peer: bruno.user, reason: 'UNTRUSTED_IDENTITY' }])
})
