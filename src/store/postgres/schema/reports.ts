// SPDX-License-Identifier: AGPL-3.0-only
// Reports to the operator. No foreign key to users: a report outlives whoever made it and whoever it is about, until its time is over.
import { index, pgTable, primaryKey, smallint, text, uuid } from '../drizzle.ts'
import type { PartyId, UserId } from '../../../model/ids.ts'
import type { ReportId } from '../../../model/reports.ts'
import { bytea, whole } from './columns.ts'

/** {@link StoredReport}. */
export const reports = pgTable('reports', {
  id: uuid().$type<ReportId>().primaryKey(),
  reporter: uuid().$type<UserId>().notNull(),
  reportedUser: uuid().$type<UserId>().notNull(),
  receivedAt: whole().notNull(),
  messages: smallint().notNull(),
  party: text().$type<PartyId>().notNull(),
  reportedParty: text().$type<PartyId>(),
  checked: bytea().notNull(),
  sealed: bytea().notNull(),
}, (table) => [
  index('reports_party').on(table.party), index('reports_reporter').on(table.reporter, table.receivedAt), index('reports_age').on(table.receivedAt),
])

/** That a report was taken, by whom and with which bytes: what a repetition is answered by, and a day counted by. Stays when the report is dropped. */
export const takenReports = pgTable('takenReports', {
  id: uuid().$type<ReportId>().primaryKey(),
  reporter: uuid().$type<UserId>().notNull(),
  receivedAt: whole().notNull(),
  digest: bytea().notNull(),
}, (table) => [index('takenReports_reporter').on(table.reporter, table.receivedAt), index('takenReports_age').on(table.receivedAt)])

/** Which messages were reported: a hash for each, for as long as it can be reported. Stays when a report is dropped. */
export const reportedMessages = pgTable('reportedMessages', {
  contextHash: bytea().primaryKey(),
  reportedAt: whole().notNull(),
}, (table) => [index('reportedMessages_age').on(table.reportedAt)])

/** Who reported whom at all: one row for each pair, the reporter as a keyed hash. */
export const reporters = pgTable('reporters', {
  reportedUser: uuid().$type<UserId>().notNull(),
  lastAt: whole().notNull(),
  reporterHash: bytea().notNull(),
  reportedParty: text().$type<PartyId>(),
}, (table) => [
  primaryKey({ columns: [table.reportedUser, table.reporterHash] }), index('reporters_party').on(table.reportedParty, table.reporterHash),
  index('reporters_age').on(table.lastAt),
])
