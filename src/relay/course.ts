// SPDX-License-Identifier: AGPL-3.0-only

/** Lanes that may be passed over at once; above it the link waits for answers. Each costs a number and a read of its own. */
const MAX_PASSED_LANES = 256

/** How far the rows of a party were looked at since the last rewind. */
export interface Course {
  /** Row ids up to which everything was pushed, withheld or passed over. */
  event: number
  mail: number
  readonly lanes: PassedLanes
}

/**
 * Lanes that were passed over because their reader does not answer, each with the row id up to which it was looked at. What
 * of such a lane lies between that and `Course.mail` is read apart, once there is room, so that its order holds.
 */
export interface PassedLanes {
  readonly size: number
  has(lane: number): boolean
  /** False when no further lane may be passed over. */
  pass(lane: number, upTo: number): boolean
  /** Something of the lane was answered for; nothing happens to a lane that was not passed over. */
  answered(lane: number): void
  /** A passed lane that was answered for, and where it stands; each once. */
  next(): { readonly lane: number; readonly upTo: number } | undefined
  /** The lane was looked at up to a row; there may be more of it. */
  advance(lane: number, upTo: number): void
  /** The lane has come as far as the others. */
  rejoin(lane: number): void
}

/** From the oldest row. */
export const createCourse = (): Course => ({ event: 0, mail: 0, lanes: createPassedLanes() })

const createPassedLanes = (): PassedLanes => {
  const passed = new Map<number, number>()
  const answered = new Set<number>()
  return {
    get size() { return passed.size },
    has: (lane) => passed.has(lane),
    pass: (lane, upTo) => {
      if (passed.size >= MAX_PASSED_LANES) return false
      passed.set(lane, upTo)
      return true
    },
    answered: (lane) => { if (passed.has(lane)) answered.add(lane) },
    next: () => {
      const [lane] = answered
      if (lane === undefined) return undefined
      answered.delete(lane)
      return { lane, upTo: passed.get(lane) ?? 0 }
    },
    advance: (lane, upTo) => { passed.set(lane, upTo) },
    rejoin: (lane) => {
      passed.delete(lane)
      answered.delete(lane)
    },
  }
}
