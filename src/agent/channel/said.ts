// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId } from '../../model/attachments.ts'
import { decodeAccepted, decodeSaid, encodeSaid, messageId } from '../../wire/content/index.ts'
import type { MessageId } from '../../wire/content/index.ts'

/** JSON that says a text. */
export const textSaid = (text: string, id: string, sentAtMs: number): Uint8Array<ArrayBuffer> =>
  encodeSaid({ messageId: messageId(id), sentAtMs, body: { kind: 'text', text }, replyTo: undefined, expiresInSeconds: 0 })

/** The message id of JSON that a vault will take. Throws `MALFORMED` or `CONFIG_INVALID` naming the member that it would refuse. */
export const checkSaid = (json: Uint8Array): MessageId => (isAcceptance(json) ? decodeAccepted(json) : decodeSaid(json)).messageId

/** The attachments that JSON which a vault will take points to: the gateway, which cannot see them, is told. Throws as {@link checkSaid}. */
export const attachmentsOf = (json: Uint8Array): readonly AttachmentId[] => {
  if (isAcceptance(json)) return []
  const { body } = decodeSaid(json)
  return body.kind === 'attachment' ? [body.attachment.id] : []
}

const isAcceptance = (json: Uint8Array): boolean => {
  const { kind } = JSON.parse(Buffer.from(json).toString('utf8')) as { readonly kind?: unknown }
  return kind === 'acceptIdentity'
}
