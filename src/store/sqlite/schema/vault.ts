// SPDX-License-Identifier: AGPL-3.0-only
// What vaults keep here: all of it sealed by them, and gone with its user.
import { blob, foreignKey, index, integer, primaryKey, sqliteTable, text } from '../drizzle.ts'
import type { LostReason } from '../../../model/answers.ts'
import type { DeviceId, SubmissionId, UserId } from '../../../model/ids.ts'
import type { VaultPrekeyName } from '../../rows.ts'
import { submissions } from './messages.ts'
import { users } from './people.ts'

/** {@link VaultAccountRow}. */
export const vaultAccounts = sqliteTable('vaultAccounts', {
  user: text().$type<UserId>().primaryKey().references(() => users.user, { onDelete: 'cascade' }),
  version: integer().notNull(),
  wrappedKey: blob({ mode: 'buffer' }).notNull(),
  state: blob({ mode: 'buffer' }).notNull(),
  lastingAt: integer().notNull().default(0),
}, (table) => [index('vaultAccounts_lasting').on(table.lastingAt), index('vaultAccounts_wrapping').on(table.wrappedKey)])

/** {@link VaultPrekeyRow}. */
export const vaultPrekeys = sqliteTable('vaultPrekeys', {
  user: text().$type<UserId>().notNull().references(() => vaultAccounts.user, { onDelete: 'cascade' }),
  kind: text().$type<VaultPrekeyName['kind']>().notNull(),
  id: integer().notNull(),
  bytes: blob({ mode: 'buffer' }).notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.kind, table.id] })])

/** {@link VaultConversationRow}. */
export const vaultConversations = sqliteTable('vaultConversations', {
  user: text().$type<UserId>().notNull().references(() => vaultAccounts.user, { onDelete: 'cascade' }),
  peer: text().$type<UserId>().notNull(),
  version: integer().notNull(),
  state: blob({ mode: 'buffer' }).notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.peer] }), index('vaultConversations_peer').on(table.peer)])

/** {@link VaultSentRow}. */
export const vaultSent = sqliteTable('vaultSent', {
  user: text().$type<UserId>().notNull(),
  device: integer().$type<DeviceId>().notNull(),
  submissionId: text().$type<SubmissionId>().notNull(),
  peer: text().$type<UserId>().notNull(),
  sentAtMs: integer().notNull(),
  spoken: text().$type<SubmissionId>().notNull(),
  resends: integer().notNull(),
  content: text().notNull(),
  epochKey: text().notNull(),
}, (table) => [
  primaryKey({ columns: [table.user, table.device, table.submissionId] }),
  // It is of use as long as somebody may ask for the submission again, and that is how long the submission is remembered.
  foreignKey({
    name: 'vaultSent_submission', columns: [table.user, table.device, table.submissionId],
    foreignColumns: [submissions.senderUser, submissions.senderDevice, submissions.submissionId],
  }).onDelete('cascade'),
  index('vaultSent_pair').on(table.user, table.peer, table.sentAtMs), index('vaultSent_peer').on(table.peer),
])

/** {@link VaultAwaitedRow}. */
export const vaultAwaited = sqliteTable('vaultAwaited', {
  user: text().$type<UserId>().notNull().references(() => vaultAccounts.user, { onDelete: 'cascade' }),
  submissionId: text().$type<SubmissionId>().notNull(),
  peer: text().$type<UserId>().notNull(),
  peerDevice: integer().$type<DeviceId>().notNull(),
  failed: text().$type<SubmissionId>().notNull(),
  gatewayTimeMs: integer().notNull(),
  failures: integer().notNull(),
  reason: text().$type<LostReason>().notNull(),
  untilMs: integer().notNull(),
}, (table) => [
  primaryKey({ columns: [table.user, table.submissionId] }), index('vaultAwaited_peer').on(table.peer), index('vaultAwaited_end').on(table.untilMs),
])

/** {@link VaultToldRow}. */
export const vaultTold = sqliteTable('vaultTold', {
  user: text().$type<UserId>().notNull().references(() => vaultAccounts.user, { onDelete: 'cascade' }),
  peer: text().$type<UserId>().notNull(),
  identityKey: blob({ mode: 'buffer' }).notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.peer] }), index('vaultTold_peer').on(table.peer)])
