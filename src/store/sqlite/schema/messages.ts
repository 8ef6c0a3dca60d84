// SPDX-License-Identifier: AGPL-3.0-only
// No foreign keys here: these are the rows of every message, and what they point at may go before them.
import { sql } from '../../drizzle.ts'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from '../drizzle.ts'
import type { DeviceId, InstanceName, PartyId, SubmissionId, UserId } from '../../../model/ids.ts'
import type { Ending } from '../../rows.ts'

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
  /** Bytes of all envelopes that ever were in it. */
  totalBytes: integer().notNull().default(0),
}, (table) => [
  uniqueIndex('lanes_pair').on(table.recipientUser, table.recipientDevice, table.senderUser),
  index('lanes_sender').on(table.senderUser),
])

/**
 * {@link MailboxRow} without what its lane says. Ids are never used again: readers page by them. `withheld` is 0 for a row
 * that waits, 1 where standing changed, 2 where it parks. `laneBytes` is the lane's `totalBytes` with this row.
 */
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
  laneBytes: integer().notNull().default(0),
  commitment: blob({ mode: 'buffer' }).notNull(),
  frank: blob({ mode: 'buffer' }).notNull(),
  envelope: blob({ mode: 'buffer' }).notNull(),
}, (table) => [
  index('mailbox_party').on(table.recipientParty).where(sql`withheld = 0`),
  index('mailbox_parked').on(table.recipientParty).where(sql`withheld = 2`),
  index('mailbox_urgent').on(table.recipientParty).where(sql`urgent = 1 AND withheld = 0`),
  index('mailbox_lane').on(table.lane),
  index('mailbox_expiry').on(table.expiresAt),
])

/** {@link SubmissionRecord} by sender device and submission id; `places` is JSON, each place with the id of its mailbox row. */
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

/** What became of mailbox rows that are gone, by their ids; both indexes grow at their ends only. */
export const traces = sqliteTable('traces', {
  id: integer().primaryKey(),
  recipientParty: text().$type<PartyId>().notNull(),
  ending: text().$type<Ending>().notNull(),
  attempts: integer().notNull(),
  pushedAtMs: integer().notNull(),
  endedAtMs: integer().notNull(),
}, (table) => [index('traces_end').on(table.endedAtMs)])

/** {@link Position}. */
export const positions = sqliteTable('positions', {
  party: text().$type<PartyId>().notNull(),
  instance: text().$type<InstanceName>().notNull(),
  tokenHash: blob({ mode: 'buffer' }).notNull(),
  flights: text().notNull(),
  keepUntil: integer().notNull(),
}, (table) => [primaryKey({ columns: [table.party, table.instance] }), index('positions_end').on(table.keepUntil)])

/**
 * {@link EventRow}, and the other user that the body shows, whose erasure ends it. Ids are never used again: readers page by them.
 * `aside` is 1 for one that could not be opened when it was its turn.
 */
export const events = sqliteTable('events', {
  id: integer().primaryKey({ autoIncrement: true }),
  party: text().$type<PartyId>().notNull(),
  user: text().$type<UserId>().notNull(),
  timeMs: integer().notNull(),
  bodySealed: blob({ mode: 'buffer' }).notNull(),
  about: text().$type<UserId>(),
  aside: integer().notNull().default(0),
}, (table) => [
  index('events_party').on(table.party), index('events_user').on(table.user), index('events_aside').on(table.party).where(sql`aside = 1`),
  index('events_about').on(table.about).where(sql`about IS NOT NULL`),
])
