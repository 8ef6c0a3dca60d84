// SPDX-License-Identifier: AGPL-3.0-only
import type { Submit } from './frames.ts'

/** One message that waits. */
export interface Row {
  readonly id: number
  readonly submission: Uint8Array
  readonly sender: Uint8Array
  readonly recipient: Uint8Array
  readonly envelope: Uint8Array
}

/** Where the baseline keeps its messages. */
export interface Rows {
  /** Inserts and deletes in one transaction; resolves with the ids, new or of an earlier submission of the same id, once all is on disk. */
  commit(messages: readonly Submit[], deleted: readonly number[]): Promise<readonly number[]>
  /** What waits for a recipient above an id, in order. */
  page(recipient: Uint8Array, after: number, limit: number): Promise<readonly Row[]>
}
