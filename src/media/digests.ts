// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import type { AttachmentRow } from '../store/attachments.ts'
import { MAX_PER_PARTY } from './limits.ts'
import type { Blobs } from './ports.ts'
import { createShelf } from './shelf.ts'

/** A digest that follows the bytes of one upload. */
export interface RunningDigest {
  see(piece: Uint8Array): void
}

/** Whose upload. */
type Upload = Pick<AttachmentRow, 'id' | 'senderParty' | 'sizeBytes'>

/** Digests of uploads that are not whole yet, so that nothing is read twice while the process lives. */
export interface Digests {
  /** The digest over the first `offset` bytes, to go on with; undefined where nobody has it. It is in use until it is kept again. */
  take(upload: Upload, offset: number): RunningDigest | undefined
  /** To be gone on with behind `offset`. */
  keep(upload: Upload, offset: number, digest: RunningDigest | undefined): void
  /** SHA-256 over all of it: of `digest` if it followed, or as it was before if nothing was taken further back since; undefined where it must be read. */
  known(upload: Upload, digest: RunningDigest | undefined): Uint8Array | undefined
  /** The same, read again. Rejects with the reason of the signal once that is aborted. */
  read(upload: Upload, signal: AbortSignal): Promise<Uint8Array>
}

/** Uploads that stand still and are remembered, of one party as many as it may have under way; an older one is read again at its end. */
const [MAX_KEPT_PER_PARTY, MAX_KEPT] = [MAX_PER_PARTY, 1_024]

/** No digest yet. `blobs` is where the bytes are read again. */
export const createDigests = (blobs: Pick<Blobs, 'read'>): Digests => {
  const kept = createShelf<{ readonly offset: number; readonly digest: RunningDigest }>(MAX_KEPT_PER_PARTY, MAX_KEPT)
  // Judged, and perhaps not put yet to where it is kept: it may be asked for often until then, and is up to 4 GiB.
  const finished = createShelf<Uint8Array>(MAX_KEPT_PER_PARTY, MAX_KEPT)
  const hashes = new WeakMap<RunningDigest, Hash>()
  const begin = (): RunningDigest => {
    const hash = createHash('sha256')
    const digest = { see: (piece: Uint8Array) => { hash.update(piece) } }
    hashes.set(digest, hash)
    return digest
  }
  const finish = ({ senderParty, id }: Upload, hash: Hash): Uint8Array => {
    const sha256 = hash.digest()
    finished.put(senderParty, id, sha256)
    return sha256
  }
  return {
    take: ({ senderParty, id, sizeBytes }, offset) => {
      if (offset !== sizeBytes) finished.remove(senderParty, id)
      const found = kept.get(senderParty, id)
      kept.remove(senderParty, id)
      if (offset === 0) return begin()
      return found?.offset === offset ? found.digest : undefined
    },
    keep: ({ senderParty, id }, offset, digest) => { if (digest !== undefined) kept.put(senderParty, id, { offset, digest }) },
    known: (upload, digest) => {
      const before = finished.get(upload.senderParty, upload.id)
      if (before !== undefined) return before
      const followed = digest && hashes.get(digest)
      return followed && finish(upload, followed)
    },
    read: async (upload, signal) => {
      const hash = createHash('sha256')
      for await (const piece of blobs.read(upload.id, 0, upload.sizeBytes)) {
        signal.throwIfAborted()
        hash.update(piece)
      }
      return finish(upload, hash)
    },
  }
}
