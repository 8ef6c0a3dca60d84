// SPDX-License-Identifier: Apache-2.0
import { strictChoice, strictObject, strictText } from '../../model/strict-json.ts'
import type { Content, MessageId, SayableBody } from './content.ts'
import { readCommon, readIdentityKey, readKind, readReceipt, readWhole, unfit, writeJson } from './json-members.ts'

/** What a core says to a peer: text, or a receipt. */
export interface Said extends Pick<Content, 'messageId' | 'sentAtMs' | 'replyTo' | 'expiresInSeconds'> {
  readonly body: Extract<SayableBody, { readonly kind: 'text' | 'receipt' }>
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
  writeJson({ id, ...body, sentAtMs, replyTo, expiresInSeconds: expiresInSeconds === 0 ? undefined : expiresInSeconds })

/** Something to say, out of `fromCore`. Throws `MALFORMED` or `CONFIG_INVALID` naming the member that the schema does not allow. */
export const decodeSaid = (json: Uint8Array): Said => {
  const { value, kind } = readKind(json)
  switch (kind) {
    case 'text': {
      const { text, ...rest } = strictObject(value, 'content', [...MEMBERS, 'text'], OPTIONAL)
      return { ...readCommon(rest), sentAtMs: time(rest.sentAtMs), body: { kind, text: strictText(text, 'content.text') } }
    }
    case 'receipt': {
      const { receipt, messageIds, ...rest } = strictObject(value, 'content', [...MEMBERS, 'receipt', 'messageIds'], OPTIONAL)
      return { ...readCommon(rest), sentAtMs: time(rest.sentAtMs), body: readReceipt(receipt, messageIds) }
    }
    default: throw unfit('kind')
  }
}

/** A core's word that it accepts a new identity key, out of `fromCore`. Throws as {@link decodeSaid} does. */
export const decodeAccepted = (json: Uint8Array): IdentityAccepted => {
  const accepted = strictObject(readKind(json).value, 'content', [...MEMBERS, 'identityKey'])
  strictChoice(accepted.kind, 'content.kind', ['acceptIdentity'])
  time(accepted.sentAtMs)
  return { messageId: readCommon(accepted).messageId, identityKey: readIdentityKey(accepted.identityKey, 'identityKey') }
}

const time = (value: unknown): number => readWhole(value, Number.MAX_SAFE_INTEGER, 'sentAtMs')
