// SPDX-License-Identifier: AGPL-3.0-only
import { once } from 'node:events'
import { request as plain } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { request as secure } from 'node:https'
import type { AttachmentTicket } from '../../model/attachments.ts'
import type { Party } from './party.ts'

/** What came back, whole. */
export interface MediaAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Of a problem document. */
  readonly code: string | undefined
}

/** A way to bytes, or something that passes for one. */
export type Way = Pick<AttachmentTicket, 'url' | 'ticket'>

/** One request. */
export interface MediaRequest { readonly method: 'HEAD' | 'PATCH' | 'GET' | 'OPTIONS'; readonly headers?: OutgoingHttpHeaders; readonly body?: Uint8Array }

const SILENCE_MS = 5_000
const TUS = '1.0.0'

/** Asks for bytes, or brings some, with a ticket. Rejects when the connection fails or says nothing for five seconds. */
export const askMedia = async ({ tls }: Party, { url, ticket }: Way, { method, headers = {}, body }: MediaRequest): Promise<MediaAnswer> => {
  const sent = (url.startsWith('https:') ? secure : plain)(url, {
    method, agent: false, timeout: SILENCE_MS, ...tls,
    headers: { authorization: `Drawbridge ${Buffer.from(ticket).toString('base64url')}`, ...(method === 'GET' ? {} : { 'tus-resumable': TUS }), ...headers },
  })
  sent.once('timeout', () => { sent.destroy(new Error('the gateway says nothing for five seconds')) })
  sent.end(body)
  const [response] = await once(sent, 'response') as [IncomingMessage]
  sent.on('error', () => undefined)
  const answer = Buffer.concat(await response.toArray() as Buffer[])
  return { status: response.statusCode ?? 0, headers: response.headers, body: answer, code: codeOf(response.headers['content-type'], answer) }
}

/** Sends bytes that stand behind `offset`. */
export const patch = (party: Party, way: Way, offset: number, body: Uint8Array): Promise<MediaAnswer> =>
  askMedia(party, way, { method: 'PATCH', headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), 'content-length': String(body.length) }, body })

const codeOf = (type: string | undefined, body: Buffer): string | undefined => {
  if (type?.startsWith('application/problem+json') !== true) return undefined
  const problem: unknown = JSON.parse(body.toString('utf8'))
  return typeof problem === 'object' && problem !== null && 'code' in problem && typeof problem.code === 'string' ? problem.code : undefined
}
