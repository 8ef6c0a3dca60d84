// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import { MAX_ENVELOPE_BYTES } from '../../model/values.ts'
import { compileShapes, prescan } from '../prescan.ts'

/** libsignal's PreKeySignalMessage after its version byte: ids of one-time EC (1), signed (6) and Kyber (7) prekey beside keys and ciphertexts. */
const { PreKeySignalMessage } = compileShapes({ PreKeySignalMessage: '1v 2b 3b 4b 5v 6v 7v 8b' })
const KINDS = new Map([[1, 'ec'], [7, 'kyber']] as const)
const VARINT = 0
const FIXED64 = 1
const LENGTH = 2
/** Twice the fields that there are. */
const MAX_FIELDS = 16

/** A prekey that a first message names. */
export interface NamedPrekey { readonly kind: 'ec' | 'kyber'; readonly id: number }

/** The one-time keys, or last-resort Kyber key, that the header of a first message names; none for bytes that are no such message. Nothing else is read. */
export const prekeysNamedBy = (ciphertext: Uint8Array): readonly NamedPrekey[] => {
  const fields = ciphertext.subarray(1)
  try {
    prescan(fields, PreKeySignalMessage, { maxBytes: MAX_ENVELOPE_BYTES, maxFields: MAX_FIELDS, maxItems: 1 })
  } catch (error) {
    if (error instanceof GatewayError) return []
    throw error
  }
  return named(fields)
}

/** Over bytes that were scanned before: lengths hold, and known fields come once and in their type. */
const named = (bytes: Uint8Array): readonly NamedPrekey[] => {
  const found: NamedPrekey[] = []
  let at = 0
  const varint = (): number => {
    let [value, scale, byte] = [0, 1, 0x80]
    while (byte >= 0x80) {
      byte = bytes[at++] ?? 0
      value += (byte & 0x7f) * scale
      scale *= 0x80
    }
    return value
  }
  while (at < bytes.length) {
    const tag = varint()
    const kind = KINDS.get(Math.floor(tag / 8) as 1 | 7)
    const wire = tag % 8
    if (wire === VARINT) {
      const id = varint()
      if (kind !== undefined && id <= 0xffff_ffff) found.push({ kind, id })
    } else {
      const length = wire === LENGTH ? varint() : wire === FIXED64 ? 8 : 4
      at += length
    }
  }
  return found
}
