// SPDX-License-Identifier: AGPL-3.0-only
// Sees: what the core has said, in the clear.
// Promises: only JSON of docs/schema/content-v1.json, of the kinds that a core says, becomes something to say or to do.
// Never: lets a member pass that the schema does not name; repeats what it refused.
import { GatewayError } from '../../model/errors.ts'
import { strictChoice, strictObject, strictText } from '../../model/strict-json.ts'
import { MAX_RECEIPT_IDS, messageId } from '../../wire/content/index.ts'
import type { Content, MessageId, SayableBody } from '../../wire/content/index.ts'
import { refusing } from '../refusal.ts'

/** What the core says to a peer. */
export type Said = Pick<Content<SayableBody>, 'messageId' | 'sentAtMs' | 'body' | 'replyTo' | 'expiresInSeconds'>

/** The core has seen a peer's new identity key. */
export interface IdentityAccepted {
  readonly messageId: MessageId
  /** 33 bytes. */
  readonly identityKey: Uint8Array
}

const COMMON = ['id', 'kind', 'sentAtMs'] as const
const OPTIONAL = ['replyTo', 'expiresInSeconds'] as const
const MAX_SECONDS = 2 ** 32 - 1
const IDENTITY_KEY_BYTES = 33
// One for all: making one costs more than decoding a message.
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Something to say, from the core's JSON. Refuses as `content-refused`. */
export const readSaid = (json: Uint8Array): Said => refusing('content-refused', () => {
  const value = parsed(json)
  switch (value.kind) {
    case 'text': {
      const { text, ...rest } = strictObject(value, 'content', [...COMMON, 'text'], OPTIONAL)
      return { ...readCommon(rest), body: { kind: 'text', text: strictText(text, 'text') } }
    }
    case 'receipt': {
      const { receipt, messageIds, ...rest } = strictObject(value, 'content', [...COMMON, 'receipt', 'messageIds'], OPTIONAL)
      return { ...readCommon(rest), body: { kind: 'receipt', receipt: strictChoice(receipt, 'receipt', ['delivered', 'read']), messageIds: receiptIds(messageIds) } }
    }
    default: throw unfit('kind')
  }
})

/** The core's word that it accepts a new identity key, from its JSON. Refuses as `content-refused`. */
export const readAccepted = (json: Uint8Array): IdentityAccepted => refusing('content-refused', () => {
  const accepted = strictObject(parsed(json), 'content', [...COMMON, 'identityKey'])
  strictChoice(accepted.kind, 'kind', ['acceptIdentity'])
  time(accepted.sentAtMs)
  const text = strictText(accepted.identityKey, 'identityKey')
  const identityKey = Buffer.from(text, 'base64url')
  if (identityKey.length !== IDENTITY_KEY_BYTES || identityKey.toString('base64url') !== text) throw unfit('identityKey')
  return { messageId: id(accepted.id), identityKey: new Uint8Array(identityKey) }
})

type CommonFields = Readonly<Record<'id' | 'sentAtMs', unknown>> & Readonly<Partial<Record<(typeof OPTIONAL)[number], unknown>>>

const readCommon = ({ id: its, sentAtMs, replyTo, expiresInSeconds = 0 }: CommonFields): Omit<Said, 'body'> => ({
  messageId: id(its), sentAtMs: time(sentAtMs), replyTo: replyTo === undefined ? undefined : id(replyTo),
  expiresInSeconds: whole(expiresInSeconds, MAX_SECONDS),
})

const unfit = (member: string): GatewayError => new GatewayError('MALFORMED', member)

const parsed = (json: Uint8Array): Readonly<Record<'kind', unknown>> => {
  const value: unknown = JSON.parse(utf8.decode(json))
  if (typeof value !== 'object' || value === null || !('kind' in value)) throw unfit('content')
  return value
}

const id = (value: unknown): MessageId => messageId(strictText(value, 'id'))

const receiptIds = (value: unknown): readonly MessageId[] => {
  if (!Array.isArray(value) || value.length < 1 || value.length > MAX_RECEIPT_IDS) throw unfit('messageIds')
  return value.map(id)
}

const time = (value: unknown): number => whole(value, Number.MAX_SAFE_INTEGER)

const whole = (value: unknown, max: number): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > max) throw unfit('number')
  return value
}
