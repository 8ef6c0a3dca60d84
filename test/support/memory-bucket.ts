// SPDX-License-Identifier: AGPL-3.0-only
// Promise: of the store, what a bucket's owner needs, and a bucket of which a test sees and changes the mark, both in memory.
import { randomInt } from 'node:crypto'
import type { BucketDeps } from '../../src/media/index.ts'
import type { Mark } from '../../src/media/bucket.ts'
import { GatewayError } from '../../src/model/errors.ts'
import { encodeEntry } from '../../src/model/audit/entry.ts'
import { fromBucket } from '../../src/store/bucket.ts'
import type { BucketRow } from '../../src/store/bucket.ts'

/** The owner's name unless a test says otherwise. */
const OWNER = 'a'.repeat(32)

/** What a store knows of its bucket, and what its audit log was told. */
export class MemoryBucketStore {
  row: BucketRow | undefined
  readonly told: string[] = []
  readonly read: BucketDeps['store']['read'] = { bucket: async () => this.row }
  readonly write: BucketDeps['store']['write'] = {
    commit: async ({ writes }) => {
      for (const write of writes) {
        if ('put' in write && write.put === 'bucket') {
          if ((write.from && fromBucket(write.from)) !== (this.row && fromBucket(this.row))) return { moved: true }
          this.row = write.row
        }
        if ('add' in write && write.add === 'audit') this.told.push(Buffer.from(write.leaf).toString())
      }
      return { committed: true, erased: { prekeys: 0, queuedMessages: 0, consents: 0 } }
    },
  }
}

/** What a bucket stands on, with everything that was refused in `refusals`. */
export const bucketDepsOf = (store: BucketDeps['store'], { owner = OWNER, monotonic = () => 0 }: { readonly owner?: string | undefined; readonly monotonic?: () => number } = {}): BucketDeps & { readonly refusals: string[] } => {
  const refusals: string[] = []
  return {
    store, owner, monotonic, refusals, drawGeneration: () => randomInt(1, 2 ** 40), refused: (state) => { refusals.push(state) },
    audit: { entry: ({ act, actor, reason = '', subject = '', correlation = '', details = {} }) => encodeEntry({ act, actor, at: 1, reason, subject, correlation, details }) },
  }
}

/** A bucket's mark. */
export class MemoryMark implements Mark {
  text: string | undefined
  /** Whether it says anything. */
  isReachable = true
  /** Whether it keeps what is there when the first one is written. */
  knowsFirst = true
  /** Called before each write, as by somebody who is quicker. */
  onWrite: () => void = () => {}

  async read(): Promise<string | undefined> {
    this.#require()
    return this.text
  }

  async write(text: string, isFirst: boolean): Promise<void> {
    this.#require()
    this.onWrite()
    if (isFirst && this.knowsFirst && this.text !== undefined) return
    this.text = text
  }

  #require(): void {
    if (!this.isReachable) throw new GatewayError('UNAVAILABLE')
  }
}
