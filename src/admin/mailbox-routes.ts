// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { partyId, submissionId, userId } from '../model/ids.ts'
import type { ParkedRows, QueuedRow, TraceRow } from '../relay/mailbox-desk.ts'
import { wordsOf } from './access.ts'
import { Change, Changed, Queue, QueueQuery, TracePath, Traces } from './mailbox-schemas.ts'
import type { Queued, Trace } from './mailbox-schemas.ts'
import type { AdminDeps } from './ports.ts'

/** Rows in one answer unless asked otherwise: two screens. */
const DEFAULT_LIMIT = 50

/** What waits, what is parked, what became of a message. None can reach content. */
export const addMailboxRoutes = (app: FastifyInstance, { mailbox }: Pick<AdminDeps, 'mailbox'>): void => {
  app.get<{ Querystring: Static<typeof QueueQuery> }>('/v1/mailbox', { schema: { querystring: QueueQuery, response: { 200: Queue } } }, async ({ query }) => {
    const { party, state = 'parked', after = '0', limit = String(DEFAULT_LIMIT) } = query
    const rows = await mailbox.list({ party: party === undefined ? undefined : partyId(party), state }, Number(after), Number(limit))
    const next = rows.length < Number(limit) ? undefined : rows.at(-1)?.id
    return { rows: rows.map(toQueued), ...(next === undefined ? {} : { next }) }
  })
  for (const change of ['retry', 'drop'] as const) {
    app.post<{ Body: Static<typeof Change> }>(`/v1/mailbox/${change}`, { schema: { body: Change, response: { 200: Changed } } }, async (request) => {
      const { body } = request
      const { changed, next } = await mailbox[change](toRows(body), wordsOf(request, body.reason))
      return { changed, ...(next === undefined ? {} : { next }) }
    })
  }
  app.get<{ Params: Static<typeof TracePath> }>('/v1/traces/:sender/:submission', { schema: { params: TracePath, response: { 200: Traces } } }, async ({ params }) => {
    const traces = await mailbox.trace(userId(params.sender), submissionId(params.submission))
    return { traces: traces.map(toTrace) }
  })
}

const toRows = (body: Static<typeof Change>): ParkedRows =>
  'ids' in body ? { ids: body.ids } : { party: partyId(body.party), after: body.after ?? 0 }

const toQueued = (row: QueuedRow): Static<typeof Queued> => ({
  id: row.id, state: row.state, party: row.recipientParty, senderUser: row.senderUser, senderDevice: row.senderDevice,
  recipientUser: row.recipientUser, recipientDevice: row.recipientDevice, submissionId: row.submissionId,
  bytes: row.bytes, attempts: row.attempt, acceptedAt: iso(row.gatewayTimeMs), expiresAt: iso(row.expiresAt),
})

const toTrace = ({ senderDevice, gatewayTimeMs, places }: TraceRow): Static<typeof Trace> => ({
  senderDevice, acceptedAt: iso(gatewayTimeMs),
  places: places.map(({ recipientParty: party, deviceId, state, attempts, pushedAtMs, endedAtMs }) => ({
    party, deviceId, state, attempts,
    ...(pushedAtMs === undefined ? {} : { pushedAt: iso(pushedAtMs) }), ...(endedAtMs === undefined ? {} : { endedAt: iso(endedAtMs) }),
  })),
})

const iso = (ms: number): string => new Date(ms).toISOString()
