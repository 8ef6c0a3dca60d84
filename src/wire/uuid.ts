// SPDX-License-Identifier: Apache-2.0

/** Bytes of a UUID. */
export const UUID_BYTES = 16

// Character codes of the 36-character text, written once per conversion: one flat string instead of twenty joined ones.
const scratch = Buffer.alloc(36, '-')
const TEXT_OFFSETS = Uint8Array.of(0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34)
const DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))
const DIGIT_VALUES = Uint8Array.from({ length: 128 }, (_, code) => Math.max(0, '0123456789abcdef'.indexOf(String.fromCharCode(code))))

/** Canonical lower-case text of the 16 bytes at the start of `bytes`. */
export const uuidText = (bytes: Uint8Array): string => {
  for (let index = 0; index < UUID_BYTES; index += 1) {
    const byte = bytes[index] ?? 0
    const at = TEXT_OFFSETS[index] ?? 0
    scratch[at] = DIGITS[byte >> 4] ?? 0
    scratch[at + 1] = DIGITS[byte & 15] ?? 0
  }
  return scratch.toString('latin1')
}

/** Writes the 16 bytes that canonical UUID text stands for into `target` from `offset` on; the text is taken as checked. */
export const writeUuid = (text: string, target: Uint8Array, offset: number): void => {
  for (let index = 0; index < UUID_BYTES; index += 1) {
    const at = TEXT_OFFSETS[index] ?? 0
    const high = DIGIT_VALUES[text.charCodeAt(at)] ?? 0
    const low = DIGIT_VALUES[text.charCodeAt(at + 1)] ?? 0
    target[offset + index] = (high << 4) | low
  }
}

/** The 16 bytes that canonical UUID text stands for; the text is taken as checked. */
export const uuidBytes = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(UUID_BYTES)
  writeUuid(text, bytes, 0)
  return bytes
}
