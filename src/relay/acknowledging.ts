// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'
import { failedNotice } from './failed-notice.ts'
import type { Flight, RowName } from './in-flight.ts'
import type { RelayDeps } from './ports.ts'

/** A row that was answered for; when it was pushed is not known of one that an earlier link names. */
export type Answered = RowName & Partial<Pick<Flight, 'pushedAtMs'>>

/** What becomes of rows that a party answered for, and of those that may not reach it. */
export interface Acknowledging {
  /** The party has stored them: they are removed. */
  done(flights: readonly Answered[]): void
  /** The party refused one for good: it is removed, and the sender of a message told. */
  fail(flight: RowName, reason: string): void
  /** The party refused one for now or left it unanswered; resolves when a message's attempt is counted. */
  countAttempt(flight: RowName): Promise<void>
  /** Standing changed: takes messages out of delivery; resolves when that is on disk. */
  withhold(mailbox: readonly number[]): Promise<void>
  /** True for a row whose removal is not yet on disk, or was put there while a {@link reading} went on. */
  isRemoved(row: RowName): boolean
  /** Runs a read, at the end of which `isRemoved` knows of every removal that the read may have missed. */
  reading<T>(read: () => Promise<T>): Promise<T>
  /** Resolves when everything so far is on disk. */
  idle(): Promise<void>
}

/** Answers over the store. A removal that fails is reported; the row comes again, and its receiver knows it. */
export const createAcknowledging = (party: PartyId, deps: RelayDeps): Acknowledging => {
  const { store, events } = deps
  const removed = { mailbox: new Set<number>(), event: new Set<number>() }
  const over: RowName[] = []
  const pending = new Set<Promise<void>>()
  let reads = 0

  const forget = (): void => {
    if (reads > 0) return
    for (const { of, id } of over.splice(0)) removed[of].delete(id)
  }

  const track = (task: string, work: Promise<void>, rows: readonly RowName[] = []): Promise<void> => {
    for (const { of, id } of rows) removed[of].add(id)
    const finished = work.catch((error: unknown) => { events.backgroundFailed(task, error) }).finally(() => {
      pending.delete(finished)
      over.push(...rows)
      forget()
    })
    pending.add(finished)
    return finished
  }

  const failMessage = async (id: number, reason: string): Promise<void> => {
    const [row] = await store.read.mailboxPage(party, id - 1, 1)
    if (row?.id !== id) return
    events.messageRefused(party, reason)
    const notice = await failedNotice(deps, { ...row, retryRequest: row.commitment.length === 0 })
    await store.write.conclude([id], notice, { as: 'failed', atMs: deps.now() })
  }

  const countAttempt = async (id: number): Promise<void> => {
    const { parked } = await store.write.countAttempt(party, id)
    if (parked) events.messageParked(party, 1)
  }

  const done = (flights: readonly Answered[]): void => {
    if (flights.length === 0) return
    const [mailbox, pushedAtMs, told]: [number[], number[], number[]] = [[], [], []]
    const atMs = deps.now()
    const wallAhead = atMs - deps.monotonic()
    for (const { of, id, pushedAtMs: at } of flights) {
      if (of === 'event') {
        told.push(id)
        continue
      }
      mailbox.push(id)
      pushedAtMs.push(at === undefined ? 0 : Math.round(at + wallAhead))
    }
    void track('acknowledge', store.write.acknowledge(party, mailbox, told, { atMs, pushedAtMs }), flights)
    if (mailbox.length > 0) events.messageDelivered(party, mailbox.length)
  }

  return {
    done,
    fail: (flight, reason) => {
      if (flight.of === 'event') done([flight])
      // Another link of the party may have taken it meanwhile.
      else if (!removed.mailbox.has(flight.id)) void track('fail', failMessage(flight.id, reason), [flight])
    },
    countAttempt: async ({ of, id }) => { if (of === 'mailbox') await track('count attempt', countAttempt(id)) },
    withhold: async (mailbox) => {
      if (mailbox.length === 0) return
      events.messageWithheld(party, mailbox.length)
      await track('withhold', store.write.withhold(party, mailbox), mailbox.map((id) => ({ of: 'mailbox', id })))
    },
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
    idle: async () => { while (pending.size > 0) await Promise.all(pending) },
  }
}
