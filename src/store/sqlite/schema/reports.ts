// SPDX-License-Identifier: AGPL-3.0-only
// Reports to the operator. No foreign key to users: a report outlives whoever made it and whoever it is about, until its time is over.
import { blob, index, integer, primaryKey, sqliteTable, text } from '../drizzle.ts'
import type { PartyId, UserId } from '../../../model/ids.ts'
import type { ReportId } from '../../../model/reports.ts'

/** {@link StoredReport}. */
export const reports = sqliteTable('reports', {
  id: text().$type<ReportId>().primaryKey(),
  party: text().$type<PartyId>().notNull(),
  reporter: text().$type<UserId>().notNull(),
  reportedUser: text().$type<UserId>().notNull(),
  reportedParty: text().$type<PartyId>(),
  messages: integer().notNull(),
  receivedAt: integer().notNull(),
  checked: blob({ mode: 'buffer' }).notNull(),
  sealed: blob({ mode: 'buffer' }).notNull(),
}, (table) => [
  index('reports_party').on(table.party), index('reports_reporter').on(table.reporter, table.receivedAt), index('reports_age').on(table.receivedAt),
])

/** That a report was taken, by whom and with which bytes: what a repetition is answered by, and a day counted by. Stays when the report is dropped. */
export const takenReports = sqliteTable('takenReports', {
  id: text().$type<ReportId>().primaryKey(),
  reporter: text().$type<UserId>().notNull(),
  receivedAt: integer().notNull(),
  digest: blob({ mode: 'buffer' }).notNull(),
}, (table) => [index('takenReports_reporter').on(table.reporter, table.receivedAt), index('takenReports_age').on(table.receivedAt)])

/** Which messages were reported: a hash for each, for as long as it can be reported. Stays when a report is dropped. */
export const reportedMessages = sqliteTable('reportedMessages', {
  contextHash: blob({ mode: 'buffer' }).primaryKey(),
  reportedAt: integer().notNull(),
}, (table) => [index('reportedMessages_age').on(table.reportedAt)])

/** Who reported whom at all: one row for each pair, the reporter as a keyed hash. */
export const reporters = sqliteTable('reporters', {
  reportedUser: text().$type<UserId>().notNull(),
  reporterHash: blob({ mode: 'buffer' }).notNull(),
  reportedParty: text().$type<PartyId>(),
  lastAt: integer().notNull(),
}, (table) => [
  primaryKey({ columns: [table.reportedUser, table.reporterHash] }), index('reporters_party').on(table.reportedParty, table.reporterHash),
  index('reporters_age').on(table.lastAt),
])
