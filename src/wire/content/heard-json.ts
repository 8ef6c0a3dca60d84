// SPDX-License-Identifier: Apache-2.0
import { deviceId, submissionId } from '../../model/ids.ts'
import type { DeviceId } from '../../model/ids.ts'
import { strictChoice, strictObject, strictText } from '../../model/strict-json.ts'
import type { Content, ContentBody } from './content.ts'
import { displayEmoji, displayName, displayText } from './display.ts'
import { readCommon, readId, readIdentityKey, readKind, readReaction, readReceipt, readTyping, readWhole, unfit, writeJson } from './json-members.ts'
import type { Members } from './json-members.ts'
import { pointerJson, readPointer } from './pointer-json.ts'

/** What the gateway knows about something said besides its words. */
export interface HeardFrom {
  /** The sender's. */
  readonly device: DeviceId
  readonly gatewayTimeMs: number
}

type RetryBody = Extract<ContentBody, { readonly kind: 'retry' }>

/** A body as JSON says it: of a retry without what only the sender's session understands. */
export type HeardBody = Exclude<ContentBody, RetryBody> | Omit<RetryBody, 'decryptionError'>

/** What a core hears. */
export interface Heard extends HeardFrom, Pick<Content, 'messageId' | 'sentAtMs' | 'replyTo' | 'expiresInSeconds' | 'resendOf'> { readonly body: HeardBody }

const MEMBERS = ['id', 'kind', 'sentAtMs', 'gatewayTimeMs', 'device'] as const
const OPTIONAL = ['replyTo', 'expiresInSeconds', 'resendOf'] as const

/**
 * A peer's content for its core, as `toCore` of docs/schema/content-v1.json in UTF-8; zero it after use. Text is as it may be shown, and
 * a body that is not known is `unsupported`, never nothing.
 */
export const encodeHeard = (content: Content, { device, gatewayTimeMs }: HeardFrom): Uint8Array<ArrayBuffer> => {
  const { messageId: id, sentAtMs, replyTo, expiresInSeconds, resendOf, body } = content
  return writeJson({
    id, ...shownBody(body), sentAtMs, gatewayTimeMs, device, replyTo, expiresInSeconds: expiresInSeconds === 0 ? undefined : expiresInSeconds, resendOf,
  })
}

/** What a core hears, out of `toCore`. Throws `MALFORMED` or `CONFIG_INVALID` naming the member that the schema does not allow. */
export const decodeHeard = (json: Uint8Array): Heard => {
  const { value, kind } = readKind(json)
  const members = <Key extends string, Optional extends string = never>(keys: readonly Key[], optional: readonly Optional[] = []) =>
    strictObject(value, 'content', [...MEMBERS, ...keys], [...OPTIONAL, ...optional])
  switch (kind) {
    case 'text': {
      const { text, ...rest } = members(['text'])
      return { ...readRest(rest), body: { kind, text: strictText(text, 'content.text') } }
    }
    case 'receipt': {
      const { receipt, messageIds, ...rest } = members(['receipt', 'messageIds'])
      return { ...readRest(rest), body: readReceipt(receipt, messageIds) }
    }
    case 'attachment': {
      const { attachment, ...rest } = members(['attachment'])
      return { ...readRest(rest), body: { kind, attachment: readPointer(attachment) } }
    }
    case 'reaction': {
      const { messageId: id, emoji, ...rest } = members(['messageId', 'emoji'])
      return { ...readRest(rest), body: readReaction(id, emoji) }
    }
    case 'typing': {
      const { isTyping, ...rest } = members(['isTyping'])
      return { ...readRest(rest), body: readTyping(isTyping) }
    }
    case 'edit': {
      const { messageId: id, text, ...rest } = members(['messageId', 'text'])
      return { ...readRest(rest), body: { kind, messageId: readId(id), text: strictText(text, 'content.text') } }
    }
    case 'delete': {
      const { messageId: id, ...rest } = members(['messageId'])
      return { ...readRest(rest), body: { kind, messageId: readId(id) } }
    }
    case 'identityNotice': {
      const { previousIdentityKey, reason, ...rest } = members(['previousIdentityKey'], ['reason'])
      const because = reason === undefined ? undefined : strictChoice(reason, 'content.reason', ['reinstalled', 'newDevice'])
      return { ...readRest(rest), body: { kind, previousIdentityKey: readIdentityKey(previousIdentityKey, 'previousIdentityKey'), reason: because } }
    }
    case 'retry': {
      const { submissionId: failed, givenUp, ...rest } = members(['submissionId', 'givenUp'])
      if (typeof givenUp !== 'boolean') throw unfit('givenUp')
      return { ...readRest(rest), body: { kind, submissionId: submissionId(strictText(failed, 'content.submissionId')), givenUp } }
    }
    case 'unsupported': return { ...readRest(members([])), body: { kind } }
    default: throw unfit('kind')
  }
}

const shownBody = (body: ContentBody): Readonly<Record<string, unknown>> => {
  switch (body.kind) {
    case 'text': return { kind: 'text', text: displayText(body.text) }
    case 'attachment': return { kind: 'attachment', attachment: pointerJson({ ...body.attachment, name: displayName(body.attachment.name), caption: displayText(body.attachment.caption) }) }
    case 'reaction': return { ...body, emoji: displayEmoji(body.emoji) }
    case 'edit': return { ...body, text: displayText(body.text) }
    case 'retry': return { kind: 'retry', submissionId: body.submissionId, givenUp: body.givenUp }
    case 'identityNotice': return { kind: 'identityNotice', previousIdentityKey: Buffer.from(body.previousIdentityKey).toString('base64url'), reason: body.reason }
    case 'receipt':
    case 'typing':
    case 'delete':
    case 'unsupported': return body
  }
}

const readRest = (members: Members<(typeof MEMBERS)[number], (typeof OPTIONAL)[number]>): Omit<Heard, 'body'> => {
  const { sentAtMs, gatewayTimeMs, device, resendOf } = members
  return {
    ...readCommon(members), sentAtMs: moment(sentAtMs, 'sentAtMs'), gatewayTimeMs: moment(gatewayTimeMs, 'gatewayTimeMs'),
    device: deviceId(readWhole(device, Number.MAX_SAFE_INTEGER, 'device')),
    resendOf: resendOf === undefined ? undefined : submissionId(strictText(resendOf, 'content.resendOf')),
  }
}

/** Devices' clocks count fractions of a millisecond too. */
const moment = (value: unknown, member: string): number => {
  if (typeof value !== 'number' || value < 0) throw unfit(member)
  return value
}
