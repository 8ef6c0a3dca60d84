// SPDX-License-Identifier: AGPL-3.0-only

/** Lanes remembered of each kind: some hundred kilobytes, and more conversations than stand still where things go well. */
const MAX_REMEMBERED = 10_000

/** Lanes whose head stays where it is while the others go on. */
export interface PassedOver {
  has(lane: number): boolean
  /** `untrusted` until the next rewind, `full` until it is taken out to be asked again. */
  add(lane: number, why: 'untrusted' | 'full'): void
  /** Takes out so many of the full ones, first those that were not asked for longest. */
  takeFull(most: number): readonly number[]
  /** Whether a lane is not remembered that was passed over since the last rewind: what comes of one that seems new may not be its head. */
  hasForgotten(): boolean
  /** Everything is looked at from the oldest again, but for what is full: nothing but its core's taking changes that. */
  rewind(): void
}

/** No lane yet. */
export const createPassedOver = (maxRemembered = MAX_REMEMBERED): PassedOver => {
  const lanes = { untrusted: new Set<number>(), full: new Set<number>() }
  let hasForgotten = false
  return {
    has: (lane) => lanes.untrusted.has(lane) || lanes.full.has(lane),
    add: (lane, why) => {
      const known = lanes[why]
      if (known.size >= maxRemembered) {
        for (const oldest of known.values().take(1)) known.delete(oldest)
        hasForgotten = true
      }
      known.add(lane)
    },
    takeFull: (most) => {
      const taken = [...lanes.full.values().take(most)]
      for (const lane of taken) lanes.full.delete(lane)
      return taken
    },
    hasForgotten: () => hasForgotten,
    rewind: () => {
      lanes.untrusted.clear()
      hasForgotten = false
    },
  }
}
