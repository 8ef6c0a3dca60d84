// SPDX-License-Identifier: AGPL-3.0-only
import { unreachable } from './failures.ts'
import type { OwnSession } from './session.ts'

/** Between tries to connect: from the first to the last of these, doubled each time. */
const FIRST_PAUSE_MS = 50
const LAST_PAUSE_MS = 1_000

/** A connection that is opened when it is needed, and again when it was lost. */
export interface Reconnecting {
  /** Rejects with `UNAVAILABLE` at once while the last try failed just now. */
  readonly session: () => Promise<OwnSession>
  end(): Promise<void>
}

/** Opens a connection on demand; tries that fail grow apart, so that a database that comes back is not met by a crowd. */
export const createReconnecting = (open: () => Promise<OwnSession>, monotonicMs: () => number = () => performance.now()): Reconnecting => {
  let current: OwnSession | undefined
  let pauseMs = FIRST_PAUSE_MS
  let nextTryAt = 0
  let lastError: unknown

  const session = async (): Promise<OwnSession> => {
    if (current?.isOpen()) return current
    if (monotonicMs() < nextTryAt) throw unreachable(lastError)
    try {
      current = await open()
      pauseMs = FIRST_PAUSE_MS
      return current
    } catch (error) {
      lastError = error
      nextTryAt = monotonicMs() + pauseMs
      pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS)
      throw error
    }
  }

  return { session, end: async () => current?.end() }
}
