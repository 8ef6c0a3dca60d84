// SPDX-License-Identifier: AGPL-3.0-only
import type { PgTable } from 'drizzle-orm/pg-core'
import { getTableColumns, getTableName } from '../drizzle.ts'
import { agreements, offers } from '../postgres/schema/agreements.ts'
import { attachmentCounts, attachmentDevices, attachments, attachmentTickets, attachmentUsage } from '../postgres/schema/attachments.ts'
import { auditCheckpoints, auditEntries, auditHead } from '../postgres/schema/audit.ts'
import { devices, ecPrekeys, kyberPrekeys, retiredDevices } from '../postgres/schema/devices.ts'
import { enforcement } from '../postgres/schema/enforcement.ts'
import { feeds } from '../postgres/schema/feeds.ts'
import { events, lanes, mailbox, positions, submissions, traces } from '../postgres/schema/messages.ts'
import { choices, consents, erasedUsers, erasures, parties, persons, users } from '../postgres/schema/people.ts'
import { reportedMessages, reporters, reports, takenReports } from '../postgres/schema/reports.ts'
import { invites } from '../postgres/schema/invites.ts'
import { issuerLists, redeemedTokens, requests } from '../postgres/schema/requests.ts'
import { targets, usage } from '../postgres/schema/usage.ts'
import { untaken } from '../postgres/schema/untaken.ts'
import { vaultAccounts, vaultAwaited, vaultConversations, vaultPrekeys, vaultSent, vaultTold } from '../postgres/schema/vault.ts'

/** A table that both drivers have, under the same names. */
export interface CopiedTable {
  readonly name: string
  readonly columns: readonly string[]
  /** Numbers in SQLite that are yes and no in PostgreSQL. */
  readonly flags: ReadonlySet<string>
  /** The column that gets the next number by itself, if one does. */
  readonly numbered: string | undefined
}

const copied = (table: PgTable, numbered?: string): CopiedTable => {
  const columns = Object.entries(getTableColumns(table))
  return {
    name: getTableName(table), columns: columns.map(([name]) => name), numbered,
    flags: new Set(columns.filter(([, column]) => column.dataType === 'boolean').map(([name]) => name)),
  }
}

/** All of them; a row stands after those that it points to. */
export const TABLES: readonly CopiedTable[] = [
  copied(parties), copied(persons, 'person'), copied(choices), copied(users), copied(erasedUsers), copied(erasures), copied(consents),
  copied(devices), copied(retiredDevices), copied(ecPrekeys), copied(kyberPrekeys), copied(requests), copied(invites), copied(redeemedTokens), copied(issuerLists),
  copied(lanes, 'lane'), copied(mailbox, 'id'), copied(submissions), copied(traces), copied(positions), copied(events, 'id'), copied(feeds), copied(untaken),
  copied(vaultAccounts), copied(vaultPrekeys), copied(vaultConversations), copied(vaultSent), copied(vaultAwaited), copied(vaultTold),
  copied(attachments), copied(attachmentDevices), copied(attachmentTickets), copied(attachmentCounts), copied(attachmentUsage),
  copied(reports), copied(takenReports), copied(reporters), copied(reportedMessages), copied(usage), copied(targets), copied(enforcement), copied(agreements), copied(offers),
  copied(auditEntries), copied(auditHead), copied(auditCheckpoints),
]
