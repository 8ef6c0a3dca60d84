// SPDX-License-Identifier: AGPL-3.0-only
import { linkId } from '../model/ids.ts'
import type { LinkId } from '../model/ids.ts'

/** A new link id: a version 4 UUID of 16 random bytes (RFC 9562 section 5.4). */
export const mintLinkId = (random: Uint8Array): LinkId => {
  const bytes = Buffer.from(random)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return linkId([hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'))
}
