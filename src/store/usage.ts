// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../model/ids.ts'

/** What was used up in one UTC day. */
export interface Usage {
  readonly messages: number
  readonly bytes: number
  /** Addresses that the party had not asked for before; counted with its requests. */
  readonly targets: number
  /** Enlistments and changes of identity, counted with them. */
  readonly enlistments: number
}

/** What a user, or where there is none a party as a whole, has used in the UTC day that began at `dayStart`. */
export interface UsageOf {
  readonly party: PartyId
  readonly user: UserId | undefined
  readonly dayStart: number
}

/** More that was used. */
export interface UsageRow extends UsageOf, Omit<Usage, 'targets' | 'enlistments'> {}

/** Nothing used. */
export const NO_USAGE: Usage = { messages: 0, bytes: 0, targets: 0, enlistments: 0 }

/** An enlistment, or a change of identity, to be counted of its user and of the party; `throttled` where either has made as many in the UTC day that began at `dayStart`. */
export interface EnlistmentWrite {
  readonly add: 'enlistment'
  readonly party: PartyId
  readonly user: UserId
  readonly dayStart: number
  readonly perUser: number
  readonly perParty: number
}

/** How long a day's usage is kept after its day began: until no clock of a node can still be in it. */
export const USAGE_MS = 2 * 86_400_000
/** How long an address counts as asked for by a party: as long as a request for it is kept. */
export const TARGET_MS = 30 * 86_400_000

/** Reads of what is used up. */
export interface UsageReaders {
  usage(of: UsageOf): Promise<Usage>
  /** How many users of a party sent something on a UTC day that is remembered: yesterday and today. */
  activeUsers(party: PartyId): Promise<number>
}

/** Changes of what is used up. */
export interface UsageTransactors {
  /** Adds to what was used, each user and party once; what it comes to now, in the same order. */
  addUsage(rows: readonly UsageRow[]): Promise<readonly Usage[]>
}
