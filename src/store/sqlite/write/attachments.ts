// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId } from '../../../model/attachments.ts'
import type { PartyId } from '../../../model/ids.ts'
import type { Admitted } from '../../../model/proofs/admitted.ts'
import { fullFor, MAX_TICKETS, requireSamePair } from '../../attachments.ts'
import type { AttachmentQuota, AttachmentRow, CreateOutcome, NewAttachment, NewTicket, Postponed } from '../../attachments.ts'
import { attachmentRow } from '../read/attachments.ts'
import type { AttachmentRecord } from '../read/attachments.ts'
import { createUsage } from './attachment-usage.ts'
import type { WriteContext } from './context.ts'

const INSERT = `
  INSERT INTO attachments (id, senderParty, senderUser, senderDevice, recipientParty, recipientUser, host, path, sizeBytes, sha256, state, createdAt, expiresAt)
  VALUES (@id, @senderParty, @senderUser, @senderDevice, @recipientParty, @recipientUser, @host, @path, @sizeBytes, @sha256, 'pending', @createdAt, @expiresAt)`
const TICKET = `
  INSERT INTO attachmentTickets (hash, attachment, user, party, deviceId, direction, expiresAt, bytesLeft)
  SELECT @hash, id, @user, @party, @deviceId, @direction, @expiresAt, @bytes FROM attachments WHERE id = @attachment AND hasBytes = 1`
const SAME = 'attachment = @attachment AND user = @user AND deviceId = @deviceId AND direction = @direction AND hash <> @hash'
const MAKE_ROOM = `
  DELETE FROM attachmentTickets WHERE ${SAME} AND hash NOT IN (SELECT hash FROM attachmentTickets WHERE ${SAME} ORDER BY expiresAt DESC LIMIT ${String(MAX_TICKETS - 1)})`
const SPEND = 'UPDATE attachmentTickets SET bytesLeft = bytesLeft - @bytes WHERE hash = @hash AND bytesLeft >= @bytes RETURNING bytesLeft'
const USE_UP = 'UPDATE attachmentTickets SET bytesLeft = 0 WHERE hash = ?'
const ADVANCE = `
  UPDATE attachments SET receivedBytes = @to WHERE id = @id AND state = 'pending' AND receivedBytes = @from AND @to BETWEEN 0 AND sizeBytes`
const CLAIM = `
  UPDATE attachments SET fetchAt = @leaseUntil
  WHERE id IN (SELECT id FROM attachments WHERE fetchAt <= @now AND expiresAt > @now
    AND senderParty NOT IN (SELECT value FROM json_each(@except))
    AND NOT EXISTS (SELECT 1 FROM parties p WHERE p.party = senderParty AND p.state = 'suspended') ORDER BY fetchAt LIMIT (@limit + 0)) RETURNING *`
const POSTPONE = 'UPDATE attachments SET fetchAt = @at, attempts = attempts + @tries WHERE id = @id AND fetchAt = @lease RETURNING attempts'

/** Attachments and tickets as they are made and used. */
export const createAttachmentWrites = ({ db, versions }: WriteContext) => {
  const [usage, insert, ticket] = [createUsage(db), db.prepare<[Omit<NewAttachment, 'source'> & { readonly host: string | null; readonly path: string | null }]>(INSERT), db.prepare<[NewTicket]>(TICKET)]
  const spend = db.prepare<[{ readonly hash: Uint8Array; readonly bytes: number }], number>(SPEND).pluck()
  const makeRoom = db.prepare<[NewTicket]>(MAKE_ROOM)
  const useUp = db.prepare<[Uint8Array]>(USE_UP)
  const advance = db.prepare<[{ readonly id: AttachmentId; readonly from: number; readonly to: number }]>(ADVANCE)
  const claim = db.prepare<[{ readonly now: number; readonly leaseUntil: number; readonly limit: number; readonly except: string }], AttachmentRecord>(CLAIM)
  const postpone = db.prepare<[{ readonly id: AttachmentId; readonly lease: number; readonly at: number; readonly tries: 0 | 1 }], number>(POSTPONE).pluck()

  return {
    create: (row: NewAttachment, quota: AttachmentQuota, proof: Admitted, first: NewTicket | undefined): CreateOutcome => {
      requireSamePair(row, proof)
      if (!versions.holdOf(proof)) return { moved: true }
      const full = fullFor(row, quota, { user: usage.of(row.senderParty, row.senderUser), party: usage.of(row.senderParty, '') })
      if (full) return { full }
      const { source, ...fields } = row
      insert.run({ ...fields, host: source.from === 'host' ? source.host : null, path: source.from === 'host' ? source.path : null })
      usage.add(row)
      if (first) ticket.run(first)
      return { created: true }
    },
    addTicket: (one: NewTicket): void => {
      ticket.run(one)
      makeRoom.run(one)
    },
    spendTicket: (hash: Uint8Array, bytes: number): number | undefined => {
      const left = spend.get({ hash, bytes })
      // What could not be paid has passed all the same.
      if (left === undefined) useUp.run(hash)
      return left
    },
    advance: (id: AttachmentId, from: number, to: number): boolean => advance.run({ id, from, to }).changes > 0,
    claimFetches: (now: number, leaseUntil: number, limit: number, except: readonly PartyId[]): AttachmentRow[] =>
      claim.all({ now, leaseUntil, limit, except: JSON.stringify(except) }).map(attachmentRow),
    postponeFetch: (id: AttachmentId, { lease, at, isTry }: Postponed): number | undefined => postpone.get({ id, lease, at, tries: isTry ? 1 : 0 }),
  }
}
