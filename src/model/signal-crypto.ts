// SPDX-License-Identifier: Apache-2.0
import type { DeviceId, RegistrationId, UserId } from './ids.ts'

/** Bytes with an `ArrayBuffer` of their own, as native code wants them. */
export type Bytes = Uint8Array<ArrayBuffer>

/** One end of a session: a user's device. */
export interface DeviceAddress {
  readonly user: UserId
  readonly device: DeviceId
}

/** A user's long-term key pair. `privateKey` is secret: zero it after use, never log it. */
export interface IdentityKeys {
  /** 33 bytes, 0x05 followed by the X25519 point. */
  readonly publicKey: Bytes
  /** 32 bytes. */
  readonly privateKey: Bytes
}

/** The public half of a prekey with the signature by the identity key (absent for one-time EC keys). */
export interface PublicPrekey {
  /** 1..2^24-1, unique per device and kind. */
  readonly id: number
  /** 33 bytes (EC) or 1569 bytes (Kyber1024). */
  readonly publicKey: Bytes
}

/** A prekey signed by the identity key. */
export interface SignedPublicPrekey extends PublicPrekey {
  /** 64 bytes, XEdDSA. */
  readonly signature: Bytes
}

/** A prekey that its owner holds: what to publish, and the secret record to keep. */
export interface MintedPrekey<P extends PublicPrekey> {
  readonly published: P
  /** Serialised private record; secret. */
  readonly record: Bytes
}

/** What opens a session with one device of a peer; every field is checked before use. */
export interface Bundle {
  readonly registrationId: RegistrationId
  readonly identityKey: Bytes
  readonly signedPrekey: SignedPublicPrekey
  readonly kyberPrekey: SignedPublicPrekey
  readonly oneTimePrekey: PublicPrekey | undefined
}

/** Kinds of envelope; numbers as on the wire. */
export const EnvelopeType = { RATCHET: 2, PREKEY: 3, PLAINTEXT: 8 } as const
/** One of {@link EnvelopeType}. */
export type EnvelopeType = (typeof EnvelopeType)[keyof typeof EnvelopeType]

/** Ciphertext for one device. */
export interface SealedMessage {
  readonly type: typeof EnvelopeType.RATCHET | typeof EnvelopeType.PREKEY
  readonly ciphertext: Bytes
}

/** The caller's own end in a call. */
export interface LocalEnd {
  readonly address: DeviceAddress
  readonly identity: IdentityKeys
  readonly registrationId: RegistrationId
}

/** The peer's end in a call: where it is and, once known, the only identity key that is trusted for it. */
export interface RemoteEnd {
  readonly address: DeviceAddress
  /** Pinned 33-byte identity key; undefined means the first one seen is reported back in the result. */
  readonly identityKey: Bytes | undefined
}

/** Secret prekey records by id, as minted; undefined when there is none (used up, rotated away, never made). */
export interface PrekeyRecords {
  oneTime(id: number): Bytes | undefined
  signed(id: number): Bytes | undefined
  kyber(id: number): Bytes | undefined
}

/** What a successful open changes: commit all of it with the message, in one transaction, before anything is acknowledged. */
export interface OpenedMessage {
  /** Plaintext; zero it after use. */
  readonly plaintext: Bytes
  /** The new serialised session, replacing the old one. */
  readonly session: Bytes
  /** The peer's identity key that the message was opened under. */
  readonly identityKey: Bytes
  /** One-time EC prekey that must be deleted now. */
  readonly usedOneTimePrekey: number | undefined
  /** Kyber prekey used with the signed prekey and base key: delete it if one-time; if last-resort, refuse the same base key again. */
  readonly usedKyberPrekey: { readonly id: number; readonly signedPrekeyId: number; readonly baseKey: Bytes } | undefined
}

/** Why a message could not be opened. */
export type OpenFailure =
  | 'duplicate' // this ratchet key was used before: already opened, or trimmed away
  | 'untrusted-identity' // the message is under another identity key than the pinned one
  | 'no-session' // a ratchet message without a session
  | 'missing-prekey' // names a prekey that is not held
  | 'undecryptable' // MAC or structure does not hold

/** Thrown by {@link SignalCrypto} calls; `reason` is closed, the text never carries keys or plaintext. */
export class SignalCryptoError extends Error {
  readonly reason: OpenFailure | 'bad-key' | 'bad-signature' | 'stale-session'
  constructor(reason: SignalCryptoError['reason']) {
    super(`signal: ${reason}`)
    this.name = 'SignalCryptoError'
    this.reason = reason
  }
}

/**
 * The Signal protocol as pure steps over serialised state: nothing is stored inside, every call returns the state that
 * replaces what was passed in, and a call that throws changes nothing. Callers serialise calls per (local device, remote
 * device), commit the returned state with the outbox or inbox row in one transaction, and transmit only after that commit.
 *
 * PQXDH key agreement and the triple ratchet, as libsignal does them: https://signal.org/docs/.
 */
export interface SignalCrypto {
  /** A new random identity. */
  createIdentity(): IdentityKeys
  /** A random registration id. */
  createRegistrationId(): RegistrationId
  /** A signed EC prekey. `now` in milliseconds since the epoch. */
  createSignedPrekey(identity: IdentityKeys, id: number, now: number): MintedPrekey<SignedPublicPrekey>
  /** A signed Kyber1024 prekey (one-time or last-resort: same record). */
  createKyberPrekey(identity: IdentityKeys, id: number, now: number): MintedPrekey<SignedPublicPrekey>
  /** A one-time EC prekey. */
  createOneTimePrekey(id: number): MintedPrekey<PublicPrekey>

  /** XEdDSA signature (64 bytes) by the identity key over the SHA-512 of `message`, so that no peer can have a 33- or 1569-byte key signed. */
  sign(identity: IdentityKeys, message: Uint8Array): Bytes
  /** True when `signature` is {@link sign}'s for `message` under the 33-byte `identityKey`; false for anything else, never throws. */
  verify(identityKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
  /** Refuses (`bad-key`, `bad-signature`) a bundle whose keys are not canonical, are of low order, or whose signatures do not hold. */
  checkBundle(bundle: Bundle): void

  /** Starts a session from a checked bundle; `session` is the old record if there was one. Throws `untrusted-identity` when the pinned key differs. */
  startSession(local: LocalEnd, remote: RemoteEnd, bundle: Bundle, session: Bytes | undefined, now: number): Promise<Bytes>
  /** Seals one plaintext for one device; throws `stale-session` when the session has no usable state. Returns the new session. */
  seal(local: LocalEnd, remote: RemoteEnd, session: Bytes, plaintext: Uint8Array, now: number): Promise<{ readonly message: SealedMessage; readonly session: Bytes }>
  /** Opens one message; throws {@link SignalCryptoError} and changes nothing when it cannot. */
  open(local: LocalEnd, remote: RemoteEnd, session: Bytes | undefined, message: SealedMessage, prekeys: PrekeyRecords): Promise<OpenedMessage>
  /** Whether the session can seal now. */
  canSeal(session: Bytes, now: number): boolean
  /** The session with its current state archived, so that the next message needs a bundle; older messages can still be opened. */
  archive(session: Bytes): Bytes

  /** libsignal's DecryptionErrorMessage for a message that could not be opened; goes back to the sender. */
  decryptionError(message: SealedMessage, timestamp: number, originalSenderDevice: DeviceId): Bytes
  /** Whether a DecryptionErrorMessage speaks of the session's current ratchet (then the session must be replaced). Throws `undecryptable` for garbage. */
  concernsCurrentRatchet(decryptionError: Uint8Array, session: Bytes): boolean
  /** The 60-digit safety number of two users; same on both ends. */
  safetyNumber(local: { readonly user: UserId; readonly identityKey: Uint8Array }, remote: { readonly user: UserId; readonly identityKey: Uint8Array }): string
}
