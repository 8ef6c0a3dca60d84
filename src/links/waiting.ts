// SPDX-License-Identifier: AGPL-3.0-only
import { BEHIND_BYTES, FRAME_COST_BYTES, MAX_BUFFERED_BYTES } from './limits.ts'
import type { Account } from './outbound.ts'

/** What a count of waiting bytes is connected to. */
export interface WaitingEnds {
  /** Bytes of frames that have not left. */
  bufferedBytes(): number
  /** More waits than a link may hold. */
  overflowed(): void
  /** What waited has left: the reader is not behind any more. */
  caughtUp(): void
}

/** What waits for one reader. */
export interface Waiting {
  /** A frame was handed over to be sent, and `left` will be called for it. */
  sent(): void
  /** For the write of each frame. */
  readonly left: (error?: Error | null) => void
  /** So many bytes that came are held back or not whole: they count for the bound of all links. */
  hold(bytes: number): void
  isBehind(): boolean
}

/** Counts what one link keeps in memory for a reader, and notes it in the account. Small frames count with more than their bytes. */
export const createWaiting = (account: Account, ends: WaitingEnds): Waiting => {
  let frames = 0
  let heldBytes = 0
  let isBehind = false

  const count = (): void => {
    const buffered = ends.bufferedBytes()
    const waiting = buffered + frames * FRAME_COST_BYTES
    account.note(waiting + heldBytes)
    if (buffered > MAX_BUFFERED_BYTES) return ends.overflowed()
    if (waiting > BEHIND_BYTES) isBehind = true
    else if (isBehind && waiting <= BEHIND_BYTES / 2) {
      isBehind = false
      ends.caughtUp()
    }
  }

  return {
    sent: () => {
      frames += 1
      count()
    },
    left: (error) => {
      frames -= 1
      // The connection is gone.
      if (!error) count()
    },
    hold: (bytes) => {
      if (bytes === heldBytes) return
      heldBytes = bytes
      count()
    },
    isBehind: () => isBehind,
  }
}
