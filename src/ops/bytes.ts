// SPDX-License-Identifier: AGPL-3.0-only

const LENGTH_BYTES = 4

/** The parts as one byte string that no other list of parts has: each after its length (4 bytes, big-endian). Text is UTF-8. */
export const lengthPrefixed = (...parts: readonly (string | Uint8Array)[]): Uint8Array => {
  const chunks = parts.flatMap((part) => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part
    const length = Buffer.alloc(LENGTH_BYTES)
    length.writeUInt32BE(bytes.length)
    return [length, bytes]
  })
  return Buffer.concat(chunks)
}
