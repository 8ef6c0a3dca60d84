// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'
import { eventWrite } from '../registry/sealed-event.ts'
import type { MailboxRow } from '../store/rows.ts'
import type { Flight } from './in-flight.ts'
import type { Waiting } from './pages.ts'
import type { RelayDeps } from './ports.ts'

/** What becomes of rows that a party answered for. */
export interface Acknowledging {
  /** The party has stored them: they are removed. */
  done(flights: readonly Flight[]): void
  /** The party refused one: what to push again later, or undefined if it is over. */
  refuse(flight: Flight, reason: string, retryable: boolean): Waiting | undefined
  /** True while a row's removal is not yet on disk: it must not be pushed again. */
  underWay(of: Flight['of'], id: number): boolean
  /** Resolves when every removal is on disk. */
  idle(): Promise<void>
}

/** Acknowledgements over the store. A removal that fails is reported; the row comes again, and its receiver knows it. */
export const createAcknowledging = (party: PartyId, deps: RelayDeps): Acknowledging => {
  const removing = { mailbox: new Set<number>(), event: new Set<number>() }
  const pending = new Set<Promise<void>>()

  const track = (task: string, mailbox: readonly number[], events: readonly number[], work: Promise<void>): void => {
    for (const id of mailbox) removing.mailbox.add(id)
    for (const id of events) removing.event.add(id)
    const finished = work
      .catch((error: unknown) => { deps.events.backgroundFailed(task, error) })
      .finally(() => {
        for (const id of mailbox) removing.mailbox.delete(id)
        for (const id of events) removing.event.delete(id)
        pending.delete(finished)
      })
    pending.add(finished)
  }

  const fail = async (row: MailboxRow, reason: string): Promise<void> => {
    deps.events.messageRefused(party, reason)
    const sender = await deps.store.read.user(row.senderUser)
    const body = { kind: 'messageFailed', user: row.senderUser, senderDevice: row.senderDevice, submissionId: row.submissionId, deviceIds: [row.recipientDevice] } as const
    const isRetryRequest = row.commitment.length === 0
    const events = sender && !isRetryRequest ? [eventWrite(deps.sealer, sender.party, sender.user, deps.now(), body)] : []
    await deps.store.write.conclude([row.id], events)
  }

  return {
    done: (flights) => {
      if (flights.length === 0) return
      const mailbox = flights.flatMap((flight) => (flight.of === 'mailbox' ? [flight.row.id] : []))
      const events = flights.flatMap((flight) => (flight.of === 'event' ? [flight.id] : []))
      track('acknowledge', mailbox, events, deps.store.write.acknowledge(party, mailbox, events))
      if (mailbox.length > 0) deps.events.messageDelivered(party, mailbox.length)
    },
    refuse: (flight, reason, retryable) => {
      if (flight.of === 'event') return undefined
      const { row } = flight
      if (!retryable) {
        track('fail', [row.id], [], fail(row, reason))
        return undefined
      }
      track('count attempt', [], [], deps.store.write.countAttempt(party, row.id))
      const attempted = { ...row, attempt: row.attempt + 1 }
      return { flight: { of: 'mailbox', row: attempted }, attempt: attempted.attempt + 1, late: true }
    },
    underWay: (of, id) => removing[of].has(id),
    idle: async () => { await Promise.all(pending) },
  }
}
