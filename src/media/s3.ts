// SPDX-License-Identifier: AGPL-3.0-only
import { S3mini, S3ServiceError } from 's3mini'
import type { AttachmentId } from '../model/attachments.ts'
import { GatewayError } from '../model/errors.ts'
import { readPrivateFile } from '../ops/private-file.ts'
import type { Mark } from './bucket.ts'
import { unavailable } from './faults.ts'
import type { Objects } from './keeping.ts'
import { ORPHAN_GRACE_MS, PART_BYTES, S3_ANSWER_MS } from './limits.ts'
import { idOf } from './names.ts'
import type { Timers } from './ports.ts'

/** A bucket that is ours alone: what nobody knows in it is deleted. */
export interface S3Options {
  /** http(s) URL of the service, without the bucket. */
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  /** A private file with two lines: the id of the access key, and its secret. */
  readonly accessKeyFile: string
}

const NOT_FOUND = 404
const PARTIAL = 206
/** Something is there already; or is being put there just now. */
const TAKEN: ReadonlySet<number> = new Set([409, 412])
/** Of a service that knows no conditions for what it is given. */
const NOT_IMPLEMENTED = 501
const OK = 200
/** The object that says whose the bucket is. */
const MARK = '.drawbridge'
/** More than any mark is long. */
const MAX_MARK_BYTES = 256

/**
 * Attachments as objects of the names of their ids, and the mark of their bucket. What lies there for less than a day, or was taken with its bucket less than a day ago, is not listed: by `now` (ms since the
 * epoch) and by the service's own clock, as its answers tell it, since ours may be ahead; where they do not, nothing is. No call outlasts `ending`. Nothing is asked of the service yet. Throws `CONFIG_INVALID` for a key file that is none.
 */
export const openObjects = ({ endpoint, bucket, region, accessKeyFile }: S3Options, timers: Timers, now: () => number, ending?: AbortSignal): Objects & { readonly mark: Mark } => {
  const [accessKeyId = '', secretAccessKey = '', ...more] = (readPrivateFile(accessKeyFile, true) ?? '').trim().split('\n').map((line) => line.trim())
  if (accessKeyId === '' || secretAccessKey === '' || more.length > 0) {
    throw new GatewayError('CONFIG_INVALID', `media.s3.accessKeyFile: ${accessKeyFile} must hold two lines, the id of the access key and its secret`)
  }
  let toldAt = NaN
  const fetch = patientFetch(timers, ending, ({ headers }) => { toldAt = Date.parse(headers.get('date') ?? '') })
  const s3 = new S3mini({ accessKeyId, secretAccessKey, endpoint: `${endpoint.replace(/\/$/, '')}/${bucket}`, region, fetch, minPartSize: PART_BYTES })
  return {
    put: (id, size, from, signal, may) => guarded(() => put(s3, { id, size, pieces: from.read(id, 0, size), signal, may })),
    read: (id, start, end) => read(s3, id, start, end),
    remove: (id) => guarded(async () => {
      await s3.deleteObject(id).catch((error: unknown) => {
        // Some services say so of what was not there.
        if (!isAbsent(error)) throw error
      })
    }),
    list: (size) => list(s3, size, () => Math.min(now(), toldAt) - ORPHAN_GRACE_MS),
    mark: {
      read: () => guarded(() => readMark(s3)),
      write: (text, isFirst) => guarded(() => isFirst ? writeFirstMark(s3, text) : writeMark(s3, text)),
    },
  }
}

const readMark = async (s3: S3mini): Promise<string | undefined> => {
  const answer = await s3.getObjectRaw(MARK, true).catch((error: unknown) => {
    if (isAbsent(error)) return undefined
    throw error
  })
  if (answer === undefined) return undefined
  if (answer.status !== OK) throw new Error(`the mark was asked of S3, and the answer is ${String(answer.status)}`)
  const pieces: AsyncIterable<Uint8Array> | readonly Uint8Array[] = answer.body ?? []
  let [text, bytes] = ['', 0]
  for await (const piece of pieces) {
    if ((bytes += piece.length) > MAX_MARK_BYTES) return text
    text += Buffer.from(piece).toString('latin1')
  }
  return text.trim()
}

const writeMark = async (s3: S3mini, text: string, headers: Readonly<Record<string, string>> = {}): Promise<void> => {
  await s3.putObject(MARK, `${text}\n`, 'text/plain', undefined, headers)
}

const writeFirstMark = async (s3: S3mini, text: string): Promise<void> => {
  const status = await writeMark(s3, text, { 'if-none-match': '*' }).catch((error: unknown) => {
    if (error instanceof S3ServiceError && (TAKEN.has(error.status) || error.status === NOT_IMPLEMENTED)) return error.status
    throw error
  })
  if (status === NOT_IMPLEMENTED) await writeMark(s3, text)
}

/** Waits for an object to begin, and no longer: how long it goes on is the reader's matter, until `ending`. Every other answer is short, and has to be whole in that time. */
const patientFetch = (timers: Timers, ending: AbortSignal | undefined, heard: (answer: Response) => void): typeof fetch => async (input, init) => {
  const late = new AbortController()
  const forget = timers.after(S3_ANSWER_MS, () => { late.abort() })
  try {
    const answer = await fetch(input, { ...init, redirect: 'error', signal: ending === undefined ? late.signal : AbortSignal.any([late.signal, ending]) })
    heard(answer)
    return isObject(answer, init) ? answer : await whole(answer)
  } finally {
    forget()
  }
}

const isObject = ({ ok, url }: Response, init?: RequestInit): boolean => ok && init?.method === 'GET' && !url.includes('list-type=')

const whole = async (answer: Response): Promise<Response> => {
  const body = await answer.arrayBuffer()
  // What has none may have no answer with one.
  return new Response(body.byteLength === 0 ? null : body, answer)
}

interface Put {
  readonly id: AttachmentId
  readonly size: number
  readonly pieces: AsyncIterable<Uint8Array>
  readonly signal: AbortSignal | undefined
  readonly may: (() => Promise<void>) | undefined
}

const put = async (s3: S3mini, { id, size, pieces, signal, may }: Put): Promise<void> => {
  const parts = gathered(pieces, PART_BYTES)
  if (size <= PART_BYTES) {
    for await (const whole of parts) {
      signal?.throwIfAborted()
      await s3.putObject(id, whole, 'application/octet-stream')
    }
    return
  }
  const upload = await s3.getMultipartUploadId(id, 'application/octet-stream')
  try {
    const done = []
    for await (const part of parts) {
      signal?.throwIfAborted()
      done.push(await s3.uploadPart(id, upload, part, done.length + 1))
    }
    await may?.()
    signal?.throwIfAborted()
    await s3.completeMultipartUpload(id, upload, done)
  } catch (error) {
    // What cannot be taken back either goes with the bucket's rule for uploads that were not completed.
    await s3.abortMultipartUpload(id, upload).catch(() => undefined)
    throw error
  }
}

/** The same bytes in pieces of `size`; the last may be smaller. */
const gathered = async function* (pieces: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer<ArrayBuffer>> {
  let held: Uint8Array[] = []
  let bytes = 0
  for await (const piece of pieces) {
    held.push(piece)
    bytes += piece.length
    if (bytes < size) continue
    const all = Buffer.concat(held)
    yield all.subarray(0, size)
    held = [all.subarray(size)]
    bytes -= size
  }
  if (bytes > 0) yield Buffer.concat(held)
}

const read = async function* (s3: S3mini, id: AttachmentId, start: number, end: number): AsyncGenerator<Uint8Array> {
  const { status, headers, body } = await guarded(() => s3.getObjectRaw(id, false, start, end).catch((error: unknown) => {
    throw isAbsent(error) ? new GatewayError('ATTACHMENT_REFUSED') : error
  }))
  // Of a service, or of something before it, that knows no ranges these would be other bytes.
  if (status !== PARTIAL || headers.get('content-range')?.startsWith(`bytes ${String(start)}-${String(end - 1)}/`) !== true) {
    await body?.cancel()
    throw unavailable(new Error(`a range was asked of S3, and the answer is ${String(status)} ${headers.get('content-range') ?? 'without content-range'}`))
  }
  const pieces: AsyncIterable<Uint8Array> | readonly Uint8Array[] = body ?? []
  let left = end - start
  try {
    for await (const piece of pieces) {
      left -= piece.length
      if (left < 0) break
      yield piece
    }
  } catch (error) {
    throw unavailable(error)
  }
  if (left !== 0) throw new GatewayError('UNAVAILABLE', 'attachments cannot be kept or read now')
}

// Tokens of pages are signed in as many ways as there are services; names are in order everywhere.
const list = async function* (s3: S3mini, size: number, until: () => number): AsyncGenerator<readonly AttachmentId[]> {
  // By the service's clock. The mark's name comes before all ids, and it is written when a store takes the bucket: what lay there before has as long from then on.
  let takenAt = Infinity
  for (let after = ''; ;) {
    const page = await guarded(() => s3.listObjectsPaged('/', '', size, undefined, after === '' ? {} : { 'start-after': after }))
    // Of an answer that there is nothing of the kind, which is no list that is empty.
    if (!page) throw unavailable(new Error('S3 has no list of what is in the bucket'))
    const objects = page.objects ?? []
    takenAt = objects.find(({ Key }) => Key === MARK)?.LastModified.getTime() ?? takenAt
    const ids = objects.filter(({ LastModified }) => Math.max(takenAt, LastModified.getTime()) <= until()).map(({ Key }) => idOf(Key)).filter((id) => id !== undefined)
    if (ids.length > 0) yield ids
    if (objects.length < size) return
    after = objects.at(-1)?.Key ?? ''
  }
}

/** The code of an error as a service writes it: some call it by a type that s3mini does not read. */
const ERROR_CODE = /^\s*(?:<\?xml[^>]*\?>\s*)?<Error[\s>][^]*?<Code>([^<]*)<\/Code>/

/** Whether the service itself says that this object is not there. A bucket that is not there, or what stands before the service, says nothing of its objects. */
const isAbsent = (error: unknown): boolean => error instanceof S3ServiceError && error.status === NOT_FOUND
  && (error.serviceCode === 'NoSuchKey' || ERROR_CODE.exec(error.body ?? '')?.[1] === 'NoSuchKey')

const guarded = async <T>(doing: () => Promise<T>): Promise<T> => {
  try {
    return await doing()
  } catch (error) {
    throw error instanceof GatewayError ? error : unavailable(error)
  }
}
