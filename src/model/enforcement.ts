// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from './errors.ts'
import type { PartyId, UserId } from './ids.ts'

declare const brand: unique symbol

/** One step of enforcement against a user or a party; canonical UUID text, by the gateway. */
export type EnforcementId = string & { readonly [brand]: 'EnforcementId' }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An enforcement id from its canonical text; throws `MALFORMED`. */
export const enforcementId = (text: string): EnforcementId => {
  if (!UUID.test(text)) throw new GatewayError('MALFORMED', 'enforcement id is not well formed')
  return text as EnforcementId
}

/** From the mildest to the hardest: told, slowed down, suspended. The last is of a user where there is one, else of the party. */
export const enforcementSteps = ['notice', 'slow', 'suspend'] as const
/** See {@link enforcementSteps}. */
export type EnforcementStep = (typeof enforcementSteps)[number]

/** What became of what the party said to a step: nothing said, not yet decided, the step stays, the step was lifted for it. */
export type AppealState = 'none' | 'open' | 'upheld' | 'granted'

/** How a step came to its end: its time was over, it was lifted, or a harder one took its place. */
export type EnforcementEnding = 'time' | 'lifted' | 'replaced'

/** Characters of a reason, and of an appeal: plain text that a person reads. */
export const MAX_REASON = 200
/** See {@link MAX_REASON}. */
export const MAX_APPEAL = 2_000

/** A step as the party itself, and nobody else, is told of it. Times in ms since the epoch. */
export interface Enforcement {
  readonly id: EnforcementId
  readonly party: PartyId
  /** undefined where it is against the party as a whole. */
  readonly user: UserId | undefined
  readonly step: EnforcementStep
  /** Which rule, or `operator`. */
  readonly rule: string
  readonly reason: string
  readonly startedAt: number
  /** undefined until it is lifted. */
  readonly endsAt: number | undefined
  /** undefined while it is in force. */
  readonly endedAt: number | undefined
  readonly ending: EnforcementEnding | undefined
  readonly appeal: AppealState
  /** What was decided on the appeal, or why it was lifted; empty for nothing. */
  readonly decision: string
}
