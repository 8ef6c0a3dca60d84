// SPDX-License-Identifier: AGPL-3.0-only
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { mapErrors } from '../ops/problem.ts'
import { guardTcp, nameActors, readTokens } from './access.ts'
import type { AdminDeps } from './ports.ts'
import { addRoutes } from './routes.ts'
import { listenPrivately } from './unix-socket.ts'

export type { AdminDeps, AdminEvents, AdmittedParty, DaemonStatus, PartyDesk } from './ports.ts'
export { addHealthRoutes } from './routes.ts'

/** Where the admin API listens. */
export interface AdminOptions {
  readonly socket: string
  readonly tcp: { readonly host: string; readonly port: number; readonly tokensFile: string } | undefined
}

/** The operator's door. */
export interface Admin {
  /** Listens; throws `UNAVAILABLE` when another daemon has the socket. */
  start(): Promise<void>
  /** The TCP port in use; undefined without one. */
  tcpPort(): number | undefined
  /** Takes no more requests, finishes those under way, removes the socket. */
  stop(): Promise<void>
}

/** An application file with ten keys is 4 KiB. */
const MAX_BODY_BYTES = 65_536
/** A request is a few hundred bytes on this machine. */
const REQUEST_TIMEOUT_MS = 10_000

/** The admin API on its Unix socket, and on loopback TCP behind scoped tokens where that is configured. */
export const createAdmin = (options: AdminOptions, deps: AdminDeps): Admin => {
  const onSocket = createApp(deps)
  const onTcp = options.tcp === undefined ? undefined : createApp(deps, options.tcp.tokensFile)
  let removeSocket: (() => void) | undefined
  const listen = async (): Promise<void> => {
    removeSocket = await listenPrivately(options.socket, (path) => onSocket.listen({ path }))
    if (options.tcp === undefined || onTcp === undefined) return
    readTokens(options.tcp.tokensFile)
    await onTcp.listen({ host: options.tcp.host, port: options.tcp.port })
  }
  const stop = async (): Promise<void> => {
    removeSocket?.()
    await Promise.all([onSocket.close(), onTcp?.close()])
  }
  return {
    start: () => listen().catch(async (error: unknown) => {
      await stop()
      throw error
    }),
    tcpPort: () => onTcp?.addresses()[0]?.port,
    stop,
  }
}

const createApp = (deps: AdminDeps, tokensFile?: string): FastifyInstance => {
  const app = Fastify({
    logger: false, trustProxy: false, bodyLimit: MAX_BODY_BYTES, requestTimeout: REQUEST_TIMEOUT_MS, connectionTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle', genReqId: () => deps.correlationId(),
    // What is sent is taken as it is or refused: nothing is dropped, filled in or turned into another type.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
  })
  mapErrors(app, { failed: (id, error) => { deps.events.adminFailed(id, error) }, correlationId: deps.correlationId })
  nameActors(app)
  if (tokensFile !== undefined) guardTcp(app, tokensFile, deps)
  addRoutes(app, deps)
  return app
}
