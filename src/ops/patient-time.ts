// SPDX-License-Identifier: AGPL-3.0-only
import type { Clock } from './clock.ts'

/** What the wall clock may gain on the monotonic one at once: leap seconds, corrections, and a machine that slept for a moment. */
const BELIEVED_AT_ONCE_MS = 3_600_000
/** After so long a clock that jumped further is believed: time enough for an operator to see it, and nothing kept for days ends late. */
const BELIEVED_AFTER_MS = 86_400_000

/**
 * Wall time for ending what is kept: in ms since the epoch. When the clock jumps ahead by more than an hour, as when a
 * machine boots with a wrong one, it goes on from where it was for a day: whatever ends then cannot be had again. A clock
 * that goes back is followed at once, since then things only end later.
 */
export const createPatientTime = (clock: Clock): (() => number) => {
  let believed = { wall: clock.now(), at: clock.monotonic() }
  let doubtedAt: number | undefined
  return () => {
    const [wall, at] = [clock.now(), clock.monotonic()]
    const expected = believed.wall + (at - believed.at)
    const isSteady = wall - expected <= BELIEVED_AT_ONCE_MS
    doubtedAt = isSteady ? undefined : doubtedAt ?? at
    if (!isSteady && at - (doubtedAt ?? at) < BELIEVED_AFTER_MS) return expected
    doubtedAt = undefined
    believed = { wall, at }
    return wall
  }
}
