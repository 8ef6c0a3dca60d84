// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../model/answers.ts'
import type { PartyId, UserId } from '../model/ids.ts'
import type { AgreementLimits } from '../model/values.ts'
import type { Rate } from '../policy/rate.ts'
import { drawOnDay, throttleOf } from '../policy/throttle.ts'
import type { Draw, Throttle } from '../policy/throttle.ts'
import { createQuotas } from '../registry/quotas.ts'
import { createDayCounts } from './day-counts.ts'
import type { RelayDeps } from './ports.ts'

const MINUTE_MS = 60_000
const MIB = 1_048_576
const PAIR = { limit: 'messagesPerPair', scope: 'pair' } as const
/** For who was slowed down: enough to answer, too little to flood. */
const SLOWED_RATE = { burst: 10, intervalMs: 6_000 }
const SLOWED = { limit: 'slowedPerUser', scope: 'user' } as const
/** What is left of the rate of a party that was slowed down: one of so many. */
const SLOWED_SHARE = 10
const PARTY = { limit: 'messagesPerPartyMinute', scope: 'party' } as const

/** A message as limits see it: the recipient may be anybody or nobody. */
export interface Spending {
  readonly party: PartyId
  readonly limits: AgreementLimits
  readonly sender: UserId
  readonly recipient: UserId
  readonly bytes: number
}

/** What parties and their users may still send. */
export interface Allowances {
  /**
   * Spends one message of pair, user and party, and its bytes; undefined, or the answer of one that has to wait, for which nothing is spent. Messages of a user keep the order
   * in which they were asked for, also where it is not known yet what was spent before.
   */
  message(spending: Spending): Answer | undefined | Promise<Answer | undefined>
  /** Whether an attachment of so many bytes must wait; spends nothing. */
  attachment(spending: Pick<Spending, 'party' | 'limits' | 'bytes'>): Promise<Answer | undefined>
  /** An attachment of so many bytes was taken. */
  attached(party: PartyId, bytes: number): void
  /** Writes what is counted and is not written yet. */
  write(): Promise<void>
  start(): void
  /** Writes what is counted and ends. */
  stop(): Promise<void>
}

/** Allowances over the counts of the day and rates in memory, on a clock that never jumps. They ask nothing about the recipient. */
export const createAllowances = (deps: Pick<RelayDeps, 'store' | 'now' | 'monotonic' | 'timers' | 'events' | 'isSlowed' | 'conduct'>): Allowances => {
  const days = createDayCounts(deps)
  // Apart, so that pairs that nobody is part of do not make a party's rate forgotten.
  const [pairs, parties, slowed] = [createQuotas(deps.monotonic), createQuotas(deps.monotonic), createQuotas(deps.monotonic)]
  const rateOf = (party: PartyId, limits: AgreementLimits): Rate =>
    perMinute(deps.isSlowed(party) ? Math.max(1, Math.floor(limits.messagesPerPartyMinute / SLOWED_SHARE)) : limits.messagesPerPartyMinute)

  const bytesDraw = (limits: AgreementLimits, used: number, wanted: number): Draw =>
    drawOnDay({ limit: 'mibPerPartyDay', scope: 'party', most: limits.mibPerPartyDay, used, wanted, unit: MIB }, deps.now())

  const bothKnown = async (party: PartyId, sender: UserId): Promise<void> => {
    for (;;) {
      const [own, whole] = [days.of(party, sender), days.of(party)]
      await own.whenKnown()
      await whole.whenKnown()
      // What was forgotten meanwhile begins anew, and counts nothing until it is known.
      if (days.of(party, sender) === own && days.of(party) === whole) return
    }
  }

  const whyNot = ({ party, limits, sender, bytes }: Spending, pair: string): Throttle | undefined => throttleOf([
    pairs.look(party, pair, ratePerPair(limits), PAIR),
    drawOnDay({ limit: 'messagesPerUserDay', scope: 'user', most: limits.messagesPerUserDay, used: days.of(party, sender).messages, wanted: 1 }, deps.now()),
    parties.look(party, '', rateOf(party, limits), PARTY),
    bytesDraw(limits, days.of(party).bytes, bytes),
    ...(deps.isSlowed(sender) ? [slowed.look(party, sender, SLOWED_RATE, SLOWED)] : []),
  ])

  const spend = (spending: Spending): Answer | undefined => {
    const { party, limits, sender, recipient, bytes } = spending
    const pair = `${sender}\n${recipient}`
    const throttle = whyNot(spending, pair)
    deps.conduct.sent(party, sender, throttle !== undefined)
    if (throttle) return { kind: 'throttled', ...throttle }
    pairs.take(party, pair, ratePerPair(limits))
    parties.take(party, '', rateOf(party, limits))
    if (deps.isSlowed(sender)) slowed.take(party, sender, SLOWED_RATE)
    days.of(party, sender).add(1, 0)
    days.of(party).add(1, bytes)
    return undefined
  }

  return {
    message: (spending) => {
      const { party, sender } = spending
      const isKnown = days.of(party, sender).isKnown() && days.of(party).isKnown()
      return isKnown ? spend(spending) : bothKnown(party, sender).then(() => spend(spending))
    },
    attachment: async ({ party, limits, bytes }) => {
      const count = days.of(party)
      await count.whenKnown()
      const throttle = throttleOf([bytesDraw(limits, count.bytes, bytes)])
      return throttle && { kind: 'throttled', ...throttle }
    },
    attached: (party, bytes) => { days.of(party).add(0, bytes) },
    write: () => days.write(),
    start: () => { days.start() },
    stop: () => days.stop(),
  }
}

const ratePerPair = (limits: AgreementLimits): Rate => ({ burst: limits.messagesPerPair, intervalMs: MINUTE_MS / limits.messagesPerPairMinute })
const perMinute = (count: number): Rate => ({ burst: count, intervalMs: MINUTE_MS / count })
