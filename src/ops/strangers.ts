// SPDX-License-Identifier: AGPL-3.0-only
import type { Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * Connections of a listener on which no request is under way: those that shake hands, send their headers slowly or are kept
 * for later. Each costs some tens of KiB with TLS, a descriptor and no proof of anything; above it the oldest goes.
 */
const MAX_WAITING_CONNECTIONS = 2_048

/**
 * Keeps the connections of a listener that wait for their clients at `max` or less: the one that waits longest is cut off. A
 * connection whose request is being served is never cut, nor one that has become a link. Called before any route is added.
 */
export const boundWaiting = <S extends Server | SecureServer>(app: FastifyInstance<S>, max = MAX_WAITING_CONNECTIONS): void => {
  /** By the peer's end, since TLS wraps the connection that was accepted in another one; the oldest first. */
  const waiting = new Map<string, Socket>()
  const wait = (name: string, socket: Socket): void => {
    waiting.set(name, socket)
    if (waiting.size <= max) return
    const [oldest] = waiting
    if (oldest === undefined) return
    waiting.delete(oldest[0])
    oldest[1].destroy()
  }
  app.server.on('connection', (socket: Socket) => {
    const name = nameOf(socket)
    wait(name, socket)
    socket.once('close', () => { if (waiting.get(name) === socket) waiting.delete(name) })
  })
  app.addHook('onRequest', async ({ raw: { socket } }, reply) => {
    const name = nameOf(socket)
    const accepted = waiting.get(name)
    waiting.delete(name)
    if (accepted === undefined) return
    reply.raw.once('finish', () => { if (!accepted.destroyed) wait(name, accepted) })
  })
}

const nameOf = ({ remoteAddress = '', remotePort = 0 }: Socket): string => `${remoteAddress} ${String(remotePort)}`
