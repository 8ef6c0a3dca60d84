// SPDX-License-Identifier: AGPL-3.0-only
// Promise: somebody of a provider with one real libsignal device, who talks to users of a vault.
import { randomBytes, randomUUID } from 'node:crypto'
import { deviceId, submissionId, userId } from '../../src/model/ids.ts'
import type { SubmissionId, UserId } from '../../src/model/ids.ts'
import type { Bundle, Bytes, IdentityKeys, LocalEnd, MintedPrekey, PrekeyRecords, PublicPrekey, RemoteEnd, SignedPublicPrekey } from '../../src/model/signal-crypto.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import type { PeerDevice, PeerProof } from '../../src/vault/protocol/calls.ts'
import { commitmentOf, decodeContent, encodeContent, messageId, plaintextOf, splitPlaintext } from '../../src/wire/content/index.ts'
import type { Content, SayableBody } from '../../src/wire/content/index.ts'

/** A user of a vault as an outsider sees it. */
export interface VaultEnd {
  readonly user: UserId
  readonly published: { readonly identityKey: Uint8Array } | undefined
  bundle(oneTime?: number): Bundle
}

const crypto = createLibsignal()
const NOW = 1_800_000_000_000

/** One sealed message with what the gateway knows of it. */
export interface Parcel { readonly type: 2 | 3 | 8; readonly ciphertext: Uint8Array; readonly commitment: Uint8Array; readonly submissionId: SubmissionId }

export class Outsider implements PrekeyRecords {
  readonly user: UserId
  identity: IdentityKeys = crypto.createIdentity()
  proof: PeerProof = { home: 'nobody.example' as PeerProof['home'], statement: '', issuerList: '' }
  readonly sessions = new Map<UserId, Bytes>()
  #registrationId = crypto.createRegistrationId()
  readonly #oneTimes: MintedPrekey<PublicPrekey>[] = []
  #signed: MintedPrekey<SignedPublicPrekey>
  #kyber: MintedPrekey<SignedPublicPrekey>

  constructor(user: UserId = userId(randomUUID())) {
    this.user = user
    this.#signed = crypto.createSignedPrekey(this.identity, 1, NOW)
    this.#kyber = crypto.createKyberPrekey(this.identity, 1, NOW)
  }

  /** Another identity key, as after a new installation. */
  reinstall(): void {
    this.identity = crypto.createIdentity()
    this.#registrationId = crypto.createRegistrationId()
    this.#signed = crypto.createSignedPrekey(this.identity, 1, NOW)
    this.#kyber = crypto.createKyberPrekey(this.identity, 1, NOW)
    this.sessions.clear()
  }

  oneTime(id: number): Bytes | undefined { return this.#oneTimes.find(({ published }) => published.id === id)?.record }
  signed(): Bytes { return this.#signed.record }
  kyber(): Bytes { return this.#kyber.record }

  /** This device as a daemon names it in a call, with a fresh bundle or none. */
  device(bundle: boolean): PeerDevice {
    const minted = crypto.createOneTimePrekey(this.#oneTimes.length + 1)
    if (bundle) this.#oneTimes.push(minted)
    return {
      device: deviceId(1), registrationId: this.#registrationId,
      bundle: bundle ? { signedPrekey: this.#signed.published, kyberPrekey: this.#kyber.published, oneTimePrekey: minted.published } : undefined,
    }
  }

  /** Begins a session with a vault's user, from its published keys. */
  async begin(with_: VaultEnd, oneTime?: number): Promise<void> {
    const session = await crypto.startSession(this.local, remote(with_), with_.bundle(oneTime), this.sessions.get(with_.user), NOW)
    this.sessions.set(with_.user, session)
  }

  get local(): LocalEnd {
    return { address: { user: this.user, device: deviceId(1) }, identity: this.identity, registrationId: this.#registrationId }
  }

  say(to: VaultEnd, text: string, change: Partial<Content<SayableBody>> = {}): Promise<Parcel> {
    return this.seal(to, { kind: 'text', text }, change)
  }

  async seal(to: VaultEnd, body: SayableBody, change: Partial<Content<SayableBody>> = {}): Promise<Parcel> {
    return this.sealBytes(to, encodeContent({
      messageId: messageId(randomUUID()), senderUser: this.user, recipientUser: to.user, conversationId: undefined, sentAtMs: NOW, body, replyTo: undefined,
      expiresInSeconds: 0, resendOf: undefined, ...change,
    }))
  }

  async sealBytes(to: VaultEnd, contentBytes: Uint8Array): Promise<Parcel> {
    const frankingKey = randomBytes(32)
    const session = this.sessions.get(to.user)
    if (session === undefined) throw new Error('no session')
    const sealed = await crypto.seal(this.local, remote(to), session, plaintextOf(frankingKey, contentBytes), NOW)
    this.sessions.set(to.user, sealed.session)
    return { ...sealed.message, commitment: commitmentOf(frankingKey, contentBytes), submissionId: submissionId(randomUUID()) }
  }

  /** What the device says of a message that it could not open. */
  decryptionError(envelope: { readonly type: 2 | 3; readonly ciphertext: Uint8Array }): Bytes {
    return crypto.decryptionError({ type: envelope.type, ciphertext: new Uint8Array(envelope.ciphertext) }, NOW, deviceId(1))
  }

  /** Opens what a vault sealed, and commits. */
  async open(from: VaultEnd, envelope: { readonly type: 2 | 3; readonly ciphertext: Uint8Array }): Promise<Content & { readonly commitment: Uint8Array }> {
    const message = { type: envelope.type, ciphertext: new Uint8Array(envelope.ciphertext) }
    const opened = await crypto.open(this.local, remote(from), this.sessions.get(from.user), message, this)
    this.sessions.set(from.user, opened.session)
    const { frankingKey, contentBytes } = splitPlaintext(opened.plaintext)
    return { ...decodeContent(contentBytes), commitment: commitmentOf(frankingKey, contentBytes) }
  }
}

const remote = ({ user, published }: VaultEnd): RemoteEnd => ({
  address: { user, device: deviceId(1) }, identityKey: published && new Uint8Array(published.identityKey),
})
