// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import { Jwk, Reason } from './schemas.ts'

const closed = { additionalProperties: false } as const
const Time = Type.String({ format: 'date-time' })
const Uuid = Type.String({ maxLength: 36 })
const PartyName = Type.String({ maxLength: 253 })
const Limit = Type.String({ pattern: '^([1-9][0-9]?|[1-4][0-9]{2}|500)$' })

/** `GET /v1/reports?…`: everything in a query is text. */
export const ReportsQuery = Type.Object({ after: Type.Optional(Uuid), limit: Type.Optional(Limit) }, closed)

/** `GET /v1/report-counts?…` */
export const CountsQuery = Type.Object({ party: Type.Optional(PartyName), limit: Type.Optional(Limit) }, closed)

/** A report without what is sealed in it. */
export const Report = Type.Object({
  id: Uuid, party: PartyName, reporter: Uuid, reportedUser: Uuid, reportedParty: Type.Optional(PartyName), messages: Type.Integer(), receivedAt: Time, bytes: Type.Integer(),
}, closed)

/** A page of them; `next` is the cursor where more may follow. */
export const Reports = Type.Object({ reports: Type.Array(Report), next: Type.Optional(Uuid) }, closed)

/** Reported users, most reporters first, and a provider as a whole where one was asked for. */
export const ReportCounts = Type.Object({
  users: Type.Array(Type.Object({ reportedUser: Uuid, reportedParty: Type.Optional(PartyName), reporters: Type.Integer(), lastAt: Time }, closed)),
  party: Type.Optional(Type.Object({ party: PartyName, reporters: Type.Integer(), users: Type.Integer() }, closed)),
}, closed)

/** Path of a report. */
export const ReportPath = Type.Object({ id: Uuid }, closed)

/** A report to be opened elsewhere; see `SealedReportFile`. */
export const SealedReport = Type.Object({
  drawbridge: Type.Literal('sealed-report/1'), reportId: Uuid, party: PartyName, reporter: Uuid, reportedUser: Uuid, reportedParty: Type.Union([PartyName, Type.Null()]),
  receivedAtMs: Type.Integer(), messages: Type.Integer(), checked: Type.String(), sealed: Type.String(),
}, closed)

/** Body of a drop; `founded`: whoever reported stays counted. */
export const Drop = Type.Object({ reason: Reason.properties.reason, founded: Type.Optional(Type.Boolean()) }, closed)

/** Answer to a drop. */
export const Dropped = Type.Object({ dropped: Type.Literal(true) }, closed)

/** The public keys of franks; see `FrankKeysFile`. */
export const FrankKeys = Type.Object({
  drawbridge: Type.Literal('frank-keys/1'), keys: Type.Array(Type.Object({ epoch: Type.Integer(), key: Jwk }, closed)),
}, closed)
