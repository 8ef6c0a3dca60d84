// SPDX-License-Identifier: AGPL-3.0-only
import { Readable } from 'node:stream'
import type { AttachmentId } from '../model/attachments.ts'
import { GatewayError } from '../model/errors.ts'
import { READ_BYTES, REMEMBER_MS } from './limits.ts'
import { createMeter } from './meter.ts'
import type { Blobs, MediaDeps } from './ports.ts'
import { parseRange } from './range.ts'
import type { ByteRange } from './range.ts'
import type { Shown } from './tickets.ts'
import type { Transfers } from './transfers.ts'

/** What a reader asks for: the headers Range and If-Range. */
export interface Wanted { readonly range: string | undefined; readonly ifRange: string | undefined }

/** Bytes on their way to a reader. */
export interface Download extends ByteRange {
  readonly size: number
  readonly etag: string
  readonly isPartial: boolean
  readonly stream: Readable
  /** The reader is gone or has all. */
  readonly done: () => void
}

/** Attachments on their way to readers. */
export interface Downloads {
  /**
   * Opens what a ticket is for; `cut` is called when the reader must be cut off. `unsatisfiable` gives the size where the range has none of it.
   * Where bytes are missing that were there once, as after a restore without them, it is gone from then on.
   * Throws `ATTACHMENT_REFUSED` where there is nothing to read now, `TICKET_REFUSED` where less may pass than is asked for, `THROTTLED`.
   */
  open(ticket: Shown, wanted: Wanted, cut: () => void): Promise<Download | { readonly unsatisfiable: number }>
}

/** Downloads of what `blobs` has. */
export const createDownloads = (deps: MediaDeps & { readonly blobs: Pick<Blobs, 'read'>; readonly transfers: Transfers }): Downloads => ({
  open: async (ticket, { range: header, ifRange }, cut) => {
    const { id, state, sizeBytes: size, sha256 } = ticket.attachment
    if (state !== 'available') throw new GatewayError('ATTACHMENT_REFUSED')
    const etag = `"${Buffer.from(sha256).toString('base64url')}"`
    const asked = ifRange === undefined || ifRange === etag ? parseRange(header, size) : undefined
    if (asked === 'unsatisfiable') return { unsatisfiable: size }
    const { start, end } = asked ?? { start: 0, end: size }
    if (end - start > ticket.bytesLeft) throw new GatewayError('TICKET_REFUSED')

    let isReading = true
    const stop = (): void => {
      stream.destroy()
      cut()
    }
    const place = deps.transfers.enter(ticket.party, Buffer.from(ticket.hash).toString('hex'), stop)
    const meter = createMeter(deps, { ticket, isOurs: () => isReading, end: stop })
    const pieces = deps.blobs.read(id, start, end)[Symbol.asyncIterator]()
    let toCome = end - start
    const next = async (): Promise<IteratorResult<Uint8Array>> => {
      isReading = true
      try {
        const piece = await pieces.next()
        if (piece.done === true) return piece
        if (!await meter.pay(piece.value.length, toCome)) throw new GatewayError('TICKET_REFUSED')
        toCome -= piece.value.length
        return piece
      } catch (error) {
        if (error instanceof GatewayError && error.code === 'ATTACHMENT_REFUSED') await missing(deps, id)
        throw error
      } finally {
        isReading = false
      }
    }
    const first = next()
    const passing = async function* (): AsyncGenerator<Uint8Array> {
      try {
        for (let piece = await first; piece.done !== true; piece = await next()) {
          yield piece.value
          meter.passed(piece.value.length)
        }
      } finally {
        await pieces.return?.()
      }
    }
    const stream = Readable.from(passing(), { objectMode: false, highWaterMark: READ_BYTES })
    const done = (): void => {
      stream.destroy()
      // Also where the stream was never begun. What cannot be closed was read all the same.
      pieces.return?.().catch(() => undefined)
      void meter.settle()
      place.leave()
    }
    try {
      // What cannot be read is said before there is an answer.
      await first
    } catch (error) {
      done()
      throw error
    }
    return { start, end, size, etag, isPartial: asked !== undefined, stream, done }
  },
})

/** Asked again it would be missing again: whoever waits for it is told that it is gone. */
const missing = async ({ store, patientNow: now, failed }: MediaDeps, id: AttachmentId): Promise<void> => {
  const row = await store.read.attachment(id)
  // What has ended the sweep may have deleted just now.
  if (row?.state !== 'available' || row.expiresAt <= now()) return
  failed('media-missing', new Error('bytes of an attachment are not where they were kept'))
  await store.write.forgetBytes(id, 'gone', now() + REMEMBER_MS)
}
