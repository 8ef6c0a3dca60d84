// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { UserId } from '../model/ids.ts'
import type { Holdings } from './holdings.ts'
import type { ConsentRow, RequestRow } from './rows.ts'

/** Who was erased: an enlisted user, or a core user behind its enlistments. */
export type ErasedKind = 'user' | 'person'

/** That somebody was erased; numbers rise by one in the order of commit. */
export interface ErasureRow {
  readonly number: number
  readonly kind: ErasedKind
  /** SHA-256 of a user id, or of a person's reference index, which is a keyed hash itself. */
  readonly hash: Uint8Array
}

/** Name of the counter that gives erasures their numbers. */
export const ERASURES = 'erasures'
/** Name of the counter that a restored store has until whoever was erased since is erased again: the last number that it knew. */
export const ERASURES_DUE = 'erasuresDue'

/** What is kept of an erased user's id. */
export const erasedIdHash = (user: UserId): Uint8Array => createHash('sha256').update(user).digest()
/** What is kept of an erased person. */
export const erasedPersonHash = (referenceIndex: Uint8Array): Uint8Array => createHash('sha256').update(referenceIndex).digest()

/** A user as a walk through all of them sees it. */
export interface WalkedUser { readonly user: UserId; readonly version: number }
/** A person likewise. */
export interface WalkedPerson { readonly person: number; readonly version: number; readonly referenceIndex: Uint8Array }

/** Reads about what is held of people, and who was erased. */
export interface PrivacyReaders {
  /** Erasures with a number above `after`, in order. */
  erasures(after: number, limit: number): Promise<readonly ErasureRow[]>
  /** The number of the last one; 0 for none. */
  lastErasure(): Promise<number>
  /** Set on a restored store until who was erased since its backup is erased again: the last number that it knew. */
  erasuresDue(): Promise<number | undefined>
  /** Users with `user` above `after`, in order. */
  userPage(after: UserId | undefined, limit: number): Promise<readonly WalkedUser[]>
  /** Persons with a number above `after`, in order. */
  personPage(after: number, limit: number): Promise<readonly WalkedPerson[]>
  /** How many rows there are about a user. */
  holdings(user: UserId): Promise<Holdings>
  /** The stances of a user to others, in the order of their ids. */
  consentsOf(owner: UserId, limit: number): Promise<readonly ConsentRow[]>
  /** Requests that a user made, newest first. */
  requestsBy(user: UserId, limit: number): Promise<readonly RequestRow[]>
}
