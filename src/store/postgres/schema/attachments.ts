// SPDX-License-Identifier: AGPL-3.0-only
// What is known of sealed files; their bytes are elsewhere. No foreign key to users: bytes outlive whoever sent or awaited them, until they are deleted.
import { sql } from '../../drizzle.ts'
import { boolean, foreignKey, index, integer, pgTable, primaryKey, smallint, text, unique, uuid } from '../drizzle.ts'
import type { AttachmentDirection, AttachmentId, AttachmentState } from '../../../model/attachments.ts'
import type { DeviceId, PartyId, UserId } from '../../../model/ids.ts'
import { bytea, whole } from './columns.ts'

/**
 * {@link AttachmentRow}. `hasBytes` is true from its making until its bytes are known to be gone. `fetchAt` is when it is to be
 * fetched, or until when a node is at it; NULL unless it is hosted, bound and pending.
 */
export const attachments = pgTable('attachments', {
  recipientUser: uuid().$type<UserId>().notNull(),
  id: uuid().$type<AttachmentId>().primaryKey(),
  senderUser: uuid().$type<UserId>().notNull(),
  sizeBytes: whole().notNull(),
  receivedBytes: whole().notNull().default(0),
  createdAt: whole().notNull(),
  expiresAt: whole().notNull(),
  fetchAt: whole(),
  attempts: integer().notNull().default(0),
  senderDevice: smallint().$type<DeviceId>().notNull(),
  isBound: boolean().notNull().default(false),
  hasBytes: boolean().notNull().default(true),
  senderParty: text().$type<PartyId>().notNull(),
  recipientParty: text().$type<PartyId>().notNull(),
  state: text().$type<AttachmentState>().notNull(),
  sha256: bytea().notNull(),
  host: text(),
  path: text(),
}, (table) => [
  unique('attachments_recipient').on(table.recipientUser, table.id), index('attachments_sender').on(table.senderUser),
  index('attachments_end').on(table.hasBytes, table.expiresAt), index('attachments_fetch').on(table.fetchAt).where(sql`"fetchAt" IS NOT NULL`),
])

/** The devices of the recipient that an attachment is bound to, and which of them have it. */
export const attachmentDevices = pgTable('attachmentDevices', {
  user: uuid().$type<UserId>().notNull(),
  attachment: uuid().$type<AttachmentId>().notNull(),
  deviceId: smallint().$type<DeviceId>().notNull(),
  isDone: boolean().notNull().default(false),
}, (table) => [
  primaryKey({ columns: [table.user, table.attachment, table.deviceId] }),
  foreignKey({
    name: 'attachmentDevices_attachment', columns: [table.user, table.attachment], foreignColumns: [attachments.recipientUser, attachments.id],
  }).onDelete('cascade'),
])

/** {@link TicketRow} by the hash of the ticket. */
export const attachmentTickets = pgTable('attachmentTickets', {
  hash: bytea().primaryKey(),
  attachment: uuid().$type<AttachmentId>().notNull().references(() => attachments.id, { onDelete: 'cascade' }),
  user: uuid().$type<UserId>().notNull(),
  expiresAt: whole().notNull(),
  bytesLeft: whole().notNull(),
  deviceId: smallint().$type<DeviceId>().notNull(),
  party: text().$type<PartyId>().notNull(),
  direction: text().$type<AttachmentDirection>().notNull(),
}, (table) => [index('attachmentTickets_attachment').on(table.attachment), index('attachmentTickets_end').on(table.expiresAt)])

/**
 * What counts against a sender's quota, and until when. Apart from the attachment, and without a word of whom it was for: whatever becomes of that one, this
 * stays as it is.
 */
export const attachmentCounts = pgTable('attachmentCounts', {
  attachment: uuid().$type<AttachmentId>().primaryKey(),
  user: uuid().$type<UserId>().notNull(),
  bytes: whole().notNull(),
  countedUntil: whole().notNull(),
  party: text().$type<PartyId>().notNull(),
}, (table) => [index('attachmentCounts_user').on(table.user), index('attachmentCounts_end').on(table.countedUntil)])

/** The sums of {@link attachmentCounts} of a user; of its party as a whole where `user` is empty. */
export const attachmentUsage = pgTable('attachmentUsage', {
  party: text().$type<PartyId>().notNull(),
  user: text().$type<UserId | ''>().notNull(),
  count: whole().notNull(),
  bytes: whole().notNull(),
}, (table) => [primaryKey({ columns: [table.party, table.user] })])
