// SPDX-License-Identifier: Apache-2.0
import type { LimitName } from '../../../model/agreement-limits.ts'
import type { Answer } from '../../../model/answers.ts'

// A limit that is missing here does not compile: somebody decides whether what is left of it tells of one user or of others.
const isOwn: Readonly<Record<LimitName, boolean>> = {
  contactsPerUserDay: true, bundlesPerPair: true, bundleRefillSeconds: true, queuedPerPair: true, queuedBytesPerPair: true, maxTtlSeconds: true, attachmentBytes: true,
  attachmentsPerUser: true, attachmentMibPerUser: true, messagesPerPair: true, messagesPerPairMinute: true, messagesPerUserDay: true,
  ephemeralPerDevice: true, slowedPerUser: true, reportsPerUser: true, reportsWaitingPerUser: true, enlistmentsPerUserDay: true, refusalsPerUser: true,
  attachmentsPerParty: false, attachmentMibPerParty: false, messagesPerPartyMinute: false, mibPerPartyDay: false, newTargetsPerDay: false, linksPerParty: false,
  reportsPerParty: false, enlistmentsPerPartyDay: false,
  // Of all users of the party who ask for the same one's keys.
  bundlesPerTargetHour: false,
}

/**
 * An answer as a user may know it: the gateway gives it to the home, and says how much all of its users together have left. Whoever exhausts a limit of its own would read there,
 * message by message, what the others do. That and how long one has to wait stays, or nobody would know when to come again.
 */
export const toldToUser = (answer: Answer): Answer =>
  answer.kind === 'throttled' ? { ...answer, headroom: answer.headroom.filter(({ limit }) => limit !== undefined && isOwn[limit]) } : answer
