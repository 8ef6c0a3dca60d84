// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import type { AdminDeps } from './ports.ts'

const closed = { additionalProperties: false } as const
/** Rows in one answer unless asked otherwise: two screens. */
const DEFAULT_LIMIT = 50
const Count = Type.Integer({ minimum: 0 })
const Page = Type.Object({
  from: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })), limit: Type.Optional(Type.String({ pattern: '^([1-9][0-9]?|[1-4][0-9]{2}|500)$' })),
}, closed)
type Page = Static<typeof Page>
const State = Type.Object({ size: Count, signed: Count, key: Type.String() }, closed)
/** `leaf` is the entry's text, `hash` its leaf hash in base64. */
const Entries = Type.Object({ entries: Type.Array(Type.Object({ entry: Count, hash: Type.String(), leaf: Type.String() }, closed)) }, closed)
const Checkpoints = Type.Object({ checkpoints: Type.Array(Type.Object({ size: Count, note: Type.String() }, closed)) }, closed)

/** The audit log as it is stored. No call changes it. */
export const addAuditRoutes = (app: FastifyInstance, { audit }: Pick<AdminDeps, 'audit'>): void => {
  app.get('/v1/audit', { schema: { response: { 200: State } } }, async () => audit.state())
  app.get<{ Querystring: Page }>('/v1/audit/entries', { schema: { querystring: Page, response: { 200: Entries } } }, async ({ query }) => ({
    entries: (await audit.entries(...numbersOf(query))).map(({ entry, hash, leaf }) => ({ entry, hash: Buffer.from(hash).toString('base64'), leaf: Buffer.from(leaf).toString() })),
  }))
  // Here `from` is a size, and checkpoints of more entries are given.
  app.get<{ Querystring: Page }>('/v1/audit/checkpoints', { schema: { querystring: Page, response: { 200: Checkpoints } } }, async ({ query }) => ({
    checkpoints: (await audit.checkpoints(...numbersOf(query))).map(({ size, note }) => ({ size, note })),
  }))
}

const numbersOf = ({ from = '0', limit = String(DEFAULT_LIMIT) }: Page): [number, number] => [Number(from), Number(limit)]
