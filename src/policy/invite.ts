// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'
import type { Purpose } from '../model/values.ts'

/** Which of the two sides a user is on: its home, and the provider whose people are on the other side or its own. */
export interface Side { readonly party: PartyId; readonly forProvider: PartyId | undefined }

/** Facts about an invite that somebody used. */
export interface InviteUse {
  readonly owner: Side
  readonly asker: Side
  /** What the invite is for, and what it is used for. */
  readonly purposes: readonly Purpose[]
  readonly wanted: readonly Purpose[]
}

/** Decides whether an invite is for this asker and these purposes at all; if not, its uses stay for those whom it is for. */
export const isInviteFor = ({ owner, asker, purposes, wanted }: InviteUse): boolean => {
  const acrossTheBridge = owner.party !== asker.party && (owner.forProvider === asker.party || asker.forProvider === owner.party)
  return acrossTheBridge && wanted.every((purpose) => purposes.includes(purpose))
}
