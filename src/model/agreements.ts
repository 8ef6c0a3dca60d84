// SPDX-License-Identifier: Apache-2.0
import type { KeyId } from './ids.ts'

/** What a signed conformance report said when it was attached. Times in ms since the epoch. */
export interface ConformanceNote {
  readonly attachedAt: number
  /** When its run ended. */
  readonly ranAt: number
  /** Whose issuer key signed it. */
  readonly signedBy: 'provider' | 'core'
  readonly keyId: KeyId
  /** Of the file, in hexadecimal. */
  readonly sha256: string
  /** Version of the kit, and of the protocol that it judged by; `''` for a report that does not say. */
  readonly kit: string
  readonly protocol: string
  readonly passed: number
  readonly failed: number
  /** Scenarios that the kit has and that the report does not say passed or failed. */
  readonly absent: number
}

/** A change of link key: the old key and the new one hold side by side until it is finished. */
export interface RotationNote {
  readonly begunAt: number
  readonly newKey: KeyId
  /** Who vouched for it: the key before, or the operator, who compared it with the provider. Absent in notes of versions that asked for neither. */
  readonly vouchedBy?: 'old-key' | 'operator'
  /** When a link was first opened with the new key. */
  readonly seenAt?: number
  /** When the old key was taken out. */
  readonly finishedAt?: number
}

/** How far a provider's agreement has come. A moment that is absent has not come. */
export interface AgreementRecord {
  readonly displayName: string
  /** When the provider asked: the three months run from its day. Absent where no request was noted. */
  readonly requestedAt?: number
  readonly withdrawnAt?: number
  /** When it was admitted to test: it links, and nothing passes. */
  readonly testingAt?: number
  /** The first link that was seen while it tests. */
  readonly linkedAt?: number
  readonly conformance?: ConformanceNote
  readonly rotation?: RotationNote
  /** When messages could pass for the first time. */
  readonly liveAt?: number
}

/** What an operator asks of every provider before its agreement is live. */
export interface AgreementRules {
  readonly requireReport: boolean
  readonly requireRotation: boolean
  /** Days after its run for which a report counts. */
  readonly reportDays: number
}

/** A step on the way, in their order. */
export const MILESTONES = ['requested', 'admitted', 'linked', 'conformance', 'key-rotation', 'live'] as const
/** One of them. */
export type MilestoneName = (typeof MILESTONES)[number]

/** How one step stands; `unfit` for a report that does not count, and `why` says so. */
export interface Milestone {
  readonly name: MilestoneName
  readonly state: 'reached' | 'missing' | 'unfit'
  /** Whether the agreement cannot be live without it. */
  readonly required: boolean
  /** Ms since the epoch. */
  readonly at?: number
  readonly why?: string
}

/** Where an agreement can stand as a whole. */
export const AGREEMENT_STAGES = ['requested', 'withdrawn', 'testing', 'live', 'suspended'] as const
/** One of these. */
export type AgreementStage = (typeof AGREEMENT_STAGES)[number]
/** What the operator, or the provider, has to do next. */
export type NextStep = 'admit' | 'link' | 'report' | 'rotate' | 'finish-rotation' | 'go-live' | 'decide-appeal' | 'resume' | 'none'

/** An agreement as the operator sees it. Days in UTC. */
export interface AgreementProgress {
  readonly stage: AgreementStage
  readonly milestones: readonly Milestone[]
  /** The last day of the three months; absent without a request, and once it was withdrawn. */
  readonly due?: string
  /** Until that day, or, once it is live, from the day that it was live: negative where that is late. */
  readonly daysLeft?: number
  /** Not operational though the three months are over. */
  readonly overdue: boolean
  readonly next: NextStep
}
