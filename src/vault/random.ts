// SPDX-License-Identifier: AGPL-3.0-only
// Sees: random bytes before they become keys and nonces.
// Promises: bytes of the operating system's generator, each handed out once; asking for many at a time is several times faster.
// Never: keeps what it handed out.
import { randomFillSync } from 'node:crypto'

/** Bytes drawn at a time: some hundred nonces. */
const POOL_BYTES = 4_096

const pool = new Uint8Array(POOL_BYTES)
let left = 0

/** Random bytes that nobody else has. */
export const freshBytes = (count: number): Uint8Array<ArrayBuffer> => {
  if (count > POOL_BYTES) throw new RangeError('more random bytes than are drawn at a time')
  if (count > left) {
    randomFillSync(pool)
    left = POOL_BYTES
  }
  const bytes = pool.slice(left - count, left)
  pool.fill(0, left - count, left)
  left -= count
  return bytes
}
