// SPDX-License-Identifier: AGPL-3.0-only
import type { Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { FastifyInstance } from 'fastify'

/** Marks a route whose bodies have limits of their own: the `config` of its options. */
export const markTransfer = { isTransfer: true } as const

/**
 * Ends the connection of a request that is not whole after `ms`, except on routes that are marked as transfers. Stands in for
 * the server's `requestTimeout`, which knows no routes and must be off; slow headers are the server's `headersTimeout`. Called before any route is added.
 */
export const boundRequests = <S extends Server | SecureServer>(app: FastifyInstance<S>, ms: number, after: (ms: number, task: () => void) => () => void): void => {
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    const hasBody = raw.headers['content-length'] !== undefined || raw.headers['transfer-encoding'] !== undefined
    if (!hasBody || 'isTransfer' in routeOptions.config) return
    raw.once('close', after(ms, () => { if (!raw.complete) raw.socket.destroy() }))
  })
}
