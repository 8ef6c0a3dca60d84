// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a provider's device, as the SDK makes it, talks to a user of the vault as to anybody, and what one side cannot open the other sends again.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { address, deviceId, submissionId, userReference } from '../../src/model/ids.ts'
import type { Delivery, PushedEvent } from '../../src/model/answers.ts'
import { EnvelopeType } from '../../src/model/signal-crypto.ts'
import type { EnvelopeView } from '../../src/model/requests.ts'
import type { GoodAnswer } from '../../src/sdk/transport.ts'
import type { OpenCall, PeerDevice, PeerProof, SealedForPeer } from '../../src/vault/protocol/calls.ts'
import { VaultRefused } from '../../src/vault/refusal.ts'
import { decodeDeviceList, decodeEnvelope, encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { createDeviceWorld, entriesOf, textsOf } from '../support/device-world.ts'
import type { DeviceWorld, Person } from '../support/device-world.ts'
import { textOf, VaultUser } from '../support/vault-user.ts'
import { VaultWorld } from '../support/vault-world.ts'

/** What a daemon does for a user of a vault, at a gateway that is not there. */
class Desk {
  readonly #world: DeviceWorld
  readonly vaults: VaultWorld
  readonly bruno: VaultUser
  readonly anna: Person

  constructor(world: DeviceWorld, vaults: VaultWorld, bruno: VaultUser, anna: Person) {
    this.#world = world
    this.vaults = vaults
    this.bruno = bruno
    this.anna = anna
  }

  #ask(request: Parameters<DeviceWorld['bridge']['handle']>[1]): GoodAnswer {
    return this.#world.bridge.handle(this.#world.core.keys.party, request)
  }

  async enlist(): Promise<void> {
    const minted = await this.bruno.mint({ ec: 5, kyber: 5 })
    const [signedPrekey, lastResortKyberPrekey] = minted.lasting
    if (signedPrekey === undefined || lastResortKyberPrekey === undefined) throw new Error('a new account has both')
    // The device does not know delegations here: the core signs what the vault would.
    const identityStatement = await this.#world.core.home.signIdentityStatement({
      userId: this.bruno.user, identityKey: minted.identityKey, custody: 'VAULT', deviceListVersion: 1,
    })
    this.#ask({ kind: 'enlist', signature: new Uint8Array(64), enlistment: {
      bytes: new Uint8Array(0), userId: this.bruno.user, userReference: userReference('bruno'), forProvider: this.#world.provider.keys.party,
      address: address('bruno@core.example'), displayName: 'bruno', actor: 'PERSON', custody: 'VAULT', identityKey: minted.identityKey, identityStatement,
      devices: decodeDeviceList({ list: minted.deviceList, signature: minted.deviceListSignature }),
      deviceKeys: [{ deviceId: deviceId(1), signedPrekey, lastResortKyberPrekey }], token: '',
    } })
    this.#ask({
      kind: 'putPrekeys', userId: this.bruno.user, deviceId: deviceId(1), oneTimePrekeys: minted.ec, oneTimeKyberPrekeys: minted.kyber,
      signedPrekey: undefined, lastResortKyberPrekey: undefined,
    })
  }

  /** The oldest message that waits for the vault's user. */
  next(): Delivery {
    const { waiting } = this.#world.bridge
    const at = waiting.findIndex(({ user, push }) => user === this.bruno.user && push.kind === 'deliver')
    const [found] = at < 0 ? [] : waiting.splice(at, 1)
    if (found?.push.kind !== 'deliver') throw new Error('nothing waits')
    return found.push
  }

  call(delivery: Delivery): OpenCall {
    const envelope = decodeEnvelope(delivery.envelope)
    return {
      call: 'open', account: this.bruno.account, conversation: this.bruno.conversation(delivery.senderUser), type: envelope.type, ciphertext: envelope.ciphertext,
      facts: {
        submissionId: delivery.submissionId, peer: delivery.senderUser, peerDevice: delivery.senderDevice, peerCustody: 'DEVICE',
        gatewayTimeMs: delivery.gatewayTimeMs, commitment: delivery.commitment,
      },
      prekeys: [...this.bruno.prekeys.values()], proof: this.#proof(), now: this.#world.now(),
    }
  }

  /** What the next message says to the core. */
  async take(): Promise<Readonly<Record<string, unknown>>> {
    const opened = await this.vaults.vault.open(this.call(this.next()))
    if (!('conversation' in opened)) throw new Error('it was a retry request')
    this.bruno.commitOpened(this.anna.user, opened)
    return this.vaults.core.read(opened).json
  }

  submit(sealed: Pick<SealedForPeer, 'commitment' | 'submissionId'>, envelopes: readonly EnvelopeView[], partial = false): void {
    this.#ask({ kind: 'submit', submission: {
      submissionId: sealed.submissionId, senderUser: this.bruno.user, senderDevice: deviceId(1), recipientUser: this.anna.user, consentToken: this.#token(),
      envelopes, commitment: sealed.commitment, messageClass: 'normal', urgent: false, ttlSeconds: 0, partial, attachments: [],
    } })
  }

  device(bundle: boolean): PeerDevice {
    const served = this.#bundles()
    const [one] = served.bundles
    const [listed] = decodeDeviceList(served.devices).devices
    if (one === undefined || listed === undefined) throw new Error('no bundle')
    return { device: one.deviceId, registrationId: listed.registrationId, bundle: bundle ? one : undefined }
  }

  sealCall(text: string, device: PeerDevice): Parameters<VaultWorld['vault']['seal']>[0] {
    const anna = { user: this.anna.user, proof: this.#proof(), device: () => device }
    return this.bruno.sealCall(anna, textOf(text))
  }

  #proof(): PeerProof {
    const statement = this.#world.bridge.users.get(this.anna.user)?.enlistment.identityStatement ?? ''
    return { home: this.#world.provider.keys.party, statement, issuerList: this.#world.bridge.issuerList }
  }

  #bundles() {
    const answer = this.#ask({ kind: 'getBundles', senderUser: this.bruno.user, recipientUser: this.anna.user, consentToken: this.#token(), demandedCustody: undefined, deviceIds: [] })
    if (answer.kind !== 'bundles') throw new Error(answer.kind)
    return answer
  }

  #token(): Uint8Array {
    const granted = this.#world.bridge.waiting.map(({ user, push }) => (user === this.bruno.user ? push : undefined)).find(isGrant)
    if (granted === undefined) throw new Error('not granted')
    return granted.body.consentToken
  }
}

type Grant = PushedEvent & { readonly body: Extract<PushedEvent['body'], { readonly kind: 'contactGranted' }> }
const isGrant = (push: Delivery | PushedEvent | undefined): push is Grant => push !== undefined && push.kind !== 'deliver' && push.body.kind === 'contactGranted'

const enveloped = ({ envelopes }: SealedForPeer, change: (ciphertext: Uint8Array) => Uint8Array = (same) => same): readonly EnvelopeView[] =>
  envelopes.map(({ device, registrationId, type, ciphertext }) => {
    const fields = { deviceId: device, registrationId, type, ciphertext: change(ciphertext) }
    return { deviceId: device, registrationId, type, bytes: encodeEnvelope(fields) }
  })

const furnish = async (t: Parameters<typeof createDeviceWorld>[0]): Promise<{ world: DeviceWorld; desk: Desk }> => {
  const world = await createDeviceWorld(t)
  const vaults = new VaultWorld(world.core, world.provider)
  vaults.now = world.now()
  const anna = await world.person('anna', world.provider)
  const desk = new Desk(world, vaults, new VaultUser(vaults), anna)
  await desk.enlist()
  world.bridge.befriend(anna.user, desk.bruno.user)
  await world.settle()
  return { world, desk }
}

t.test('both write, both read, and receipts go both ways', async (t) => {
  const { world, desk } = await furnish(t)
  const { messageId } = await desk.anna.device.send({ to: desk.bruno.user, text: 'hello' })
  await world.settle()
  const heard = await desk.take()
  t.match(heard, { kind: 'text', text: 'hello', id: messageId })
  const sealed = await desk.bruno.seal(desk.sealCall('hello yourself', desk.device(false)))
  desk.submit(sealed, enveloped(sealed))
  await world.settle()
  t.same(textsOf(desk.anna), ['hello yourself'])
  t.match(await desk.take(), { kind: 'receipt', receipt: 'delivered' })
  t.equal(desk.anna.device.contact(desk.bruno.user)?.custody, 'VAULT', 'the device knows that this is end-to-gateway')
})

t.test('a core user may write first, and what the device could not open comes again', async (t) => {
  const { world, desk } = await furnish(t)
  const first = await desk.bruno.seal(desk.sealCall('hello', desk.device(true)))
  desk.submit(first, enveloped(first))
  await world.settle()
  t.same(textsOf(desk.anna), ['hello'])
  await desk.take()
  const call = desk.sealCall('damaged on its way', desk.device(false))
  const damaged = await desk.bruno.seal(call)
  desk.submit(damaged, enveloped(damaged, (ciphertext) => ciphertext.map((byte, at) => (at === ciphertext.length - 1 ? byte ^ 1 : byte))))
  await world.settle()
  t.match(entriesOf(desk.anna.device).at(-1), { kind: 'placeholder', state: 'waiting' })
  const asked = await desk.vaults.vault.open(desk.call(desk.next()))
  if ('conversation' in asked) throw new Error('it was a message')
  t.match(asked.asked, { submissionId: damaged.submissionId, givenUp: false })
  const device = desk.device(asked.asked.renew)
  const again = await desk.bruno.seal({ ...call, conversation: desk.bruno.conversation(desk.anna.user), resend: { failed: damaged.submissionId }, devices: [device] })
  desk.submit(again, enveloped(again), true)
  await world.settle()
  t.same(textsOf(desk.anna), ['hello', 'damaged on its way'])
})

t.test('what the vault cannot open, the device sends again when it is asked', async (t) => {
  const { world, desk } = await furnish(t)
  await desk.anna.device.send({ to: desk.bruno.user, text: 'hello' })
  await world.settle()
  const call = desk.call(desk.next())
  const refusal = await desk.vaults.vault.open({ ...call, prekeys: [] }).catch((error: unknown) => error)
  if (!(refusal instanceof VaultRefused) || refusal.retry === undefined) throw new Error('it was opened')
  t.equal(refusal.refused, 'missing-prekey')
  const { registrationId } = desk.device(false)
  const fields = { deviceId: deviceId(1), registrationId, type: EnvelopeType.PLAINTEXT, ciphertext: refusal.retry }
  desk.submit({ commitment: new Uint8Array(0), submissionId: submissionId(randomUUID()) }, [{ ...fields, bytes: encodeEnvelope(fields) }], true)
  await world.settle()
  t.match(await desk.take(), { kind: 'text', text: 'hello', resendOf: call.facts.submissionId })
})
