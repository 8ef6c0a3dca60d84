// SPDX-License-Identifier: AGPL-3.0-only
// PQXDH, from https://signal.org/docs/specifications/pqxdh/: the first shared secret of two devices.
import { hkdfSync } from 'node:crypto'
import type { Bytes } from '../../src/model/signal-crypto.ts'
import { join, utf8 } from './bytes.ts'
import { agree } from './curve.ts'
import type { KeyPair } from './curve.ts'

const INFO = utf8('WhisperText_X25519_SHA-256_CRYSTALS-KYBER-1024')
/** Section 2.2: for X25519, 32 bytes of 0xff come before the secrets. */
const PREFIX = new Uint8Array(32).fill(0xff)
const KEY_BYTES = 32

/** What two devices have after it; secret. */
export interface Agreed {
  readonly rootKey: Bytes
  /** What the post-quantum chains begin with. */
  readonly chainsKey: Bytes
}

/** What the one who begins comes to: section 3.3. */
export const agreeAsInitiator = (
  own: { readonly identity: KeyPair; readonly base: KeyPair },
  theirs: { readonly identityKey: Bytes; readonly signedPrekey: Bytes; readonly oneTimePrekey: Bytes | undefined }, kyberSecret: Bytes,
): Agreed => derive([
  agree(own.identity.privateKey, theirs.signedPrekey),
  agree(own.base.privateKey, theirs.identityKey),
  agree(own.base.privateKey, theirs.signedPrekey),
  ...theirs.oneTimePrekey === undefined ? [] : [agree(own.base.privateKey, theirs.oneTimePrekey)],
], kyberSecret)

/** The same, as the one who is spoken to comes to it: section 3.4. */
export const agreeAsResponder = (
  own: { readonly identity: KeyPair; readonly signedPrekey: KeyPair; readonly oneTimePrekey: KeyPair | undefined },
  theirs: { readonly identityKey: Bytes; readonly baseKey: Bytes }, kyberSecret: Bytes,
): Agreed => derive([
  agree(own.signedPrekey.privateKey, theirs.identityKey),
  agree(own.identity.privateKey, theirs.baseKey),
  agree(own.signedPrekey.privateKey, theirs.baseKey),
  ...own.oneTimePrekey === undefined ? [] : [agree(own.oneTimePrekey.privateKey, theirs.baseKey)],
], kyberSecret)

/** Three keys. The second would begin a chain on the signed prekey, which nobody sends on. */
const derive = (secrets: readonly Bytes[], kyberSecret: Bytes): Agreed => {
  const derived = new Uint8Array(hkdfSync('sha256', join([PREFIX, ...secrets, kyberSecret]), new Uint8Array(KEY_BYTES), INFO, 3 * KEY_BYTES))
  return { rootKey: derived.slice(0, KEY_BYTES), chainsKey: derived.slice(2 * KEY_BYTES) }
}
