// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'

const LOOK_MS = 5
/** On a machine with much else to do a start of the daemon takes seconds. */
const PATIENCE_MS = 60_000

/** Resolves when it holds; throws when it does not for a minute, or for so long. */
export const eventually = async (holds: () => boolean, what: string, patienceMs = PATIENCE_MS): Promise<void> => {
  const deadline = Date.now() + patienceMs
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${String(patienceMs / 1000)} s`)
    await pause(LOOK_MS)
  }
}
