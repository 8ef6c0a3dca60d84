// SPDX-License-Identifier: AGPL-3.0-only
// What is known of sealed files; their bytes are elsewhere. No foreign key to users: bytes outlive whoever sent or awaited them, until they are deleted.
import { sql } from '../../drizzle.ts'
import { blob, foreignKey, index, integer, primaryKey, sqliteTable, text, unique } from '../drizzle.ts'
import type { AttachmentDirection, AttachmentId, AttachmentState } from '../../../model/attachments.ts'
import type { DeviceId, PartyId, UserId } from '../../../model/ids.ts'

/**
 * {@link AttachmentRow}. `hasBytes` is 1 from its making until its bytes are known to be gone. `fetchAt` is when it is to be
 * fetched, or until when a node is at it; NULL unless it is hosted, bound and pending.
 */
export const attachments = sqliteTable('attachments', {
  recipientUser: text().$type<UserId>().notNull(),
  id: text().$type<AttachmentId>().primaryKey(),
  senderUser: text().$type<UserId>().notNull(),
  senderParty: text().$type<PartyId>().notNull(),
  senderDevice: integer().$type<DeviceId>().notNull(),
  recipientParty: text().$type<PartyId>().notNull(),
  state: text().$type<AttachmentState>().notNull(),
  isBound: integer().notNull().default(0),
  hasBytes: integer().notNull().default(1),
  sizeBytes: integer().notNull(),
  receivedBytes: integer().notNull().default(0),
  createdAt: integer().notNull(),
  expiresAt: integer().notNull(),
  fetchAt: integer(),
  attempts: integer().notNull().default(0),
  sha256: blob({ mode: 'buffer' }).notNull(),
  host: text(),
  path: text(),
}, (table) => [
  unique('attachments_recipient').on(table.recipientUser, table.id), index('attachments_sender').on(table.senderUser),
  index('attachments_end').on(table.hasBytes, table.expiresAt), index('attachments_fetch').on(table.fetchAt).where(sql`"fetchAt" IS NOT NULL`),
])

/** The devices of the recipient that an attachment is bound to, and which of them have it. */
export const attachmentDevices = sqliteTable('attachmentDevices', {
  user: text().$type<UserId>().notNull(),
  attachment: text().$type<AttachmentId>().notNull(),
  deviceId: integer().$type<DeviceId>().notNull(),
  isDone: integer().notNull().default(0),
}, (table) => [
  primaryKey({ columns: [table.user, table.attachment, table.deviceId] }),
  foreignKey({
    name: 'attachmentDevices_attachment', columns: [table.user, table.attachment], foreignColumns: [attachments.recipientUser, attachments.id],
  }).onDelete('cascade'),
])

/** {@link TicketRow} by the hash of the ticket. */
export const attachmentTickets = sqliteTable('attachmentTickets', {
  hash: blob({ mode: 'buffer' }).primaryKey(),
  attachment: text().$type<AttachmentId>().notNull().references(() => attachments.id, { onDelete: 'cascade' }),
  user: text().$type<UserId>().notNull(),
  party: text().$type<PartyId>().notNull(),
  deviceId: integer().$type<DeviceId>().notNull(),
  direction: text().$type<AttachmentDirection>().notNull(),
  expiresAt: integer().notNull(),
  bytesLeft: integer().notNull(),
}, (table) => [index('attachmentTickets_attachment').on(table.attachment), index('attachmentTickets_end').on(table.expiresAt)])

/**
 * What counts against a sender's quota, and until when. Apart from the attachment, and without a word of whom it was for: whatever becomes of that one, this
 * stays as it is.
 */
export const attachmentCounts = sqliteTable('attachmentCounts', {
  attachment: text().$type<AttachmentId>().primaryKey(),
  party: text().$type<PartyId>().notNull(),
  user: text().$type<UserId>().notNull(),
  bytes: integer().notNull(),
  countedUntil: integer().notNull(),
}, (table) => [index('attachmentCounts_user').on(table.user), index('attachmentCounts_end').on(table.countedUntil)])

/** The sums of {@link attachmentCounts} of a user; of its party as a whole where `user` is empty. */
export const attachmentUsage = sqliteTable('attachmentUsage', {
  party: text().$type<PartyId>().notNull(),
  user: text().$type<UserId | ''>().notNull(),
  count: integer().notNull(),
  bytes: integer().notNull(),
}, (table) => [primaryKey({ columns: [table.party, table.user] })])
