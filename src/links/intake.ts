// SPDX-License-Identifier: AGPL-3.0-only
import { FRAME_COST_BYTES, MAX_FRAMES_A_TURN } from './limits.ts'

/** What an intake stands between. */
export interface IntakeEnds {
  /** Whether no further frame may be taken now. */
  isFull(): boolean
  take(frame: Uint8Array): void
  /** Stops and resumes the reading of the connection. */
  pause(): void
  resume(): void
  /** So much waits here now or is not whole yet, the memory of each frame included. */
  held(bytes: number): void
}

/** Holds back what a party sends beyond its credit. */
export interface Intake {
  frame(bytes: Uint8Array): void
  /** So many bytes are kept for a frame that is not whole yet. */
  arriving(bytes: number): void
  /** Room may have come free. */
  pump(): void
  isPaused(): boolean
}

/**
 * Takes frames in their order while there is room, so many in a turn of the event loop, and stops reading the connection when
 * there is none: the others have their turn. What one read had already brought (64 KiB at most) waits here, and is said to be held.
 */
export const createIntake = (ends: IntakeEnds): Intake => {
  let waiting: Uint8Array[] = []
  let next = 0
  let heldBytes = 0
  let arrivingBytes = 0
  let isPaused = false
  let isPumping = false
  let takenInTurn = 0

  const takeWhileRoom = (): void => {
    for (let frame = waiting[next]; frame !== undefined && takenInTurn < MAX_FRAMES_A_TURN && !ends.isFull(); frame = waiting[next]) {
      if (takenInTurn === 0) setImmediate(nextTurn)
      takenInTurn += 1
      next += 1
      heldBytes -= costOf(frame)
      ends.take(frame)
    }
  }
  const forgetTaken = (): void => {
    if (next < waiting.length) return
    waiting = []
    next = 0
  }
  const matchReading = (): void => {
    const shouldPause = waiting.length > 0 || ends.isFull()
    if (shouldPause === isPaused) return
    isPaused = shouldPause
    if (shouldPause) ends.pause()
    else ends.resume()
  }
  const pump = (): void => {
    // A request that is refused at once frees its room while it is being taken.
    if (isPumping) return
    isPumping = true
    takeWhileRoom()
    forgetTaken()
    matchReading()
    ends.held(heldBytes + arrivingBytes)
    isPumping = false
  }
  const nextTurn = (): void => {
    const isHeldBack = takenInTurn >= MAX_FRAMES_A_TURN
    takenInTurn = 0
    if (isHeldBack) pump()
  }

  return {
    frame: (bytes) => {
      waiting.push(bytes)
      heldBytes += costOf(bytes)
      pump()
    },
    arriving: (bytes) => {
      arrivingBytes = bytes
      ends.held(heldBytes + bytes)
    },
    pump,
    isPaused: () => isPaused,
  }
}

const costOf = (frame: Uint8Array): number => frame.length + FRAME_COST_BYTES
