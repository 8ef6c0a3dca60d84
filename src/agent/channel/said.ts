// SPDX-License-Identifier: AGPL-3.0-only
import { decodeAccepted, decodeSaid, encodeSaid, messageId } from '../../wire/content/index.ts'
import type { MessageId } from '../../wire/content/index.ts'

/** JSON that says a text. */
export const textSaid = (text: string, id: string, sentAtMs: number): Uint8Array<ArrayBuffer> =>
  encodeSaid({ messageId: messageId(id), sentAtMs, body: { kind: 'text', text }, replyTo: undefined, expiresInSeconds: 0 })

/** The message id of JSON that a vault will take. Throws `MALFORMED` or `CONFIG_INVALID` naming the member that it would refuse. */
export const checkSaid = (json: Uint8Array): MessageId => {
  const { kind } = JSON.parse(Buffer.from(json).toString('utf8')) as { readonly kind?: unknown }
  return (kind === 'acceptIdentity' ? decodeAccepted(json) : decodeSaid(json)).messageId
}
