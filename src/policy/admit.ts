// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'
import type { Action, Admitted } from '../model/proofs/admitted.ts'
import { mintAdmitted } from '../model/proofs/mint-admitted.ts'
import type { Standing, UserFacts } from '../model/standing.ts'
import type { Custody } from '../model/values.ts'
import type { Decision, Denial } from './decision.ts'
import { mayMeet, stampsOf } from './rings.ts'

/** One thing that one user wants to do toward another. */
export interface Wish {
  readonly action: Action
  /** The party that asks; undefined for the gateway's own delivery of what it accepted before. */
  readonly asker: PartyId | undefined
  /** SHA-256 of the consent token that was shown; undefined for actions that need none. */
  readonly tokenHash: Uint8Array | undefined
  /** Refuse unless the recipient's keys are held so. */
  readonly demandedCustody?: Custody | undefined
}

const NEEDS_TOKEN: ReadonlySet<Action> = new Set(['submit', 'take-keys', 'attach'])

/**
 * Decides every action between two users: live agreements, opt-in, choice for the provider, both people's consent, and the
 * token of the ordered pair. Unknown, unwilling, opted out, blocked and suspended elsewhere are one denial; only what
 * concerns the asker itself (`NOT_YOURS`, `SUSPENDED`, `USER_SUSPENDED`) has a name. Source: the three rings and the one answer of docs/protocol.md.
 */
export const admit = (wish: Wish, standing: Standing): Decision<Admitted> => {
  const { sender, recipient } = standing
  const own = ownDenial(wish, sender)
  if (own) return own
  if (!sender || !recipient) return { denied: 'NOT_PERMITTED' }
  const open = [mayMeet(sender, recipient), bothConsent(standing), tokenHolds(wish, standing)]
  if (!open.every(Boolean)) return { denied: 'NOT_PERMITTED' }
  if (wish.demandedCustody && wish.demandedCustody !== recipient.custody) return { denied: 'CUSTODY_REFUSED' }
  return {
    granted: mintAdmitted({ action: wish.action, sender: sender.user, recipient: recipient.user, versions: stampsOf(standing, sender, recipient) }),
  }
}

const ownDenial = (wish: Wish, sender: UserFacts | undefined): Denial | undefined => {
  if (wish.asker === undefined) return undefined
  if (sender?.home.party !== wish.asker) return { denied: 'NOT_YOURS' }
  if (sender.home.state === 'suspended') return { denied: 'SUSPENDED' }
  return sender.suspended ? { denied: 'USER_SUSPENDED' } : undefined
}

const bothConsent = (standing: Standing): boolean =>
  standing.recipientConsent?.state === 'granted' && standing.senderConsent?.state === 'granted'

const tokenHolds = (wish: Wish, standing: Standing): boolean => {
  if (!NEEDS_TOKEN.has(wish.action)) return true
  const expected = standing.recipientConsent?.tokenHash
  return expected !== undefined && wish.tokenHash !== undefined && sameBytes(expected, wish.tokenHash)
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}
