// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId } from '../../../model/attachments.ts'
import type { DeviceId, PartyId, UserId } from '../../../model/ids.ts'
import type { AttachmentRow, TicketRow } from '../../attachments.ts'
import { BUCKET, toBucket } from '../../bucket.ts'
import type { Connection } from '../connection.ts'
import { LIMIT } from '../records.ts'
import type { RecordOf } from '../records.ts'
import type { attachments } from '../schema/attachments.ts'

/** What SQLite gives for an attachment. */
export type AttachmentRecord = RecordOf<typeof attachments>
type TicketRecord = AttachmentRecord & Pick<TicketRow, 'deviceId' | 'direction' | 'bytesLeft'>
  & { readonly ticketUser: UserId; readonly ticketParty: PartyId; readonly ticketExpiresAt: number; readonly isPartyLive: number }

const FOR_DEVICE = `
  SELECT a.* FROM attachmentDevices d JOIN attachments a ON a.id = d.attachment WHERE d.user = ? AND d.attachment = ? AND d.deviceId = ? AND d.isDone = 0`
const TICKET = `
  SELECT a.*, t.user AS ticketUser, t.party AS ticketParty, t.deviceId, t.direction, t.expiresAt AS ticketExpiresAt, t.bytesLeft,
    EXISTS (SELECT 1 FROM parties p WHERE p.party = t.party AND p.state = 'live') AS isPartyLive
  FROM attachmentTickets t JOIN attachments a ON a.id = t.attachment WHERE t.hash = ?`
const NEEDED = 'SELECT id FROM attachments WHERE id IN (SELECT value FROM json_each(?)) AND hasBytes = 1'
const ENDED = `SELECT * FROM attachments WHERE hasBytes = 1 AND expiresAt <= ? ORDER BY expiresAt ${LIMIT}`

/** Reads of attachments, the tickets to them, and the bucket that they lie in. */
export const createAttachmentReads = (db: Connection) => {
  const one = db.prepare<[AttachmentId], AttachmentRecord>('SELECT * FROM attachments WHERE id = ?')
  const forDevice = db.prepare<[UserId, AttachmentId, DeviceId], AttachmentRecord>(FOR_DEVICE)
  const ticket = db.prepare<[Uint8Array], TicketRecord>(TICKET)
  const needed = db.prepare<[string], AttachmentId>(NEEDED).pluck()
  const ended = db.prepare<[number, number], AttachmentRecord>(ENDED)
  const bucket = db.prepare<[string], number>('SELECT value FROM counters WHERE name = ?').pluck()
  return {
    attachment: (id: AttachmentId): AttachmentRow | undefined => rowOrNone(one.get(id)),
    attachmentFor: (id: AttachmentId, user: UserId, device: DeviceId): AttachmentRow | undefined => rowOrNone(forDevice.get(user, id, device)),
    ticket: (hash: Uint8Array): TicketRow | undefined => {
      const found = ticket.get(hash)
      return found && {
        attachment: attachmentRow(found), user: found.ticketUser, party: found.ticketParty, deviceId: found.deviceId, direction: found.direction,
        expiresAt: found.ticketExpiresAt, bytesLeft: found.bytesLeft, isPartyLive: found.isPartyLive === 1,
      }
    },
    neededAttachments: (ids: readonly AttachmentId[]): AttachmentId[] => needed.all(JSON.stringify(ids)),
    endedAttachments: (now: number, limit: number): AttachmentRow[] => ended.all(now, limit).map(attachmentRow),
    bucket: () => toBucket(bucket.get(BUCKET)),
  }
}

const rowOrNone = (record: AttachmentRecord | undefined): AttachmentRow | undefined => record && attachmentRow(record)

/** An attachment from its record. */
export const attachmentRow = (record: AttachmentRecord): AttachmentRow => {
  const { id, senderParty, senderUser, senderDevice, recipientParty, recipientUser, host, path, sizeBytes, sha256, state, receivedBytes, createdAt, expiresAt } = record
  const source = host === null || path === null ? { from: 'upload' } as const : { from: 'host', host, path } as const
  return { id, senderParty, senderUser, senderDevice, recipientParty, recipientUser, source, sizeBytes, sha256, state, receivedBytes, isBound: record.isBound === 1, createdAt, expiresAt }
}
