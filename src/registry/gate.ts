// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'

/** How much may go on side by side, and how much more may wait for it. */
export interface GateLimits { readonly atOnce: number; readonly waiting: number }

/** Runs work as soon as there is room, in the order in which it came. Rejects with `UNAVAILABLE`, before it began, where too much waits. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>

/** A gate that nobody has passed yet. */
export const createGate = ({ atOnce, waiting }: GateLimits): Gate => {
  const line: (() => void)[] = []
  let inside = 0

  // Whoever leaves hands its room on, so that nobody who comes meanwhile gets it.
  const leave = (): void => {
    const next = line.shift()
    if (next === undefined) inside -= 1
    else next()
  }

  const enter = async (): Promise<void> => {
    if (inside < atOnce) inside += 1
    else if (line.length >= waiting) throw new GatewayError('UNAVAILABLE', 'too much of this is under way; repeat it as it is')
    else await new Promise<void>((resolve) => { line.push(resolve) })
  }

  return async (work) => {
    await enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
