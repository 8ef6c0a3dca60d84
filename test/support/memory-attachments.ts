// SPDX-License-Identifier: AGPL-3.0-only
// Promise: of the store, what the bytes of attachments need, in memory; each change answers after a turn of the event loop, as a commit does.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import type { MediaStore } from '../../src/media/index.ts'
import { attachmentId } from '../../src/model/attachments.ts'
import type { AttachmentId } from '../../src/model/attachments.ts'
import { deviceId, partyId, userId } from '../../src/model/ids.ts'
import type { AttachmentDirection } from '../../src/model/attachments.ts'
import type { AttachmentRow } from '../../src/store/attachments.ts'
import { MemoryBucketStore } from './memory-bucket.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Whose the attachments are. */
const SENDER_PARTY = partyId('provider.example')

interface Ticket { readonly id: AttachmentId; readonly direction: AttachmentDirection; expiresAt: number; bytesLeft: number; isPartyLive: boolean }

/** What a ticket is made with; what is left out holds. */
export interface TicketTerms { readonly direction?: AttachmentDirection; readonly expiresAt?: number; readonly bytesLeft?: number }

/** Attachments and tickets that a test looks into. */
export class MemoryAttachments implements MediaStore {
  readonly moment = () => ({ holds: () => true })
  readonly rows = new Map<AttachmentId, Mutable<AttachmentRow>>()
  readonly tickets = new Map<string, Ticket>()
  /** What it knows of the bucket. */
  readonly bucket = new MemoryBucketStore()
  /** Offsets as they were recorded, in order. */
  readonly advances: { readonly id: AttachmentId; readonly from: number; readonly to: number }[] = []
  /** Those that were forgotten, and as what. */
  readonly forgotten = new Map<AttachmentId, string>()

  /** An attachment that awaits `content`, or bytes of that size and digest. */
  add(content: Uint8Array, changes: Partial<AttachmentRow> = {}): AttachmentId {
    const id = attachmentId(randomUUID())
    this.rows.set(id, {
      id, senderParty: SENDER_PARTY, senderUser: userId(randomUUID()), senderDevice: deviceId(1), recipientParty: partyId('core.example'), recipientUser: userId(randomUUID()),
      source: { from: 'upload' }, sizeBytes: content.length, sha256: createHash('sha256').update(content).digest(), state: 'pending', receivedBytes: 0, isBound: false,
      createdAt: 0, expiresAt: Infinity, ...changes,
    })
    return id
  }

  /** An Authorization header for it, which holds unless the terms say otherwise. */
  ticketFor(id: AttachmentId, { direction = 'upload', expiresAt = Infinity, bytesLeft = 2 * this.row(id).sizeBytes }: TicketTerms = {}): string {
    const secret = randomBytes(32)
    this.tickets.set(keyOf(createHash('sha256').update(secret).digest()), { id, direction, expiresAt, bytesLeft, isPartyLive: true })
    return `Drawbridge ${secret.toString('base64url')}`
  }

  /** The row of an attachment that is there. */
  row(id: AttachmentId): Mutable<AttachmentRow> {
    const row = this.rows.get(id)
    if (row === undefined) throw new Error('no such attachment')
    return row
  }

  /** All tickets, to change them behind their holders' backs. */
  eachTicket(change: (ticket: Ticket) => void): void {
    for (const ticket of this.tickets.values()) change(ticket)
  }

  readonly read: MediaStore['read'] = {
    attachment: async (id) => {
      const row = this.rows.get(id)
      return row && { ...row }
    },
    ticket: async (hash) => {
      const found = this.tickets.get(keyOf(hash))
      if (found === undefined) return undefined
      const { id, ...ticket } = found
      const attachment = { ...this.row(id) }
      return { attachment, user: attachment.senderUser, party: attachment.senderParty, deviceId: deviceId(1), ...ticket }
    },
    neededAttachments: async (ids) => ids.filter((id) => ['pending', 'available'].includes(this.rows.get(id)?.state ?? '')),
    endedAttachments: async (now, limit) => [...this.rows.values()].filter(({ id, expiresAt, state }) => (expiresAt <= now || state === 'gone') && !this.forgotten.has(id)).slice(0, limit),
  }

  readonly write: MediaStore['write'] = {
    spendTicket: async (hash, bytes) => {
      await turn()
      const found = this.tickets.get(keyOf(hash))
      if (found === undefined) return undefined
      const left = found.bytesLeft - bytes
      found.bytesLeft = Math.max(0, left)
      return left < 0 ? undefined : left
    },
    advanceAttachment: async (id, from, to) => {
      await turn()
      const row = this.row(id)
      if (row.state !== 'pending' || row.receivedBytes !== from) return false
      row.receivedBytes = to
      this.advances.push({ id, from, to })
      return true
    },
    settleAttachment: async (id, state) => {
      await turn()
      const row = this.row(id)
      if (row.state !== 'pending') return false
      row.state = state
      return true
    },
    forgetBytes: async (id, state) => {
      await turn()
      this.row(id).state = state
      this.forgotten.set(id, state)
    },
  }
}

const keyOf = (hash: Uint8Array): string => Buffer.from(hash).toString('hex')
