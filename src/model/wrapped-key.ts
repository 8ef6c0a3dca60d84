// SPDX-License-Identifier: Apache-2.0

/** A user's wrapped key begins with the number of the key-encryption key that wrapped it: this many bytes, big endian. */
export const WRAPPING_BYTES = 4
/** Greatest number of a key-encryption key. */
export const MAX_WRAPPING_KEY = 2 ** 32 - 1

/** The first bytes of what this key-encryption key wraps. */
export const nameOfWrapping = (key: number): Uint8Array<ArrayBuffer> => {
  const name = new Uint8Array(WRAPPING_BYTES)
  new DataView(name.buffer).setUint32(0, key)
  return name
}

/** The number of the key-encryption key that made a wrapped key. Throws `RangeError` for less than its first bytes. */
export const wrappingKeyOf = (wrapped: Uint8Array): number => new DataView(wrapped.buffer, wrapped.byteOffset, wrapped.length).getUint32(0)

/** Above everything that this key-encryption key wrapped, and below what any of a higher number did. */
export const endOfWrapping = (key: number): Uint8Array<ArrayBuffer> => {
  const end = new Uint8Array(WRAPPING_BYTES + END_BYTES).fill(0xff)
  end.set(nameOfWrapping(key))
  return end
}

/** As many as a wrapped key has behind its number. */
const END_BYTES = 64
