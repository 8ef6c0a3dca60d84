// SPDX-License-Identifier: AGPL-3.0-only
import type { AgreementProgress, AgreementRecord } from '../model/agreements.ts'
import type { AppealState, EnforcementId } from '../model/enforcement.ts'
import type { PartyId } from '../model/ids.ts'

/** A step of enforcement that suspends the party as a whole. */
export interface SuspendingStep { readonly id: EnforcementId; readonly startedAt: number; readonly endsAt: number | undefined; readonly appeal: AppealState }

/** One agreement, or request for one, as the operator sees it. */
export interface AgreementView {
  readonly party: PartyId
  readonly record: AgreementRecord
  readonly progress: AgreementProgress
  /** Why it rests; undefined unless it is suspended. Without a step it was suspended by hand. */
  readonly suspension: { readonly reason: string; readonly step: SuspendingStep | undefined } | undefined
}
