// SPDX-License-Identifier: AGPL-3.0-only
import type { Bytes } from '../../src/model/signal-crypto.ts'

/** The parts one after the other, in memory of their own. */
export const join = (parts: readonly Uint8Array[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Whether two public values are the same bytes. */
export const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

/** The bytes of a text. */
export const utf8 = (text: string): Bytes => new Uint8Array(Buffer.from(text))
