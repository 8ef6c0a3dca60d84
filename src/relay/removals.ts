// SPDX-License-Identifier: AGPL-3.0-only
import type { RowName } from './in-flight.ts'
import type { RelayDeps } from './ports.ts'

/** Pause before a refused removal is tried again; each further one waits twice as long, up to the second. */
const FIRST_PAUSE_MS = 1_000
const LAST_PAUSE_MS = 60_000
/** Tries in all, over a quarter of an hour: longer than a store is away that comes back by itself. Rows that stay in it even so come again, and their receiver knows them. */
const MAX_TRIES = 20
/** Most rows of one party that wait to be tried again, half a megabyte: with a store that reads and does not write, further ones come without end. */
const MAX_WAITING = 4_096

/** Removes rows, with what follows from that; may run again for some of them. */
type Remove<Row extends RowName> = (rows: readonly Row[]) => Promise<void>

/** Rows of one party on their way out of delivery. Nothing here rejects but a read: failures are reported. */
export interface Removals {
  /** Removes rows that are done with; resolves after the first try. What the store refuses is tried again after a pause, in halves, so that no row keeps others. */
  remove<Row extends RowName>(task: string, rows: readonly Row[], write: Remove<Row>): Promise<void>
  /** Runs once what may be otherwise after a pause; meanwhile its rows are as if removed. */
  once(task: string, rows: readonly RowName[], work: () => Promise<void>): Promise<void>
  /** True for a row whose removal is not yet on disk, or was put there while a {@link reading} went on. */
  isRemoved(row: RowName): boolean
  /** Runs a read, at the end of which `isRemoved` knows of every removal that the read may have missed. */
  reading<T>(read: () => Promise<T>): Promise<T>
  /** Resolves when no write is under way. */
  idle(): Promise<void>
  /** Tries what waits once more, and nothing again after that; resolves when no write is under way. */
  stop(): Promise<void>
}

/** No row yet. */
export const createRemovals = ({ events, timers }: Pick<RelayDeps, 'events' | 'timers'>): Removals => {
  const removed = { mailbox: new Set<number>(), event: new Set<number>() }
  const underWay = new Set<Promise<void>>()
  const over: RowName[] = []
  /** Each ends a pause before its time. */
  const pauses = new Set<() => void>()
  let [waiting, reads, isStopped] = [0, 0, false]

  const forget = (): void => {
    if (reads > 0) return
    for (const { of, id } of over.splice(0)) removed[of].delete(id)
  }

  const attempt = <Row extends RowName>(task: string, rows: readonly Row[], write: Remove<Row>, tried: number): Promise<void> => {
    const end = (): void => {
      over.push(...rows)
      forget()
    }
    const finished = write(rows).then(end, (error: unknown) => {
      events.backgroundFailed(task, error)
      if (isStopped || tried >= MAX_TRIES || waiting + rows.length > MAX_WAITING) end()
      else later(rows.length, pauseAfter(tried), () => { for (const half of halvesOf(rows)) void attempt(task, half, write, tried + 1) })
    }).finally(() => { underWay.delete(finished) })
    underWay.add(finished)
    return finished
  }

  const later = (count: number, ms: number, tryAgain: () => void): void => {
    waiting += count
    const end = (): void => {
      cancel()
      pauses.delete(end)
      waiting -= count
      tryAgain()
    }
    const cancel = timers.after(ms, end)
    pauses.add(end)
  }

  const begin = <Row extends RowName>(task: string, rows: readonly Row[], write: Remove<Row>, tried: number): Promise<void> => {
    for (const { of, id } of rows) removed[of].add(id)
    return attempt(task, rows, write, tried)
  }

  const idle = async (): Promise<void> => { while (underWay.size > 0) await Promise.all(underWay) }

  return {
    remove: (task, rows, write) => begin(task, rows, write, 1),
    once: (task, rows, work) => begin(task, rows, work, MAX_TRIES),
    isRemoved: ({ of, id }) => removed[of].has(id),
    reading: async (read) => {
      reads += 1
      try {
        return await read()
      } finally {
        reads -= 1
        forget()
      }
    },
    idle,
    stop: () => {
      isStopped = true
      for (const end of [...pauses]) end()
      return idle()
    },
  }
}

const pauseAfter = (tried: number): number => Math.min(FIRST_PAUSE_MS * 2 ** (tried - 1), LAST_PAUSE_MS)

const halvesOf = <Row>(rows: readonly Row[]): readonly (readonly Row[])[] => {
  const middle = Math.ceil(rows.length / 2)
  return rows.length < 2 ? [rows] : [rows.slice(0, middle), rows.slice(middle)]
}
