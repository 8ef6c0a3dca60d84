// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../model/ids.ts'
import { dayStartOf } from '../policy/throttle.ts'
import { NO_USAGE } from '../store/usage.ts'
import { DayCount } from './day-count.ts'
import type { RelayDeps } from './ports.ts'

/** How long a count may be ahead of what is stored: what a kill forgives, and how far nodes are behind each other. */
const WRITE_MS = 2_000
/** Counts in one transaction: it must not hold up messages. */
const MAX_ROWS = 500
/** Counts that are remembered beyond those not yet written: some 20 MB. What is forgotten is read again. */
const MAX_COUNTS = 100_000

/** Counts of the day, in memory and written behind. */
export interface DayCounts {
  /** Of this day, of a user or a party as a whole; its number holds once it is known. */
  of(party: PartyId, user?: UserId): DayCount
  /** Writes what is not written yet; also runs by itself after `start`. Never rejects. */
  write(): Promise<void>
  start(): void
  /** Writes the last and ends. */
  stop(): Promise<void>
}

/**
 * Counts what users and parties use of a UTC day without a write for each message: added to in memory, and every two seconds to the
 * row that all nodes share, which tells what the others have added. A stop writes the rest; a kill forgives it.
 */
export const createDayCounts = ({ store, now, timers, events }: Pick<RelayDeps, 'store' | 'now' | 'timers' | 'events'>): DayCounts => {
  const [counts, dirty] = [new Map<string, DayCount>(), new Set<DayCount>()]
  let writing: Promise<void> | undefined
  let end: (() => void) | undefined

  const read = async (key: string, count: DayCount): Promise<void> => {
    try {
      await count.know(await store.read.usage(count.of))
    } catch (error) {
      if (counts.get(key) === count) counts.delete(key)
      count.giveUp(error)
    }
  }

  const begin = (key: string, party: PartyId, user: UserId | undefined): DayCount => {
    const count = new DayCount({ party, user, dayStart: dayStartOf(now()) }, (changed) => { dirty.add(changed) })
    counts.set(key, count)
    void read(key, count)
    return count
  }

  const writePage = async (): Promise<void> => {
    const page = [...dirty].slice(0, MAX_ROWS)
    for (const count of page) dirty.delete(count)
    try {
      const stored = await store.write.addUsage(page.map((count) => count.take()))
      page.forEach((count, index) => { count.written(stored[index] ?? NO_USAGE) })
    } catch (error) {
      for (const count of page) count.notWritten()
      throw error
    }
  }

  const writeAll = async (): Promise<void> => {
    try {
      for (let pages = Math.ceil(dirty.size / MAX_ROWS); pages > 0; pages -= 1) await writePage()
    } catch (error) {
      events.backgroundFailed('write usage', error)
    }
    forget()
  }

  const forget = (): void => {
    for (const [key, count] of counts) {
      if (counts.size <= MAX_COUNTS) return
      if (!dirty.has(count)) counts.delete(key)
    }
  }

  const write = (): Promise<void> => writing ??= writeAll().finally(() => { writing = undefined })

  return {
    of: (party, user) => {
      const [key, dayStart] = [user ?? party, dayStartOf(now())]
      const found = counts.get(key)
      return found?.of.dayStart === dayStart ? found : begin(key, party, user)
    },
    write,
    start: () => { end = timers.every(WRITE_MS, () => { void write() }) },
    stop: async () => {
      end?.()
      await writing
      await write()
    },
  }
}
