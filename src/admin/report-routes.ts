// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { partyId } from '../model/ids.ts'
import { reportId } from '../model/reports.ts'
import type { ReportCount, ReportRow } from '../relay/report-desk.ts'
import { wordsOf } from './access.ts'
import type { AdminDeps } from './ports.ts'
import { CountsQuery, Drop, Dropped, FrankKeys, ReportCounts, ReportPath, Reports, ReportsQuery, SealedReport } from './report-schemas.ts'
import type { Report } from './report-schemas.ts'

/** Rows in one answer unless asked otherwise: two screens. */
const DEFAULT_LIMIT = 50

/** Who reported whom, how often, and what is sealed to the moderation key. None can open it. */
export const addReportRoutes = (app: FastifyInstance, { reports, frankKeys }: Pick<AdminDeps, 'reports' | 'frankKeys'>): void => {
  app.get<{ Querystring: Static<typeof ReportsQuery> }>('/v1/reports', { schema: { querystring: ReportsQuery, response: { 200: Reports } } }, async ({ query }) => {
    const { after, limit = String(DEFAULT_LIMIT) } = query
    const rows = await reports.list(after === undefined ? undefined : reportId(after), Number(limit))
    const next = rows.length < Number(limit) ? undefined : rows.at(-1)?.id
    return { reports: rows.map(toReport), ...(next === undefined ? {} : { next }) }
  })
  app.get<{ Querystring: Static<typeof CountsQuery> }>('/v1/report-counts', { schema: { querystring: CountsQuery, response: { 200: ReportCounts } } }, async ({ query }) => {
    const party = query.party === undefined ? undefined : partyId(query.party)
    const users = (await reports.counts(party, Number(query.limit ?? DEFAULT_LIMIT))).map(toCount)
    return { users, ...(party === undefined ? {} : { party: { party, ...await reports.countOf(party) } }) }
  })
  app.get<{ Params: Static<typeof ReportPath> }>('/v1/reports/:id', { schema: { params: ReportPath, response: { 200: SealedReport } } }, async ({ params }) => {
    const { id, party, reporter, reportedUser, reportedParty = null, receivedAt, messages, checked, sealed } = await reports.find(reportId(params.id))
    return {
      drawbridge: 'sealed-report/1' as const, reportId: id, party, reporter, reportedUser, reportedParty, receivedAtMs: receivedAt, messages,
      checked: Buffer.from(checked).toString('base64url'), sealed: Buffer.from(sealed).toString('utf8'),
    }
  })
  app.post<{ Params: Static<typeof ReportPath>; Body: Static<typeof Drop> }>('/v1/reports/:id/drop', { schema: { params: ReportPath, body: Drop, response: { 200: Dropped } } }, async (request) => {
    await reports.drop(reportId(request.params.id), request.body.founded ?? false, wordsOf(request, request.body.reason))
    return { dropped: true as const }
  })
  app.get('/v1/frank-keys', { schema: { response: { 200: FrankKeys } } }, async () => ({ drawbridge: 'frank-keys/1' as const, keys: frankKeys.map((one) => ({ ...one })) }))
}

const toReport = ({ id, party, reporter, reportedUser, reportedParty, messages, receivedAt, bytes }: ReportRow): Static<typeof Report> => ({
  id, party, reporter, reportedUser, ...(reportedParty === undefined ? {} : { reportedParty }), messages, receivedAt: new Date(receivedAt).toISOString(), bytes,
})

const toCount = ({ reportedUser, reportedParty, reporters, lastAt }: ReportCount): Static<typeof ReportCounts>['users'][number] =>
  ({ reportedUser, ...(reportedParty === undefined ? {} : { reportedParty }), reporters, lastAt: new Date(lastAt).toISOString() })
