// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { enforcementId } from '../model/enforcement.ts'
import { partyId, userId } from '../model/ids.ts'
import type { ShownEnforcement } from '../registry/enforcement-desk.ts'
import type { Suggestion } from '../registry/enforcement-suggestions.ts'
import { actorOf } from './access.ts'
import { Apply, Decide, EnforcementPath, EnforcementQuery, Step, Steps, SuggestionQuery, Suggestions } from './enforcement-schemas.ts'
import type { AdminDeps } from './ports.ts'
import { Reason } from './schemas.ts'

/** Steps in one answer unless asked otherwise: two screens. */
const DEFAULT_LIMIT = 50
const HOUR_MS = 3_600_000

/** Steps against users and parties: shown, taken, lifted, and what was said to them decided. */
export const addEnforcementRoutes = (app: FastifyInstance, { enforcement }: Pick<AdminDeps, 'enforcement'>): void => {
  const path = '/v1/enforcement/:id'
  app.get<{ Querystring: Static<typeof EnforcementQuery> }>('/v1/enforcement', { schema: { querystring: EnforcementQuery, response: { 200: Steps } } }, async ({ query }) => {
    const { party, user, appeal, all, limit = String(DEFAULT_LIMIT) } = query
    const filter = {
      party: party === undefined ? undefined : partyId(party), user: user === undefined ? undefined : userId(user), appeal, inForce: all === 'true' ? undefined : true,
    }
    return { steps: (await enforcement.list(filter, Number(limit))).map(toStep) }
  })
  app.get<{ Querystring: Static<typeof SuggestionQuery> }>(
    '/v1/enforcement-suggestions', { schema: { querystring: SuggestionQuery, response: { 200: Suggestions } } }, async ({ query: { party, limit = String(DEFAULT_LIMIT) } }) =>
      ({ suggestions: (await enforcement.suggestions({ party: party === undefined ? undefined : partyId(party) }, Number(limit))).map(toSuggestion) }),
  )
  app.get<{ Params: Static<typeof EnforcementPath> }>(path, { schema: { params: EnforcementPath, response: { 200: Step } } }, async ({ params }) =>
    toStep(await enforcement.show(enforcementId(params.id))))
  app.post<{ Body: Static<typeof Apply> }>('/v1/enforcement', { schema: { body: Apply, response: { 200: Step } } }, async (request) => {
    const { party, user, step, reason, hours } = request.body
    return toStep(await enforcement.apply({
      party: partyId(party), user: user === undefined ? undefined : userId(user), step, reason, durationMs: hours === undefined ? undefined : hours * HOUR_MS, actor: actorOf(request), correlation: request.id,
    }))
  })
  app.post<{ Params: Static<typeof EnforcementPath>; Body: Static<typeof Reason> }>(
    `${path}/lift`, { schema: { params: EnforcementPath, body: Reason, response: { 200: Step } } },
    async (request) => toStep(await enforcement.lift(enforcementId(request.params.id), request.body.reason, actorOf(request), request.id)),
  )
  app.post<{ Params: Static<typeof EnforcementPath>; Body: Static<typeof Decide> }>(
    `${path}/appeal`, { schema: { params: EnforcementPath, body: Decide, response: { 200: Step } } },
    async (request) => toStep(await enforcement.decide(enforcementId(request.params.id), request.body.decision, request.body.reason, actorOf(request), request.id)),
  )
}

const toStep = ({ version: _, startedAt, endsAt, endedAt, user, ending, appealText, ...row }: ShownEnforcement): Static<typeof Step> => ({
  ...row, startedAt: iso(startedAt), ...(user === undefined ? {} : { user }), ...(endsAt === undefined ? {} : { endsAt: iso(endsAt) }),
  ...(endedAt === undefined ? {} : { endedAt: iso(endedAt) }), ...(ending === undefined ? {} : { ending }), ...(appealText === undefined ? {} : { appealText }),
})

/** The reason is the operator's to write, since the party reads it and must not read there what others decided. */
const toSuggestion = ({ party, user, step, rule, reason: figures, durationMs, present }: Suggestion): Static<typeof Suggestions>['suggestions'][number] => {
  const hours = durationMs / HOUR_MS
  return {
    party, ...(user === undefined ? {} : { user }), step, hours, rule, figures, ...(present === undefined ? {} : { present }),
    command: `drawbridge enforcement apply ${party}${user === undefined ? '' : ` --user ${user}`} --step ${step} --hours ${String(hours)} --reason "what the party may read"`,
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()
