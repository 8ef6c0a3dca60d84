// SPDX-License-Identifier: AGPL-3.0-only
// Sees: identity private keys, and the prekeys it mints.
// Promises: fresh random keys; what it returns as `published` holds no secret.
// Never: keeps a key, or signs 33 or 1569 bytes that anybody else chose.
import { randomInt } from 'node:crypto'
import { KEMKeyPair, KyberPreKeyRecord, PreKeyRecord, PrivateKey, SignedPreKeyRecord } from '@signalapp/libsignal-client'
import { registrationId } from '../../model/ids.ts'
import type { RegistrationId } from '../../model/ids.ts'
import type { Bytes, IdentityKeys, MintedPrekey, PublicPrekey, SignedPublicPrekey } from '../../model/signal-crypto.ts'
import { signedDigest } from '../public/signatures.ts'
import { isPrekeyId } from './bundle.ts'

/** Exclusive upper end of the registration ids that libsignal draws. */
const REGISTRATION_ID_END = 16381

/** A new random identity. */
export const createIdentity = (): IdentityKeys => {
  const privateKey = PrivateKey.generate()
  return { publicKey: privateKey.getPublicKey().serialize(), privateKey: privateKey.serialize() }
}

/** A random registration id. */
export const createRegistrationId = (): RegistrationId => registrationId(randomInt(1, REGISTRATION_ID_END))

/** A signed EC prekey, minted at `now` milliseconds since the epoch. */
export const createSignedPrekey = (identity: IdentityKeys, id: number, now: number): MintedPrekey<SignedPublicPrekey> => {
  const pair = PrivateKey.generate()
  const publicKey = pair.getPublicKey()
  const published = signPrekey(identity, id, publicKey.serialize())
  const record = SignedPreKeyRecord.new(published.id, now, publicKey, pair, published.signature)
  return { published, record: record.serialize() }
}

/** A signed Kyber1024 prekey, minted at `now` milliseconds since the epoch. */
export const createKyberPrekey = (identity: IdentityKeys, id: number, now: number): MintedPrekey<SignedPublicPrekey> => {
  const pair = KEMKeyPair.generate()
  const published = signPrekey(identity, id, pair.getPublicKey().serialize())
  const record = KyberPreKeyRecord.new(published.id, now, pair, published.signature)
  return { published, record: record.serialize() }
}

/** A one-time EC prekey. */
export const createOneTimePrekey = (id: number): MintedPrekey<PublicPrekey> => {
  const pair = PrivateKey.generate()
  const publicKey = pair.getPublicKey()
  const record = PreKeyRecord.new(requirePrekeyId(id), publicKey, pair)
  return { published: { id, publicKey: publicKey.serialize() }, record: record.serialize() }
}

/** XEdDSA over the SHA-512 of `message`. */
export const sign = (identity: IdentityKeys, message: Uint8Array): Bytes =>
  PrivateKey.deserialize(identity.privateKey).sign(signedDigest(message))

// The one place where key bytes are signed as they are (PQXDH section 3.2), and they were made a line before.
const signPrekey = (identity: IdentityKeys, id: number, publicKey: Bytes): SignedPublicPrekey => {
  const signature = PrivateKey.deserialize(identity.privateKey).sign(publicKey)
  return { id: requirePrekeyId(id), publicKey, signature }
}

const requirePrekeyId = (id: number): number => {
  if (!isPrekeyId(id)) throw new RangeError('A prekey id is 1..2^24-1.')
  return id
}
