// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import type { UntakenRow } from '../relay/untaken-desk.ts'
import { wordsOf } from './access.ts'
import type { AdminDeps } from './ports.ts'
import { Why } from './schemas.ts'

const closed = { additionalProperties: false } as const
// As many as a list shows at most.
const MAX_IDS = 500
/** Rows in one answer unless asked otherwise: two screens. */
const DEFAULT_LIMIT = 50
const Id = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const Time = Type.String({ format: 'date-time' })

const ListQuery = Type.Object({
  state: Type.Optional(Type.Enum(['dead', 'retrying'])), after: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
  limit: Type.Optional(Type.String({ pattern: '^([1-9][0-9]?|[1-4][0-9]{2}|500)$' })),
}, closed)
const Untaken = Type.Object({
  id: Id, user: Type.String(), time: Time, attempts: Type.Integer(), reason: Type.String(), next: Type.Optional(Time), deadSince: Type.Optional(Time),
}, closed)
const List = Type.Object({
  /** off: core.webhook is not set. elsewhere: another node calls. gone: the receiver answered 410. */
  receiver: Type.Enum(['off', 'elsewhere', 'well', 'resting', 'probed', 'gone']), events: Type.Array(Untaken), next: Type.Optional(Id),
}, closed)
const Replay = Type.Object({ ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: MAX_IDS })), reason: Type.Optional(Why) }, closed)
const Replayed = Type.Object({ replayed: Type.Integer() }, closed)

/** What the core's webhook did not take. None can reach content. */
export const addWebhookRoutes = (app: FastifyInstance, { untaken, webhookState }: Pick<AdminDeps, 'untaken' | 'webhookState'>): void => {
  const path = '/v1/core/webhook'
  app.get<{ Querystring: Static<typeof ListQuery> }>(path, { schema: { querystring: ListQuery, response: { 200: List } } }, async ({ query }) => {
    const { state = 'dead', after = '0', limit = String(DEFAULT_LIMIT) } = query
    const rows = await untaken.list(state === 'dead', Number(after), Number(limit))
    const next = rows.length < Number(limit) ? undefined : rows.at(-1)?.event
    return { receiver: webhookState(), events: rows.map(toUntaken), ...(next === undefined ? {} : { next }) }
  })
  app.post<{ Body: Static<typeof Replay> }>(`${path}/replay`, { schema: { body: Replay, response: { 200: Replayed } } }, async (request) => (
    { replayed: await untaken.replay(request.body.ids, wordsOf(request, request.body.reason)) }
  ))
}

const toUntaken = ({ event: id, user, timeMs, attempts, reason, nextAtMs, deadSinceMs }: UntakenRow): Static<typeof Untaken> => ({
  id, user, time: iso(timeMs), attempts, reason, ...(deadSinceMs === undefined ? { next: iso(nextAtMs) } : { deadSince: iso(deadSinceMs) }),
})

const iso = (ms: number): string => new Date(ms).toISOString()
