// SPDX-License-Identifier: AGPL-3.0-only
import type { Signal } from '../../nodes.ts'
import type { WatchHint } from '../../port.ts'

/** What nodes say to each other. One with an `id` is answered with `dealt` once it is dealt with, or with `failed`. */
export type Note =
  | { readonly note: 'signal'; readonly signal: Signal; readonly id: number }
  /** What decisions rest on was changed; goes with the commit, and to its own node as well: after a commit in doubt nothing else tells of it. */
  | { readonly note: 'changed' }
  /** Whether all that was committed before is known: notes are heard in the order of their commits. */
  | { readonly note: 'caught-up'; readonly id: number }
  | { readonly note: 'dealt' | 'failed'; readonly to: string; readonly id: number }
  | { readonly note: 'hints'; readonly hints: readonly (readonly [party: string, hint: WatchHint])[] }
  /** A duty may be free. */
  | { readonly note: 'free' }
  | { readonly note: 'joined' }

/** A note and the node that wrote it. */
export type SignedNote = Note & { readonly from: string }

/** A note as PostgreSQL carries it. */
export const encodeNote = (note: SignedNote): string => JSON.stringify(note)

/** `undefined` for what no node wrote. */
export const decodeNote = (text: string | undefined): SignedNote | undefined => {
  try {
    const note = JSON.parse(text ?? '') as SignedNote | null
    return typeof note?.note === 'string' && typeof note.from === 'string' ? note : undefined
  } catch {
    return undefined
  }
}
