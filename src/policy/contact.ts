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
  | 'wait' // the target cannot be asked now: perhaps later
  | 'drop' // never to be shown

/** A request's facts: the pair (asker as sender), whether the target may be found by address, and the asker's earlier requests to it. */
export interface RequestFacts {
  readonly standing: Standing
  readonly findable: boolean
  /** True if an earlier request of this pair is open or was denied within {@link REQUEST_DAYS}. */
  readonly askedBefore: boolean
}

/** Decides whether a request is shown to its target; the asker never learns the verdict. */
export const judgeRequest = ({ standing, findable, askedBefore }: RequestFacts): RequestVerdict => {
  const { sender, recipient, recipientConsent } = standing
  if (!sender || !recipient || !findable || !mayMeet(sender, recipient)) return 'wait'
  if (askedBefore || recipientConsent?.state === 'blocked') return 'drop'
  const open = recipientConsent?.state === 'granted' && standing.senderConsent?.state === 'granted'
  return open ? 'drop' : 'surface'
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
