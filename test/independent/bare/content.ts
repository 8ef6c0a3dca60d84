// SPDX-License-Identifier: AGPL-3.0-only
// What is inside the encryption (docs/protocol.md section 5): content, its padding, and the commitment to it.
import { createHmac, randomBytes } from 'node:crypto'
import type { Bytes } from '../../../src/model/signal-crypto.ts'
import { isSame, join, utf8 } from '../bytes.ts'
import { decodeFields, encodeFields, required } from '../protobuf.ts'

/** What somebody said. */
export interface Said {
  readonly messageId: Bytes
  readonly sender: Bytes
  readonly recipient: Bytes
  /** undefined for what is no text. */
  readonly text: string | undefined
}

/** A text, or word that messages were delivered. */
export type Saying = { readonly text: string } | { readonly delivered: Bytes }

const KEY_BYTES = 32
/** Lengths that a content has, in bytes. */
const CLASSES = [160, 320, 640, 1_280, 2_560, 5_120, 10_240, 16_384]
const [PADDING, SHORT_LENGTH] = [100, 0x7f]
const DELIVERED = 1

/** A plaintext that says something, and its commitment. */
export const plaintextOf = (messageId: Bytes, sender: Bytes, recipient: Bytes, saying: Saying, sentAtMs: number): { readonly plaintext: Bytes; readonly commitment: Bytes } => {
  const body = 'text' in saying ? [10, encodeFields([[1, utf8(saying.text)]])] as const : [14, encodeFields([[1, DELIVERED], [2, saying.delivered]])] as const
  const content = padded(encodeFields([[1, messageId], [2, sender], [3, recipient], [5, Float64Array.of(sentAtMs)], body]))
  const key = new Uint8Array(randomBytes(KEY_BYTES))
  return { plaintext: join([key, content]), commitment: commitmentOf(key, content) }
}

/** What a plaintext says; undefined where it does not fit the commitment. Throws `undecryptable` where it is no content. */
export const readPlaintext = (plaintext: Bytes, commitment: Uint8Array): Said | undefined => {
  const [key, content] = [plaintext.subarray(0, KEY_BYTES), plaintext.subarray(KEY_BYTES)]
  if (!isSame(commitmentOf(key, content), commitment)) return undefined
  const fields = decodeFields(content)
  const text = fields.bytes(10)
  return {
    messageId: required(fields.bytes(1)), sender: required(fields.bytes(2)), recipient: required(fields.bytes(3)),
    text: text === undefined ? undefined : Buffer.from(decodeFields(text).bytes(1) ?? []).toString(),
  }
}

const commitmentOf = (key: Uint8Array, content: Uint8Array): Bytes => new Uint8Array(createHmac('sha256', key).update(content).digest())

/** With zeros in a field of their own up to the next class: tag and length take three bytes, or four. */
const padded = (content: Bytes): Bytes => {
  const size = CLASSES.find((one) => one === content.length || one - content.length >= 3) ?? content.length
  const missing = size - content.length
  if (missing === 0) return content
  if (missing <= SHORT_LENGTH + 3) return join([content, encodeFields([[PADDING, new Uint8Array(missing - 3)]])])
  const zeros = new Uint8Array(missing - 4)
  // One byte too many for a length of one byte, and one too few for two: written as two all the same.
  return zeros.length > SHORT_LENGTH ? join([content, encodeFields([[PADDING, zeros]])]) : join([content, Uint8Array.of(0xa2, 0x06, zeros.length | 0x80, 0), zeros])
}
