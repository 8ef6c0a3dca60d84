// SPDX-License-Identifier: AGPL-3.0-only
import { mintGrantedConsent } from '../model/proofs/mint-granted-consent.ts'
import type { GrantedConsent } from '../model/proofs/granted-consent.ts'
import type { Standing } from '../model/standing.ts'
import type { Decision } from './decision.ts'
import { mayMeet, stampsOf } from './rings.ts'

/** How long a denial silences further requests of the same pair, and how long a request waits for an answer. */
export const REQUEST_DAYS = 30

/** What to do with a request whose target has been looked up. */
export type RequestVerdict =
  | 'surface' // show it to the target
  | 'renew' // the target is still to answer an earlier one: only the asker's own yes is recorded again
  | 'wait' // the target cannot be asked now: perhaps later
  | 'drop' // never to be shown

/** A request's facts: the pair (asker as sender), and whether the target may be found by address. */
export interface RequestFacts {
  readonly standing: Standing
  readonly findable: boolean
  /** True if the target was shown an earlier request of this pair and has not answered it. */
  readonly openRequest: boolean
  /** True if the request was made within {@link REQUEST_DAYS} after the target denied the asker. */
  readonly silenced: boolean
}

/** Decides whether a request is shown to its target; the asker never learns the verdict. */
export const judgeRequest = ({ standing, findable, openRequest, silenced }: RequestFacts): RequestVerdict => {
  const { sender, recipient, recipientConsent, senderConsent } = standing
  if (!sender || !recipient || !findable || !mayMeet(sender, recipient)) return 'wait'
  if (silenced || recipientConsent?.state === 'blocked') return 'drop'
  // One's own block ends with a grant, not by asking under another address.
  if (senderConsent?.state === 'blocked') return 'drop'
  const open = recipientConsent?.state === 'granted' && senderConsent?.state === 'granted'
  if (open) return 'drop'
  return openRequest ? 'renew' : 'surface'
}

/**
 * Decides whether the recipient may grant the sender: the sender must have asked or said yes before, and nothing but the
 * recipient's own stance may forbid the pair.
 */
export const judgeGrant = (standing: Standing): Decision<GrantedConsent> => {
  const { sender, recipient, senderConsent } = standing
  const asked = senderConsent?.state === 'requested' || senderConsent?.state === 'granted'
  if (!sender || !recipient || !asked || !mayMeet(sender, recipient)) return { denied: 'NOT_PERMITTED' }
  return { granted: mintGrantedConsent({ asker: sender.user, granter: recipient.user, versions: stampsOf(standing, sender, recipient) }) }
}
