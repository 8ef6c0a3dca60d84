// SPDX-License-Identifier: AGPL-3.0-only
import type { Server as HttpServer } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import { MAX_FRAME_BYTES } from '../model/values.ts'
import { sendProblem } from '../ops/problem.ts'
import { LINGER_MS, MAX_BUFFERED_CHUNKS, MAX_FRAGMENTS, RETRY_AFTER_SECONDS } from './limits.ts'

/** Whom upgraded connections go to. */
export interface Acceptor {
  /** Whether new connections are taken. */
  isOpen(): boolean
  accept(ws: WebSocket, connection: Socket): void
  /** The server closes; resolves when every connection is gone. */
  close(): Promise<void>
}

/** What every link speaks. */
export const SUBPROTOCOL = 'drawbridge.v1'
/** Where links are opened. */
export const LINK_PATH = '/v1/link'

/** Mounts the link endpoint. A request that is not an upgrade to our subprotocol gets a problem document (RFC 9457). */
export const mountListener = async <S extends HttpServer | HttpsServer>(fastify: FastifyInstance<S>, acceptor: Acceptor): Promise<void> => {
  await fastify.register(websocket, {
    options,
    errorHandler: (_error, ws) => {
      // After a protocol error ws is closing already, with the code that says why.
      if (ws.readyState === ws.OPEN) ws.terminate()
    },
    preClose: async () => {
      fastify.websocketServer.close()
      await acceptor.close()
    },
  })
  fastify.route({
    method: 'GET',
    url: LINK_PATH,
    preValidation: async (request, reply) => {
      if (!offersSubprotocol(request)) return problem(reply, 'UNSUPPORTED_VERSION')
      return acceptor.isOpen() ? undefined : problem(reply, 'UNAVAILABLE')
    },
    handler: (_request, reply) => problem(reply, 'UNSUPPORTED_VERSION'),
    wsHandler: (ws, request) => { acceptor.accept(ws, request.raw.socket) },
  })
}

// @types/ws does not know closeTimeout; ws does. Pings are answered by the link, which sees whether its answers leave.
const options = {
  maxPayload: MAX_FRAME_BYTES,
  perMessageDeflate: false,
  autoPong: false,
  maxFragments: MAX_FRAGMENTS,
  maxBufferedChunks: MAX_BUFFERED_CHUNKS,
  clientTracking: false,
  closeTimeout: LINGER_MS,
  handleProtocols: () => SUBPROTOCOL,
}

/** True also for plain requests, which the route answers itself. */
const offersSubprotocol = ({ ws, headers }: FastifyRequest): boolean =>
  !ws || (headers['sec-websocket-protocol'] ?? '').split(',').some((name) => name.trim() === SUBPROTOCOL)

const problem = (reply: FastifyReply, code: 'UNAVAILABLE' | 'UNSUPPORTED_VERSION'): unknown => {
  if (code === 'UNAVAILABLE') return sendProblem(reply.header('retry-after', RETRY_AFTER_SECONDS), code, '')
  return sendProblem(reply.header('upgrade', 'websocket').header('sec-websocket-protocol', SUBPROTOCOL), code, `open a WebSocket here, with subprotocol ${SUBPROTOCOL}`)
}
