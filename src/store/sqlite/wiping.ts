// SPDX-License-Identifier: AGPL-3.0-only
import type { Timers } from '../timers.ts'
import type { Connection } from './connection.ts'

/** From a deletion to the checkpoint that takes it off the disk: half of the promised 60 seconds, so that one try may fail. */
const WIPE_MS = 25_000

/** Takes deleted rows off the disk: the log still holds them until it is written back and cut to nothing. */
export interface Wiping {
  /** Says that rows were deleted. */
  due(): void
  /** Wipes now; false where a reader of another process hindered it: then it is due. */
  now(): boolean
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
      if (!checkpoint(db)) due()
    } catch (error) {
      onError(error)
    }
  }

  const now = (): boolean => {
    const isCut = checkpoint(db)
    if (!isCut) due()
    return isCut
  }

  return { due, now, stop: () => cancel?.() }
}

// Without waiting: a tool that reads for minutes must not hold the event loop meanwhile.
const checkpoint = (db: Connection): boolean => {
  const patience: unknown = db.pragma('busy_timeout', { simple: true })
  db.pragma('busy_timeout = 0')
  try {
    return db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
  } finally {
    db.pragma(`busy_timeout = ${Number(patience)}`)
  }
}
