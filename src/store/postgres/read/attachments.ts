// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId } from '../../../model/attachments.ts'
import type { DeviceId, PartyId, UserId } from '../../../model/ids.ts'
import type { AttachmentRow, TicketRow } from '../../attachments.ts'
import { BUCKET, toBucket } from '../../bucket.ts'
import type { attachments } from '../schema/attachments.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'
import type { RecordOf } from '../statement.ts'

/** What PostgreSQL gives for an attachment. */
export type AttachmentRecord = RecordOf<typeof attachments>
type TicketRecord = AttachmentRecord & Pick<TicketRow, 'deviceId' | 'direction' | 'bytesLeft' | 'isPartyLive'>
  & { readonly ticketUser: UserId; readonly ticketParty: PartyId; readonly ticketExpiresAt: number }

const ONE = statement<AttachmentRecord>('SELECT * FROM "attachments" WHERE "id" = $1')
const FOR_DEVICE = statement<AttachmentRecord>(`
  SELECT a.* FROM "attachmentDevices" d JOIN "attachments" a ON a."id" = d."attachment"
  WHERE d."user" = $1 AND d."attachment" = $2 AND d."deviceId" = $3 AND NOT d."isDone"`)
const TICKET = statement<TicketRecord>(`
  SELECT a.*, t."user" AS "ticketUser", t."party" AS "ticketParty", t."deviceId", t."direction", t."expiresAt" AS "ticketExpiresAt", t."bytesLeft",
    EXISTS (SELECT 1 FROM "parties" p WHERE p."party" = t."party" AND p."state" = 'live') AS "isPartyLive"
  FROM "attachmentTickets" t JOIN "attachments" a ON a."id" = t."attachment" WHERE t."hash" = $1`)
const NEEDED = statement<{ readonly id: AttachmentId }>('SELECT "id" FROM "attachments" WHERE "id" = ANY ($1::uuid[]) AND "hasBytes"')
const ENDED = statement<AttachmentRecord>('SELECT * FROM "attachments" WHERE "hasBytes" AND "expiresAt" <= $1 ORDER BY "expiresAt" LIMIT $2')
const COUNTER = statement<{ readonly value: number }>('SELECT "value" FROM "counters" WHERE "name" = $1')

/** Reads of attachments, the tickets to them, and the bucket that they lie in. */
export const createAttachmentReads = ({ all, one }: Session) => ({
  attachment: async (id: AttachmentId): Promise<AttachmentRow | undefined> => rowOrNone(await one(ONE, [id])),
  attachmentFor: async (id: AttachmentId, user: UserId, device: DeviceId): Promise<AttachmentRow | undefined> => rowOrNone(await one(FOR_DEVICE, [user, id, device])),
  ticket: async (hash: Uint8Array): Promise<TicketRow | undefined> => {
    const found = await one(TICKET, [hash])
    return found && {
      attachment: attachmentRow(found), user: found.ticketUser, party: found.ticketParty, deviceId: found.deviceId, direction: found.direction,
      expiresAt: found.ticketExpiresAt, bytesLeft: found.bytesLeft, isPartyLive: found.isPartyLive,
    }
  },
  neededAttachments: async (ids: readonly AttachmentId[]): Promise<AttachmentId[]> => (await all(NEEDED, [ids])).map(({ id }) => id),
  endedAttachments: async (now: number, limit: number): Promise<AttachmentRow[]> => (await all(ENDED, [now, limit])).map(attachmentRow),
  bucket: async () => toBucket((await one(COUNTER, [BUCKET]))?.value),
})

const rowOrNone = (record: AttachmentRecord | undefined): AttachmentRow | undefined => record && attachmentRow(record)

/** An attachment from its record. */
export const attachmentRow = (record: AttachmentRecord): AttachmentRow => {
  const { id, senderParty, senderUser, senderDevice, recipientParty, recipientUser, host, path, sizeBytes, sha256, state, receivedBytes, isBound, createdAt, expiresAt } = record
  const source = host === null || path === null ? { from: 'upload' } as const : { from: 'host', host, path } as const
  return { id, senderParty, senderUser, senderDevice, recipientParty, recipientUser, source, sizeBytes, sha256, state, receivedBytes, isBound, createdAt, expiresAt }
}
