// SPDX-License-Identifier: AGPL-3.0-only
import type { Nodes } from './nodes.ts'
import type { Readers } from './readers.ts'
import type { Restored } from './restored.ts'
import type { Transactors } from './transactors.ts'

/** `added`: new rows. `released`: rows that were passed over before are to be delivered after all. */
export type WatchHint = 'added' | 'released'

/**
 * Where deleted rows are. SQLite: overwritten in its file, and `logCut` if its log holds them no more, which a reader of another process delays. PostgreSQL:
 * dead in their pages until vacuum and later rows, and in its log until that is recycled.
 */
export type Wiped = { readonly engine: 'sqlite'; readonly logCut: boolean } | { readonly engine: 'postgres' }

/**
 * The time since a reader began to look. A change of party, person, choice, user, device or consent answers only when every
 * moment that began before its commit, on any node, holds no more. So: begin a moment, read, decide, and act in one breath
 * only if it still holds.
 */
export interface Moment {
  /** False once such a change was committed, or this node may not act for the gateway any more. */
  holds(): boolean
}

/**
 * The one narrow door to durable state. Every driver passes test/support/store-conformance. Nothing that a transactor
 * answered is ever lost: it answers only after its transaction is on disk.
 */
export interface Store {
  readonly read: Readers
  readonly write: Transactors
  /** Tells that rows for this party may have been added; a hint, never a promise. Returns what ends the watch. */
  watch(listener: (party: string, hint: WatchHint) => void): () => void
  /**
   * Begins a look at the store that something will be done with: see {@link Moment}. What was read before is then still so,
   * or the doer knows that it may not be.
   */
  moment(): Moment
  /**
   * Resolves when what was read before the call is in force: no moment holds, on any node, that began before it was committed.
   * Whoever answers that something is so already, and commits nothing, waits for it. Rejects with `UNAVAILABLE` when that cannot be known.
   */
  inForce(): Promise<void>
  readonly nodes: Nodes
  /** Set where this start was the first after a restore: see {@link Restored}. */
  readonly restored: Restored | undefined
  /** Takes what was deleted off the disk as far as this store can, and says how far that is. */
  wipe(): Promise<Wiped>
  /** False once the disk refused a write: the process must end, since a refused write may come back after a restart. */
  healthy(): boolean
  /** Finishes what was begun, refuses the rest with `UNAVAILABLE`, gives the files back. */
  close(): Promise<void>
}
