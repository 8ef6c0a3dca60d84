// SPDX-License-Identifier: AGPL-3.0-only
// Sees: a user's identity key and lasting prekeys, in the clear between two seals.
// Promises: an account as bytes and back, the same one; nothing else decodes.
// Never: copies a private key; what it decodes are views of the bytes, which their owner wipes.
import { deviceId, partyId, registrationId } from '../../model/ids.ts'
import type { DeviceId, PartyId, RegistrationId } from '../../model/ids.ts'
import type { Bytes, IdentityKeys } from '../../model/signal-crypto.ts'
import { refusing } from '../refusal.ts'
import { reveal, Secret } from '../sealing/secret.ts'
import { byte, long, Reader, sized, word, written } from './bytes.ts'

/** A prekey that serves many conversations until it is replaced. */
export interface LastingKey {
  readonly id: number
  readonly mintedAtMs: number
  readonly record: Secret
}

/** A last-resort Kyber prekey, with what was used of it. */
export interface LastResortKey extends LastingKey {
  /** {@link BASE_KEY_DIGEST_BYTES} for each base key seen with it, oldest first; the same one is not taken again. PQXDH section 4.2. */
  readonly usedBaseKeys: readonly Uint8Array[]
}

/** What an account row holds. */
export interface AccountState {
  /** Bound in here because the call's word for them is the daemon's alone. */
  readonly provider: PartyId
  readonly device: DeviceId
  readonly registrationId: RegistrationId
  readonly identityKey: Bytes
  readonly privateKey: Secret
  readonly listVersion: number
  /** Newest last. */
  readonly signed: readonly LastingKey[]
  /** Newest last. */
  readonly lastResort: readonly LastResortKey[]
  /** Next free prekey ids; both kinds of Kyber prekeys share one row of numbers. */
  readonly next: { readonly signed: number; readonly ec: number; readonly kyber: number }
}

/** Bytes by which a base key is remembered: enough that nobody finds another with the same. */
export const BASE_KEY_DIGEST_BYTES = 16
/** Base keys remembered for a last-resort key. What falls out was 256 first messages ago, and its session knows it still. */
export const MAX_USED_BASE_KEYS = 256
/** Generations of lasting keys: one every two days for thirty. */
export const MAX_GENERATIONS = 16

const FORMAT = 1
const PUBLIC_KEY_BYTES = 33
const PRIVATE_KEY_BYTES = 32
/** A Kyber record takes 4.8 KB. */
const MAX_RECORD_BYTES = 8_192
const MAX_PREKEY_ID = 2 ** 24 - 1
const MAX_NAME_BYTES = 253
const MAX_WORD = 2 ** 32 - 1

/** Serialised state; wipe it once it is sealed. */
export const encodeAccount = (state: AccountState): Secret => written([
  byte(FORMAT), ...sized(new TextEncoder().encode(state.provider)), byte(state.device), word(state.registrationId),
  state.identityKey, reveal(state.privateKey), word(state.listVersion),
  byte(state.signed.length), ...state.signed.flatMap(lastingFields),
  byte(state.lastResort.length), ...state.lastResort.flatMap((key) => [
    ...lastingFields(key), word(key.usedBaseKeys.length), ...key.usedBaseKeys,
  ]),
  word(state.next.signed), word(state.next.ec), word(state.next.kyber),
])

/** State whose secrets are views of `bytes`: wiping those wipes them all. Refuses as `broken-seal`. */
export const decodeAccount = (bytes: Secret): AccountState => refusing('broken-seal', () => {
  const reader = new Reader(reveal(bytes))
  reader.byte(FORMAT)
  const state: AccountState = {
    provider: partyId(Buffer.from(reader.sized(MAX_NAME_BYTES)).toString('latin1')),
    device: deviceId(reader.byte(MAX_DEVICE_ID)),
    registrationId: registrationId(reader.word(MAX_WORD)),
    identityKey: new Uint8Array(reader.bytes(PUBLIC_KEY_BYTES)),
    privateKey: new Secret(reader.bytes(PRIVATE_KEY_BYTES)),
    listVersion: reader.word(MAX_WORD),
    signed: reader.list(MAX_GENERATIONS, () => readLasting(reader)),
    lastResort: reader.list(MAX_GENERATIONS, () => ({ ...readLasting(reader), usedBaseKeys: readBaseKeys(reader) })),
    next: { signed: reader.word(MAX_WORD), ec: reader.word(MAX_WORD), kyber: reader.word(MAX_WORD) },
  }
  reader.end()
  return state
})

/** The key pair as libsignal takes it. */
export const identityOf = (state: AccountState): IdentityKeys => ({ publicKey: state.identityKey, privateKey: reveal(state.privateKey) })

const MAX_DEVICE_ID = 127

const lastingFields = ({ id, mintedAtMs, record }: LastingKey): readonly Uint8Array[] => [word(id), long(mintedAtMs), ...sized(reveal(record))]

const readLasting = (reader: Reader): LastingKey => ({
  id: reader.word(MAX_PREKEY_ID), mintedAtMs: reader.long(), record: new Secret(reader.sized(MAX_RECORD_BYTES)),
})

const readBaseKeys = (reader: Reader): readonly Uint8Array[] =>
  Array.from({ length: reader.word(MAX_USED_BASE_KEYS) }, () => new Uint8Array(reader.bytes(BASE_KEY_DIGEST_BYTES)))
