// SPDX-License-Identifier: AGPL-3.0-only
// Sees: one session, one identity and the prekeys that one message names, for the length of one libsignal call.
// Promises: what libsignal would store stays in these objects until the caller reads it; nothing outlives the call.
// Never: trusts an identity key other than the pinned one; never lets an unfit one be the first.
import {
  IdentityChange, IdentityKeyPair, IdentityKeyStore, KyberPreKeyRecord, KyberPreKeyStore, PreKeyRecord, PreKeyStore,
  PrivateKey, PublicKey, SessionStore, SignedPreKeyRecord, SignedPreKeyStore,
} from '@signalapp/libsignal-client'
import type { ProtocolAddress, SessionRecord } from '@signalapp/libsignal-client'
import { SignalCryptoError } from '../../model/signal-crypto.ts'
import type { Bytes, LocalEnd, OpenedMessage, PrekeyRecords } from '../../model/signal-crypto.ts'
import { isEcKey } from '../public/keys.ts'
import type { Stash } from './failures.ts'

/** The one session of the call; `record` is what libsignal would store. */
export class OneSession extends SessionStore {
  record: SessionRecord | undefined
  constructor(record: SessionRecord | undefined) {
    super()
    this.record = record
  }
  override async getSession(): Promise<SessionRecord | null> {
    return this.record ?? null
  }
  override async saveSession(_: ProtocolAddress, record: SessionRecord): Promise<void> {
    this.record = record
  }
  override async getExistingSessions(): Promise<SessionRecord[]> {
    return this.record === undefined ? [] : [this.record]
  }
}

/** The caller's own identity, and trust in exactly one peer key; `seen` is the key that libsignal asked about. */
export class PinnedIdentity extends IdentityKeyStore {
  seen: Bytes | undefined
  readonly #own: LocalEnd
  readonly #pinned: Bytes | undefined
  readonly #stash: Stash
  constructor(own: LocalEnd, pinned: Bytes | undefined, stash: Stash) {
    super()
    this.#own = own
    this.#pinned = pinned
    this.#stash = stash
  }
  override async getIdentityKey(): Promise<PrivateKey> {
    return PrivateKey.deserialize(this.#own.identity.privateKey)
  }
  override async getIdentityKeyPair(): Promise<IdentityKeyPair> {
    return new IdentityKeyPair(PublicKey.deserialize(this.#own.identity.publicKey), await this.getIdentityKey())
  }
  override async getLocalRegistrationId(): Promise<number> {
    return this.#own.registrationId
  }
  override async isTrustedIdentity(_: ProtocolAddress, key: PublicKey): Promise<boolean> {
    const bytes = key.serialize()
    this.seen = bytes
    if (this.#pinned !== undefined) return equal(bytes, this.#pinned)
    // A pinned key was checked when it was published; a first one is checked here.
    if (!isEcKey(bytes)) this.#stash.raised = { error: new SignalCryptoError('undecryptable') }
    return this.#stash.raised === undefined
  }
  override async saveIdentity(): Promise<IdentityChange> {
    return IdentityChange.NewOrUnchanged
  }
  override async getIdentity(): Promise<PublicKey | null> {
    return this.#pinned === undefined ? null : PublicKey.deserialize(this.#pinned)
  }
}

/** One-time EC prekeys; `used` is the one to delete. */
export class OneTimePrekeys extends PreKeyStore {
  used: number | undefined
  readonly #find: (id: number) => PreKeyRecord
  constructor(records: PrekeyRecords, stash: Stash) {
    super()
    this.#find = lookup(stash, (id) => records.oneTime(id), (bytes) => PreKeyRecord.deserialize(bytes))
  }
  override async getPreKey(id: number): Promise<PreKeyRecord> {
    return this.#find(id)
  }
  override async removePreKey(id: number): Promise<void> {
    this.used = id
  }
  override async savePreKey(): Promise<void> {
    throw new Error('Prekeys are minted outside.')
  }
}

/** Signed EC prekeys. */
export class SignedPrekeys extends SignedPreKeyStore {
  readonly #find: (id: number) => SignedPreKeyRecord
  constructor(records: PrekeyRecords, stash: Stash) {
    super()
    this.#find = lookup(stash, (id) => records.signed(id), (bytes) => SignedPreKeyRecord.deserialize(bytes))
  }
  override async getSignedPreKey(id: number): Promise<SignedPreKeyRecord> {
    return this.#find(id)
  }
  override async saveSignedPreKey(): Promise<void> {
    throw new Error('Prekeys are minted outside.')
  }
}

/** Kyber prekeys; `used` is what the caller must delete or remember. */
export class KyberPrekeys extends KyberPreKeyStore {
  used: OpenedMessage['usedKyberPrekey']
  readonly #find: (id: number) => KyberPreKeyRecord
  constructor(records: PrekeyRecords, stash: Stash) {
    super()
    this.#find = lookup(stash, (id) => records.kyber(id), (bytes) => KyberPreKeyRecord.deserialize(bytes))
  }
  override async getKyberPreKey(id: number): Promise<KyberPreKeyRecord> {
    return this.#find(id)
  }
  override async markKyberPreKeyUsed(id: number, signedPrekeyId: number, baseKey: PublicKey): Promise<void> {
    this.used = { id, signedPrekeyId, baseKey: baseKey.serialize() }
  }
  override async saveKyberPreKey(): Promise<void> {
    throw new Error('Prekeys are minted outside.')
  }
}

/** Whether two public keys are the same bytes; they are not secret. */
export const equal = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at])

const lookup = <T>(stash: Stash, find: (id: number) => Bytes | undefined, read: (bytes: Bytes) => T) => (id: number): T => {
  try {
    const bytes = find(id)
    if (bytes === undefined) throw new SignalCryptoError('missing-prekey')
    return read(bytes)
  } catch (error) {
    stash.raised = { error }
    throw error
  }
}
