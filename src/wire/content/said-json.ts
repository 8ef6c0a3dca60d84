// SPDX-License-Identifier: Apache-2.0
import { strictChoice, strictObject, strictText } from '../../model/strict-json.ts'
import type { Content, MessageId, SayableBody } from './content.ts'
import { readCommon, readId, readIdentityKey, readKind, readReaction, readReceipt, readTyping, readWhole, unfit, writeJson } from './json-members.ts'
import type { Members } from './json-members.ts'
import { pointerJson, readPointer } from './pointer-json.ts'

/** What a core says to a peer. What concerns sessions, its vault says by itself. */
export interface Said extends Pick<Content, 'messageId' | 'sentAtMs' | 'replyTo' | 'expiresInSeconds'> {
  readonly body: Extract<SayableBody, { readonly kind: 'text' | 'attachment' | 'reaction' | 'typing' | 'edit' | 'delete' | 'receipt' }>
}

/** A core's word that its user has seen a peer's new identity key. */
export interface IdentityAccepted {
  readonly messageId: MessageId
  /** 33 bytes. */
  readonly identityKey: Uint8Array
}

const MEMBERS = ['id', 'kind', 'sentAtMs'] as const
const OPTIONAL = ['replyTo', 'expiresInSeconds'] as const

/** Something that a core says, as `fromCore` of docs/schema/content-v1.json in UTF-8. */
export const encodeSaid = ({ messageId: id, sentAtMs, body, replyTo, expiresInSeconds }: Said): Uint8Array<ArrayBuffer> =>
  writeJson({ id, ...(body.kind === 'attachment' ? { kind: body.kind, attachment: pointerJson(body.attachment) } : body), sentAtMs, replyTo, expiresInSeconds: expiresInSeconds === 0 ? undefined : expiresInSeconds })

/** Something to say, out of `fromCore`. Throws `MALFORMED` or `CONFIG_INVALID` naming the member that the schema does not allow. */
export const decodeSaid = (json: Uint8Array): Said => {
  const { value, kind } = readKind(json)
  const members = <Key extends string>(...keys: readonly Key[]) => strictObject(value, 'content', [...MEMBERS, ...keys], OPTIONAL)
  switch (kind) {
    case 'text': {
      const { text, ...rest } = members('text')
      return { ...readRest(rest), body: { kind, text: strictText(text, 'content.text') } }
    }
    case 'attachment': {
      const { attachment, ...rest } = members('attachment')
      return { ...readRest(rest), body: { kind, attachment: readPointer(attachment) } }
    }
    case 'reaction': {
      const { messageId, emoji, ...rest } = members('messageId', 'emoji')
      return { ...readRest(rest), body: readReaction(messageId, emoji) }
    }
    case 'typing': {
      const { isTyping, ...rest } = members('isTyping')
      return { ...readRest(rest), body: readTyping(isTyping) }
    }
    case 'edit': {
      const { messageId, text, ...rest } = members('messageId', 'text')
      return { ...readRest(rest), body: { kind, messageId: readId(messageId), text: strictText(text, 'content.text') } }
    }
    case 'delete': {
      const { messageId, ...rest } = members('messageId')
      return { ...readRest(rest), body: { kind, messageId: readId(messageId) } }
    }
    case 'receipt': {
      const { receipt, messageIds, ...rest } = members('receipt', 'messageIds')
      return { ...readRest(rest), body: readReceipt(receipt, messageIds) }
    }
    default: throw unfit('kind')
  }
}

const readRest = (members: Members<(typeof MEMBERS)[number], (typeof OPTIONAL)[number]>): Omit<Said, 'body'> => ({ ...readCommon(members), sentAtMs: time(members.sentAtMs) })

/** A core's word that it accepts a new identity key, out of `fromCore`. Throws as {@link decodeSaid} does. */
export const decodeAccepted = (json: Uint8Array): IdentityAccepted => {
  const accepted = strictObject(readKind(json).value, 'content', [...MEMBERS, 'identityKey'])
  strictChoice(accepted.kind, 'content.kind', ['acceptIdentity'])
  time(accepted.sentAtMs)
  return { messageId: readCommon(accepted).messageId, identityKey: readIdentityKey(accepted.identityKey, 'identityKey') }
}

const time = (value: unknown): number => readWhole(value, Number.MAX_SAFE_INTEGER, 'sentAtMs')
