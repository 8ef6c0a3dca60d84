// SPDX-License-Identifier: AGPL-3.0-only
// Promise: no wait of a test hangs; one that is in vain says what it waited for.
import { setTimeout as pause } from 'node:timers/promises'

const LOOK_MS = 5
/** On a machine with much else to do a start of the daemon takes seconds. */
const PATIENCE_MS = 60_000

/** Resolves when it holds; throws when it does not for a minute, or for so long. */
export const eventually = async (holds: () => boolean, what: string, patienceMs = PATIENCE_MS): Promise<void> => {
  const deadline = performance.now() + patienceMs
  while (!holds()) {
    if (performance.now() > deadline) throw inVain(what, patienceMs)
    await pause(LOOK_MS)
  }
}

/** What the promise gives; throws when it is not settled within a minute, or within so long. */
export const within = async <T>(promise: Promise<T>, what: string, patienceMs = PATIENCE_MS): Promise<T> => {
  const end = new AbortController()
  const patience = pause(patienceMs, undefined, { signal: end.signal }).then(() => { throw inVain(what, patienceMs) })
  try {
    return await Promise.race([promise, patience])
  } finally {
    end.abort()
    patience.catch(() => undefined)
  }
}

/** Tries until it is done once, and gives what that gave; throws when a minute of tries was in vain. */
export const repeatedly = async <T>(act: () => Promise<T>, what: string): Promise<T> => {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await within(act(), what)
    } catch (error) {
      if (performance.now() > deadline) throw inVain(what, PATIENCE_MS, error)
      await pause(LOOK_MS)
    }
  }
}

const inVain = (what: string, patienceMs: number, cause?: unknown): Error => new Error(`${what}: not within ${String(patienceMs / 1000)} s`, { cause })
