// SPDX-License-Identifier: AGPL-3.0-only
import type { Enforcement, EnforcementId } from '../model/enforcement.ts'
import type { PartyId, UserId } from '../model/ids.ts'

/** A step against a user or a party, with what the operator alone sees. `version` is this row's own count, from 1. */
export interface EnforcementRow extends Enforcement {
  readonly version: number
  /** Who took the step: `gateway`, `socket`, or `token:` and the name of a token. */
  readonly actor: string
  /** What the party said, sealed; undefined for nothing. */
  readonly appealSealed: Uint8Array | undefined
}

/** Which steps are wanted; undefined for any. */
export interface EnforcementFilter {
  readonly party?: PartyId | undefined
  readonly user?: UserId | undefined
  readonly inForce?: boolean | undefined
  readonly appeal?: EnforcementRow['appeal'] | undefined
}

/** How long a step is remembered after it ended: a quarter, so that what was done can still be asked about. */
export const ENFORCEMENT_MS = 90 * 86_400_000

/** Reads of enforcement. */
export interface EnforcementReaders {
  enforcement(id: EnforcementId): Promise<EnforcementRow | undefined>
  /** The newest first. */
  enforcements(filter: EnforcementFilter, limit: number): Promise<readonly EnforcementRow[]>
  /** Steps in force whose time is over by `now`. */
  enforcementDue(now: number, limit: number): Promise<readonly EnforcementRow[]>
  /** Steps in force with an id above `after`, or from the first, in the order of ids. */
  stepsInForce(after: EnforcementId | undefined, limit: number): Promise<readonly EnforcementRow[]>
  /** The same of steps that were lifted at or after `since`. */
  stepsLifted(since: number, after: EnforcementId | undefined, limit: number): Promise<readonly EnforcementRow[]>
}

/** Writes of enforcement, parts of a change. */
export type EnforcementWrite =
  /** `moved` unless its version is one above the one that is stored, 0 where there is none. */
  | { readonly put: 'enforcement'; readonly row: EnforcementRow }
  /** Sets whether a user is suspended, and moves its version; `moved` where there is no such user. What waits for and from the user is looked at again. */
  | { readonly put: 'suspension'; readonly user: UserId; readonly suspended: boolean }
