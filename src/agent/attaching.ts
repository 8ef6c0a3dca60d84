// SPDX-License-Identifier: AGPL-3.0-only
// Files of the core's users: plain at the caller's end, sealed at the gateway's. Only ciphertext touches the disk here.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { GatewayError } from '../model/errors.ts'
import { downloadAttachment, downloadRange, MAX_ATTACHMENT_BYTES, sealedLength, uploadSealed } from '../sdk/attachments/index.ts'
import type { TransferTicket } from '../sdk/attachments/index.ts'
import { ATTACHMENT_KEY_BYTES, SealedFileError, sealSegments } from '../wire/content/attachments.ts'
import type { AttachmentPointer } from '../wire/content/index.ts'
import { isDone } from './gateway.ts'
import type { CallGateway, GatewayAnswer } from './gateway.ts'

/** Whose file, and for whom. */
export interface Attaching {
  readonly ref: string
  readonly provider: string
  readonly peer: string
  /** Of the file. */
  readonly sizeBytes: number
  readonly bytes: AsyncIterable<Uint8Array>
}

/** What a pointer says of where a file is and what opens it. */
export type AttachedFile = Pick<AttachmentPointer, 'id' | 'key' | 'sha256' | 'sizeBytes'>

/** Bytes of a file, or of all of it. */
export interface ByteRange { readonly fromByte: number; readonly endByte: number }

/** Whose file is read, and which bytes of it. */
export interface Reading { readonly ref: string; readonly provider: string; readonly file: AttachedFile; readonly range: ByteRange | undefined }

/** Files of a core; each answers with what it gives, or with the gateway's refusal. */
export interface Attachments {
  /** Seals a file as it comes, and resolves when the gateway has all of it. Throws `MALFORMED` where another number of bytes comes than was said. */
  attach(attaching: Attaching, signal: AbortSignal): Promise<AttachedFile | GatewayAnswer>
  /**
   * The file's bytes, each segment after its own check, in constant memory; those of a whole file end only when the digest held. Throws `ATTACHMENT_REFUSED` for what cannot be read (any
   * more), and in the place of a byte that does not hold.
   */
  read(reading: Reading, signal: AbortSignal): Promise<AsyncGenerator<Uint8Array, void, undefined> | GatewayAnswer>
}

/** What they stand on. */
export interface AttachmentDeps {
  readonly call: CallGateway
  /** Of the gateway's listener for a core. */
  readonly origin: string
  /** Of the agent, which it empties: what was under way ended with the process. */
  readonly folder: string
}

/** What the gateway says of an attachment, of which the agent needs the way to its bytes. */
interface Place { readonly id: AttachmentPointer['id']; readonly state: string; readonly transfer?: { readonly path: string; readonly authorization: string } }

/** Uploads at a time: each has a file of ciphertext on the disk. */
const MAX_UPLOADS = 16
const PRIVATE_FOLDER = 0o700
const PRIVATE_FILE = 0o600

/** Files through the gateway at this origin. */
export const createAttachments = ({ call, origin, folder }: AttachmentDeps): Attachments => {
  const uploads = join(folder, 'uploads')
  rmSync(uploads, { recursive: true, force: true })
  mkdirSync(uploads, { mode: PRIVATE_FOLDER })
  let underWay = 0

  const send = async ({ ref, provider, peer, sizeBytes, bytes }: Attaching, path: string, key: Uint8Array, signal: AbortSignal): Promise<AttachedFile | GatewayAnswer> => {
    const sha256 = await sealTo(path, { key, sizeBytes, bytes, signal })
    const sealedBytes = sealedLength(sizeBytes)
    const answer = await call({ method: 'POST', path: '/attachments', body: JSON.stringify({ ref, provider, peer, size: sealedBytes, sha256: base64url(sha256) }), signal })
    if (!isDone(answer)) return answer
    const place = JSON.parse(answer.text) as Place
    const ticket = ticketOf(origin, place)
    const renewTicket = async (): Promise<TransferTicket> => ticketOf(origin, await standing(call, { ref, provider, id: place.id }, signal))
    await transferring(uploadSealed({ ticket, renewTicket, sealedBytes, open: (start) => createReadStream(path, { start }), signal }))
    return { id: place.id, key, sha256, sizeBytes }
  }

  return {
    attach: async (attaching, signal) => {
      if (attaching.sizeBytes > MAX_ATTACHMENT_BYTES) throw new GatewayError('ATTACHMENT_TOO_LARGE')
      if (underWay >= MAX_UPLOADS) throw new GatewayError('UNAVAILABLE', `more than ${MAX_UPLOADS} files are under way`)
      underWay += 1
      const path = join(uploads, randomUUID())
      try {
        return await send(attaching, path, randomBytes(ATTACHMENT_KEY_BYTES), signal)
      } finally {
        underWay -= 1
        await rm(path, { force: true })
      }
    },
    read: async ({ ref, provider, file: { id, ...pointer }, range }, signal) => {
      const place = await standing(call, { ref, provider, id }, signal)
      if ('text' in place) return place
      const renewTicket = async (): Promise<TransferTicket> => ticketOf(origin, await standing(call, { ref, provider, id }, signal))
      const options = { pointer, ticket: ticketOf(origin, place), renewTicket, signal }
      return range === undefined ? downloadAttachment(options) : downloadRange({ ...options, ...range })
    },
  }
}

const standing = async (call: CallGateway, { ref, provider, id }: Pick<Reading, 'ref' | 'provider'> & Pick<AttachedFile, 'id'>, signal: AbortSignal): Promise<Place | GatewayAnswer> => {
  const answer = await call({ method: 'GET', path: `/attachments/${id}?ref=${encodeURIComponent(ref)}&provider=${encodeURIComponent(provider)}`, signal })
  return isDone(answer) ? JSON.parse(answer.text) as Place : answer
}

const ticketOf = (origin: string, place: Place | GatewayAnswer): TransferTicket => {
  if ('text' in place) throw new GatewayError('UNAVAILABLE', 'the gateway gives no ticket now')
  if (place.transfer === undefined) throw new GatewayError('ATTACHMENT_REFUSED', `it is ${place.state}`)
  const { path, authorization } = place.transfer
  return { url: new URL(path, origin).href, ticket: Buffer.from(authorization.replace(/^Drawbridge /, ''), 'base64url') }
}

interface SealingTo { readonly key: Uint8Array; readonly sizeBytes: number; readonly bytes: AsyncIterable<Uint8Array>; readonly signal: AbortSignal }

/** Writes the ciphertext to a file, and gives its digest. */
const sealTo = async (path: string, { key, sizeBytes, bytes, signal }: SealingTo): Promise<Uint8Array> => {
  const file = await open(path, 'wx', PRIVATE_FILE)
  const digest = createHash('sha256')
  try {
    for await (const sealed of sealSegments({ key, sizeBytes, chunks: bytes })) {
      signal.throwIfAborted()
      digest.update(sealed)
      await file.writeFile(sealed)
    }
    return digest.digest()
  } catch (error) {
    if (error instanceof SealedFileError) throw new GatewayError('MALFORMED', 'the body has another length than its Content-Length')
    throw error
  } finally {
    await file.close()
  }
}

/** What a caller is told of a transfer that did not come to its end. */
const transferring = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof GatewayError) throw error
    throw new GatewayError('UNAVAILABLE', 'the gateway did not take the file; send it again')
  }
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
