// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { limitRanges, parseLimits } from '../model/agreement-limits.ts'
import { GatewayError } from '../model/errors.ts'
import { partyId } from '../model/ids.ts'
import { defaultLimits } from '../model/values.ts'
import { wordsOf } from './access.ts'
import type { AdminDeps, AdmittedParty } from './ports.ts'
import { Limits, PartyPath, SetLimits } from './schemas.ts'

/** What agreements allow: shown with what may be set, and changed. */
export const addLimitsRoutes = (app: FastifyInstance, { desk }: Pick<AdminDeps, 'desk'>): void => {
  const path = '/v1/parties/:party/limits'
  app.get<{ Params: Static<typeof PartyPath> }>(path, { schema: { params: PartyPath, response: { 200: Limits } } }, async ({ params }) => {
    const found = await desk.find(partyId(params.party))
    if (found === undefined) throw new GatewayError('NOT_FOUND', 'no such party')
    return toLimits(found)
  })
  app.post<{ Params: Static<typeof PartyPath>; Body: Static<typeof SetLimits> }>(
    path, { schema: { params: PartyPath, body: SetLimits, response: { 200: Limits } } },
    async (request) => toLimits(await desk.setLimits(partyId(request.params.party), parseLimits(request.body.set), wordsOf(request, request.body.reason))),
  )
}

const toLimits = ({ party, policyVersion, limits }: AdmittedParty): Static<typeof Limits> => ({
  party, policyVersion, limits: { ...limits }, defaults: { ...defaultLimits },
  ranges: Object.fromEntries(Object.entries(limitRanges).map(([name, range]) => [name, { ...range }])),
})
