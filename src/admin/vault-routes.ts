// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import type { AdminDeps } from './ports.ts'

const closed = { additionalProperties: false } as const
const NonceQuery = Type.Object({ nonce: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, closed)
const Attestations = Type.Object({
  vaults: Type.Array(Type.Object({ place: Type.Integer(), ready: Type.Boolean(), statement: Type.Optional(Type.String()) }, closed)),
}, closed)

/** `GET /v1/vaults/attestations?nonce=HEX`: what each vault says of itself, signed by it. The gateway only passes it on. */
export const addVaultRoutes = (app: FastifyInstance, { attest }: Pick<AdminDeps, 'attest'>): void => {
  app.get<{ Querystring: Static<typeof NonceQuery> }>(
    '/v1/vaults/attestations', { schema: { querystring: NonceQuery, response: { 200: Attestations } } },
    async ({ query }) => {
      const statements = await attest(Buffer.from(query.nonce, 'hex'))
      return { vaults: statements.map((statement, place) => (statement === undefined ? { place, ready: false } : { place, ready: true, statement })) }
    },
  )
}
