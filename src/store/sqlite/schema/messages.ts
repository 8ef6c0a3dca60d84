// SPDX-License-Identifier: AGPL-3.0-only
// No foreign keys here: these are the rows of every message, and what they point at may go before them.
import { sql } from 'drizzle-orm/sql/sql'
import { blob } from 'drizzle-orm/sqlite-core/columns/blob'
import { integer } from 'drizzle-orm/sqlite-core/columns/integer'
import { text } from 'drizzle-orm/sqlite-core/columns/text'
import { index, uniqueIndex } from 'drizzle-orm/sqlite-core/indexes'
import { primaryKey } from 'drizzle-orm/sqlite-core/primary-keys'
import { sqliteTable } from 'drizzle-orm/sqlite-core/table'
import type { DeviceId, PartyId, SubmissionId, UserId } from '../../../model/ids.ts'

/**
 * The lanes that ever carried something. A mailbox row names its lane by number: three random UUIDs fewer in its indexes,
 * so an append dirties one random page instead of three (measured: a quarter less CPU, and text UUIDs then cost what
 * blobs do).
 */
export const lanes = sqliteTable('lanes', {
  lane: integer().primaryKey(),
  recipientUser: text().$type<UserId>().notNull(),
  recipientDevice: integer().$type<DeviceId>().notNull(),
  senderUser: text().$type<UserId>().notNull(),
  lastSequence: integer().notNull(),
}, (table) => [
  uniqueIndex('lanes_pair').on(table.recipientUser, table.recipientDevice, table.senderUser),
  index('lanes_sender').on(table.senderUser),
])

/** {@link MailboxRow} without what its lane says. Ids are never used again: readers page by them. */
export const mailbox = sqliteTable('mailbox', {
  id: integer().primaryKey({ autoIncrement: true }),
  recipientParty: text().$type<PartyId>().notNull(),
  lane: integer().notNull(),
  senderDevice: integer().$type<DeviceId>().notNull(),
  submissionId: text().$type<SubmissionId>().notNull(),
  laneSequence: integer().notNull(),
  gatewayTimeMs: integer().notNull(),
  expiresAt: integer().notNull(),
  attempt: integer().notNull().default(0),
  withheld: integer().notNull().default(0),
  urgent: integer().notNull(),
  frankEpoch: integer().notNull(),
  commitment: blob({ mode: 'buffer' }).notNull(),
  frank: blob({ mode: 'buffer' }).notNull(),
  envelope: blob({ mode: 'buffer' }).notNull(),
}, (table) => [
  index('mailbox_party').on(table.recipientParty).where(sql`withheld = 0`),
  index('mailbox_lane').on(table.lane),
  index('mailbox_expiry').on(table.expiresAt),
])

/** {@link SubmissionRecord} by sender device and submission id; `places` is JSON. */
export const submissions = sqliteTable('submissions', {
  senderUser: text().$type<UserId>().notNull(),
  senderDevice: integer().$type<DeviceId>().notNull(),
  submissionId: text().$type<SubmissionId>().notNull(),
  digest: blob({ mode: 'buffer' }).notNull(),
  gatewayTimeMs: integer().notNull(),
  places: text().notNull(),
  rememberUntil: integer().notNull(),
}, (table) => [
  primaryKey({ columns: [table.senderUser, table.senderDevice, table.submissionId] }),
  index('submissions_end').on(table.rememberUntil),
])

/** {@link EventRow}, and the other user that the body shows, whose erasure ends it. Ids are never used again: readers page by them. */
export const events = sqliteTable('events', {
  id: integer().primaryKey({ autoIncrement: true }),
  party: text().$type<PartyId>().notNull(),
  user: text().$type<UserId>().notNull(),
  timeMs: integer().notNull(),
  bodySealed: blob({ mode: 'buffer' }).notNull(),
  about: text().$type<UserId>(),
}, (table) => [
  index('events_party').on(table.party), index('events_user').on(table.user),
  index('events_about').on(table.about).where(sql`about IS NOT NULL`),
])
