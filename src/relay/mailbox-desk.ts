// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditLeaf } from '../model/audit/entry.ts'
import { GatewayError } from '../model/errors.ts'
import type { PartyId, SubmissionId, UserId } from '../model/ids.ts'
import type { OperatorsWords } from '../ops/events.ts'
import { MOVED, settle } from '../registry/optimistic.ts'
import type { QueuedRow, QueueState, TraceRow } from '../store/rows.ts'
import type { ParkedOutcome } from '../store/transactors.ts'
import { failedNotice } from './failed-notice.ts'
import type { RelayDeps } from './ports.ts'

export type { QueuedRow, TraceRow } from '../store/rows.ts'

/** Parked rows changed in one call: each is one small transaction, and the call answers in time. */
const PAGE = 100

/** Parked rows that are counted: more is as bad, and a count takes a few ms. */
const MAX_PARKED_COUNT = 10_000

/** Which parked rows a change is for: these, or the next of a party above a cursor. */
export type ParkedRows = { readonly ids: readonly number[] } | { readonly party: PartyId; readonly after: number }

/** What a change did. */
export interface MailboxChange {
  readonly changed: number
  /** Cursor of the party's next page; undefined when all are done. */
  readonly next: number | undefined
}

/** What the operator sees of messages that are not delivered, and may do about parked ones; never content. */
export interface MailboxDesk {
  list(of: { readonly party?: PartyId | undefined; readonly state: QueueState }, after: number, limit: number): Promise<readonly QueuedRow[]>
  /** How many are parked; never above 10,000. */
  countParked(): Promise<number>
  trace(sender: UserId, submission: SubmissionId): Promise<readonly TraceRow[]>
  /** Puts parked rows back into their lanes; `NOT_FOUND`, and nothing done, if one of the named rows is not parked. */
  retry(rows: ParkedRows, because: OperatorsWords): Promise<MailboxChange>
  /** Removes parked rows and tells the senders of messages that they failed; otherwise as `retry`. Of the two, one wins a row. */
  drop(rows: ParkedRows, because: OperatorsWords): Promise<MailboxChange>
}

/**
 * The operator's desk for the mailbox. Waiting rows are on their way and need nothing. Withheld rows end by expiry only:
 * an earlier word to the sender would tell an unwilling recipient from one who is offline.
 */
export const createMailboxDesk = (deps: RelayDeps): MailboxDesk => {
  const { store, events } = deps

  const change = (rows: ParkedRows, because: OperatorsWords, { act, apply, tell }: Change): Promise<MailboxChange> => settle(async () => {
    const found = await parked(rows)
    if (found.length === 0) return { changed: 0, next: undefined }
    const outcome = await apply(found, deps.audit.entry({ act, ...because, ...about(found) }))
    if ('notParked' in outcome) {
      if ('ids' in rows) throw notParked(outcome.notParked)
      return MOVED
    }
    for (const [party, own] of Map.groupBy(found, ({ recipientParty }) => recipientParty)) tell(party, own.length, because)
    return { changed: found.length, next: 'party' in rows && found.length === PAGE ? found.at(-1)?.id : undefined }
  })

  const parked = async (rows: ParkedRows): Promise<readonly QueuedRow[]> => {
    if ('party' in rows) return store.read.queued({ party: rows.party, state: 'parked' }, rows.after, PAGE)
    return Promise.all([...new Set(rows.ids)].map(async (id) => {
      const [row] = await store.read.queued({ state: 'parked' }, id - 1, 1)
      if (row?.id !== id) throw notParked(id)
      return row
    }))
  }

  const release: Change['apply'] = (rows, entry) => store.write.release(rows.map(({ id }) => id), entry)
  const drop: Change['apply'] = async (rows, entry) =>
    store.write.drop(await Promise.all(rows.map(async (row) => ({ id: row.id, events: await failedNotice(deps, row) }))), deps.now(), entry)

  return {
    list: (of, after, limit) => store.read.queued(of, after, limit),
    countParked: () => store.read.countParked(MAX_PARKED_COUNT),
    trace: (sender, submission) => store.read.trace(sender, submission),
    retry: (rows, because) => change(rows, because, { act: 'mailbox.retried', apply: release, tell: (...told) => { events.messageRetried(...told) } }),
    drop: (rows, because) => change(rows, because, { act: 'mailbox.dropped', apply: drop, tell: (...told) => { events.messageDropped(...told) } }),
  }
}

interface Change {
  readonly act: 'mailbox.retried' | 'mailbox.dropped'
  /** Looks at the rows again in its transaction: another command, or another node, may have been faster. */
  readonly apply: (rows: readonly QueuedRow[], entry: AuditLeaf) => Promise<ParkedOutcome>
  readonly tell: (party: PartyId, count: number, because: OperatorsWords) => void
}

/** What the audit log says of rows: whose they are where that is one party's, and their ids. */
const about = (rows: readonly QueuedRow[]) => {
  const parties = [...new Set(rows.map(({ recipientParty }) => recipientParty))]
  return { subject: parties.length === 1 ? `party:${String(parties[0])}` : 'mailbox', details: { rows: rows.length, ids: rows.map(({ id }) => id).join(' ') } }
}

const notParked = (id: number): GatewayError => new GatewayError('NOT_FOUND', `row ${String(id)} is not parked; nothing was changed`)
