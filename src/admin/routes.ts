// SPDX-License-Identifier: AGPL-3.0-only
import type { Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { GatewayError } from '../model/errors.ts'
import { partyId } from '../model/ids.ts'
import { parseApplicationFile, parseLinkUrl } from '../model/party-files.ts'
import { wordsOf } from './access.ts'
import { addAgreementRoutes } from './agreement-routes.ts'
import { addAuditRoutes } from './audit-routes.ts'
import { addCredentialRoutes } from './credential-routes.ts'
import { addKeyRoutes } from './key-routes.ts'
import { addEnforcementRoutes } from './enforcement-routes.ts'
import { addLimitsRoutes } from './limits-routes.ts'
import { addMailboxRoutes } from './mailbox-routes.ts'
import { addMediaRoutes } from './media-routes.ts'
import { addMetricsRoute } from './metrics-routes.ts'
import { addOfferRoutes } from './offer-routes.ts'
import type { AdminDeps, AdmittedParty } from './ports.ts'
import { addReportRoutes } from './report-routes.ts'
import { addUserRoutes } from './user-routes.ts'
import { addVaultRoutes } from './vault-routes.ts'
import { addWebhookRoutes } from './webhook-routes.ts'
import { AddParty, Admission, HealthAnswer, Info, Party, PartyList, PartyPath, Reason } from './schemas.ts'

/** Every route of the admin API. None can reach content. */
export const addRoutes = (app: FastifyInstance, deps: AdminDeps): void => {
  addPartyRoutes(app, deps)
  addStateRoutes(app, deps)
  addAgreementRoutes(app, deps)
  addOfferRoutes(app, deps)
  addEnforcementRoutes(app, deps)
  addLimitsRoutes(app, deps)
  addMailboxRoutes(app, deps)
  addMediaRoutes(app, deps)
  addReportRoutes(app, deps)
  addUserRoutes(app, deps)
  addVaultRoutes(app, deps)
  addKeyRoutes(app, deps)
  addCredentialRoutes(app, deps)
  addWebhookRoutes(app, deps)
  addAuditRoutes(app, deps)
  addMetricsRoute(app, deps)
  addInfoRoute(app, deps)
  addHealthRoutes(app, deps.health)
}

/** `GET /livez` and `GET /readyz`: 200 or 503, nothing else. */
export const addHealthRoutes = <S extends Server | SecureServer>(app: FastifyInstance<S>, health: AdminDeps['health']): void => {
  const schema = { response: { '2xx': HealthAnswer, 503: HealthAnswer } }
  app.get('/livez', { schema }, async (_request, reply) => reply.code(health.live() ? 200 : 503).send({ ok: health.live() }))
  app.get('/readyz', { schema }, async (_request, reply) => reply.code(health.ready() ? 200 : 503).send({ ok: health.ready() }))
}

const addPartyRoutes = (app: FastifyInstance, { desk, defaultBindingMode, status }: AdminDeps): void => {
  app.post<{ Body: Static<typeof AddParty> }>('/v1/parties', { schema: { body: AddParty, response: { 201: Admission } } }, async (request, reply) => {
    const { application, bindingMode = defaultBindingMode, testing = false, reason } = request.body
    // An admission file that no party takes must not be made: the party would be in and could not get another one.
    parseLinkUrl(status().linksUrl, 'links.publicUrl', bindingMode)
    const admission = await desk.add(parseApplicationFile(application), bindingMode, wordsOf(request, reason), { testing })
    return reply.code(201).send(admission)
  })
  app.get('/v1/parties', { schema: { response: { 200: PartyList } } }, async () => ({ parties: (await desk.list()).map(toParty) }))
  app.get<{ Params: Static<typeof PartyPath> }>('/v1/parties/:party', { schema: { params: PartyPath, response: { 200: Party } } }, async (request) => {
    const found = await desk.find(partyId(request.params.party))
    if (found === undefined) throw new GatewayError('NOT_FOUND', 'no such party')
    return toParty(found)
  })
}

const addStateRoutes = (app: FastifyInstance, { desk }: AdminDeps): void => {
  for (const change of ['suspend', 'resume'] as const) {
    app.post<{ Params: Static<typeof PartyPath>; Body: Static<typeof Reason> }>(
      `/v1/parties/:party/${change}`,
      { schema: { params: PartyPath, body: Reason, response: { 200: Party } } },
      async (request) => toParty(await desk[change](partyId(request.params.party), wordsOf(request, request.body.reason))),
    )
  }
}

const addInfoRoute = (app: FastifyInstance, { desk, mailbox, status, defaultBindingMode }: AdminDeps): void => {
  app.get('/v1/info', { schema: { response: { 200: Info } } }, async (): Promise<Static<typeof Info>> => {
    const [parties, parkedMessages] = await Promise.all([desk.list(), mailbox.countParked()])
    const count = (fits: (party: AdmittedParty) => boolean): number => parties.filter(fits).length
    const { openLinks, startedAt, events, ...rest } = status()
    return {
      ...rest, events: { ...events }, defaultBindingMode, startedAt: new Date(startedAt).toISOString(),
      counts: {
        providers: count(({ role }) => role === 'provider'), cores: count(({ role }) => role === 'core'),
        suspended: count(({ state }) => state === 'suspended'), openLinks, parkedMessages,
      },
    }
  })
}

const toParty = (row: AdmittedParty): Static<typeof Party> => ({
  party: row.party, role: row.role, displayName: row.displayName, state: row.state, stateReason: row.stateReason, bindingMode: row.bindingMode, wakeUrl: row.wakeUrl, mediaHosts: [...row.mediaHosts],
  linkKeyIds: row.linkKeys.map(({ keyId }) => keyId), issuerKeyIds: row.issuerKeys.map(({ keyId }) => keyId),
  addedAt: new Date(row.addedAt).toISOString(),
})
