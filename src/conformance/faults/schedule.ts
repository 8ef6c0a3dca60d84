// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { Fault, FaultPlan } from './fault.ts'

/** When faults come: the same for the same plan, seed and occasions. */
export interface Schedule {
  /** Whether a fault comes at this occasion of it. */
  due(fault: Fault): boolean
  /** The fault comes at its next occasion, whatever the plan says. */
  ask(fault: Fault): void
  /** One of several, the next choice of this name. */
  pick<T>(name: string, from: readonly [T, ...T[]]): T
}

/** A schedule by its seed. */
export const createSchedule = (plan: FaultPlan, seed: number): Schedule => {
  const draws = new Map<string, number>()
  const left = new Map<Fault, number>()
  const asked = new Set<Fault>()
  /** A number in [0, 1). */
  const draw = (name: string): number => {
    const count = draws.get(name) ?? 0
    draws.set(name, count + 1)
    return createHash('sha256').update(`${String(seed)} ${name} ${String(count)}`).digest().readUInt32BE() / 2 ** 32
  }
  /** 1 to twice as many less one: on average as many as the plan says. */
  const gap = (fault: Fault, every: number): number => 1 + Math.floor(draw(fault) * (2 * every - 1))
  return {
    ask: (fault) => { asked.add(fault) },
    due: (fault) => {
      if (asked.delete(fault)) return true
      const every = plan.get(fault) ?? 0
      if (every === 0) return false
      const now = (left.get(fault) ?? gap(fault, every)) - 1
      left.set(fault, now === 0 ? gap(fault, every) : now)
      return now === 0
    },
    pick: (name, from) => from[Math.floor(draw(name) * from.length)] ?? from[0],
  }
}
