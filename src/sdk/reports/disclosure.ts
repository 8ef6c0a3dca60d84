// SPDX-License-Identifier: Apache-2.0
import type { Frank } from '../../model/answers.ts'
import { deviceId, submissionId, userId } from '../../model/ids.ts'
import type { UserId } from '../../model/ids.ts'
import { MAX_REPORTED_MESSAGES, reportId } from '../../model/reports.ts'
import type { ReportId } from '../../model/reports.ts'
import { fileError, memberPath, strictChoice, strictObject, strictParsed, strictText } from '../../model/strict-json.ts'
import type { FrankContext } from '../../wire/transcript.ts'

/** Why somebody reports. */
export const reportReasons = ['spam', 'scam', 'harassment', 'violence', 'sexual', 'child-safety', 'other'] as const
/** One of {@link reportReasons}. */
export type ReportReason = (typeof reportReasons)[number]

/** Characters of what a reporter writes beside: a few sentences. */
export const MAX_COMMENT = 1_000
/** Characters of base64url of a content of 16 KiB. */
const MAX_CONTENT_CHARACTERS = 21_846

/** A message as it is shown to whoever decides: the content exactly as sent, what proves it, and what the gateway vouched for. */
export interface DisclosedMessage extends Omit<FrankContext, 'keyEpoch'> {
  readonly frank: Frank
  /** 32 bytes. */
  readonly frankingKey: Uint8Array
  /** Serialised `Content`. */
  readonly content: Uint8Array
}

/** Everything that a report discloses. */
export interface Disclosure {
  readonly reportId: ReportId
  readonly reporter: UserId
  readonly reportedUser: UserId
  readonly reason: ReportReason
  readonly comment: string
  readonly messages: readonly DisclosedMessage[]
}

/** The JSON of a disclosure: bytes in base64url, ids as text. docs/protocol.md section 12 describes it. */
export const encodeDisclosure = ({ messages, ...disclosure }: Disclosure): string => JSON.stringify({
  drawbridge: 'report/1', ...disclosure,
  messages: messages.map(({ commitment, frank, frankingKey, content, ...context }) => ({
    ...context, commitment: text64(commitment), keyEpoch: frank.keyEpoch, mac: text64(frank.mac), signature: text64(frank.signature),
    frankingKey: text64(frankingKey), content: text64(content),
  })),
})

/** A disclosure from its JSON; the bytes in it are not judged yet. Throws `CONFIG_INVALID` saying what is wrong and where. */
export const decodeDisclosure = (json: unknown): Disclosure => {
  const { drawbridge, reportId: id, reporter, reportedUser, reason, comment, messages } =
    strictObject(json, '', ['drawbridge', 'reportId', 'reporter', 'reportedUser', 'reason', 'comment', 'messages'])
  strictChoice(drawbridge, 'drawbridge', ['report/1'])
  if (!Array.isArray(messages) || messages.length < 1 || messages.length > MAX_REPORTED_MESSAGES) throw fileError('messages', `must hold 1 to ${String(MAX_REPORTED_MESSAGES)} messages`)
  return {
    reportId: strictParsed(id, 'reportId', reportId, 'a UUID'),
    reporter: strictParsed(reporter, 'reporter', userId, 'a user id'),
    reportedUser: strictParsed(reportedUser, 'reportedUser', userId, 'a user id'),
    reason: strictChoice(reason, 'reason', reportReasons),
    comment: strictComment(comment),
    messages: messages.map((message: unknown, index) => decodeMessage(message, `messages[${String(index)}]`)),
  }
}

const MEMBERS = [
  'senderUser', 'senderDevice', 'recipientUser', 'submissionId', 'gatewayTimeMs', 'commitment', 'keyEpoch', 'mac', 'signature', 'frankingKey', 'content',
] as const

const decodeMessage = (value: unknown, where: string): DisclosedMessage => {
  const message = strictObject(value, where, MEMBERS)
  const at = (name: (typeof MEMBERS)[number]): string => memberPath(where, name)
  return {
    senderUser: strictParsed(message.senderUser, at('senderUser'), userId, 'a user id'),
    senderDevice: strictDevice(message.senderDevice, at('senderDevice')),
    recipientUser: strictParsed(message.recipientUser, at('recipientUser'), userId, 'a user id'),
    submissionId: strictParsed(message.submissionId, at('submissionId'), submissionId, 'a UUID'),
    gatewayTimeMs: strictWhole(message.gatewayTimeMs, at('gatewayTimeMs')),
    commitment: strictBytes(message.commitment, at('commitment'), 32),
    frank: { keyEpoch: strictWhole(message.keyEpoch, at('keyEpoch')), mac: strictBytes(message.mac, at('mac'), 32), signature: strictBytes(message.signature, at('signature'), 64) },
    frankingKey: strictBytes(message.frankingKey, at('frankingKey'), 32),
    content: strictBytes(message.content, at('content')),
  }
}

const strictComment = (value: unknown): string => {
  const comment = strictText(value, 'comment')
  if (comment.length > MAX_COMMENT) throw fileError('comment', `must have at most ${String(MAX_COMMENT)} characters`)
  return comment
}

const strictDevice = (value: unknown, where: string) => {
  if (typeof value !== 'number') throw fileError(where, 'must be a device id')
  return strictParsed(String(value), where, (text) => deviceId(Number(text)), 'a device id')
}

const strictWhole = (value: unknown, where: string): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw fileError(where, 'must be a whole number')
  return value
}

const strictBytes = (value: unknown, where: string, length?: number): Uint8Array => {
  const text = strictText(value, where)
  const bytes = Buffer.from(text, 'base64url')
  const isWrong = text.length > MAX_CONTENT_CHARACTERS || bytes.toString('base64url') !== text || (length !== undefined && bytes.length !== length)
  if (isWrong) throw fileError(where, length === undefined ? 'must be base64url' : `must be ${String(length)} bytes in base64url`)
  return bytes
}

const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
