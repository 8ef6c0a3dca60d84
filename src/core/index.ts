// SPDX-License-Identifier: AGPL-3.0-only
import type { Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GatewayError } from '../model/errors.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import { mapErrors } from '../ops/problem.ts'
import { addAttachmentRoutes } from './attachment-routes.ts'
import { addInviteRoutes } from './invite-routes.ts'
import { addContactRoutes } from './contact-routes.ts'
import { contract } from './contract.ts'
import { verifyCredential } from './credential.ts'
import { addMessageRoutes } from './message-routes.ts'
import { createPolling } from './polling.ts'
import { addReportRoute } from './report-routes.ts'
import type { CoreDeps } from './ports.ts'
import { createRoutes } from './route.ts'
import type { Routes } from './route.ts'
import { EVENTS, MAX_WAIT_SECONDS } from './schemas.ts'
import { createShowEvent } from './shown-event.ts'
import { addUserRoutes } from './user-routes.ts'
import { addVaultRoute } from './vault-routes.ts'

export type { CoreDeps, CoreMessage, SealForCore } from './ports.ts'
export { createWebhook } from './webhook/index.ts'
export type { PumpState, WebhookDeps } from './webhook/index.ts'

/** Longest that a request may take to be answered, in ms; a listener must not end one before. */
export const LONGEST_ANSWER_MS = (MAX_WAIT_SECONDS + 10) * 1_000

/** Mounts `/core/v1` on a listener of its own, every path of which is behind a credential but for those that the listener marks as ticketed. Polls under way end when it closes. */
export const mountCore = <S extends Server | SecureServer>(app: FastifyInstance<S>, deps: CoreDeps): void => {
  mapErrors(app, { failed: (id, error) => { deps.events.coreFailed(id, error) }, correlationId: deps.correlationId })
  const polling = createPolling({ feed: deps.relay.coreFeed, show: createShowEvent(deps.registry), timers: deps.timers })
  app.addHook('preClose', async () => { polling.stop() })
  const routes = createRoutes(app, (request) => verify(deps, request))
  addUserRoutes(routes, deps)
  addIssuerRoute(routes, deps)
  addContactRoutes(routes, deps)
  addInviteRoutes(routes, deps)
  addMessageRoutes(routes, deps)
  addReportRoute(routes, deps)
  addAttachmentRoutes(routes, deps)
  addVaultRoute(routes, deps)
  addEventRoute(routes, polling, deps.hasWebhook)
}

const verify = async (deps: CoreDeps, { headers }: FastifyRequest): Promise<VerifiedParty> => {
  try {
    return await verifyCredential(deps, headers.authorization)
  } catch (error) {
    if (error instanceof GatewayError) deps.events.coreRefused(error.code)
    throw error
  }
}

const addIssuerRoute = (routes: Routes, { registry: { issuerLists } }: CoreDeps): void => {
  routes.add(contract.putIssuers, async ({ caller, body }) => {
    await issuerLists.put(caller, body.list)
    return { ok: true }
  })
}

const addEventRoute = (routes: Routes, polling: ReturnType<typeof createPolling>, hasWebhook: boolean): void => {
  routes.add(contract.events, async ({ caller, query, gone, stillValid }) => {
    if (hasWebhook) throw new GatewayError('CONFLICT', 'events go to core.webhook; to poll for them take it out of the configuration and start the gateway again')
    const { after = '0', wait = '0', limit = String(EVENTS.few), proofs = '0' } = query
    const found = await polling.poll(caller, { after: Number(after), waitMs: Number(wait) * 1_000, limit: Number(limit), proofs: proofs === '1', gone })
    // A credential may have been removed while its holder waited.
    await stillValid()
    return found
  })
}
