// SPDX-License-Identifier: AGPL-3.0-only
import { constants } from 'node:fs'
import { open, unlink } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { AttachmentId } from '../model/attachments.ts'
import { GatewayError } from '../model/errors.ts'
import { codeOf } from './faults.ts'
import { closing, guarded, listFolder, makeFolder, syncFolder } from './folder-files.ts'
import { READ_BYTES } from './limits.ts'
import type { Blobs } from './ports.ts'

/** A file that grows at its end. */
export interface Part {
  /** Writes the pieces one after the other behind what is there. */
  append(pieces: readonly Uint8Array[]): Promise<void>
  /** Resolves when what was appended before the call is on disk. */
  flush(): Promise<void>
  close(): Promise<void>
}

/** Ciphertext in a folder: each in a file of the name of its id, which only the owner may read. */
export interface Folder extends Blobs {
  /** Goes on behind the first `offset` bytes, which must be there; what lies behind them goes. */
  openPart(id: AttachmentId, offset: number): Promise<Part>
  /** Bytes that are there; 0 without a file. */
  sizeOf(id: AttachmentId): Promise<number>
}

const FILE_MODE = 0o600
// A link in the folder is not ours and leads elsewhere.
const { O_RDONLY, O_WRONLY, O_CREAT, O_NOFOLLOW } = constants

/**
 * A folder for attachments, made where it is not. `requireThere` throws where the folder is not the one that was opened: only while it does not is a
 * file that is absent known to be gone, and a new one begun.
 */
export const openFolder = async (path: string, requireThere: () => Promise<void> = async () => undefined): Promise<Folder> => {
  await makeFolder(path)
  const fileOf = (id: AttachmentId): string => join(path, id)
  return {
    openPart: (id, offset) => guarded(async () => {
      await requireThere()
      return openPart(path, fileOf(id), offset)
    }),
    sizeOf: (id) => guarded(async () => {
      const file = await ifThere(open(fileOf(id), O_RDONLY | O_NOFOLLOW))
      if (file === undefined) {
        await requireThere()
        return 0
      }
      return closing(file, async () => (await file.stat()).size)
    }),
    read: (id, start, end) => read(fileOf(id), start, end, requireThere),
    remove: (id) => guarded(async () => {
      await requireThere()
      await ifThere(unlink(fileOf(id)))
    }),
    list: async function* (size) {
      await requireThere()
      yield* listFolder(path, size)
    },
  }
}

const openPart = async (folder: string, path: string, offset: number): Promise<Part> => {
  const file = await open(path, O_WRONLY | O_CREAT | O_NOFOLLOW, FILE_MODE)
  try {
    if ((await file.stat()).size < offset) throw new Error('bytes that were recorded are not there')
    await file.truncate(offset)
    // Without its name in the folder a flushed file is lost as well.
    if (offset === 0) await syncFolder(folder)
  } catch (error) {
    await file.close()
    throw error
  }
  let end = offset
  return {
    append: (pieces) => guarded(async () => { end = await writeAll(file, pieces, end) }),
    flush: () => guarded(() => file.datasync()),
    close: () => guarded(() => file.close()),
  }
}

/** A disk that is nearly full takes a part of what it is given, and says so only at the next write. */
const writeAll = async (file: FileHandle, pieces: readonly Uint8Array[], at: number): Promise<number> => {
  const total = pieces.reduce((sum, { length }) => sum + length, 0)
  const { bytesWritten } = await file.writev(pieces as Uint8Array[], at)
  if (bytesWritten === total) return at + total
  const rest = Buffer.concat(pieces).subarray(bytesWritten)
  for (let done = 0; done < rest.length;) done += (await file.write(rest, done, rest.length - done, at + bytesWritten + done)).bytesWritten
  return at + total
}

const read = async function* (path: string, start: number, end: number, requireThere: () => Promise<void>): AsyncGenerator<Uint8Array> {
  const file = await guarded(() => ifThere(open(path, O_RDONLY | O_NOFOLLOW)))
  if (file === undefined) {
    await requireThere()
    throw new GatewayError('ATTACHMENT_REFUSED')
  }
  let ahead: Promise<Uint8Array> | undefined
  try {
    for (let at = start; at < end;) {
      const piece = await (ahead ?? readPiece(file, at, end))
      at += piece.length
      // The disk works while the reader takes this one.
      ahead = at < end ? readPiece(file, at, end) : undefined
      ahead?.catch(() => undefined)
      yield piece
    }
  } finally {
    await ahead?.catch(() => undefined)
    await file.close()
  }
}

const readPiece = async (file: FileHandle, at: number, end: number): Promise<Uint8Array> => {
  const piece = Buffer.allocUnsafe(Math.min(READ_BYTES, end - at))
  const { bytesRead } = await guarded(() => file.read(piece, 0, piece.length, at))
  if (bytesRead === 0) throw new GatewayError('ATTACHMENT_REFUSED')
  return piece.subarray(0, bytesRead)
}

const ifThere = async <T>(doing: Promise<T>): Promise<T | undefined> => {
  try {
    return await doing
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
