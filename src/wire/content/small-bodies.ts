// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'

/** Bytes of a reaction: the longest emoji sequences take some forty. */
const MAX_EMOJI_BYTES = 64

/** An emoji as it may be sent, or empty; throws `MALFORMED` naming `field`. */
export const requireEmoji = (emoji: string, field: string): string => {
  if (!emoji.isWellFormed() || Buffer.byteLength(emoji) > MAX_EMOJI_BYTES) throw new GatewayError('MALFORMED', field)
  return emoji
}

/** Text as it may be sent; throws `MALFORMED` naming `field`. */
export const requireText = (text: string, field: string): string => {
  if (!text.isWellFormed()) throw new GatewayError('MALFORMED', field)
  return text
}
