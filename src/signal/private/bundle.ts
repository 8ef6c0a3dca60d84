// SPDX-License-Identifier: AGPL-3.0-only
// Sees: a peer's published keys, as whoever stands in between hands them over.
// Promises: `bad-key` or `bad-signature` for every bundle that a sound device could not have published.
// Never: takes a key on libsignal's word alone, which lets low-order and non-canonical ones pass.
import { KEMPublicKey, PreKeyBundle, PublicKey } from '@signalapp/libsignal-client'
import type { DeviceId } from '../../model/ids.ts'
import { SignalCryptoError } from '../../model/signal-crypto.ts'
import type { Bundle } from '../../model/signal-crypto.ts'
import { isEcKey, isKyberKey } from '../public/keys.ts'
import { holdsPrekeySignature } from '../public/signatures.ts'

/** Largest prekey id, as Signal's servers and clients bound it. */
const MAX_PREKEY_ID = 2 ** 24 - 1

/** Whether a number can name a prekey. */
export const isPrekeyId = (id: number): boolean => Number.isInteger(id) && id >= 1 && id <= MAX_PREKEY_ID

/** Refuses a bundle with an unfit key or id (`bad-key`), or a signature that does not hold (`bad-signature`). */
export const checkBundle = (bundle: Bundle): void => {
  const { identityKey, signedPrekey, kyberPrekey, oneTimePrekey } = bundle
  const fit =
    isEcKey(identityKey) &&
    isPrekeyId(signedPrekey.id) && isEcKey(signedPrekey.publicKey) &&
    isPrekeyId(kyberPrekey.id) && isKyberKey(kyberPrekey.publicKey) &&
    (oneTimePrekey === undefined || (isPrekeyId(oneTimePrekey.id) && isEcKey(oneTimePrekey.publicKey)))
  if (!fit) throw new SignalCryptoError('bad-key')
  const signed = [signedPrekey, kyberPrekey].every((key) => holdsPrekeySignature(identityKey, key.publicKey, key.signature))
  if (!signed) throw new SignalCryptoError('bad-signature')
}

/** A checked bundle as libsignal takes it. */
export const libsignalBundle = (bundle: Bundle, device: DeviceId): PreKeyBundle =>
  PreKeyBundle.new(
    bundle.registrationId, device,
    bundle.oneTimePrekey?.id ?? null, bundle.oneTimePrekey ? PublicKey.deserialize(bundle.oneTimePrekey.publicKey) : null,
    bundle.signedPrekey.id, PublicKey.deserialize(bundle.signedPrekey.publicKey), bundle.signedPrekey.signature,
    PublicKey.deserialize(bundle.identityKey),
    bundle.kyberPrekey.id, KEMPublicKey.deserialize(bundle.kyberPrekey.publicKey), bundle.kyberPrekey.signature,
  )
