// SPDX-License-Identifier: AGPL-3.0-only
import { IDLE_SECONDS, MIN_PING_SECONDS } from './limits.ts'
import type { Timers } from './ports.ts'

/** What a heartbeat works on. */
export interface Pulse {
  ping(): void
  /** The other side was silent for the idle limit. */
  silent(): void
  /** Whether silence is our own doing, because we do not read. */
  isExcused(): boolean
}

/** Pings a link and notices when it falls silent. */
export interface Heartbeat {
  /** A frame, ping or pong came. */
  heard(): void
  stop(): void
}

/**
 * Pings every half idle limit and reports silence once; `partyIdleSeconds` (0: none) is after how much silence of ours the
 * other side gives up, so pings are at least twice as frequent. Counts its own steps, so that no clock can jump.
 */
export const startHeartbeat = (pulse: Pulse, partyIdleSeconds: number, timers: Timers): Heartbeat => {
  const stepSeconds = pingSeconds(partyIdleSeconds)
  let silentSeconds = 0
  const step = (): void => {
    if (pulse.isExcused()) silentSeconds = 0
    if (silentSeconds >= IDLE_SECONDS) return pulse.silent()
    pulse.ping()
    silentSeconds += stepSeconds
    cancel = timers.after(stepSeconds * 1_000, step)
  }
  let cancel = timers.after(stepSeconds * 1_000, step)
  return { heard: () => { silentSeconds = 0 }, stop: () => { cancel() } }
}

const pingSeconds = (partyIdleSeconds: number): number => {
  const strictest = partyIdleSeconds === 0 ? IDLE_SECONDS : Math.min(IDLE_SECONDS, partyIdleSeconds)
  return Math.max(MIN_PING_SECONDS, strictest / 2)
}
