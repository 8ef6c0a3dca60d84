// SPDX-License-Identifier: AGPL-3.0-only
import type { Server as HttpServer } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addHealthRoutes } from '../admin/index.ts'
import type { AdminDeps } from '../admin/index.ts'
import type { Config } from '../config/index.ts'
import { LINK_PATH, SUBPROTOCOL } from '../links/index.ts'
import type { Links } from '../links/index.ts'
import type { Media } from '../media/index.ts'
import { boundRequests } from '../ops/deadlines.ts'
import { mapErrors, sendProblem } from '../ops/problem.ts'
import { boundWaiting } from '../ops/strangers.ts'
import { systemTimers } from '../ops/timers.ts'
import type { About } from './about.ts'
import { listenOn, readSecured, secured } from './secure.ts'
import type { Secured } from './secure.ts'

/** The listener that parties connect to. */
export interface LinksServer {
  /** Listens; throws what the system says when the address is taken. */
  start(): Promise<void>
  /** ws:// or wss:// address of the link endpoint on the port in use. */
  url(): string
  /** Shows this certificate from now on; connections that are open stay as they are. Nothing without TLS. */
  renew(certificate: Secured): void
  /** Takes no more connections and closes those that are left. */
  stop(): Promise<void>
}

/** Everything the listener stands on. */
export interface LinksServerDeps extends Pick<AdminDeps, 'health' | 'events' | 'correlationId'> {
  readonly links: Links
  readonly about: About
  /** The bytes of attachments, where there are any. */
  readonly media?: Pick<Media, 'mount'>
}

/** A request line and headers on a bad network; a stranger who is slower holds a connection and nothing else. */
const REQUEST_TIMEOUT_MS = 5_000
/** Silence on a connection that is not a link. */
const IDLE_TIMEOUT_MS = 10_000
/** The upgrade request has no more than a few hundred bytes. */
const MAX_HEADER_BYTES = 8_192
/** Nothing here takes a body. */
const MAX_BODY_BYTES = 1_024
/** How often Node looks for requests that are over their time. */
const CHECK_INTERVAL_MS = 1_000

/** The links listener: the link endpoint, health, and what AGPL-3.0 section 13 asks for; nothing about who exists. */
export const createLinksServer = async (config: Config['links'], deps: LinksServerDeps): Promise<LinksServer> => {
  const { tls } = config
  if (tls === undefined) return serve(await mount(Fastify({ ...options, http: limits }), deps), config)
  const https = { ...limits, handshakeTimeout: REQUEST_TIMEOUT_MS, ...readSecured('links.tls', tls) }
  const app = await mount(secured('links.tls', () => Fastify({ ...options, https })), deps)
  return serve(app, config, (renewed) => { app.server.setSecureContext(renewed) })
}

// Whole requests are bounded route by route: an attachment takes longer than anything else.
const limits = { headersTimeout: REQUEST_TIMEOUT_MS, requestTimeout: 0, connectionsCheckingInterval: CHECK_INTERVAL_MS, maxHeaderSize: MAX_HEADER_BYTES }

const options = {
  logger: false, trustProxy: false, bodyLimit: MAX_BODY_BYTES, requestTimeout: 0, connectionTimeout: IDLE_TIMEOUT_MS,
  keepAliveTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: 'idle', return503OnClosing: true,
  frameworkErrors: (_error: unknown, _request: FastifyRequest, reply: FastifyReply) => { sendProblem(reply.header('connection', 'close'), 'MALFORMED', 'the path is not well formed') },
} as const

const mount = async <S extends HttpServer | HttpsServer>(app: FastifyInstance<S>, deps: LinksServerDeps): Promise<FastifyInstance<S>> => {
  const { links, about, health } = deps
  mapErrors(app, { failed: (id, error) => { deps.events.adminFailed(id, error) }, correlationId: deps.correlationId })
  boundWaiting(app)
  boundRequests(app, REQUEST_TIMEOUT_MS, systemTimers.after)
  await links.register(app)
  await deps.media?.mount(app)
  addHealthRoutes(app, health)
  app.get('/', async () => ({ name: about.name, protocol: [SUBPROTOCOL], source: about.source }))
  return app
}

const serve = <S extends HttpServer | HttpsServer>(app: FastifyInstance<S>, { listen, tls }: Config['links'], renew: LinksServer['renew'] = () => {}): LinksServer => ({
  renew,
  start: () => listenOn('links.listen', listen, (at) => app.listen(at)),
  url: () => {
    const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host
    return `${tls === undefined ? 'ws' : 'wss'}://${host}:${app.addresses()[0]?.port ?? listen.port}${LINK_PATH}`
  },
  stop: async () => { await app.close() },
})
