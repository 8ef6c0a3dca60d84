// SPDX-License-Identifier: AGPL-3.0-only
import { admit } from '../policy/admit.ts'
import type { EventBody, StoredEventBody } from '../model/answers.ts'
import type { PartyId, UserId } from '../model/ids.ts'
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
  /** Whether a message still waits for its delivery; true when that cannot be known. */
  waits(row: Pick<RowName, 'id'>): Promise<boolean>
}

/** Verdicts kept for one party: about a megabyte, and more pairs than talk to one party between two changes of anything. */
const MAX_VERDICTS = 4_096

/** Pages over the store. What was found about a pair is kept for as long as the store's moment holds, and goes with it. */
export const createPages = (party: PartyId, deps: RelayDeps, acknowledging: Acknowledging): Pages => {
  const { store } = deps
  let verdicts = new Map<string, Verdict>()
  let moment: Moment | undefined
  const isThere = (of: RowName['of'], { id }: { readonly id: number }): boolean => !acknowledging.isRemoved({ of, id })

  const events = async (after: number, limit: number, wanted: (row: EventRow) => boolean): Promise<Page> => {
    const moment = store.moment()
    const rows = await store.read.eventPage(party, after, limit)
    const elsewhere = await usersOfVaults(rows.filter(wanted))
    const seen = rows.map((row) => ({ id: row.id, item: wanted(row) && isThere('event', row) && !elsewhere.has(row.user) ? opened(row) : undefined }))
    return { moment, rows: seen, withheld: [], isLast: rows.length < limit }
  }

  /** Whose events wait for the core to ask over HTTP. */
  const usersOfVaults = async (rows: readonly EventRow[]): Promise<ReadonlySet<UserId>> => {
    const users = await Promise.all([...new Set(rows.map(({ user }) => user))].map((user) => store.read.user(user)))
    return new Set(users.flatMap((row) => (row?.custody === 'VAULT' ? [row.user] : [])))
  }

  const mail = async (read: () => Promise<readonly MailboxRow[]>, limit: number, wanted: (row: MailboxRow) => boolean): Promise<Page> => {
    const since = begin()
    const rows = await read()
    const judged = await verdictsOf(rows.filter((row) => wanted(row) && isThere('mailbox', row)), verdicts)
    const now = deps.patientNow()
    // What is over is told to its sender as expired: it must not arrive after all.
    const seen = rows.map((row) => ({
      id: row.id, item: judged.get(row.id) === 'pass' && row.expiresAt > now && isThere('mailbox', row) ? { of: 'mailbox', row } as const : undefined,
    }))
    return { moment: since, rows: seen, withheld: rows.flatMap(({ id }) => (judged.get(id) === 'withhold' ? [id] : [])), isLast: rows.length < limit }
  }

  /** The moment under which all verdicts were found, which is the page's own: a change since any of them was found ends the page too. */
  const begin = (): Moment => {
    if (moment?.holds() === true && verdicts.size < MAX_VERDICTS) return moment
    verdicts = new Map()
    moment = store.moment()
    return moment
  }

  /** Rows that nobody can open must not keep others from their readers. */
  const opened = (row: EventRow): Waiting | undefined => {
    try {
      const body = openEvent(deps.sealer, row)
      return isForLinks(body) ? { of: 'event', row, body } : undefined
    } catch (error) {
      deps.events.backgroundFailed('open event', error)
      return undefined
    }
  }

  /** All pairs that are not known at once: a store that answers from afar reads them together. */
  const verdictsOf = async (rows: readonly MailboxRow[], known: Map<string, Verdict>): Promise<ReadonlyMap<number, Verdict | undefined>> => {
    const asked = new Map(rows.filter((row) => !known.has(pairOf(row))).map((row) => [pairOf(row), row]))
    await Promise.all([...asked].map(async ([pair, { senderUser, recipientUser }]) => {
      const standing = await store.read.standing(senderUser, recipientUser)
      const verdict = verdictOn(standing)
      // What is for a vault to open is not for a link.
      known.set(pair, verdict === 'pass' && standing.recipient?.custody === 'VAULT' ? 'hold' : verdict)
    }))
    return new Map(rows.map((row) => [row.id, known.get(pairOf(row))]))
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
    waits: ({ id }) => store.read.mailboxPage(party, id - 1, 1).then(([row]) => row?.id === id, () => true),
  }
}

const pairOf = ({ senderUser, recipientUser }: MailboxRow): string => senderUser + recipientUser

const isForLinks = (body: StoredEventBody): body is EventBody => body.kind !== 'messageOpened' && body.kind !== 'messageLost'

/** What may become of a message that was accepted before. */
export type Verdict =
  | 'pass'
  | 'withhold' // the pair is not open any more
  | 'hold' // the reader's own party is suspended: its link is about to end, and what waits is there when it comes back

/** Whether a message that was accepted before may reach its reader now. */
export const verdictOn = (standing: Standing): Verdict => {
  if (standing.recipient?.home.state === 'suspended') return 'hold'
  return 'granted' in admit({ action: 'deliver', asker: undefined, tokenHash: undefined }, standing) ? 'pass' : 'withhold'
}
