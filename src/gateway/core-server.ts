// SPDX-License-Identifier: AGPL-3.0-only
import type { Server as HttpServer } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config/index.ts'
import { LONGEST_ANSWER_MS, mountCore } from '../core/index.ts'
import type { CoreDeps } from '../core/index.ts'
import { boundRequests } from '../ops/deadlines.ts'
import type { Media } from '../media/index.ts'
import { sendProblem } from '../ops/problem.ts'
import { boundWaiting } from '../ops/strangers.ts'
import { systemTimers } from '../ops/timers.ts'
import { listenOn, readSecured, secured } from './secure.ts'
import type { Secured } from './secure.ts'

/** The listener that a core connects to over HTTP. */
export interface CoreServer {
  /** Listens; throws `CONFIG_INVALID` when the address is taken. */
  start(): Promise<void>
  /** The port in use. */
  port(): number | undefined
  /** Where the core reaches it, once it listens. */
  url(): string
  /** Shows this certificate from now on; connections that are open stay as they are. Nothing without TLS. */
  renew(certificate: Secured): void
  /** Ends polls, finishes what is under way, takes no more. */
  stop(): Promise<void>
}

/** Everything the listener stands on. */
export interface CoreServerDeps extends CoreDeps {
  /** The bytes of attachments. */
  readonly media?: Pick<Media, 'mount'>
}

/** A few hundred KiB over a bad network. */
const REQUEST_TIMEOUT_MS = 10_000
const MAX_HEADER_BYTES = 8_192
/** How often Node looks for requests that are over their time. */
const CHECK_INTERVAL_MS = 1_000
/** 128 bytes of a reference, each percent-encoded. */
const MAX_PARAMETER = 384

// Whole requests are bounded route by route: an attachment takes longer than anything else.
const limits = { headersTimeout: REQUEST_TIMEOUT_MS, requestTimeout: 0, connectionsCheckingInterval: CHECK_INTERVAL_MS, maxHeaderSize: MAX_HEADER_BYTES }

const options = {
  logger: false, trustProxy: false, requestTimeout: 0, connectionTimeout: LONGEST_ANSWER_MS, keepAliveTimeout: REQUEST_TIMEOUT_MS,
  forceCloseConnections: 'idle', return503OnClosing: true, routerOptions: { maxParamLength: MAX_PARAMETER },
  frameworkErrors: (_error: unknown, _request: FastifyRequest, reply: FastifyReply) => { sendProblem(reply.header('connection', 'close'), 'MALFORMED', 'the path is not well formed') },
  // What is sent is taken as it is or refused: nothing is dropped, filled in or turned into another type.
  ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
} as const

/** The listener of `/core/v1`; undefined where the configuration asks for none. Throws `CONFIG_INVALID` for files that hold no certificate. */
export const createCoreServer = async ({ http }: Config['core'], deps: CoreServerDeps): Promise<CoreServer | undefined> => {
  if (http === undefined) return undefined
  const { listen, tls } = http
  if (tls === undefined) return serve(Fastify({ ...options, http: limits }), listen, deps)
  const https = { ...limits, handshakeTimeout: REQUEST_TIMEOUT_MS, ...readSecured('core.tls', tls) }
  const app = secured('core.tls', () => Fastify({ ...options, https }))
  return { ...await serve(app, listen, deps, 'https'), renew: (renewed) => { app.server.setSecureContext(renewed) } }
}

const serve = async <S extends HttpServer | HttpsServer>(app: FastifyInstance<S>, at: { readonly host: string; readonly port: number }, deps: CoreServerDeps, scheme = 'http'): Promise<CoreServer> => {
  boundWaiting(app)
  boundRequests(app, REQUEST_TIMEOUT_MS, systemTimers.after)
  // Before the rest, which is behind a credential: whoever has a ticket needs none.
  await deps.media?.mount(app)
  mountCore(app, deps)
  return {
    renew: () => {},
    start: () => listenOn('core.listen', at, (where) => app.listen(where)),
    port: () => app.addresses()[0]?.port,
    url: () => `${scheme}://${at.host.includes(':') ? `[${at.host}]` : at.host}:${String(app.addresses()[0]?.port ?? at.port)}/core/v1`,
    stop: async () => { await app.close() },
  }
}
