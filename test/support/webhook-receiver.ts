// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a core's receiver of webhooks on loopback that verifies with the package `standardwebhooks`, as a core would.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { Teardown } from './scope.ts'

/** A webhook as it came. */
export interface Came { readonly headers: IncomingHttpHeaders; readonly text: string }

/** An event that was taken, and under which id. */
export interface Taken { readonly webhookId: string; readonly event: Readonly<Record<string, unknown>> }

/** A receiver that runs. */
export interface Receiver {
  readonly url: string
  readonly port: number
  /** Everything that came and was answered with 2xx, repetitions too. */
  readonly taken: Taken[]
}

/** Answers with a status, or not at all. */
export type Answering = (came: Came) => number | undefined | Promise<number | undefined>

/** Verifies as the package does, with any of these secrets. */
export const verifying = (...secrets: readonly string[]): Answering => ({ headers, text }) => {
  const told = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  return secrets.some((secret) => holds(secret, text, told)) ? 204 : 401
}

const holds = (secret: string, text: string, headers: Record<string, string>): boolean => {
  try {
    new Webhook(secret).verify(text, headers)
    return true
  } catch {
    return false
  }
}

/** Reads the whole body; a test may do worse. */
export const readAll = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

/** A receiver on a free port, or on this one; it ends with the test. */
export const startReceiver = async (t: Teardown, answer: Answering, { port = 0, read = readAll }: { readonly port?: number; readonly read?: typeof readAll } = {}): Promise<Receiver> => {
  const taken: Taken[] = []
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const came = { headers: request.headers, text: await read(request) }
    const status = await answer(came)
    if (status === undefined) return
    if (status >= 200 && status < 300) taken.push({ webhookId: String(came.headers['webhook-id']), event: JSON.parse(came.text) as Taken['event'] })
    response.writeHead(status, status === 302 ? { location: '/' } : {}).end()
  }
  const server = createServer((request, response) => { handle(request, response).catch(() => { response.destroy() }) })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(async () => {
    server.closeAllConnections()
    server.close()
  })
  const bound = (server.address() as AddressInfo).port
  return { url: `http://127.0.0.1:${String(bound)}/hook`, port: bound, taken }
}
