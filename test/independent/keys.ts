// SPDX-License-Identifier: AGPL-3.0-only
// The keys of a device: what it makes, publishes and signs, and what it believes of those of others.
import { createHash, randomInt } from 'node:crypto'
import { registrationId } from '../../src/model/ids.ts'
import { SignalCryptoError } from '../../src/model/signal-crypto.ts'
import type { Bundle, Bytes, IdentityKeys, SignalCrypto } from '../../src/model/signal-crypto.ts'
import { createKeyPair, isCurveKey } from './curve.ts'
import { createKyberPair, isKyberKey } from './kyber.ts'
import { holdsBytes, signBytes } from './xeddsa.ts'

type Keys = Pick<SignalCrypto, 'createIdentity' | 'createRegistrationId' | 'createSignedPrekey' | 'createKyberPrekey' | 'createOneTimePrekey' | 'sign' | 'verify' | 'checkBundle'>

/** Prekey ids fit into 24 bits, registration ids are below 16,381. */
const [PREKEY_ID_END, REGISTRATION_ID_END] = [2 ** 24, 16_381]

/** Whether a bundle's keys are fit for use, and signed by its identity key: throws `bad-key`, `bad-signature`. */
const checkBundle = ({ identityKey, signedPrekey, kyberPrekey, oneTimePrekey }: Bundle): void => {
  const curveKeys = [signedPrekey, ...oneTimePrekey === undefined ? [] : [oneTimePrekey]]
  const fit = [identityKey, ...curveKeys.map(({ publicKey }) => publicKey)].every(isCurveKey) && isKyberKey(kyberPrekey.publicKey) && [kyberPrekey, ...curveKeys].every(({ id }) => isPrekeyId(id))
  if (!fit) throw new SignalCryptoError('bad-key')
  if (![signedPrekey, kyberPrekey].every(({ publicKey, signature }) => holdsBytes(identityKey, publicKey, signature))) throw new SignalCryptoError('bad-signature')
}

/** Keys as Signal's specifications have them. A prekey's private record is its bare private bytes. */
export const keys: Keys = {
  createIdentity: () => createKeyPair(),
  createRegistrationId: () => registrationId(randomInt(1, REGISTRATION_ID_END)),
  createSignedPrekey: (identity, id) => {
    const { publicKey, privateKey } = createKeyPair()
    return { published: signed(identity, id, publicKey), record: privateKey }
  },
  createKyberPrekey: (identity, id) => {
    const { publicKey, seed } = createKyberPair()
    return { published: signed(identity, id, publicKey), record: seed }
  },
  createOneTimePrekey: (id) => {
    const { publicKey, privateKey } = createKeyPair()
    return { published: { id: requirePrekeyId(id), publicKey }, record: privateKey }
  },
  sign: ({ privateKey }, message) => signBytes(privateKey, digest(message)),
  verify: (identityKey, message, signature) => holdsBytes(identityKey, digest(message), signature),
  checkBundle,
}

const signed = ({ privateKey }: IdentityKeys, id: number, publicKey: Bytes) => ({ id: requirePrekeyId(id), publicKey, signature: signBytes(privateKey, publicKey) })

/** docs/protocol.md section 3: an identity key signs the SHA-512 of what it signs, so that no message passes for a key. */
const digest = (message: Uint8Array): Uint8Array => createHash('sha512').update(message).digest()

const isPrekeyId = (id: number): boolean => Number.isInteger(id) && id >= 1 && id < PREKEY_ID_END

const requirePrekeyId = (id: number): number => {
  if (!isPrekeyId(id)) throw new RangeError('A prekey id is 1..2^24-1.')
  return id
}
