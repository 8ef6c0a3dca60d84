// SPDX-License-Identifier: AGPL-3.0-only
import type { Readers } from './readers.ts'
import type { Transactors } from './transactors.ts'

/**
 * The one narrow door to durable state. Every driver passes test/support/store-conformance. Nothing that a transactor
 * answered is ever lost: it answers only after its transaction is on disk.
 */
export interface Store {
  readonly read: Readers
  readonly write: Transactors
  /** Tells that rows for this party may have been added; a hint, never a promise. Returns what ends the watch. */
  watch(listener: (party: string) => void): () => void
  /** False once the disk refused a write: the process must end, since a refused write may come back after a restart. */
  healthy(): boolean
  /** Finishes what was begun, refuses the rest with `UNAVAILABLE`, gives the files back. */
  close(): Promise<void>
}
