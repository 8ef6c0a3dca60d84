// SPDX-License-Identifier: AGPL-3.0-only
// Promise: libsignal as a careful program uses it on its own: one device, its records serialised in maps, nothing else done.
import {
  Aci, CiphertextMessageType, IdentityChange, IdentityKeyPair, IdentityKeyStore, KEMKeyPair, KyberPreKeyRecord, KyberPreKeyStore, PreKeyBundle,
  PreKeySignalMessage, PreKeyStore, PrivateKey, processPreKeyBundle, ProtocolAddress, PublicKey, SessionRecord, SessionStore, signalDecrypt, signalDecryptPreKey,
  signalEncrypt, SignalMessage, SignedPreKeyRecord, SignedPreKeyStore,
} from '@signalapp/libsignal-client'
import type { PreKeyRecord } from '@signalapp/libsignal-client'

type Bytes = Uint8Array<ArrayBuffer>
const PREKEY: number = CiphertextMessageType.PreKey
/** Ciphertext of one message. */
export interface Sealed { readonly type: 2 | 3; readonly ciphertext: Bytes }

class Sessions extends SessionStore {
  readonly records = new Map<string, Bytes>()
  override async saveSession(name: ProtocolAddress, record: SessionRecord): Promise<void> { this.records.set(name.toString(), record.serialize()) }
  override async getSession(name: ProtocolAddress): Promise<SessionRecord | null> {
    const bytes = this.records.get(name.toString())
    return bytes === undefined ? null : SessionRecord.deserialize(bytes)
  }
  override async getExistingSessions(): Promise<SessionRecord[]> { return [] }
}

class Identities extends IdentityKeyStore {
  readonly key: PrivateKey
  readonly #known = new Map<string, Bytes>()
  constructor(key: PrivateKey) {
    super()
    this.key = key
  }
  override async getIdentityKey(): Promise<PrivateKey> { return this.key }
  override async getIdentityKeyPair(): Promise<IdentityKeyPair> { return new IdentityKeyPair(this.key.getPublicKey(), this.key) }
  override async getLocalRegistrationId(): Promise<number> { return 1 }
  override async saveIdentity(name: ProtocolAddress, key: PublicKey): Promise<IdentityChange> {
    this.#known.set(name.toString(), key.serialize())
    return IdentityChange.NewOrUnchanged
  }
  override async isTrustedIdentity(name: ProtocolAddress, key: PublicKey): Promise<boolean> {
    const known = this.#known.get(name.toString())
    return known === undefined || PublicKey.deserialize(known).equals(key)
  }
  override async getIdentity(name: ProtocolAddress): Promise<PublicKey | null> {
    const known = this.#known.get(name.toString())
    return known === undefined ? null : PublicKey.deserialize(known)
  }
}

class PreKeys extends PreKeyStore {
  override async savePreKey(): Promise<void> { /* none are used here */ }
  override async getPreKey(): Promise<PreKeyRecord> { throw new Error('no one-time prekeys here') }
  override async removePreKey(): Promise<void> { /* none are used here */ }
}

class SignedPreKeys extends SignedPreKeyStore {
  readonly #record: Bytes
  constructor(record: Bytes) {
    super()
    this.#record = record
  }
  override async saveSignedPreKey(): Promise<void> { /* made once */ }
  override async getSignedPreKey(): Promise<SignedPreKeyRecord> { return SignedPreKeyRecord.deserialize(this.#record) }
}

class KyberPreKeys extends KyberPreKeyStore {
  readonly #record: Bytes
  constructor(record: Bytes) {
    super()
    this.#record = record
  }
  override async saveKyberPreKey(): Promise<void> { /* made once */ }
  override async getKyberPreKey(): Promise<KyberPreKeyRecord> { return KyberPreKeyRecord.deserialize(this.#record) }
  override async markKyberPreKeyUsed(): Promise<void> { /* the last resort */ }
}

/** One device. */
export class RawDevice {
  readonly name: ProtocolAddress
  readonly user: string
  readonly #sessions = new Sessions()
  readonly identities = new Identities(PrivateKey.generate())
  readonly #signed: SignedPreKeyRecord
  readonly #kyber: KyberPreKeyRecord
  readonly #stores: readonly [PreKeys, SignedPreKeys, KyberPreKeys]

  constructor(user: string) {
    this.user = user
    this.name = ProtocolAddress.new(Aci.fromUuid(user), 1)
    const [pair, kem] = [PrivateKey.generate(), KEMKeyPair.generate()]
    this.#signed = SignedPreKeyRecord.new(1, 0, pair.getPublicKey(), pair, this.identities.key.sign(pair.getPublicKey().serialize()))
    this.#kyber = KyberPreKeyRecord.new(1, 0, kem, this.identities.key.sign(kem.getPublicKey().serialize()))
    this.#stores = [new PreKeys(), new SignedPreKeys(this.#signed.serialize()), new KyberPreKeys(this.#kyber.serialize())]
  }

  /** What another device begins with. */
  bundle(): PreKeyBundle {
    return PreKeyBundle.new(
      1, 1, null, null, 1, this.#signed.publicKey(), this.#signed.signature(), this.identities.key.getPublicKey(), 1, this.#kyber.publicKey(), this.#kyber.signature())
  }

  /** The session as it is stored. */
  session(with_: ProtocolAddress): Bytes | undefined {
    return this.#sessions.records.get(with_.toString())
  }

  /** Puts a session back as it was. */
  restore(with_: ProtocolAddress, session: Bytes): void {
    this.#sessions.records.set(with_.toString(), session)
  }

  async begin(with_: ProtocolAddress, bundle: PreKeyBundle): Promise<void> {
    await processPreKeyBundle(bundle, with_, this.name, this.#sessions, this.identities)
  }

  async seal(to: ProtocolAddress, plaintext: Bytes): Promise<Sealed> {
    const message = await signalEncrypt(plaintext, to, this.name, this.#sessions, this.identities)
    return { type: message.type() === PREKEY ? 3 : 2, ciphertext: message.serialize() }
  }

  open(from: ProtocolAddress, { type, ciphertext }: Sealed): Promise<Bytes> {
    return type === 3
      ? signalDecryptPreKey(PreKeySignalMessage.deserialize(ciphertext), from, this.name, this.#sessions, this.identities, ...this.#stores)
      : signalDecrypt(SignalMessage.deserialize(ciphertext), from, this.name, this.#sessions, this.identities)
  }
}
