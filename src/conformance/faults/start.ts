// SPDX-License-Identifier: AGPL-3.0-only
import type { StartTrouble, TroublePlace } from '../../sandbox/trouble.ts'
import type { FaultPlan, FaultTold } from './fault.ts'
import { startFay } from './fay.ts'
import { createSchedule } from './schedule.ts'
import { openTroubledDoor } from './troubled-door.ts'

/** Which faults, by which seed, and who hears of each. */
export interface FaultOptions {
  readonly plan: FaultPlan
  readonly seed: number
  readonly told: (fault: FaultTold) => void
}

/** So few that the second text of somebody who types fast has to wait; and what agreements have by default. */
const [SLOW, FAST] = [['messagesPerPair=1', 'messagesPerPairMinute=300'], ['messagesPerPair=1000', 'messagesPerPairMinute=600']] as const
/** So many bundles as one user has one-time prekeys, and more: Fay's core lets her take them. */
const GENEROUS = ['bundlesPerPair=100', 'bundleRefillSeconds=1', 'bundlesPerTargetHour=10000'] as const
const REASON = ['--reason', 'fault of the sandbox'] as const

/** Real faults through the real gateway: at a door before it, by a person who makes them, and by the limits of the agreement. */
export const faultsOf = ({ plan, seed, told }: FaultOptions): StartTrouble => async (place) => {
  const schedule = createSchedule(plan, seed)
  const tell = (fault: FaultTold['fault'], what: string): void => { told({ fault, at: new Date().toISOString(), what }) }
  const limits = createLimits(place)
  await place.operator('core', 'limits', '--set', ...GENEROUS, ...REASON)
  const ending = new AbortController()
  const signal = AbortSignal.any([ending.signal, ...(place.signal === undefined ? [] : [place.signal])])
  const door = await openTroubledDoor(place.core.admission.gateway.url, schedule, { tell, throttled: () => { limits.widen() } })
  try {
    const fay = await startFay({ place: { ...place, signal }, schedule, tell, hasPrekeys: !plan.has('prekeys'), throttle: () => limits.narrow() })
    return {
      visitorUrl: door.url, person: { name: fay.name, address: fay.address, user: fay.user, custody: 'DEVICE' },
      close: async () => {
        door.close()
        await fay.close()
      },
    }
  } catch (error) {
    ending.abort()
    door.close()
    throw error
  }
}

/** The visitor's agreement, narrow from when it is asked for until the gateway has made somebody wait. */
const createLimits = ({ operator, visitor }: TroublePlace): { readonly narrow: () => Promise<void>; readonly widen: () => void } => {
  let isNarrow = false
  const set = async (limits: readonly string[]): Promise<void> => { await operator('provider', 'limits', visitor, '--set', ...limits, ...REASON) }
  return {
    narrow: async () => {
      if (!isNarrow) await set(SLOW)
      isNarrow = true
    },
    widen: () => {
      if (!isNarrow) return
      isNarrow = false
      // At the end of the sandbox there is no gateway to tell.
      set(FAST).catch(() => undefined)
    },
  }
}
