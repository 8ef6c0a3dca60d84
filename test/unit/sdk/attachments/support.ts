// SPDX-License-Identifier: AGPL-3.0-only
import type { Test } from 'tap'
import { AttachmentError, prepareAttachment } from '../../../../src/sdk/attachments/index.ts'
import type { AttachmentSource, PreparedAttachment, TransferOptions, TransferTicket } from '../../../../src/sdk/attachments/index.ts'
import { createTusServer } from '../../../support/tus-server.ts'
import type { Exchange, TusServer } from '../../../support/tus-server.ts'
import { vectorFile } from '../../wire/attachment-reference.ts'

/** A server with one upload, its ticket, and what the client is told. */
export interface TransferWorld {
  readonly server: TusServer
  readonly file: Uint8Array
  readonly prepared: PreparedAttachment
  readonly ticket: TransferTicket
  /** Options under which pauses take no time and nothing stalls by itself; `pauses` keeps their lengths. */
  readonly options: Omit<TransferOptions, 'onProgress'>
  readonly pauses: number[]
  /** Lets all stall times be over. */
  readonly stall: () => void
  /** How often a stall time began. */
  readonly begun: () => number
  /** Stall times that run. */
  readonly running: () => number
}

const STALL_MS = 123_456

/** A world with a file of some bytes, prepared; the server waits for it, and has it to be downloaded. */
export const createTransferWorld = async (t: Test, sizeBytes: number): Promise<TransferWorld> => {
  const server = await createTusServer(t)
  const file = vectorFile(sizeBytes)
  const prepared = await prepareAttachment(sourceOfBytes(file))
  server.upload.length = prepared.sealedBytes
  const pauses: number[] = []
  let begun = 0
  const watches = new Set<() => void>()
  const after = (ms: number, run: () => void): (() => void) => {
    if (ms === STALL_MS) {
      watches.add(run)
      begun += 1
      return () => { watches.delete(run) }
    }
    pauses.push(ms)
    const soon = setImmediate(run)
    return () => { clearImmediate(soon) }
  }
  return {
    server, file, prepared, pauses, ticket: ticketOf(server, 1), options: { stallMs: STALL_MS, timers: { after }, random: () => 0 },
    begun: () => begun, running: () => watches.size, stall: () => { for (const run of [...watches]) run() },
  }
}

/** A source in memory. */
export const sourceOfBytes = (file: Uint8Array): AttachmentSource => ({ sizeBytes: file.length, open: (fromByte) => [file.subarray(fromByte)] })

/** A ticket that the server takes. */
export const ticketOf = (server: TusServer, number: number): TransferTicket => {
  const ticket = new Uint8Array(32).fill(number)
  server.tickets.add(Buffer.from(ticket).toString('base64url'))
  return { url: server.url, ticket }
}

/** The reason for which a task fails; the error's name where it is none of ours. */
export const reasonOf = async (task: Promise<unknown>): Promise<string> => {
  try {
    await task
    return 'none'
  } catch (error) {
    return error instanceof AttachmentError ? error.reason : String(error)
  }
}

/** Takes some bytes of an upload as the contract says, and cuts the line. */
export const cutUpload = (server: TusServer, bytes: number) => ({ request }: Exchange): void => {
  let left = bytes
  request.on('data', (chunk: Buffer) => {
    server.upload.received = Buffer.concat([server.upload.received, chunk.subarray(0, left)])
    left -= Math.min(left, chunk.length)
    if (left === 0) request.socket.destroy()
  })
}

/** Gives what was asked for up to an offset, and cuts the line. */
export const cutDownload = (server: TusServer, end: number) => ({ request, response }: Exchange): void => {
  const { length } = server.file
  const [, from = '0', last = String(length - 1)] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
  const range = request.headers.range === undefined ? {} : { 'content-range': `bytes ${from}-${last}/${length}` }
  response.writeHead(request.headers.range === undefined ? 200 : 206, { 'content-length': Number(last) + 1 - Number(from), ...range })
  response.write(server.file.subarray(Number(from), end), () => { request.socket.destroySoon() })
}
