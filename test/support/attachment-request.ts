// SPDX-License-Identifier: AGPL-3.0-only
// Promise: one request for the bytes of an attachment, as a client that is not ours makes it.
import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { AttachmentTicket } from '../../src/model/attachments.ts'

/** A server that says nothing for so long is gone. */
const SILENCE_MS = 20_000

/** What came back, whole. */
export interface MediaAnswer { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }

/** Asks with a ticket; `stopMs` is how long a reader stops after the first piece. Rejects when the connection ends before the answer does. */
export const askMedia = async (
  { url, ticket }: Pick<AttachmentTicket, 'url' | 'ticket'>, method: 'HEAD' | 'PATCH' | 'GET', { headers = {}, body, stopMs = 0 }: { readonly headers?: OutgoingHttpHeaders; readonly body?: Uint8Array; readonly stopMs?: number } = {},
): Promise<MediaAnswer> => {
  const tus = method === 'GET' ? {} : { 'tus-resumable': '1.0.0' }
  const sent = request(url, { method, agent: false, timeout: SILENCE_MS, headers: { authorization: `Drawbridge ${Buffer.from(ticket).toString('base64url')}`, ...tus, ...headers } })
  sent.once('timeout', () => { sent.destroy(new Error('the gateway says nothing')) })
  sent.end(body)
  const [response] = await once(sent, 'response') as [IncomingMessage]
  sent.on('error', () => undefined)
  const pieces: Buffer[] = []
  for await (const piece of response as AsyncIterable<Buffer>) {
    if (pieces.length === 0 && stopMs > 0) await pause(stopMs)
    pieces.push(piece)
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }
}

/** Sends bytes that stand behind `offset`. */
export const patchMedia = (ticket: Pick<AttachmentTicket, 'url' | 'ticket'>, offset: number, body: Uint8Array): Promise<MediaAnswer> =>
  askMedia(ticket, 'PATCH', { headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), 'content-length': String(body.length) }, body })
