// SPDX-License-Identifier: AGPL-3.0-only

/** What may go wrong, and how often it does unless somebody says otherwise: once in so many occasions, on average. */
export const FAULTS = { reorder: 5, drop: 8, duplicate: 5, throttle: 25, prekeys: 25, identity: 25 } as const

/** One of {@link FAULTS}. */
export type Fault = keyof typeof FAULTS

/** How often each fault comes by itself; one with 0, or that is not there, comes only when it is asked for. */
export type FaultPlan = ReadonlyMap<Fault, number>

/** A fault that has happened; `what` names it from the side of whoever has the trouble. */
export interface FaultTold { readonly fault: Fault; readonly at: string; readonly what: string }

/** Takes what happened. */
export type TellFault = (fault: Fault, what: string) => void

/** More occasions than anybody waits for. */
const MAX_EVERY = 10_000

/** The fault that a word names; undefined if none. */
export const faultNamed = (word: string): Fault | undefined => names.find((name) => name === word.trim().toLowerCase())

/** Reads a list such as `drop,reorder:3` or `all:0`. Gives undefined for what is no such list. */
export const parseFaults = (list: string): FaultPlan | undefined => {
  const plan = new Map<Fault, number>()
  for (const item of list.split(',')) {
    const { name = '', every } = /^(?<name>[a-z]+)(?::(?<every>\d+))?$/.exec(item.trim())?.groups ?? {}
    const meant = name === 'all' ? names : names.filter((one) => one === name)
    if (meant.length === 0 || Number(every ?? 0) > MAX_EVERY) return undefined
    for (const fault of meant) plan.set(fault, every === undefined ? FAULTS[fault] : Number(every))
  }
  return plan
}

const names = Object.keys(FAULTS) as Fault[]
