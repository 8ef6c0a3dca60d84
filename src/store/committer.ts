// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'

/** Jobs in one transaction. A flush holds the event loop: this many appends are about 5 ms of it, and more won nothing. */
export const MAX_BATCH_JOBS = 128
/** Jobs that may wait: about a second of work, so that whoever is turned away had not waited long. */
export const MAX_WAITING_JOBS = 16_384
/** Bytes that waiting jobs may hold in memory, whatever their number. */
export const MAX_WAITING_BYTES = 64 * 1024 * 1024
/** What a job costs in memory besides the bytes it names. */
export const JOB_BYTES = 1_024

/** What a job decided. With `undo` nothing of what it wrote stays, and the value says why. */
export interface Verdict<T> {
  readonly value: T
  readonly undo?: true
}

/** One caller's share of a transaction; runs inside it, alone, may run nothing that waits, and may be run again if the transaction is. */
export type Job<T> = () => Verdict<T>

/** What a flush does with a job: run it, and take back what it wrote when told so. */
export interface Share {
  /** Throws only what `fatal` named. The last run counts. */
  run(): 'keep' | 'undo'
}

/** How jobs become durable. */
export interface CommitterOptions {
  /** Runs all shares in one transaction and returns once it is on disk; whatever it throws ends the store. */
  readonly flush: (shares: readonly Share[]) => void
  /** True for an error after which nothing that this disk says may be believed. */
  readonly fatal: (error: unknown) => boolean
  /** How long the first job waits for company: a lone writer loses it, a busy store gains whole batches. */
  readonly lingerMs: number
  /** Called once, when the store must end. */
  readonly onBroken: (error: unknown) => void
}

/** Puts jobs of many callers into one commit. A job's promise settles after that commit, never before. */
export interface Committer {
  /** Queues a job that holds `bytes` in memory; rejects with `UNAVAILABLE` when the queue is full or the store ends. */
  add<T>(job: Job<T>, bytes?: number): Promise<T>
  readonly healthy: () => boolean
  /** Ends the store: everything that waits and everything later is rejected. */
  fail(error: unknown): void
  /** Commits what waits, refuses the rest. */
  close(): Promise<void>
}

interface Waiting extends Share {
  readonly bytes: number
  settle(): void
  reject(error: unknown): void
}

/** A committer over a driver's flush. Flushes never follow each other without a turn of the event loop between them. */
export const createCommitter = ({ flush, fatal, lingerMs, onBroken }: CommitterOptions): Committer => {
  let state: 'open' | 'closed' | 'broken' = 'open'
  let waiting: Waiting[] = []
  let waitingBytes = 0
  let linger: NodeJS.Timeout | undefined
  let next: NodeJS.Immediate | undefined

  const add = <T>(job: Job<T>, bytes = 0): Promise<T> => new Promise((resolve, reject) => {
    const share = createShare(job, fatal, bytes + JOB_BYTES, resolve, reject)
    if (state !== 'open') return reject(unavailable('the store is closed'))
    if (waiting.length >= MAX_WAITING_JOBS || waitingBytes + share.bytes > MAX_WAITING_BYTES) return reject(unavailable('the store has too much to do'))
    waiting.push(share)
    waitingBytes += share.bytes
    schedule()
  })

  const schedule = (): void => {
    if (next) return
    if (waiting.length >= MAX_BATCH_JOBS || lingerMs === 0) next = setImmediate(turn)
    else linger ??= setTimeout(turn, lingerMs)
  }

  const turn = (): void => {
    clearTimeout(linger)
    clearImmediate(next)
    linger = next = undefined
    flushBatch()
    // What came meanwhile has lingered long enough.
    if (waiting.length > 0) next = setImmediate(turn)
  }

  const flushBatch = (): void => {
    const batch = waiting.splice(0, MAX_BATCH_JOBS)
    if (batch.length === 0) return
    for (const { bytes } of batch) waitingBytes -= bytes
    try {
      flush(batch)
    } catch (error) {
      for (const share of batch) share.reject(unavailable('the disk refused a write'))
      return fail(error)
    }
    for (const share of batch) share.settle()
  }

  const fail = (error: unknown): void => {
    if (state === 'broken') return
    state = 'broken'
    for (const share of waiting) share.reject(unavailable('the disk refused a write'))
    waiting = []
    waitingBytes = 0
    onBroken(error)
  }

  const close = async (): Promise<void> => {
    if (state === 'open') state = 'closed'
    while (waiting.length > 0) {
      turn()
      await new Promise((resolve) => setImmediate(resolve))
    }
    clearTimeout(linger)
  }

  return { add, healthy: () => state !== 'broken', fail, close }
}

const createShare = <T>(
  job: Job<T>, fatal: (error: unknown) => boolean, bytes: number, resolve: (value: T) => void, reject: (error: unknown) => void,
): Waiting => {
  let settle = (): void => reject(new Error('the job never ran'))
  const run = (): 'keep' | 'undo' => {
    try {
      const { value, undo } = job()
      settle = () => resolve(value)
      return undo ? 'undo' : 'keep'
    } catch (error) {
      if (fatal(error)) throw error
      settle = () => reject(error)
      return 'undo'
    }
  }
  return { bytes, run, settle: () => settle(), reject }
}

/** What a caller is told whose job cannot be done. */
export const unavailable = (detail: string): GatewayError => new GatewayError('UNAVAILABLE', detail)
