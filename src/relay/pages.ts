// SPDX-License-Identifier: AGPL-3.0-only
import { admit } from '../policy/admit.ts'
import type { EventBody } from '../model/answers.ts'
import type { PartyId } from '../model/ids.ts'
import type { Standing } from '../model/standing.ts'
import { openEvent } from '../registry/sealed-event.ts'
import type { Moment } from '../store/port.ts'
import type { EventRow, MailboxRow } from '../store/rows.ts'
import type { Acknowledging } from './acknowledging.ts'
import type { RowName } from './in-flight.ts'
import type { RelayDeps } from './ports.ts'

/** A row ready to be pushed. */
export type Waiting =
  | { readonly of: 'mailbox'; readonly row: MailboxRow }
  | { readonly of: 'event'; readonly row: EventRow; readonly body: EventBody }

/** A row that was read; without an item it is not to be pushed now. */
export interface Seen { readonly id: number; readonly item: Waiting | undefined }

/** What was read. Act on it in one breath, and only if the moment still holds. */
export interface Page {
  readonly moment: Moment
  /** In their order. */
  readonly rows: readonly Seen[]
  /** Messages whose standing changed since acceptance: they are to leave their lane. */
  readonly withheld: readonly number[]
  /** Whether nothing was left behind these rows. */
  readonly isLast: boolean
}

/** Reads what waits for a party; messages whose standing changed are told apart. Rows that are not `wanted` come without an item. */
export interface Pages {
  events(after: number, limit: number, wanted: (row: EventRow) => boolean): Promise<Page>
  mail(after: number, limit: number, wanted: (row: MailboxRow) => boolean): Promise<Page>
  lane(lane: number, after: number, limit: number, wanted: (row: MailboxRow) => boolean): Promise<Page>
  /** One row as it is now; a page without rows when it is gone. */
  one(row: RowName): Promise<Page>
}

/** Pages over the store. */
export const createPages = (party: PartyId, deps: RelayDeps, acknowledging: Acknowledging): Pages => {
  const { store } = deps
  const isThere = (of: RowName['of'], { id }: { readonly id: number }): boolean => !acknowledging.isRemoved({ of, id })

  const events = async (after: number, limit: number, wanted: (row: EventRow) => boolean): Promise<Page> => {
    const moment = store.moment()
    const rows = await store.read.eventPage(party, after, limit)
    const seen = rows.map((row) => ({ id: row.id, item: wanted(row) && isThere('event', row) ? opened(row) : undefined }))
    return { moment, rows: seen, withheld: [], isLast: rows.length < limit }
  }

  const mail = async (read: () => Promise<readonly MailboxRow[]>, limit: number, wanted: (row: MailboxRow) => boolean): Promise<Page> => {
    const moment = store.moment()
    const rows = await read()
    const verdicts = await verdictsOf(rows.filter((row) => wanted(row) && isThere('mailbox', row)))
    const now = deps.patientNow()
    // What is over is told to its sender as expired: it must not arrive after all.
    const seen = rows.map((row) => ({
      id: row.id, item: verdicts.get(row.id) === 'pass' && row.expiresAt > now && isThere('mailbox', row) ? { of: 'mailbox', row } as const : undefined,
    }))
    return { moment, rows: seen, withheld: rows.flatMap(({ id }) => (verdicts.get(id) === 'withhold' ? [id] : [])), isLast: rows.length < limit }
  }

  /** Rows that nobody can open must not keep others from their readers. */
  const opened = (row: EventRow): Waiting | undefined => {
    try {
      return { of: 'event', row, body: openEvent(deps.sealer, row) }
    } catch (error) {
      deps.events.backgroundFailed('open event', error)
      return undefined
    }
  }

  /** All pairs at once: a store that answers from afar reads them together. */
  const verdictsOf = async (rows: readonly MailboxRow[]): Promise<ReadonlyMap<number, Verdict | undefined>> => {
    const pairs = new Map(rows.map((row) => [pairOf(row), row]))
    const verdicts = new Map(await Promise.all([...pairs].map(async ([pair, { senderUser, recipientUser }]) =>
      [pair, verdictOn(await store.read.standing(senderUser, recipientUser))] as const)))
    return new Map(rows.map((row) => [row.id, verdicts.get(pairOf(row))]))
  }

  const one = async ({ of, id }: RowName): Promise<Page> => {
    const isIt = (row: { readonly id: number }): boolean => row.id === id
    const page = of === 'event' ? await events(id - 1, 1, isIt) : await mail(() => store.read.mailboxPage(party, id - 1, 1), 1, isIt)
    return { ...page, rows: page.rows.filter(isIt) }
  }

  return {
    events: (after, limit, wanted) => acknowledging.reading(() => events(after, limit, wanted)),
    mail: (after, limit, wanted) => acknowledging.reading(() => mail(() => store.read.mailboxPage(party, after, limit), limit, wanted)),
    lane: (lane, after, limit, wanted) => acknowledging.reading(() => mail(() => store.read.lanePage(party, lane, after, limit), limit, wanted)),
    one: (row) => acknowledging.reading(() => one(row)),
  }
}

const pairOf = ({ senderUser, recipientUser }: MailboxRow): string => senderUser + recipientUser

type Verdict =
  | 'pass'
  | 'withhold' // the pair is not open any more
  | 'hold' // the reader's own party is suspended: its link is about to end, and what waits is there when it comes back

/** Whether a message that was accepted before may reach its reader now. */
export const verdictOn = (standing: Standing): Verdict => {
  if (standing.recipient?.home.state === 'suspended') return 'hold'
  return 'granted' in admit({ action: 'deliver', asker: undefined, tokenHash: undefined }, standing) ? 'pass' : 'withhold'
}
