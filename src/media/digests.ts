// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import type { AttachmentId } from '../model/attachments.ts'
import type { Blobs } from './ports.ts'

/** A digest that follows the bytes of one upload. */
export interface RunningDigest {
  see(piece: Uint8Array): void
}

/** Digests of uploads that are not whole yet, so that nothing is read twice while the process lives. */
export interface Digests {
  /** The digest over the first `offset` bytes, to go on with; undefined where nobody has it. It is in use until it is kept again. */
  take(id: AttachmentId, offset: number): RunningDigest | undefined
  /** To be gone on with behind `offset`. */
  keep(id: AttachmentId, offset: number, digest: RunningDigest | undefined): void
  /** SHA-256 over `size` bytes: of `digest` if it followed them, or as it was before if nothing was taken further back since; otherwise read again. */
  finish(id: AttachmentId, size: number, digest: RunningDigest | undefined): Promise<Uint8Array>
}

/** Uploads that stand still and are remembered; an older one is read again at its end. */
const MAX_KEPT = 1_024

/** No digest yet. `blobs` is where the bytes are read again. */
export const createDigests = (blobs: Pick<Blobs, 'read'>): Digests => {
  const kept = new Map<AttachmentId, { readonly offset: number; readonly digest: RunningDigest }>()
  // Judged, and perhaps not put yet to where it is kept: it may be asked for often until then, and is up to 4 GiB.
  const finished = new Map<AttachmentId, { readonly size: number; readonly sha256: Uint8Array }>()
  const hashes = new WeakMap<RunningDigest, Hash>()
  const begin = (): RunningDigest => {
    const hash = createHash('sha256')
    const digest = { see: (piece: Uint8Array) => { hash.update(piece) } }
    hashes.set(digest, hash)
    return digest
  }
  return {
    take: (id, offset) => {
      if (finished.get(id)?.size !== offset) finished.delete(id)
      const found = kept.get(id)
      kept.delete(id)
      if (offset === 0) return begin()
      return found?.offset === offset ? found.digest : undefined
    },
    keep: (id, offset, digest) => {
      if (digest === undefined) return
      remember(kept, id, { offset, digest })
    },
    finish: async (id, size, digest) => {
      const before = finished.get(id)
      if (before?.size === size) return before.sha256
      const followed = digest && hashes.get(digest)
      const sha256 = (followed ?? await read(blobs, id, size)).digest()
      remember(finished, id, { size, sha256 })
      return sha256
    },
  }
}

const read = async (blobs: Pick<Blobs, 'read'>, id: AttachmentId, size: number): Promise<Hash> => {
  const hash = createHash('sha256')
  for await (const piece of blobs.read(id, 0, size)) hash.update(piece)
  return hash
}

/** In the place of the oldest, once there are too many. */
const remember = <T>(all: Map<AttachmentId, T>, id: AttachmentId, one: T): void => {
  const [oldest] = all.keys()
  if (oldest !== undefined && all.size >= MAX_KEPT) all.delete(oldest)
  all.set(id, one)
}
