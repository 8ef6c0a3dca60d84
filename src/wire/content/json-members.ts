// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import { strictChoice, strictText } from '../../model/strict-json.ts'
import { messageId } from './content.ts'
import type { MessageId, SayableBody } from './content.ts'
import { MAX_RECEIPT_IDS } from './shapes.ts'
import { requireEmoji } from './small-bodies.ts'

/** Members that go through unread, by name. */
export type Members<Key extends string, Optional extends string = never> = Readonly<Record<Key, unknown>> & Readonly<Partial<Record<Optional, unknown>>>

const MAX_SECONDS = 2 ** 32 - 1
const IDENTITY_KEY_BYTES = 33
// One for all: making one costs more than decoding a message.
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** A JSON object with its `kind`. Throws `MALFORMED`. */
export const readKind = (json: Uint8Array): { readonly value: object; readonly kind: unknown } => {
  const value = readJson(json)
  if (typeof value !== 'object' || value === null || !('kind' in value)) throw unfit('content')
  return { value, kind: value.kind }
}

/** JSON in UTF-8; zero it after use. */
export const writeJson = (value: object): Uint8Array<ArrayBuffer> => Buffer.from(JSON.stringify(value))

/** What every content has of these, from either side. */
export const readCommon = ({ id, replyTo, expiresInSeconds = 0 }: Members<'id', 'replyTo' | 'expiresInSeconds'>) => ({
  messageId: readId(id), replyTo: replyTo === undefined ? undefined : readId(replyTo), expiresInSeconds: readWhole(expiresInSeconds, MAX_SECONDS, 'expiresInSeconds'),
})

/** The body of a receipt. */
export const readReceipt = (receipt: unknown, messageIds: unknown): Extract<SayableBody, { readonly kind: 'receipt' }> => {
  if (!Array.isArray(messageIds) || messageIds.length < 1 || messageIds.length > MAX_RECEIPT_IDS) throw unfit('messageIds')
  return { kind: 'receipt', receipt: strictChoice(receipt, 'content.receipt', ['delivered', 'read']), messageIds: messageIds.map(readId) }
}

/** The body of a reaction. */
export const readReaction = (id: unknown, emoji: unknown): Extract<SayableBody, { readonly kind: 'reaction' }> =>
  ({ kind: 'reaction', messageId: readId(id), emoji: requireEmoji(strictText(emoji, 'content.emoji'), 'content.emoji') })

/** The body of a typing notice. */
export const readTyping = (isTyping: unknown): Extract<SayableBody, { readonly kind: 'typing' }> => {
  if (typeof isTyping !== 'boolean') throw unfit('isTyping')
  return { kind: 'typing', isTyping }
}

/** An identity key, 33 bytes in base64url. */
export const readIdentityKey = (value: unknown, member: string): Uint8Array<ArrayBuffer> => {
  const bytes = readBytes(value, member)
  if (bytes.length !== IDENTITY_KEY_BYTES) throw unfit(member)
  return bytes
}

/** Bytes in canonical base64url. */
export const readBytes = (value: unknown, member: string): Uint8Array<ArrayBuffer> => {
  const text = strictText(value, `content.${member}`)
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw unfit(member)
  return new Uint8Array(bytes)
}

/** A whole number from 0. */
export const readWhole = (value: unknown, max: number, member: string): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > max) throw unfit(member)
  return value
}

/** The error of a member that is not what it should be. */
export const unfit = (member: string): GatewayError => new GatewayError('MALFORMED', `content.${member}`)

/** A message id. */
export const readId = (value: unknown): MessageId => messageId(strictText(value, 'content.id'))

/** What JSON in UTF-8 says. Throws `MALFORMED`. */
export const readJson = (json: Uint8Array): unknown => {
  try {
    return JSON.parse(utf8.decode(json))
  } catch {
    // A parser's own text quotes what it read.
    throw unfit('json')
  }
}
