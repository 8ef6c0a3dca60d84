// SPDX-License-Identifier: AGPL-3.0-only
// Protobuf by hand: what the codec would not write. https://protobuf.dev/programming-guides/encoding/

/** Wire types. */
export const WireType = { VARINT: 0, I64: 1, LEN: 2, GROUP_START: 3, GROUP_END: 4, I32: 5 } as const

const varint = (value: number): readonly number[] => {
  const bytes: number[] = []
  let rest = value
  while (rest > 0x7f) {
    bytes.push((rest % 0x80) + 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return [...bytes, rest]
}

/** A field's tag. */
export const tag = (field: number, type: number): readonly number[] => varint(field * 8 + type)

/** A varint field. */
export const number = (field: number, value: number): Uint8Array => Uint8Array.from([...tag(field, WireType.VARINT), ...varint(value)])

/** A field of bytes, text or a submessage. */
export const bytes = (field: number, value: Uint8Array | string): Uint8Array => {
  const content = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([Uint8Array.from([...tag(field, WireType.LEN), ...varint(content.length)]), content])
}

/** Fields one after the other: a message. */
export const message = (...fields: readonly Uint8Array[]): Uint8Array => Buffer.concat(fields)
