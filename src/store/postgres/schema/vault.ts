// SPDX-License-Identifier: AGPL-3.0-only
// What vaults keep here: all of it sealed by them, and gone with its user.
import { foreignKey, index, integer, pgTable, primaryKey, smallint, text, uuid } from '../drizzle.ts'
import type { LostReason } from '../../../model/answers.ts'
import type { DeviceId, SubmissionId, UserId } from '../../../model/ids.ts'
import type { VaultPrekeyName } from '../../rows.ts'
import { bytea, whole } from './columns.ts'
import { submissions } from './messages.ts'
import { users } from './people.ts'

/** {@link VaultAccountRow}. */
export const vaultAccounts = pgTable('vaultAccounts', {
  user: uuid().$type<UserId>().primaryKey().references(() => users.user, { onDelete: 'cascade' }),
  version: whole().notNull(),
  wrappedKey: bytea().notNull(),
  state: bytea().notNull(),
  lastingAt: whole().notNull().default(0),
}, (table) => [index('vaultAccounts_lasting').on(table.lastingAt), index('vaultAccounts_wrapping').on(table.wrappedKey)])

/** {@link VaultPrekeyRow}. */
export const vaultPrekeys = pgTable('vaultPrekeys', {
  user: uuid().$type<UserId>().notNull().references(() => vaultAccounts.user, { onDelete: 'cascade' }),
  kind: text().$type<VaultPrekeyName['kind']>().notNull(),
  id: integer().notNull(),
  bytes: bytea().notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.kind, table.id] })])

/** {@link VaultConversationRow}. */
export const vaultConversations = pgTable('vaultConversations', {
  user: uuid().$type<UserId>().notNull().references(() => vaultAccounts.user, { onDelete: 'cascade' }),
  peer: uuid().$type<UserId>().notNull(),
  version: whole().notNull(),
  state: bytea().notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.peer] }), index('vaultConversations_peer').on(table.peer)])

/** {@link VaultSentRow}. */
export const vaultSent = pgTable('vaultSent', {
  user: uuid().$type<UserId>().notNull(),
  device: smallint().$type<DeviceId>().notNull(),
  submissionId: uuid().$type<SubmissionId>().notNull(),
  peer: uuid().$type<UserId>().notNull(),
  sentAtMs: whole().notNull(),
  spoken: uuid().$type<SubmissionId>().notNull(),
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
export const vaultAwaited = pgTable('vaultAwaited', {
  user: uuid().$type<UserId>().notNull().references(() => vaultAccounts.user, { onDelete: 'cascade' }),
  submissionId: uuid().$type<SubmissionId>().notNull(),
  peer: uuid().$type<UserId>().notNull(),
  peerDevice: smallint().$type<DeviceId>().notNull(),
  failed: uuid().$type<SubmissionId>().notNull(),
  gatewayTimeMs: whole().notNull(),
  failures: integer().notNull(),
  reason: text().$type<LostReason>().notNull(),
  untilMs: whole().notNull(),
}, (table) => [
  primaryKey({ columns: [table.user, table.submissionId] }), index('vaultAwaited_peer').on(table.peer), index('vaultAwaited_end').on(table.untilMs),
])

/** {@link VaultToldRow}. */
export const vaultTold = pgTable('vaultTold', {
  user: uuid().$type<UserId>().notNull().references(() => vaultAccounts.user, { onDelete: 'cascade' }),
  peer: uuid().$type<UserId>().notNull(),
  identityKey: bytea().notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.peer] }), index('vaultTold_peer').on(table.peer)])
