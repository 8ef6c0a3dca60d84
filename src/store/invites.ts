// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../model/ids.ts'
import type { InviteId } from '../model/invites.ts'
import type { Purpose } from '../model/values.ts'

/** An invite that a user made. */
export interface InviteRow {
  /** Of the secret, which is nowhere else. */
  readonly secretHash: Uint8Array
  readonly invite: InviteId
  readonly owner: UserId
  readonly purposes: readonly Purpose[]
  readonly usesLeft: number
  readonly expiresAt: number
}

/** Changes of invites; a use is counted with the request that it makes. */
export type InviteWrite =
  /** `refused` where the owner has `most` that hold. */
  | { readonly add: 'invite'; readonly row: InviteRow; readonly most: number; readonly now: number }
  /** Nothing where it is not the owner's, or not there. */
  | { readonly end: 'invite'; readonly invite: InviteId; readonly owner: UserId }

/** Reads of invites. */
export interface InviteReaders {
  /** By the hash of its secret, whether or not it holds. */
  invite(secretHash: Uint8Array): Promise<InviteRow | undefined>
}
