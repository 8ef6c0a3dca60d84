// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId } from '../model/attachments.ts'
import { GatewayError } from '../model/errors.ts'
import type { AttachmentRow } from '../store/attachments.ts'
import { unavailable } from './faults.ts'
import type { Folder } from './folder.ts'
import { MAX_PUTS } from './limits.ts'
import type { Blobs } from './ports.ts'
import { createTurns } from './turns.ts'

/** Where whole attachments are. */
export interface Keeping extends Blobs {
  /** Takes over what the folder has whole, in its party's turn, and says when that has come; it can be read when this resolves. Rejects soon after the signal. May be called again. */
  keep(whole: Pick<AttachmentRow, 'id' | 'sizeBytes' | 'senderParty'>, signal: AbortSignal, began?: () => void): Promise<void>
  /** It is known to be kept, or another node sees to it: where there is a store of objects nothing needs what the folder has. */
  kept(id: AttachmentId): Promise<void>
}

/** A store of objects, filled from a folder. */
export interface Objects extends Blobs {
  /** Begins no more parts once the signal is aborted, and leaves no object then; nor where `may`, asked before parts become an object, rejects. */
  put(id: AttachmentId, size: number, from: Pick<Blobs, 'read'>, signal?: AbortSignal, may?: () => Promise<void>): Promise<void>
}

/**
 * Keeps them where they were received, or in a store of objects, if there is one. With `mayLieElsewhere` what is not found here may be in the folder of another
 * node, or in a bucket of before: that is `UNAVAILABLE`.
 */
export const createKeeping = (folder: Folder, objects: Objects | undefined, mayLieElsewhere = false): Keeping => {
  const known = mayLieElsewhere ? elsewhere(folder) : folder
  if (objects === undefined) return { ...folder, read: known.read, keep: async () => {}, kept: async () => {} }
  const puts = createTurns(MAX_PUTS)
  return {
    keep: ({ id, sizeBytes, senderParty }, signal, began) => unless(signal, puts(senderParty, async () => {
      if (signal.aborted) return
      began?.()
      await objects.put(id, sizeBytes, folder, signal)
    })),
    kept: (id) => folder.remove(id),
    read: (id, start, end) => readEither(objects, known, id, start, end),
    remove: async (id) => { await Promise.all([folder.remove(id), objects.remove(id)]) },
    list: async function* (size) {
      yield* folder.list(size)
      yield* objects.list(size)
    },
  }
}

/** From before there was a store of objects the folder may have what that does not. */
const readEither = async function* (objects: Objects, folder: Pick<Blobs, 'read'>, id: AttachmentId, start: number, end: number): AsyncGenerator<Uint8Array> {
  let hasBegun = false
  try {
    for await (const piece of objects.read(id, start, end)) {
      hasBegun = true
      yield piece
    }
  } catch (error) {
    if (hasBegun || !isAbsence(error)) throw error
    yield* folder.read(id, start, end)
  }
}

/** What a folder has; what it does not have is for another place to have. */
const elsewhere = (folder: Folder): Pick<Blobs, 'read'> => ({
  read: async function* (id, start, end) {
    try {
      yield* folder.read(id, start, end)
    } catch (error) {
      throw isAbsence(error) ? unavailable(new Error('bytes of an attachment are nowhere that this node can reach')) : error
    }
  },
})

const isAbsence = (error: unknown): boolean => error instanceof GatewayError && error.code === 'ATTACHMENT_REFUSED'

/** What `doing` brings, or a rejection as soon as the signal is aborted. */
const unless = async (signal: AbortSignal, doing: Promise<void>): Promise<void> => {
  const aborted = Promise.withResolvers<never>()
  const abort = (): void => { aborted.reject(new GatewayError('UNAVAILABLE', 'it took too long to be put where attachments are kept')) }
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  try {
    await Promise.race([doing, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
