// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId } from '../../../model/attachments.ts'
import type { PartyId } from '../../../model/ids.ts'
import type { Admitted } from '../../../model/proofs/admitted.ts'
import { fullFor, MAX_TICKETS, requireSamePair } from '../../attachments.ts'
import type { AttachmentQuota, AttachmentRow, AttachmentUsage, CreateOutcome, NewAttachment, NewTicket, Postponed } from '../../attachments.ts'
import { oneByOne } from '../job.ts'
import type { WriteContext } from '../job.ts'
import { attachmentRow } from '../read/attachments.ts'
import type { AttachmentRecord } from '../read/attachments.ts'
import { attachments } from '../schema/attachments.ts'
import { insertRecord, statement } from '../statement.ts'
import { stampsHold } from './versions.ts'

const COLUMNS = ['id', 'senderParty', 'senderUser', 'senderDevice', 'recipientParty', 'recipientUser', 'host', 'path', 'sizeBytes', 'sha256', 'state', 'createdAt', 'expiresAt']
const INSERT = insertRecord(attachments, COLUMNS)
// What the party's users have used is counted by whoever holds the party's row, so that two nodes never see the same room.
const HOLD_USAGE = statement<AttachmentUsage>(`
  INSERT INTO "attachmentUsage" ("party", "user", "count", "bytes") VALUES ($1, '', 0, 0)
  ON CONFLICT ("party", "user") DO UPDATE SET "count" = "attachmentUsage"."count" RETURNING "count", "bytes"`)
const USAGE = statement<AttachmentUsage>('SELECT "count", "bytes" FROM "attachmentUsage" WHERE "party" = $1 AND "user" = $2')
const ADD_USAGE = statement(`
  INSERT INTO "attachmentUsage" AS u ("party", "user", "count", "bytes") VALUES ($1, '', 1, $3), ($1, $2, 1, $3)
  ON CONFLICT ("party", "user") DO UPDATE SET "count" = u."count" + 1, "bytes" = u."bytes" + excluded."bytes"`)

const COUNT = statement('INSERT INTO "attachmentCounts" ("attachment", "party", "user", "bytes", "countedUntil") VALUES ($1, $2, $3, $4, $5)')

interface Creation { readonly row: NewAttachment; readonly quota: AttachmentQuota; readonly proof: Admitted; readonly ticket: NewTicket | undefined }

/** Stores an attachment with its first ticket, and counts it. */
export const createAttachment = oneByOne<Creation, CreateOutcome>(async (context, { row, quota, proof, ticket }) => {
  const { session } = context
  requireSamePair(row, proof)
  if (!await stampsHold(context, proof.versions)) return { moved: true }
  const party = await session.one(HOLD_USAGE, [row.senderParty])
  const full = fullFor(row, quota, { user: await session.one(USAGE, [row.senderParty, row.senderUser]), party })
  if (full) return { full }
  const { source, ...fields } = row
  const [host, path] = source.from === 'host' ? [source.host, source.path] : [null, null]
  await session.run(INSERT.statement, INSERT.values({ ...fields, host, path, state: 'pending' }))
  await session.run(COUNT, [row.id, row.senderParty, row.senderUser, row.sizeBytes, row.expiresAt])
  await session.run(ADD_USAGE, [row.senderParty, row.senderUser, row.sizeBytes])
  if (ticket) await insertTicket(context, ticket)
  return { created: true }
})

const TICKET = statement(`
  INSERT INTO "attachmentTickets" ("hash", "attachment", "user", "party", "deviceId", "direction", "expiresAt", "bytesLeft")
  SELECT $1::bytea, "id", $3::uuid, $4::text, $5::smallint, $6::text, $7::bigint, $8::bigint FROM "attachments" WHERE "id" = $2 AND "hasBytes" FOR KEY SHARE`)

const insertTicket = async ({ session }: WriteContext, { hash, attachment, user, party, deviceId, direction, expiresAt, bytes }: NewTicket): Promise<undefined> => {
  await session.run(TICKET, [hash, attachment, user, party, deviceId, direction, expiresAt, bytes])
}

const SAME = '"attachment" = $2 AND "user" = $3 AND "deviceId" = $4 AND "direction" = $5 AND "hash" <> $1'
const MAKE_ROOM = statement(`
  DELETE FROM "attachmentTickets" WHERE ${SAME} AND "hash" NOT IN (
    SELECT "hash" FROM "attachmentTickets" WHERE ${SAME} ORDER BY "expiresAt" DESC LIMIT ${String(MAX_TICKETS - 1)})`)

/** Keeps a ticket to what has bytes, in the place of the device's oldest one where it has as many as it may. */
export const addTicket = oneByOne<NewTicket, undefined>(async (context, ticket) => {
  await insertTicket(context, ticket)
  await context.session.run(MAKE_ROOM, [ticket.hash, ticket.attachment, ticket.user, ticket.deviceId, ticket.direction])
})

const SPEND = statement<{ readonly bytesLeft: number }>(
  'UPDATE "attachmentTickets" SET "bytesLeft" = "bytesLeft" - $2::bigint WHERE "hash" = $1 AND "bytesLeft" >= $2::bigint RETURNING "bytesLeft"')

const USE_UP = statement('UPDATE "attachmentTickets" SET "bytesLeft" = 0 WHERE "hash" = $1')

/** Takes bytes off a ticket, or all that it has where it has not as many: what could not be paid has passed all the same. */
export const spendTicket = oneByOne<{ readonly hash: Uint8Array; readonly bytes: number }, number | undefined>(async ({ session }, { hash, bytes }) => {
  const left = await session.one(SPEND, [hash, bytes])
  if (!left) await session.run(USE_UP, [hash])
  return left?.bytesLeft
})

const ADVANCE = statement(`
  UPDATE "attachments" SET "receivedBytes" = $3 WHERE "id" = $1 AND "state" = 'pending' AND "receivedBytes" = $2 AND $3::bigint BETWEEN 0 AND "sizeBytes"`)

/** Notes how far an upload came. */
export const advanceAttachment = oneByOne<{ readonly id: AttachmentId; readonly from: number; readonly to: number }, boolean>(
  async ({ session }, { id, from, to }) => await session.run(ADVANCE, [id, from, to]) > 0)

const CLAIM = statement<AttachmentRecord>(`
  UPDATE "attachments" SET "fetchAt" = $2 WHERE "id" = ANY (ARRAY(
    SELECT "id" FROM "attachments" WHERE "fetchAt" <= $1 AND "expiresAt" > $1 AND "senderParty" <> ALL ($4::text[])
      AND NOT EXISTS (SELECT 1 FROM "parties" p WHERE p."party" = "senderParty" AND p."state" = 'suspended')
    ORDER BY "fetchAt" LIMIT $3 FOR UPDATE SKIP LOCKED)) RETURNING *`)

/** Leases what is to be fetched now. */
export const claimFetches = oneByOne<{ readonly now: number; readonly leaseUntil: number; readonly limit: number; readonly except: readonly PartyId[] }, AttachmentRow[]>(
  async ({ session }, { now, leaseUntil, limit, except }) => (await session.all(CLAIM, [now, leaseUntil, limit, except])).map(attachmentRow))

const POSTPONE = statement<{ readonly attempts: number }>(
  'UPDATE "attachments" SET "fetchAt" = $3, "attempts" = "attempts" + $4 WHERE "id" = $1 AND "fetchAt" = $2 RETURNING "attempts"')

/** Has it fetched another time. */
export const postponeFetch = oneByOne<Postponed & { readonly id: AttachmentId }, number | undefined>(
  async ({ session }, { id, lease, at, isTry }) => (await session.one(POSTPONE, [id, lease, at, isTry ? 1 : 0]))?.attempts)
