// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId } from '../model/attachments.ts'
import type { Folder } from './folder.ts'
import { MAX_PUTS } from './limits.ts'
import type { Blobs } from './ports.ts'

/** Where whole attachments are. */
export interface Keeping extends Blobs {
  /** Takes over what the folder has whole; it can be read when this resolves. May be called again. */
  keep(id: AttachmentId, size: number): Promise<void>
  /** It is known to be kept: nothing else needs what the folder has. */
  kept(id: AttachmentId): Promise<void>
}

/** A store of objects, filled from a folder. */
export interface Objects extends Blobs {
  put(id: AttachmentId, size: number, from: Pick<Blobs, 'read'>): Promise<void>
}

/** Keeps them where they were received, or in a store of objects, if there is one. */
export const createKeeping = (folder: Folder, objects: Objects | undefined): Keeping => {
  if (objects === undefined) return { ...folder, keep: async () => {}, kept: async () => {} }
  const puts = createLane(MAX_PUTS)
  return {
    keep: (id, size) => puts(() => objects.put(id, size, folder)),
    kept: (id) => folder.remove(id),
    read: objects.read,
    remove: async (id) => { await Promise.all([folder.remove(id), objects.remove(id)]) },
    list: async function* (size) {
      yield* folder.list(size)
      yield* objects.list(size)
    },
  }
}

/** Does at most so many things at one time; the others wait in their order, and are as many as uploads that are whole. */
const createLane = (most: number) => {
  const waiting: (() => void)[] = []
  let free = most
  return async (doing: () => Promise<void>): Promise<void> => {
    if (free === 0) await new Promise<void>((resolve) => { waiting.push(resolve) })
    else free -= 1
    try {
      await doing()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
