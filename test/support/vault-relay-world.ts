// SPDX-License-Identifier: AGPL-3.0-only
// Promise: registry and relay over a real store and a real vault in this process, a core over HTTP, and a provider's person with a real device.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Test } from 'tap'
import type { Answer, StoredEventBody } from '../../src/model/answers.ts'
import type { AttachmentId } from '../../src/model/attachments.ts'
import { address, submissionId, userReference } from '../../src/model/ids.ts'
import type { SubmissionId } from '../../src/model/ids.ts'
import { minterOf, vaultSideOf } from '../../src/gateway/vault-side.ts'
import { createRegistry } from '../../src/registry/index.ts'
import { openEvent } from '../../src/registry/sealed-event.ts'
import { createRelay } from '../../src/relay/index.ts'
import type { Relay, RelayDeps, RelayVaults } from '../../src/relay/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { CallRefused, VaultGone } from '../../src/vault/protocol/client.ts'
import type { VaultCall } from '../../src/vault/protocol/calls.ts'
import { VaultRefused } from '../../src/vault/refusal.ts'
import { Secret } from '../../src/vault/sealing/secret.ts'
import { createVault } from '../../src/vault/vault.ts'
import type { Vault } from '../../src/vault/vault.ts'
import type { CoreFacts } from '../../src/model/core-messages.ts'
import { encodeRetry } from '../../src/wire/content/index.ts'
import type { Retry } from '../../src/wire/content/index.ts'
import { decodeEnvelope, encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { acquaint } from './acquaintance.ts'
import { CoreEnd } from './core-end.ts'
import type { Got } from './core-end.ts'
import { Outsider } from './outsider.ts'
import type { Parcel, VaultEnd } from './outsider.ts'
import { openRelayWorld } from './relay-world.ts'
import type { RelayWorld } from './relay-world.ts'
import type { WorldOptions } from './registry-world.ts'
import { createSubscriber, enlistRequest, setChoice, setParticipation } from './subscribers.ts'
import type { Subscriber } from './subscribers.ts'
import { textOf } from './vault-user.ts'

type Stored<Kind extends StoredEventBody['kind']> = Extract<StoredEventBody, { readonly kind: Kind }>

/** A world with a vault. */
class VaultRelayWorld {
  readonly world: RelayWorld
  readonly relay: Relay
  readonly core = new CoreEnd()
  /** Calls that the vault was asked, in their order. */
  readonly asked: VaultCall['call'][] = []
  /** Runs before each call; may throw in the vault's place. */
  before: (call: VaultCall) => Promise<void> | void = () => undefined
  /** Runs when the vault has done a call; may throw as if its answer had not come. */
  after: (call: VaultCall) => void = () => undefined
  #vault: Vault
  /** Key-encryption keys that the vault's start secret holds; a change counts from the next start. */
  readonly keys = new Map([[1, new Secret(new Uint8Array(randomBytes(32)))]])
  /** What the running vault says of them. */
  #held: readonly number[] = []
  #nextList = 1

  constructor(world: RelayWorld, changes: Partial<RelayDeps> = {}) {
    this.#vault = this.#create(world)
    const vaults: RelayVaults = { call: (call) => this.#ask(call), epoch: async () => ({ epoch: 'epoch', keyMessage: 'key message' }) }
    const registry = createRegistry({ ...world.deps, timers: world.timers }, minterOf(vaults, () => Math.max(...this.#held)))
    this.world = { ...world, registry }
    this.relay = createRelay({ ...world.relayDeps, ...changes, vaultSide: vaultSideOf(vaults, registry.bundlesTaken) })
  }

  /** Another vault with the same keys, which remembers nothing. */
  restartVault(): void {
    this.#vault = this.#create(this.world)
  }

  /** A new key-encryption key in the start secret. */
  addKey(): void {
    this.keys.set(Math.max(...this.keys.keys()) + 1, new Secret(new Uint8Array(randomBytes(32))))
  }

  #create({ core }: RelayWorld): Vault {
    this.#held = [...this.keys.keys()]
    return createVault({
      keyEncryptionKeys: this.keys, core: { party: core.party, issuerKeys: core.application.issuerKeys.keys }, channel: this.core.channel,
      statementKey: { key: STATEMENT_KEY, kid: 'vault-statements', delegation: 'delegation' }, crypto: createLibsignal(),
    })
  }

  #ask: RelayVaults['call'] = async (call) => {
    this.asked.push(call.call)
    await this.before(call)
    const run = this.#vault[call.call] as unknown as (call: VaultCall) => Promise<never>
    try {
      const answer = await run(call)
      this.after(call)
      return answer
    } catch (error) {
      throw error instanceof VaultRefused ? new CallRefused(error) : error
    }
  }

  /** A core user behind the vault, and a person of the provider whom it knows. */
  async pair(name = 'bo'): Promise<VaultPair> {
    const { world } = this
    const outsider = new Outsider()
    const { registrationId, bundle } = outsider.device(true)
    const ada = createSubscriber(world.heron, { user: outsider.user, identity: outsider.identity, devices: [[1, registrationId]], address: `ada.${name}@heron.example` })
    const deviceKeys = [{ deviceId: 1, signedPrekey: bundle!.signedPrekey, lastResortKyberPrekey: bundle!.kyberPrekey }] as never
    await world.registry.enlistments.enlist(world.heron.caller, await enlistRequest(ada, { fields: { deviceKeys } }))
    await this.list()
    const wish = createSubscriber(world.core, { forProvider: world.heron.party, address: `${name}@wren.example` })
    await setParticipation(world, wish)
    await setChoice(world, wish)
    const user = await world.registry.vaultUsers.enlist(world.core.caller, {
      userReference: userReference(wish.reference), provider: world.heron.party,
    })
    const bo = { ...wish, user, address: address(`${name}@wren.example`) }
    const { asker } = await acquaint(world, ada, bo)
    await this.#clearEvents()
    return new VaultPair(this, { ada, bo, outsider, token: asker.consentToken })
  }

  /** The core puts a newer list, which names the provider unless told otherwise. */
  async list(providers = [this.world.heron]): Promise<void> {
    const { core, registry } = this.world
    const parties = providers.map(({ application }) => ({ party: application.party, state: 'live' as const, keys: application.issuerKeys.keys }))
    const list = await core.home.signIssuerList({ version: this.#nextList++, parties })
    await registry.issuerLists.put(core.caller, list)
  }

  async #clearEvents(): Promise<void> {
    const { store, core, heron } = this.world
    for (const { party } of [core, heron]) await store.write.acknowledge(party, [], (await store.read.eventPage(party, 0, 100)).map(({ id }) => id))
  }

  /** Bodies of what waits for the core, oldest first. */
  async stored(): Promise<readonly StoredEventBody[]> {
    const { store, core, serviceKeys } = this.world
    return (await store.read.eventPage(core.party, 0, 1_000)).map((row) => openEvent(serviceKeys.sealer, row))
  }

  async storedOf<Kind extends StoredEventBody['kind']>(kind: Kind): Promise<readonly Stored<Kind>[]> {
    return (await this.stored()).filter((body): body is Stored<Kind> => body.kind === kind)
  }

  /** What the core reads of the messages that wait for it. */
  async read(): Promise<readonly Got[]> {
    return (await this.storedOf('messageOpened')).map((body) => this.core.read(body))
  }

  async texts(): Promise<readonly unknown[]> {
    return (await this.read()).map(({ json }) => json['text'])
  }

  /** How many messages wait in the core's mailbox. */
  async waiting(): Promise<number> {
    return (await this.world.store.read.mailboxPage(this.world.core.party, 0, 100)).length
  }

  /** Begins to open, and waits for all that follows. */
  async start(): Promise<void> {
    this.relay.start()
    await this.world.quiet()
  }
}

const STATEMENT_KEY = generateKeyPairSync('ed25519').privateKey

/** Two who may talk. */
class VaultPair {
  readonly of: VaultRelayWorld
  readonly ada: Subscriber
  readonly bo: Subscriber
  readonly outsider: Outsider
  readonly token: Uint8Array

  constructor(of: VaultRelayWorld, parts: { readonly ada: Subscriber; readonly bo: Subscriber; readonly outsider: Outsider; readonly token: Uint8Array }) {
    this.of = of
    this.ada = parts.ada
    this.bo = parts.bo
    this.outsider = parts.outsider
    this.token = parts.token
  }

  #end: VaultEnd | undefined

  /** The core user as Ada's device sees it: fetched once, with a one-time key. */
  async end(): Promise<VaultEnd> {
    if (this.#end !== undefined) return this.#end
    const { registry, heron, store } = this.of.world
    const answer = await registry.prekeys.get(heron.caller, {
      kind: 'getBundles', senderUser: this.ada.user, recipientUser: this.bo.user, consentToken: this.token, deviceIds: [], demandedCustody: undefined,
    })
    const [device] = await store.read.devices(this.bo.user)
    if (answer.kind !== 'bundles' || device === undefined) throw new Error('no bundle')
    const [bundle] = answer.bundles
    const copied = <Key extends { readonly publicKey: Uint8Array; readonly signature: Uint8Array }>(key: Key) => (
      { ...key, publicKey: new Uint8Array(key.publicKey), signature: new Uint8Array(key.signature) })
    const { signedPrekey, kyberPrekey, oneTimePrekey } = bundle!
    const whole = {
      registrationId: device.registrationId, identityKey: new Uint8Array(answer.identityKey), signedPrekey: copied(signedPrekey), kyberPrekey: copied(kyberPrekey),
      oneTimePrekey: oneTimePrekey && { ...oneTimePrekey, publicKey: new Uint8Array(oneTimePrekey.publicKey) },
    }
    this.#end = { user: this.bo.user, published: { identityKey: answer.identityKey }, bundle: () => whole }
    return this.#end
  }

  /** Ada says a text; it is accepted. */
  async say(text: string, change: (parcel: Parcel) => Parcel = (parcel) => parcel): Promise<Parcel> {
    const end = await this.end()
    if (!this.outsider.sessions.has(end.user)) await this.outsider.begin(end)
    return this.send(change(await this.outsider.say(end, text)))
  }

  async send(parcel: Parcel): Promise<Parcel> {
    const { relay, world } = this.of
    const [device] = await world.store.read.devices(this.bo.user)
    const fields = { deviceId: device!.deviceId, registrationId: device!.registrationId, type: parcel.type } as const
    const bytes = encodeEnvelope({ ...fields, ciphertext: parcel.ciphertext })
    const answer = await relay.accept(this.ada.home.caller, {
      kind: 'submit', submission: {
        submissionId: parcel.submissionId, senderUser: this.ada.user, senderDevice: device!.deviceId, recipientUser: this.bo.user, consentToken: this.token,
        envelopes: [{ ...fields, bytes }], commitment: parcel.commitment, messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false, attachments: [],
      },
    })
    if (answer.kind !== 'accepted') throw new Error(`not accepted but ${answer.kind}`)
    return parcel
  }

  /** What the core would post for a text. */
  message(text: string, id: SubmissionId = submissionId(crypto.randomUUID())) {
    const json = textOf(text)
    const { heron } = this.of.world
    const content = this.of.core.say({ messageId: String(json['id']), submissionId: id, from: this.bo.user, to: this.ada.user, provider: heron.party, custody: 'VAULT' }, json)
    return { user: this.bo.user, peer: this.ada.user, submissionId: id, content, epochKey: 'epoch', urgent: false, ttlSeconds: 0, attachments: [] as readonly AttachmentId[] }
  }

  post(message: ReturnType<VaultPair['message']>, gone?: AbortSignal): Promise<Answer> {
    return this.of.relay.sealForCore(this.of.world.core.caller, message, gone)
  }

  /** Rows that wait for Ada's device, oldest first. */
  async rows() {
    const { store, heron } = this.of.world
    return (await store.read.mailboxPage(heron.party, 0, 100)).filter(({ recipientUser }) => recipientUser === this.ada.user)
  }

  /** Envelopes that wait for Ada's device, oldest first. */
  async mail() {
    return (await this.rows()).map(({ envelope }) => decodeEnvelope(envelope))
  }

  /** Ada's provider has taken all that waits for her. */
  async taken(): Promise<void> {
    const { store, heron } = this.of.world
    await store.write.acknowledge(heron.party, (await this.rows()).map(({ id }) => id), [])
  }

  /** Ada's device could not open this submission: it asks for it again. */
  async ask(failed: SubmissionId, change: Partial<Retry> = {}): Promise<void> {
    const ciphertext = encodeRetry({ submissionId: failed, decryptionError: new Uint8Array(0), givenUp: false, ...change })
    await this.send({ type: 8, ciphertext, commitment: new Uint8Array(0), submissionId: submissionId(crypto.randomUUID()) })
    await this.of.world.quiet()
  }

  /** Ada has a new device, with an identity key that nobody vouches for but her home. */
  async reinstall(version = 2): Promise<void> {
    const { registry, heron } = this.of.world
    this.outsider.reinstall()
    this.#end = undefined
    const { registrationId, bundle } = this.outsider.device(true)
    const deviceKeys = [{ deviceId: 1, signedPrekey: bundle!.signedPrekey, lastResortKyberPrekey: bundle!.kyberPrekey }] as never
    const { enlistment, signature } = await enlistRequest(this.ada, { identity: this.outsider.identity, version, devices: [[1, registrationId]], fields: { deviceKeys } })
    await registry.identities.changeIdentity(heron.caller, { kind: 'changeIdentity', enlistment, signature, endorsement: new Uint8Array(0) })
  }

  /** The core's word that its user accepts this key. */
  accepting(identityKey: Uint8Array, facts: Partial<CoreFacts> = {}) {
    const json = { id: crypto.randomUUID(), kind: 'acceptIdentity', sentAtMs: 1, identityKey: Buffer.from(identityKey).toString('base64url') }
    const { core, world } = this.of
    const content = core.say({
      messageId: json.id, submissionId: submissionId(crypto.randomUUID()), from: this.bo.user, to: this.ada.user, provider: world.heron.party, custody: 'DEVICE', ...facts,
    }, json)
    return { user: this.bo.user, peer: this.ada.user, content, epochKey: 'epoch' }
  }

  async accept(word = this.accepting(this.outsider.identity.publicKey)): Promise<void> {
    await this.of.relay.acceptIdentity(this.of.world.core.caller, word)
    await this.of.world.quiet()
  }

  /** Ada's device opens what waits for it. */
  async opened(): Promise<readonly unknown[]> {
    const texts: unknown[] = []
    for (const { type, ciphertext } of await this.mail()) {
      if (type === 8) continue
      const { body } = await this.outsider.open(await this.end(), { type, ciphertext })
      texts.push('text' in body ? body.text : body.kind)
    }
    return texts
  }
}

/** A world with a vault; it ends with the test. */
export const openVaultRelayWorld = async (t: Test, options: WorldOptions = {}): Promise<VaultRelayWorld> => {
  const made = new VaultRelayWorld(await openRelayWorld(t, options))
  t.teardown(() => made.relay.stop())
  return made
}

/** As a vault whose process is not there. */
export const vaultGone = (): never => {
  throw new VaultGone()
}
