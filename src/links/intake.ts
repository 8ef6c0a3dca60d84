// SPDX-License-Identifier: AGPL-3.0-only
import { FRAME_COST_BYTES } from './limits.ts'

/** What an intake stands between. */
export interface IntakeEnds {
  /** Whether no further frame may be taken now. */
  isFull(): boolean
  /** A frame waits and there is room for it: {@link Intake.takeOne} is called when it is this link's turn. */
  ask(): void
  /** Returns what the frame costs, in common frames. */
  take(frame: Uint8Array): number
  /** Stops and resumes the reading of the connection. */
  pause(): void
  resume(): void
  /** So much waits here now or is not whole yet, the memory of each frame included. */
  held(bytes: number): void
}

/** Holds back what a party sends beyond its credit, or out of its turn. */
export interface Intake {
  frame(bytes: Uint8Array): void
  /** So many bytes are kept for a frame that is not whole yet. */
  arriving(bytes: number): void
  /** Room may have come free. */
  pump(): void
  /** Hands on the next frame and returns what it costs; 0 where none waits or there is no room. */
  takeOne(): number
  isPaused(): boolean
}

/**
 * Hands on frames in their order as it is told to, and stops reading the connection while any wait or there is no room. What one read
 * had already brought (64 KiB at most) waits here, and is said to be held.
 */
export const createIntake = (ends: IntakeEnds): Intake => {
  let waiting: Uint8Array[] = []
  let next = 0
  let heldBytes = 0
  let arrivingBytes = 0
  let isPaused = false

  const matchReading = (): void => {
    const shouldPause = waiting.length > 0 || ends.isFull()
    if (shouldPause === isPaused) return
    isPaused = shouldPause
    if (shouldPause) ends.pause()
    else ends.resume()
  }
  const settle = (): void => {
    if (next >= waiting.length) {
      waiting = []
      next = 0
    }
    matchReading()
    ends.held(heldBytes + arrivingBytes)
  }
  const pump = (): void => {
    if (next < waiting.length && !ends.isFull()) ends.ask()
    settle()
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
    takeOne: () => {
      const frame = waiting[next]
      if (frame === undefined || ends.isFull()) return 0
      next += 1
      heldBytes -= costOf(frame)
      const cost = ends.take(frame)
      settle()
      return cost
    },
    isPaused: () => isPaused,
  }
}

const costOf = (frame: Uint8Array): number => frame.length + FRAME_COST_BYTES
