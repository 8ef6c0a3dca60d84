// SPDX-License-Identifier: AGPL-3.0-only
// Sees: nothing itself; it is the door through which the registry reaches the checks of public keys.
// Promises: whoever imports it can judge keys and signatures, and do nothing else with libsignal.
// Never: exports anything that takes or makes a private key, a session or plaintext.
export { checkEcKey, checkKyberKey, checkSignedKyberPrekey, checkSignedPrekey, verifyIdentitySignature } from './checks.ts'
