// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from './errors.ts'
import { MAX_ENVELOPE_BYTES } from './values.ts'
import type { AgreementLimits } from './values.ts'

/** What one limit may be, and what it is for. */
export interface LimitRange {
  readonly min: number
  readonly max: number
  readonly meaning: string
}

const DAY_SECONDS = 86_400
/** 1 PiB: more than one folder holds. */
const MAX_MIB = 1_073_741_824

/** What an operator may set each limit to: at least what lets a message pass, at most what one agreement may cost the gateway. */
export const limitRanges: Readonly<Record<keyof AgreementLimits, LimitRange>> = {
  // 0: nobody new may be asked, and who knows each other talks on.
  contactsPerUserDay: { min: 0, max: 1_000, meaning: 'new contact requests of a user in a day' },
  bundlesPerPair: { min: 1, max: 100, meaning: 'key bundles in a burst for an ordered pair of users' },
  bundleRefillSeconds: { min: 1, max: DAY_SECONDS, meaning: 'seconds until one more of them' },
  queuedPerPair: { min: 1, max: 100_000, meaning: 'undelivered messages of an ordered pair for each device' },
  // One message of the largest size must fit.
  queuedBytesPerPair: { min: MAX_ENVELOPE_BYTES, max: 1_073_741_824, meaning: 'bytes of their envelopes' },
  // A month is what people are told.
  maxTtlSeconds: { min: 60, max: 30 * DAY_SECONDS, meaning: 'seconds that an undelivered message is kept at most, and by default' },
  // 0: none at all. The size is a uint32 on the wire.
  attachmentBytes: { min: 0, max: 2 ** 32 - 1, meaning: 'bytes of the largest sealed attachment; 0 for no attachments' },
  attachmentsPerUser: { min: 1, max: 1_000_000, meaning: 'attachments of a user whose time is not over, read or not' },
  attachmentMibPerUser: { min: 1, max: MAX_MIB, meaning: 'MiB of them' },
  attachmentsPerParty: { min: 1, max: 100_000_000, meaning: 'attachments of all users of the party whose time is not over, read or not' },
  attachmentMibPerParty: { min: 1, max: MAX_MIB, meaning: 'MiB of them' },
  // What a mailbox holds by default may come at once; a person sends a few in a minute.
  messagesPerPair: { min: 1, max: 1_000_000, meaning: 'messages in a burst for an ordered pair of users' },
  messagesPerPairMinute: { min: 1, max: 60_000_000, meaning: 'messages of an ordered pair in a minute from then on' },
  messagesPerUserDay: { min: 1, max: 1_000_000_000, meaning: 'messages of a user in a UTC day' },
  messagesPerPartyMinute: { min: 1, max: 60_000_000, meaning: 'messages of all users of the party at once, and in a minute' },
  mibPerPartyDay: { min: 1, max: MAX_MIB, meaning: 'MiB of envelopes and attachments of all users of the party in a UTC day' },
  // A device has 100 one-time keys and tells its home when 20 are left.
  bundlesPerTargetHour: { min: 1, max: 10_000, meaning: 'key bundles of one user at once, and in an hour, for all users of the party' },
  // 0: nobody but those who were asked before.
  newTargetsPerDay: { min: 0, max: 100_000_000, meaning: 'addresses in a UTC day that no user of the party has asked for within 30 days' },
  // One for each of its servers, with room to deploy; bounds what one agreement can cost.
  linksPerParty: { min: 1, max: 64, meaning: 'open links of the party at each node' },
  // Each leaves for good what keeps an id its home's and the audit log whole: some 500 bytes. 0: nobody new.
  enlistmentsPerPartyDay: { min: 0, max: 100_000_000, meaning: 'enlistments and changes of identity of users of the party in a UTC day' },
}

/** Limits of the protocol, the same for every agreement: what they are for. `src/model` names them, their numbers are where they are enforced. */
export const fixedLimits = {
  ephemeralPerDevice: 'ephemeral messages of a device: 30 at once, then one a second',
  slowedPerUser: 'messages of a user that was slowed down: 10 at once, then 10 a minute',
  reportsPerUser: 'reports of a user in 24 hours: 20',
  reportsWaitingPerUser: 'reports of a user that wait to be decided: 100',
  reportsPerParty: 'reports by users of a party that wait to be decided: 10,000',
  enlistmentsPerUserDay: 'enlistments and changes of identity of a user in a UTC day: 10',
  refusalsPerUser: 'denials and blocks of people by their id: 100 at once, then one a minute',
} as const

/** A limit by name: one of the agreement, or one of the protocol. */
export type LimitName = keyof AgreementLimits | keyof typeof fixedLimits

/** What is left of one limit of the caller's own. */
export interface Headroom {
  /** undefined where this software does not know it. */
  readonly limit: LimitName | undefined
  /** Whole units: of `mibPerPartyDay` MiB, of `queuedPerPair` messages. */
  readonly left: number
  /** Until all of it is there again if nothing more is spent; 0 where that is up to somebody else. */
  readonly wholeAfterSeconds: number
}

/** The limit of this name, if there is one. */
export const findLimit = (name: string): LimitName | undefined => (isLimit(name) || isFixed(name) ? name : undefined)

/** The limits among these values, each a whole number in its range. Throws `MALFORMED` that names the limit and its range, or those that there are. */
export const parseLimits = (values: Readonly<Record<string, number>>): Partial<AgreementLimits> => {
  for (const [name, value] of Object.entries(values)) {
    if (!isLimit(name)) throw new GatewayError('MALFORMED', `there is no limit "${name}"; there are ${Object.keys(limitRanges).join(', ')}`)
    const { min, max } = limitRanges[name]
    if (!Number.isSafeInteger(value) || value < min || value > max) {
      throw new GatewayError('MALFORMED', `${name}: a whole number from ${String(min)} to ${String(max)}, not ${String(value)}`)
    }
  }
  return values
}

const isFixed = (name: string): name is keyof typeof fixedLimits => Object.hasOwn(fixedLimits, name)
const isLimit = (name: string): name is keyof AgreementLimits => Object.hasOwn(limitRanges, name)
