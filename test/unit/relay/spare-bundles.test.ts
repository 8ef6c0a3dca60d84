// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import type { DeviceBundle } from '../../../src/model/answers.ts'
import { deviceId } from '../../../src/model/ids.ts'
import { createSpareBundles } from '../../../src/relay/spare-bundles.ts'
import type { SpareBundles } from '../../../src/relay/spare-bundles.ts'
import { CallRefused } from '../../../src/vault/protocol/client.ts'
import { VaultRefused } from '../../../src/vault/refusal.ts'
import { openVaultRelayWorld } from '../../support/vault-relay-world.ts'

const TRIES = 4

/** Ada's device has ten one-time keys at the gateway, and room for no message. */
const open = async (t: Test) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await world.start()
  const { store, registry, heron, core } = world.world
  const keys = Array.from({ length: 10 }, () => pair.outsider.device(true).bundle!.oneTimePrekey!)
  await registry.prekeys.put(heron.caller, { kind: 'putPrekeys', userId: pair.ada.user, deviceId: deviceId(1), oneTimePrekeys: keys, oneTimeKyberPrekeys: [], signedPrekey: undefined, lastResortKyberPrekey: undefined })
  const { version: _, ...party } = (await store.read.party(core.party))!
  const queue = (queuedPerPair: number) => store.write.commit({ expect: [], writes: [{ put: 'party', row: { ...party, limits: { ...party.limits, queuedPerPair } } }] })
  const left = async () => (await store.read.prekeyStock(pair.ada.user, deviceId(1)))!.ec
  return { world, pair, fill: () => queue(0), empty: () => queue(party.limits.queuedPerPair), left }
}

t.test('a first message that finds no room takes one one-time key, however often it is tried', async (t) => {
  const { pair, fill, empty, left } = await open(t)
  await fill()
  const message = pair.message('patient')
  for (let time = 0; time < TRIES; time += 1) t.match(await pair.post(message), { kind: 'throttled', scope: 'pair' })
  t.equal(await left(), 9)
  await empty()
  t.match(await pair.post(message), { kind: 'accepted' })
  t.equal(await left(), 9)
  t.strictSame(await pair.opened(), ['patient'], 'the key that was kept begins the session')
})

t.test('a session that is due to be begun anew takes one one-time key, however often there is no room for it', async (t) => {
  const { pair, fill, empty, left } = await open(t)
  const lost = pair.message('lost')
  await pair.post(lost)
  await pair.opened()
  const [envelope] = await pair.mail()
  await pair.taken()
  pair.outsider.sessions.clear()
  await fill()
  await pair.ask(lost.submissionId, { decryptionError: pair.outsider.decryptionError(envelope! as { readonly type: 3; readonly ciphertext: Uint8Array }) })
  const before = await left()
  const message = pair.message('patient')
  for (let time = 0; time < TRIES; time += 1) t.match(await pair.post(message), { kind: 'throttled', scope: 'pair' })
  t.equal(await left(), before)
  await empty()
  t.match(await pair.post(message), { kind: 'accepted' })
  t.equal(await left(), before)
  t.strictSame((await pair.mail()).map(({ type }) => type), [3])
  t.strictSame(await pair.opened(), ['patient'])
})

t.test('a bundle that began a session that was stored, or that the vault did not take, serves no other time', async (t) => {
  const { world, pair, left } = await open(t)
  let refusals = 0
  world.before = (call) => {
    if (call.call === 'seal' && call.devices.some(({ bundle }) => bundle !== undefined) && ++refusals === 1) throw new CallRefused(new VaultRefused('bad-bundle'))
  }
  const message = pair.message('first')
  await t.rejects(pair.post(message), { code: 'UNAVAILABLE' })
  t.equal(await left(), 9)
  await pair.post(message)
  t.equal(await left(), 8, 'what was refused is taken anew')
  await pair.opened()
  const [envelope] = await pair.mail()
  await pair.taken()
  pair.outsider.sessions.clear()
  await pair.ask(message.submissionId, { decryptionError: pair.outsider.decryptionError(envelope! as { readonly type: 3; readonly ciphertext: Uint8Array }) })
  t.equal(await left(), 7, 'what was used is taken anew')
  t.strictSame(await pair.opened(), ['first'])
})

t.test('bundles are kept for a day, of a bounded number of pairs, and for the devices that they were taken of', (t) => {
  let now = 0
  const spares = createSpareBundles(() => now)
  const facts = (peer: number, version = 1) => ({ user: `peer-${String(peer)}`, version }) as unknown as Parameters<SpareBundles['of']>[1]
  const user = 'user' as Parameters<SpareBundles['of']>[0]
  const bundle = (device: number) => ({ deviceId: device }) as DeviceBundle
  spares.keep(user, facts(0), [bundle(1)])
  now = 3_600_000
  spares.keep(user, facts(0), [bundle(2)])
  t.strictSame(spares.of(user, facts(0)), [bundle(1), bundle(2)])
  t.strictSame(spares.of(user, facts(0, 2)), [], 'another device list or identity')
  now = 86_400_000
  t.strictSame(spares.of(user, facts(0)), [], 'what is added makes the first ones no younger')
  for (let peer = 0; peer <= 1_000; peer += 1) spares.keep(user, facts(peer), [bundle(1)])
  t.strictSame([0, 1].map((peer) => spares.of(user, facts(peer)).length), [0, 1])
  spares.drop(user, facts(1).user)
  t.strictSame(spares.of(user, facts(1)), [])
  t.end()
})
