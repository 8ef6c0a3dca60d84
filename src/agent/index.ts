// SPDX-License-Identifier: AGPL-3.0-only
// The core-agent: the core's keys and plain JSON on loopback, in the core's trust zone.
import { isIPv4 } from 'node:net'
import { join } from 'node:path'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AgreementJwk } from '../model/credentials.ts'
import { GatewayError } from '../model/errors.ts'
import { boundRequests } from '../ops/deadlines.ts'
import { mapErrors, sendProblem } from '../ops/problem.ts'
import { systemTimers } from '../ops/timers.ts'
import { createAttachments } from './attaching.ts'
import { createVaultChannel } from './channel/index.ts'
import type { CoreChannelKeys } from './channel/index.ts'
import { requirePrivateFolder } from './database.ts'
import { createGatewayCalls } from './gateway.ts'
import { createHearing } from './hearing.ts'
import { createReporting } from './reporting.ts'
import { addRoutes } from './routes.ts'
import { createSaying } from './saying.ts'
import { MAX_WAIT_SECONDS } from './schemas.ts'
import { openState } from './state.ts'
import { openToken, showsToken } from './token.ts'
import { createUserOf } from './users.ts'

/** What an agent is told. */
export interface AgentOptions {
  readonly keys: CoreChannelKeys
  /** Of the gateway's listener for a core, such as `https://gateway.example:7445`. */
  readonly origin: string
  /** What the gateway knows it by. */
  readonly credential: string
  /** What reports are sealed to, out of the core's admission file; undefined where users cannot report. */
  readonly moderationKey: AgreementJwk | undefined
  /** A folder of its own, which it makes. */
  readonly folder: string
  readonly listen: { readonly host: string; readonly port: number }
  /** Why it may listen beyond loopback; undefined if it may not. */
  readonly beyondLoopback: string | undefined
  /** ms */
  readonly now: () => number
  readonly correlationId: () => string
  /** A fault of its own. */
  readonly failed: (correlationId: string, error: unknown) => void
}

/** A running agent. */
export interface Agent {
  /** Where it listens. */
  readonly url: string
  /** The file of the token that its callers show. */
  readonly tokenFile: string
  /** Ends what waits, finishes what it can, and gives the folder back. */
  stop(): Promise<void>
}

/** Bytes of a bulk call, as at the gateway. */
const MAX_BODY_BYTES = 524_288
const REQUEST_TIMEOUT_MS = 10_000
/** A wait, and time for its answer. */
const LONGEST_ANSWER_MS = (MAX_WAIT_SECONDS + 60) * 1_000
/** 128 bytes of a reference, each percent-encoded. */
const MAX_PARAMETER = 384

// Whole requests are bounded route by route: a file takes longer than anything else.
const http = { headersTimeout: REQUEST_TIMEOUT_MS, requestTimeout: 0 } as const

const options = {
  http, logger: false, trustProxy: false, bodyLimit: MAX_BODY_BYTES, requestTimeout: 0, connectionTimeout: LONGEST_ANSWER_MS,
  forceCloseConnections: 'idle', return503OnClosing: true, routerOptions: { maxParamLength: MAX_PARAMETER },
  frameworkErrors: (_error: unknown, _request: FastifyRequest, reply: FastifyReply) => { sendProblem(reply, 'MALFORMED', 'the path is not well formed') },
  ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
} as const

/** Starts an agent. Throws `CONFIG_INVALID` for an address beyond loopback without a reason, a folder or token that others may read, and a folder that another agent has. */
export const startAgent = async (told: AgentOptions): Promise<Agent> => {
  const { listen, beyondLoopback, folder } = told
  if (!isLoopback(listen.host) && beyondLoopback === undefined) {
    throw new GatewayError('CONFIG_INVALID', `--listen: ${listen.host} is not loopback, and what the agent answers is plaintext; if nobody else reaches it there, say why with --beyond-loopback`)
  }
  requirePrivateFolder(folder)
  const tokenFile = join(folder, 'token')
  const token = openToken(tokenFile)
  const state = openState(folder)
  const stopping = new AbortController()
  const app = Fastify(options)
  mount(app, told, state, token, stopping.signal)
  app.addHook('preClose', async () => { stopping.abort() })
  app.addHook('onClose', async () => { state.close() })
  const url = await app.listen({ ...listen }).catch(async (error: unknown) => {
    await app.close()
    if (error instanceof Error && 'syscall' in error) throw new GatewayError('CONFIG_INVALID', `--listen: ${listen.host}:${String(listen.port)} cannot be listened on; another program may have it`)
    throw error
  })
  return { url, tokenFile, stop: async () => { await app.close() } }
}

const mount = (app: FastifyInstance, told: AgentOptions, state: ReturnType<typeof openState>, token: string, stopping: AbortSignal): void => {
  const { keys, origin, credential, moderationKey, now, failed, correlationId, folder } = told
  const channel = createVaultChannel(keys)
  const call = createGatewayCalls(origin, credential)
  const parts = { state, channel, call, userOf: createUserOf(state, call), now }
  const attachments = createAttachments({ call, origin, folder })
  mapErrors(app, { failed, correlationId })
  boundRequests(app, REQUEST_TIMEOUT_MS, systemTimers.after)
  app.addHook('onRequest', async ({ headers }, reply) => {
    reply.header('cache-control', 'no-store')
    if (!showsToken(token, headers.authorization)) throw new GatewayError('UNAUTHENTICATED', `send the token in ${join(folder, 'token')} as Authorization: Bearer`)
  })
  addRoutes(app, { call, attachments, state, stopping, hear: createHearing({ ...parts, keepsProofs: moderationKey !== undefined }), report: createReporting({ ...parts, moderationKey }), ...createSaying(parts) })
}

const isLoopback = (host: string): boolean => host === '::1' || (isIPv4(host) && host.startsWith('127.'))
