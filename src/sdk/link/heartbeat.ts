// SPDX-License-Identifier: Apache-2.0
import { IDLE_SECONDS, MAX_IDLE_SECONDS, MIN_IDLE_SECONDS } from './limits.ts'
import type { Timers } from './timers.ts'

/** Watches a link for silence. */
export interface Heartbeat {
  /** A frame, ping or pong came. */
  heard(): void
  stop(): void
}

/** Steps in one idle limit: pings go out twice as often as the gateway needs to see us alive. */
const STEPS = 2
/** Idle limits of silence after which the gateway is taken for dead: one of its own pings may be lost in a hand-over. */
const PATIENCE = 2

/**
 * Pings every half idle limit of the gateway (0: it names none) and calls `silent` once after two of them without a sign
 * of life. Counts its own steps, so that no clock can jump.
 */
export const startHeartbeat = (idleSeconds: number, pulse: { ping(): void; silent(): void }, timers: Timers): Heartbeat => {
  const idle = idleSeconds === 0 ? IDLE_SECONDS : Math.min(Math.max(idleSeconds, MIN_IDLE_SECONDS), MAX_IDLE_SECONDS)
  let silentSteps = 0
  const step = (): void => {
    if (silentSteps >= STEPS * PATIENCE) return pulse.silent()
    pulse.ping()
    silentSteps += 1
    cancel = timers.after((idle / STEPS) * 1_000, step)
  }
  let cancel = timers.after((idle / STEPS) * 1_000, step)
  return { heard: () => { silentSteps = 0 }, stop: () => cancel() }
}
