// SPDX-License-Identifier: AGPL-3.0-only
import type { Timers } from '../timers.ts'
import type { Connection } from './connection.ts'

/** From a deletion to the checkpoint that takes it off the disk: half of the promised 60 seconds, so that one try may fail. */
const WIPE_MS = 25_000

/** Takes deleted rows off the disk: the log still holds them until it is written back and cut to nothing. */
export interface Wiping {
  /** Says that rows were deleted. */
  due(): void
  stop(): void
}

/** Wiping at most every 25 s; a checkpoint that a reader of another process hinders is tried again after as long. */
export const createWiping = (db: Connection, timers: Timers, onError: (error: unknown) => void): Wiping => {
  let cancel: (() => void) | undefined

  const due = (): void => {
    cancel ??= timers.after(WIPE_MS, wipe)
  }

  const wipe = (): void => {
    cancel = undefined
    try {
      const [result] = db.prepare<[], { readonly busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').all()
      if (result?.busy !== 0) due()
    } catch (error) {
      onError(error)
    }
  }

  return { due, stop: () => cancel?.() }
}
