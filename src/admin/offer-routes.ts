// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import { wordsOf } from './access.ts'
import type { AdminDeps } from './ports.ts'
import { Reason } from './schemas.ts'

const Built = Type.Object({ jws: Type.String(), number: Type.Integer(), isNew: Type.Boolean() }, { additionalProperties: false })

/** The reference offer, signed. */
export const addOfferRoutes = (app: FastifyInstance, { offers }: Pick<AdminDeps, 'offers'>): void => {
  app.post<{ Body: Static<typeof Reason> }>('/v1/offers', { schema: { body: Reason, response: { 200: Built } } }, async (request) =>
    ({ ...await offers.build(wordsOf(request, request.body.reason)) }))
}
