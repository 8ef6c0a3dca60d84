// SPDX-License-Identifier: AGPL-3.0-only
// Sees: nothing itself; it is the door through which endpoints and the vault reach libsignal.
// Promises: libsignal as a `SignalCrypto`: pure steps over serialised state, without a store, a clock or a log.
// Never: keeps state between two calls, other than the names of devices.
import type { SignalCrypto } from '../../model/signal-crypto.ts'
import { holdsMessageSignature } from '../public/signatures.ts'
import { checkBundle } from './bundle.ts'
import { createIdentity, createKyberPrekey, createOneTimePrekey, createRegistrationId, createSignedPrekey, sign } from './keys.ts'
import { decryptionError, safetyNumber } from './safety.ts'
import { archive, canSeal, concernsCurrentRatchet } from './session-record.ts'
import { open, seal, startSession } from './steps.ts'

export { MAX_SESSION_BYTES } from './session-record.ts'

/** libsignal (PQXDH and the triple ratchet) behind the seam that the SDK, the vault and the sandbox take. */
export const createLibsignal = (): SignalCrypto => Object.freeze({
  createIdentity, createRegistrationId, createSignedPrekey, createKyberPrekey, createOneTimePrekey,
  sign, verify: holdsMessageSignature, checkBundle,
  startSession, seal, open, canSeal, archive,
  decryptionError, concernsCurrentRatchet, safetyNumber,
})
