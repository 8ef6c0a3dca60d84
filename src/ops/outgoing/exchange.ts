// SPDX-License-Identifier: AGPL-3.0-only
import type { Socket } from 'node:net'
import { Client } from 'undici'
import type { buildConnector } from 'undici'
import { OutgoingRefusal } from './ports.ts'
import type { OutgoingAnswer, OutgoingCall, OutgoingDenial, OutgoingDeps, OutgoingLimits } from './ports.ts'
import type { Target } from './target.ts'
import { within } from './within.ts'

/**
 * One request and its whole answer over a socket that is open; the socket is gone afterwards. Rejects with `redirect`,
 * `timeout`, `too-large`, `aborted` or `broken`.
 */
export const exchange = async (
  socket: Socket, { origin, path }: Target, { content, headers, signal }: OutgoingCall, limits: OutgoingLimits, deps: OutgoingDeps,
): Promise<OutgoingAnswer> => {
  const client = clientOver(socket, origin, limits)
  try {
    const { statusCode: status, headers: told, body } = await within(limits.headersMs, deps, signal, (ending) => client.request({
      path, method: content === undefined ? 'GET' : 'POST', body: content?.bytes ?? null, reset: true, signal: ending,
      headers: { ...headers, 'accept-encoding': 'identity', ...(content === undefined ? {} : { 'content-type': content.type }) },
    }))
    body.on('error', () => undefined)
    if (status >= 300 && status < 400) throw new OutgoingRefusal('redirect')
    const { 'retry-after': retryAfter } = told
    return { status, body: await within(limits.bodyMs, deps, signal, () => body.bytes()), ...(typeof retryAfter === 'string' ? { retryAfter } : {}) }
  } catch (error) {
    throw error instanceof OutgoingRefusal ? error : new OutgoingRefusal(kindOf(error))
  } finally {
    socket.destroy()
    void client.destroy()
  }
}

/** A client for one request over this socket. */
export const clientOver = (socket: Socket, origin: string, { maxHeaderBytes, maxBodyBytes }: Pick<OutgoingLimits, 'maxHeaderBytes' | 'maxBodyBytes'>): Client => new Client(origin, {
  // The deadlines are for the whole, which those of the client are not.
  connect: only(socket), allowH2: false, pipelining: 1, headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: maxHeaderBytes, maxResponseSize: maxBodyBytes,
})

/** What an error of the client means. */
export const kindOf = (error: unknown): OutgoingDenial =>
  error instanceof Error && 'code' in error && (error.code === 'UND_ERR_HEADERS_OVERFLOW' || error.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') ? 'too-large' : 'broken'

/** The client gets this socket and never another one: it cannot connect anywhere by itself. */
const only = (socket: Socket): buildConnector.connector => {
  let given = false
  return (_options, done) => {
    const again = given
    given = true
    // The client forgets its request where it is answered before the call returns.
    queueMicrotask(() => {
      if (again) done(new OutgoingRefusal('broken'), null)
      else done(null, socket)
    })
  }
}
