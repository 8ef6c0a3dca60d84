// SPDX-License-Identifier: AGPL-3.0-only
import { admit } from '../policy/admit.ts'
import type { EventBody } from '../model/answers.ts'
import type { PartyId } from '../model/ids.ts'
import { openEvent } from '../registry/sealed-event.ts'
import type { MailboxRow } from '../store/rows.ts'
import type { Acknowledging } from './acknowledging.ts'
import type { Flight } from './in-flight.ts'
import type { RelayDeps } from './ports.ts'

/** A row ready to be pushed. */
export interface Waiting {
  readonly flight: Flight
  readonly attempt: number
  readonly late: boolean
  /** On events. */
  readonly event?: { readonly body: EventBody; readonly timeMs: number }
}

/** Reads what waits for a party in order, each row once between rewinds, events first. */
export interface Pages {
  /** Empty when nothing is left; undefined when a rewind came between, so that what was read must not be used. */
  next(limit: number): Promise<readonly Waiting[] | undefined>
  /** Starts from the oldest row again. */
  rewind(): void
}

/** Pages over the store; rows whose standing changed since acceptance are withheld instead of returned. */
export const createPages = (party: PartyId, deps: RelayDeps, acknowledging: Acknowledging): Pages => {
  const { store } = deps
  let cursor = { event: 0, mail: 0 }

  const events = async (at: typeof cursor, limit: number): Promise<readonly Waiting[]> => {
    const rows = await store.read.eventPage(party, at.event, limit)
    at.event = rows.at(-1)?.id ?? at.event
    return rows
      .filter(({ id }) => !acknowledging.underWay('event', id))
      .map((row) => ({ flight: { of: 'event', id: row.id }, attempt: 1, late: false, event: { body: openEvent(deps.sealer, row), timeMs: row.timeMs } }))
  }

  /** A full page of withheld rows must not read as the end: goes on until something may pass or nothing is left. */
  const mail = async (at: typeof cursor, limit: number): Promise<readonly Waiting[]> => {
    for (;;) {
      const rows = await store.read.mailboxPage(party, at.mail, limit)
      if (rows.length === 0) return []
      at.mail = rows.at(-1)?.id ?? at.mail
      const open = rows.filter(({ id }) => !acknowledging.underWay('mailbox', id))
      const passing = await permitted(open)
      if (passing.length > 0) return passing.map((row) => ({ flight: { of: 'mailbox', row }, attempt: row.attempt + 1, late: row.attempt > 0 }))
    }
  }

  const permitted = async (rows: readonly MailboxRow[]): Promise<readonly MailboxRow[]> => {
    const verdicts = new Map<string, boolean>()
    for (const { senderUser, recipientUser } of rows) {
      const pair = senderUser + recipientUser
      if (verdicts.has(pair)) continue
      const standing = await store.read.standing(senderUser, recipientUser)
      verdicts.set(pair, 'granted' in admit({ action: 'deliver', asker: undefined, tokenHash: undefined }, standing))
    }
    const isOpen = (row: MailboxRow): boolean => verdicts.get(row.senderUser + row.recipientUser) === true
    const withheld = rows.filter((row) => !isOpen(row)).map(({ id }) => id)
    if (withheld.length > 0) {
      await store.write.withhold(party, withheld)
      deps.events.messageWithheld(party, withheld.length)
    }
    return rows.filter(isOpen)
  }

  return {
    next: async (limit) => {
      // A rewind replaces the cursor, so a read under way cannot move the new one.
      const at = cursor
      const waiting = await events(at, limit)
      const page = waiting.length > 0 ? waiting : await mail(at, limit)
      return at === cursor ? page : undefined
    },
    rewind: () => { cursor = { event: 0, mail: 0 } },
  }
}
