// SPDX-License-Identifier: AGPL-3.0-only
// Safety numbers: what two people compare.
import { createHash } from 'node:crypto'
import { SignalCryptoError } from '../../src/model/signal-crypto.ts'
import type { SignalCrypto } from '../../src/model/signal-crypto.ts'
import { join } from './bytes.ts'
import { isCurveKey } from './curve.ts'
import { userBytes } from './messages.ts'

type End = Parameters<SignalCrypto['safetyNumber']>[0]

/** Rounds of SHA-512: docs/protocol.md section 3. */
const ROUNDS = 5_200
const VERSION = new Uint8Array(2)
/** A half of the number: six groups of five digits, each out of five bytes. */
const [GROUPS, GROUP_BYTES, GROUP_DIGITS] = [6, 5, 5]

/** The 60 digits, the lower half first. Throws `bad-key`. */
export const safetyNumber = (local: End, remote: End): string => [local, remote].map(half).sort().join('')

const half = ({ user, identityKey }: End): string => {
  if (!isCurveKey(identityKey)) throw new SignalCryptoError('bad-key')
  let hash: Uint8Array = join([VERSION, identityKey, userBytes(user)])
  for (let round = 0; round < ROUNDS; round += 1) hash = createHash('sha512').update(hash).update(identityKey).digest()
  const groups = Array.from({ length: GROUPS }, (_, at) => Buffer.from(hash).readUIntBE(at * GROUP_BYTES, GROUP_BYTES) % 10 ** GROUP_DIGITS)
  return groups.map((group) => String(group).padStart(GROUP_DIGITS, '0')).join('')
}
