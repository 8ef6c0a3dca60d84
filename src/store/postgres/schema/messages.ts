// SPDX-License-Identifier: AGPL-3.0-only
// No foreign keys here: these are the rows of every message, and what they point at may go before them.
import { sql } from '../../drizzle.ts'
import { bigint, boolean, index, integer, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from '../drizzle.ts'
import type { DeviceId, InstanceName, PartyId, SubmissionId, UserId } from '../../../model/ids.ts'
import type { Ending } from '../../rows.ts'
import { bytea, whole } from './columns.ts'

/** The lanes that ever carried something; a mailbox row names its lane by number. */
export const lanes = pgTable('lanes', {
  recipientUser: uuid().$type<UserId>().notNull(),
  recipientDevice: smallint().$type<DeviceId>().notNull(),
  senderUser: uuid().$type<UserId>().notNull(),
  lane: bigint({ mode: 'number' }).generatedByDefaultAsIdentity().primaryKey(),
  lastSequence: whole().notNull(),
  /** Bytes of all envelopes that ever were in it. */
  totalBytes: whole().notNull(),
}, (table) => [
  uniqueIndex('lanes_pair').on(table.recipientUser, table.recipientDevice, table.senderUser),
  index('lanes_sender').on(table.senderUser),
])

/**
 * {@link MailboxRow} without what its lane says. Ids are never used again: readers page by them. `withheld` is 0 for a row
 * that waits, 1 where standing changed, 2 where it parks. `laneBytes` is the lane's `totalBytes` with this row.
 */
export const mailbox = pgTable('mailbox', {
  recipientParty: text().$type<PartyId>().notNull(),
  id: bigint({ mode: 'number' }).generatedByDefaultAsIdentity().primaryKey(),
  lane: whole().notNull(),
  laneSequence: whole().notNull(),
  laneBytes: whole().notNull(),
  gatewayTimeMs: whole().notNull(),
  expiresAt: whole().notNull(),
  submissionId: uuid().$type<SubmissionId>().notNull(),
  attempt: integer().notNull().default(0),
  frankEpoch: integer().notNull(),
  senderDevice: smallint().$type<DeviceId>().notNull(),
  withheld: smallint().notNull().default(0),
  urgent: boolean().notNull(),
  commitment: bytea().notNull(),
  frank: bytea().notNull(),
  envelope: bytea().notNull(),
}, (table) => [
  index('mailbox_party').on(table.recipientParty, table.id).where(sql`withheld = 0`),
  index('mailbox_parked').on(table.id).where(sql`withheld = 2`),
  index('mailbox_urgent').on(table.recipientParty).where(sql`urgent AND withheld = 0`),
  index('mailbox_lane').on(table.lane, table.id),
  index('mailbox_expiry').on(table.expiresAt, table.id),
])

/** {@link SubmissionRecord} by sender device and submission id; `places` is JSON, each place with the id of its mailbox row. */
export const submissions = pgTable('submissions', {
  senderUser: uuid().$type<UserId>().notNull(),
  senderDevice: smallint().$type<DeviceId>().notNull(),
  submissionId: uuid().$type<SubmissionId>().notNull(),
  gatewayTimeMs: whole().notNull(),
  rememberUntil: whole().notNull(),
  digest: bytea().notNull(),
  places: text().notNull(),
}, (table) => [
  primaryKey({ columns: [table.senderUser, table.submissionId, table.senderDevice] }),
  index('submissions_end').on(table.rememberUntil),
])

/** What became of mailbox rows that are gone, by their ids; both indexes grow at their ends only. */
export const traces = pgTable('traces', {
  id: whole().primaryKey(),
  pushedAtMs: whole().notNull(),
  endedAtMs: whole().notNull(),
  attempts: integer().notNull(),
  recipientParty: text().$type<PartyId>().notNull(),
  ending: text().$type<Ending>().notNull(),
}, (table) => [index('traces_end').on(table.endedAtMs)])

/** {@link Position}. */
export const positions = pgTable('positions', {
  party: text().$type<PartyId>().notNull(),
  instance: text().$type<InstanceName>().notNull(),
  tokenHash: bytea().notNull(),
  flights: text().notNull(),
  keepUntil: whole().notNull(),
}, (table) => [primaryKey({ columns: [table.party, table.instance] }), index('positions_end').on(table.keepUntil)])

/**
 * {@link EventRow}, and the other user that the body shows, whose erasure ends it. Ids are never used again: readers page by them.
 * `aside` says that it could not be opened when it was its turn.
 */
export const events = pgTable('events', {
  party: text().$type<PartyId>().notNull(),
  id: bigint({ mode: 'number' }).generatedByDefaultAsIdentity().primaryKey(),
  user: uuid().$type<UserId>().notNull(),
  about: uuid().$type<UserId>(),
  timeMs: whole().notNull(),
  bodySealed: bytea().notNull(),
  aside: boolean().notNull().default(false),
}, (table) => [
  index('events_party').on(table.party, table.id), index('events_user').on(table.user), index('events_aside').on(table.party).where(sql`aside`),
  index('events_about').on(table.about).where(sql`about IS NOT NULL`),
])
