// SPDX-License-Identifier: AGPL-3.0-only
import type { Readable } from 'node:stream'
import type { AttachmentId } from '../model/attachments.ts'
import { GatewayError } from '../model/errors.ts'
import type { AttachmentRow } from '../store/attachments.ts'
import type { Digests, RunningDigest } from './digests.ts'
import type { Folder } from './folder.ts'
import { Intake } from './intake.ts'
import type { Keeping } from './keeping.ts'
import { MIN_WRITE_BYTES, SILENT_MS, UPLOAD_MEMORY_BYTES } from './limits.ts'
import { createMeter } from './meter.ts'
import type { MediaDeps } from './ports.ts'
import type { Shown } from './tickets.ts'
import type { Transfers } from './transfers.ts'

/** Where an upload stands. */
export interface Standing { readonly offset: number; readonly size: number }

/** What a sender sends behind `offset`. `length` is undefined where it is not known. */
export interface Sent { readonly offset: number; readonly length: number | undefined; readonly source: Readable }

/** Attachments on their way to us. Each takes a ticket that holds. */
export interface Uploads {
  /** How far the upload is; undefined while one that is whole is judged. One that is whole and was not judged is judged now: `THROTTLED` where too much is under way for that. */
  standing(ticket: Shown): Promise<Standing | undefined>
  /**
   * Takes what is sent; gives the new offset, up to which everything is on disk. At the last byte the digest is compared.
   * Throws `OFFSET_CONFLICT`, `ATTACHMENT_TOO_LARGE`, `ATTACHMENT_CORRUPT`, `ATTACHMENT_REFUSED` for one that is not awaited any more,
   * `THROTTLED`, `TICKET_REFUSED` when the ticket is used up, `SLOW_READER`, `UNAVAILABLE` where there is no room: what came before is kept.
   */
  receive(ticket: Shown, sent: Sent): Promise<Standing>
}

/** What uploads stand on. */
export interface UploadsDeps extends MediaDeps {
  readonly folder: Folder
  readonly keeping: Keeping
  readonly digests: Digests
  readonly transfers: Transfers
}

/** Who sends an attachment now. */
interface Sender {
  /** Whether nothing came from it for a while, though we would take it. */
  isSilent(): boolean
  end(error: GatewayError): void
  readonly over: Promise<undefined>
}

/** Uploads, each by one connection at a time. */
export const createUploads = (deps: UploadsDeps): Uploads => {
  const senders = new Map<AttachmentId, Sender>()
  /** A connection that was cut without a word yields to the next. */
  const free = async (id: AttachmentId): Promise<boolean> => {
    const sender = senders.get(id)
    if (sender?.isSilent() !== true) return sender === undefined
    sender.end(new GatewayError('OFFSET_CONFLICT', 'another connection goes on with it'))
    await sender.over
    return !senders.has(id)
  }
  const alone = async <T>(id: AttachmentId, doing: (sender: SenderSlot) => Promise<T>): Promise<T> => {
    const over = Promise.withResolvers<undefined>()
    const slot: SenderSlot = { isSilent: () => false, end: () => {} }
    senders.set(id, { isSilent: () => slot.isSilent(), end: (error) => { slot.end(error) }, over: over.promise })
    try {
      return await doing(slot)
    } finally {
      senders.delete(id)
      over.resolve(undefined)
    }
  }
  return {
    standing: async (ticket) => {
      const { id } = ticket.attachment
      await free(id)
      const row = await current(deps, id)
      const { receivedBytes: offset, sizeBytes: size } = row
      if (row.state === 'available') return { offset, size }
      // All of it is there and somebody judges it: whoever is told so now would send a message that is refused.
      if (senders.has(id)) return offset === size ? undefined : { offset, size }
      return alone(id, () => settled(deps, ticket))
    },
    receive: async (ticket, sent) => {
      const { id } = ticket.attachment
      if (!await free(id) || senders.has(id)) throw new GatewayError('OFFSET_CONFLICT', 'another connection is sending')
      return alone(id, (slot) => take(deps, ticket, sent, slot))
    },
  }
}

/** How far it is on disk; what is whole is judged. Read anew, since whoever was at it may have ended it meanwhile. */
const settled = async (deps: UploadsDeps, ticket: Shown): Promise<Standing> => {
  const row = await current(deps, ticket.attachment.id)
  const size = row.sizeBytes
  if (row.state === 'available') return { offset: size, size }
  const offset = await onDisk(deps, row)
  if (offset === size) await judge(deps, ticket, row, deps.digests.take(row, offset))
  return { offset, size }
}

/** What a sender becomes while it goes on. */
interface SenderSlot {
  isSilent: () => boolean
  end: (error: GatewayError) => void
}

const take = async (deps: UploadsDeps, ticket: Shown, sent: Sent, slot: SenderSlot): Promise<Standing> => {
  const row = await current(deps, ticket.attachment.id)
  const size = row.sizeBytes
  const offset = row.state === 'available' ? size : await onDisk(deps, row)
  if (sent.offset !== offset) throw new GatewayError('OFFSET_CONFLICT')
  if (sent.length !== undefined && offset + sent.length > size) throw new GatewayError('ATTACHMENT_TOO_LARGE')
  if (row.state === 'available') return { offset, size }
  const digest = deps.digests.take(row, offset)
  const { reached, end } = await stream(deps, ticket, { ...sent, row, digest }, slot)
  if (end instanceof GatewayError || reached < size) deps.digests.keep(row, reached, digest)
  if (end instanceof GatewayError) throw end
  // Also when the connection was cut: whoever asks next finds it done.
  if (reached === size) await judge(deps, ticket, row, digest)
  if (end === 'cut') throw new GatewayError('UNAVAILABLE', 'the connection was cut')
  return { offset: reached, size }
}

interface Streamed extends Sent { readonly row: AttachmentRow; readonly digest: RunningDigest | undefined }

/** Takes the bytes onto the disk, under the eyes of the meter. */
const stream = async (deps: UploadsDeps, ticket: Shown, { source, offset, row, digest }: Streamed, slot: SenderSlot) => {
  const { folder, transfers, store, monotonic } = deps
  let ended: GatewayError | undefined
  const end = (error: GatewayError): void => {
    ended ??= error
    intake?.end(error)
  }
  let intake: Intake | undefined
  let [reached, heardAt] = [offset, monotonic()]
  const place = enter(transfers, row, ticket, end)
  const meter = createMeter(deps, { ticket, isOurs: () => intake?.isBehind() === true, end })
  slot.isSilent = () => intake?.isBehind() === false && monotonic() - heardAt >= SILENT_MS
  slot.end = end
  try {
    const part = await folder.openPart(row.id, offset)
    try {
      intake = new Intake({
        source, part, offset, size: row.sizeBytes,
        mayHold: () => Math.max(MIN_WRITE_BYTES, UPLOAD_MEMORY_BYTES / transfers.count()),
        came: (bytes) => {
          heardAt = monotonic()
          meter.passed(bytes)
        },
        saw: (piece) => { digest?.see(piece) },
        tooMuch: () => { end(new GatewayError('ATTACHMENT_TOO_LARGE')) },
        flushed: async (to) => {
          if (!await store.write.advanceAttachment(row.id, reached, to)) throw new GatewayError('OFFSET_CONFLICT')
          reached = to
        },
      })
      if (ended !== undefined) intake.end(ended)
      return { end: await intake.done(), reached }
    } finally {
      await part.close()
    }
  } finally {
    slot.isSilent = () => false
    await meter.settle()
    place.leave()
  }
}

/** Compares the digest of what is whole; `available` afterwards, or `corrupt` and gone. */
const judge = async (deps: UploadsDeps, ticket: Shown, row: AttachmentRow, digest: RunningDigest | undefined): Promise<void> => {
  const { digests, keeping, folder, store, transfers } = deps
  const sha256 = digests.known(row, digest) ?? await readAgain(deps, ticket, row)
  if (!Buffer.from(sha256).equals(row.sha256)) {
    await store.write.settleAttachment(row.id, 'corrupt')
    await folder.remove(row.id)
    throw new GatewayError('ATTACHMENT_CORRUPT')
  }
  // Broken off by a stop it is whole in the folder still, and judged when it is asked for again.
  await keeping.keep(row, transfers.ending)
  const isSettled = await store.write.settleAttachment(row.id, 'available')
  // Another node may have judged it as well.
  if (isSettled || (await store.read.attachment(row.id))?.state === 'available') return keeping.kept(row.id)
  await keeping.remove(row.id)
  throw new GatewayError('ATTACHMENT_REFUSED')
}

/** The digest of what is on disk; takes a place among the transfers meanwhile, since it is as much work as one. */
const readAgain = async ({ digests, transfers }: UploadsDeps, ticket: Shown, row: AttachmentRow): Promise<Uint8Array> => {
  const over = new AbortController()
  const place = enter(transfers, row, ticket, (error) => { over.abort(error) })
  try {
    return await digests.read(row, over.signal)
  } finally {
    place.leave()
  }
}

const enter = (transfers: Transfers, { senderParty }: AttachmentRow, { hash }: Shown, end: (error: GatewayError) => void) =>
  transfers.enter(senderParty, Buffer.from(hash).toString('hex'), end)

/** The attachment as it stands now, if its bytes are awaited or there. */
const current = async ({ store }: UploadsDeps, id: AttachmentId): Promise<AttachmentRow> => {
  const row = await store.read.attachment(id)
  if (row?.state === 'corrupt') throw new GatewayError('ATTACHMENT_CORRUPT')
  if (row === undefined || (row.state !== 'pending' && row.state !== 'available')) throw new GatewayError('ATTACHMENT_REFUSED')
  return row
}

/** How far it is; from the beginning where this machine has less than was recorded, since another one had the rest. */
const onDisk = async ({ folder, store }: UploadsDeps, { id, receivedBytes }: AttachmentRow): Promise<number> => {
  if (await folder.sizeOf(id) >= receivedBytes) return receivedBytes
  if (!await store.write.advanceAttachment(id, receivedBytes, 0)) throw new GatewayError('OFFSET_CONFLICT')
  return 0
}
