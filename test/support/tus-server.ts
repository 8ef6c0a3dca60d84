// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a gateway's end of uploads and downloads, small enough to be read at once; it keeps to the contract until a test tells it a trick.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Teardown } from './scope.ts'

/** One request, in the hands of a trick. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Does what the contract says. */
  readonly normally: () => void
}

/** The server. */
export interface TusServer {
  readonly url: string
  /** Length of the upload, and what of it has come. */
  readonly upload: { length: number; received: Buffer }
  /** What a download gives. */
  file: Buffer
  /** Tickets that are taken, in base64url. */
  readonly tickets: Set<string>
  /** Method, offset or range, of all requests. */
  readonly seen: string[]
  /** Answers the next request of this method by a trick, once for each call. */
  readonly trick: (method: string, trick: (exchange: Exchange) => void) => void
}

/** A server on loopback that ends with the test. */
export const createTusServer = async (t: Teardown): Promise<TusServer> => {
  const tricks: { readonly method: string; readonly trick: (exchange: Exchange) => void }[] = []
  const server = createServer((request, response) => {
    request.on('error', () => undefined)
    const method = request.method ?? ''
    state.seen.push([method, request.headers['upload-offset'] ?? request.headers.range].filter((part) => part !== undefined).join(' '))
    const index = tricks.findIndex((one) => one.method === method)
    const [found] = index < 0 ? [] : tricks.splice(index, 1)
    const normally = (): void => { answer(state, request, response) }
    if (found === undefined) normally()
    else found.trick({ request, response, normally })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const state: TusServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/attachments/1`, upload: { length: 0, received: Buffer.alloc(0) },
    file: Buffer.alloc(0), tickets: new Set(), seen: [], trick: (method, trick) => { tricks.push({ method, trick }) },
  }
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return state
}

const answer = (state: TusServer, request: IncomingMessage, response: ServerResponse): void => {
  const ticket = /^Drawbridge ([\w-]{43})$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  if (!state.tickets.has(ticket)) return void response.writeHead(401).end()
  if (request.method === 'GET') return sendFile(state, request, response)
  if (request.headers['tus-resumable'] !== '1.0.0') return void response.writeHead(412).end()
  if (request.method === 'HEAD') return void response.writeHead(200, offsets(state.upload)).end()
  takePart(state.upload, request, response)
}

const offsets = ({ length, received }: TusServer['upload']): Record<string, string> =>
  ({ 'tus-resumable': '1.0.0', 'upload-offset': String(received.length), 'upload-length': String(length), 'cache-control': 'no-store' })

const takePart = (upload: TusServer['upload'], request: IncomingMessage, response: ServerResponse): void => {
  if (request.headers['content-type'] !== 'application/offset+octet-stream') return void response.writeHead(415).end()
  if (Number(request.headers['upload-offset']) !== upload.received.length) return void response.writeHead(409).end()
  if (Number(request.headers['content-length']) !== upload.length - upload.received.length) return void response.writeHead(413).end()
  request.on('data', (chunk: Buffer) => { upload.received = Buffer.concat([upload.received, chunk]) })
  request.on('end', () => { response.writeHead(204, offsets(upload)).end() })
}

const sendFile = ({ file }: TusServer, request: IncomingMessage, response: ServerResponse): void => {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
  if (from === undefined) return void response.writeHead(200, { 'content-length': file.length }).end(file)
  const part = file.subarray(Number(from), Number(to) + 1)
  response.writeHead(206, { 'content-length': part.length, 'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${file.length}` }).end(part)
}
