// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import type { Shape } from '../prescan.ts'
import { prescan } from '../prescan.ts'
import { malformed } from './fields.ts'
import { frameLimits } from './shapes.ts'

/** `bytes` as a `Buffer` over the same memory: what the codec decodes fastest and slices without copying. */
export const viewOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/**
 * Decodes a message that travels inside a bytes field. Whatever is wrong with it is `MALFORMED` naming that field, because
 * the frame around it is sound: it was made by an endpoint, and its home's link must not fall for it.
 */
export const decodeNested = <Message, Value>(
  bytes: Uint8Array, shape: Shape, codec: { decode(reader: Uint8Array): Message }, read: (message: Message) => Value, field: string,
): Value => {
  const message = decodeMessage(bytes, shape, codec, field)
  return read(message)
}

const decodeMessage = <Message>(bytes: Uint8Array, shape: Shape, codec: { decode(reader: Uint8Array): Message }, field: string): Message => {
  try {
    prescan(bytes, shape, frameLimits)
  } catch (error) {
    throw error instanceof GatewayError ? malformed(field) : error
  }
  try {
    return codec.decode(viewOf(bytes))
  } catch {
    // Past the pre-scan the codec refuses only text that is not UTF-8, with errors of several classes.
    throw malformed(field)
  }
}
