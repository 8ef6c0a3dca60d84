// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'
import { failedNotice } from './failed-notice.ts'
import type { Flight, RowName } from './in-flight.ts'
import type { RelayDeps } from './ports.ts'
import { createRemovals } from './removals.ts'
import type { Removals } from './removals.ts'

/** A row that was answered for; its times are not known of one that an earlier link names. */
export type Answered = RowName & Partial<Pick<Flight, 'pushedAtMs' | 'acceptedAtMs'>>

/** What becomes of rows that a party answered for, and of those that may not reach it. */
export interface Acknowledging extends Pick<Removals, 'isRemoved' | 'reading' | 'idle' | 'stop'> {
  /** The party has stored them: they are removed. */
  done(flights: readonly Answered[]): void
  /** The party refused one for good: it is removed, and the sender of a message told. */
  fail(flight: RowName, reason: string): void
  /** The party refused one for now or left it unanswered; resolves when a message's attempt is counted. */
  countAttempt(flight: RowName): Promise<void>
  /** Standing changed: takes messages out of delivery; resolves when that is on disk. */
  withhold(mailbox: readonly number[]): Promise<void>
}

/** Answers over the store. */
export const createAcknowledging = (party: PartyId, deps: RelayDeps): Acknowledging => {
  const { store, events } = deps
  const removals = createRemovals(deps)

  const failMessage = async (id: number, reason: string): Promise<void> => {
    const [row] = await store.read.mailboxPage(party, id - 1, 1)
    if (row?.id !== id) return
    const notice = await failedNotice(deps, { ...row, retryRequest: row.commitment.length === 0 })
    await store.write.conclude([id], notice, { as: 'failed', atMs: deps.now() })
    events.messageRefused(party, reason)
  }

  const countAttempt = async (id: number): Promise<void> => {
    const { parked } = await store.write.countAttempt(party, id)
    if (parked) events.messageParked(party, 1)
  }

  const acknowledge = async (rows: readonly Answered[], atMs: number, wallAhead: number): Promise<void> => {
    const [mailbox, pushedAtMs, told]: [number[], number[], number[]] = [[], [], []]
    for (const { of, id, pushedAtMs: at } of rows) {
      if (of === 'event') {
        told.push(id)
        continue
      }
      mailbox.push(id)
      pushedAtMs.push(at === undefined ? 0 : Math.round(at + wallAhead))
    }
    await store.write.acknowledge(party, mailbox, told, { atMs, pushedAtMs })
    if (mailbox.length > 0) events.messageDelivered(party, mailbox.length)
    for (const { acceptedAtMs = 0 } of rows) if (acceptedAtMs > 0) events.messageAcked(party, (atMs - acceptedAtMs) / 1000)
  }

  const withhold = async (mailbox: readonly number[]): Promise<void> => {
    await store.write.withhold(party, mailbox)
    events.messageWithheld(party, mailbox.length)
  }

  const done = (flights: readonly Answered[]): void => {
    if (flights.length === 0) return
    const atMs = deps.now()
    const wallAhead = atMs - deps.monotonic()
    void removals.remove('acknowledge', flights, (rows) => acknowledge(rows, atMs, wallAhead))
  }

  return {
    done,
    fail: (flight, reason) => {
      if (flight.of === 'event') done([flight])
      // Another link of the party may have taken it meanwhile.
      else if (!removals.isRemoved(flight)) void removals.remove('fail', [flight], () => failMessage(flight.id, reason))
    },
    countAttempt: async ({ of, id }) => { if (of === 'mailbox') await removals.once('count attempt', [], () => countAttempt(id)) },
    withhold: async (mailbox) => {
      if (mailbox.length === 0) return
      const rows = mailbox.map((id) => ({ of: 'mailbox', id }) as const)
      await removals.once('withhold', rows, () => withhold(mailbox))
    },
    isRemoved: (row) => removals.isRemoved(row),
    reading: (read) => removals.reading(read),
    idle: () => removals.idle(),
    stop: () => removals.stop(),
  }
}
