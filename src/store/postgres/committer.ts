// SPDX-License-Identifier: AGPL-3.0-only
import { JOB_BYTES, MAX_BATCH_JOBS, MAX_WAITING_BYTES, MAX_WAITING_JOBS, unavailable } from '../committer.ts'
import type { Job, Kind } from './job.ts'

/** How jobs become durable. */
export interface CommitterOptions {
  /** Deals with every job of the batch in one transaction: each is resolved or rejected after it. Rejects with what ends the store. */
  readonly flush: (batch: readonly Job[]) => Promise<void>
  /** How long the first job waits for company. While a batch is under way the next one gathers anyway. */
  readonly lingerMs: number
  /** Called once, when the store must end. */
  readonly onBroken: (error: unknown) => void
}

/** Puts jobs of many callers into one transaction, one transaction at a time, in the order in which they came. */
export interface Committer {
  /** Queues a job that holds `bytes` in memory; rejects with `UNAVAILABLE` when the queue is full, the database away or the store ends. */
  readonly add: <Asked, Told>(kind: Kind<Asked, Told>, asked: Asked, bytes?: number) => Promise<Told>
  readonly healthy: () => boolean
  /** Ends the store: everything that waits and everything later is rejected. */
  fail(error: unknown): void
  /** Commits what waits, refuses the rest. */
  close(): Promise<void>
}

interface Waiting extends Job { readonly bytes: number }

/** The committer of a database that answers later; the twin of the one in store/committer.ts. */
export const createCommitter = ({ flush, lingerMs, onBroken }: CommitterOptions): Committer => {
  let state: 'open' | 'closed' | 'broken' = 'open'
  let waiting: Waiting[] = []
  let waitingBytes = 0
  let linger: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  const add = <Asked, Told>(kind: Kind<Asked, Told>, asked: Asked, bytes = 0): Promise<Told> => new Promise((resolve, reject) => {
    if (state !== 'open') return reject(unavailable('the store is closed'))
    const size = bytes + JOB_BYTES
    if (waiting.length >= MAX_WAITING_JOBS || waitingBytes + size > MAX_WAITING_BYTES) return reject(unavailable('the store has too much to do'))
    waiting.push({ kind, asked, resolve, reject, bytes: size })
    waitingBytes += size
    schedule()
  })

  const schedule = (): void => {
    if (running) return
    if (waiting.length >= MAX_BATCH_JOBS || lingerMs === 0) start()
    else linger ??= setTimeout(start, lingerMs)
  }

  const start = (): void => {
    clearTimeout(linger)
    linger = undefined
    running ??= flushAll().finally(() => {
      running = undefined
      // Whoever was answered last may have asked for more before this turn came.
      if (waiting.length > 0) start()
    })
  }

  const flushAll = async (): Promise<void> => {
    // All that is asked for in this turn of the event loop goes together.
    await new Promise((resolve) => { setImmediate(resolve) })
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MAX_BATCH_JOBS)
      for (const { bytes } of batch) waitingBytes -= bytes
      await flush(batch).catch(fail)
    }
  }

  const fail = (error: unknown): void => {
    if (state === 'broken') return
    state = 'broken'
    for (const job of waiting) job.reject(unavailable('the store has ended'))
    waiting = []
    waitingBytes = 0
    onBroken(error)
  }

  const close = async (): Promise<void> => {
    if (state === 'open') state = 'closed'
    if (waiting.length > 0) start()
    await idle()
  }

  const idle = async (): Promise<void> => {
    if (running === undefined) return
    await running
    return idle()
  }

  return { add, healthy: () => state !== 'broken', fail, close }
}
