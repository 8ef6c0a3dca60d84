// SPDX-License-Identifier: AGPL-3.0-only
import { admit } from '../policy/admit.ts'
import type { EventBody } from '../model/answers.ts'
import type { PartyId } from '../model/ids.ts'
import type { Standing } from '../model/standing.ts'
import { openEvent } from '../registry/sealed-event.ts'
import type { EventRow, MailboxRow } from '../store/rows.ts'
import type { Acknowledging } from './acknowledging.ts'
import type { Flight } from './in-flight.ts'
import type { RelayDeps } from './ports.ts'

/** A row ready to be pushed. */
export type Waiting =
  | { readonly of: 'mailbox'; readonly row: MailboxRow }
  | { readonly of: 'event'; readonly row: EventRow; readonly body: EventBody }

/** Names a row. */
export type RowName = Pick<Flight, 'of' | 'id'>

/** Reads what waits for a party in order, each row once between rewinds, events first. */
export interface Pages {
  /** Leaves out what `isUnderWay`. Empty when nothing is left; undefined when a rewind came between, so that what was read must not be used. */
  next(limit: number, isUnderWay: (row: RowName) => boolean): Promise<readonly Waiting[] | undefined>
  /** One row as it is now; undefined when it is gone, may no longer pass, or a rewind came between. */
  again(row: RowName): Promise<Waiting | undefined>
  /** Starts from the oldest row again. */
  rewind(): void
}

/** Pages over the store; messages whose standing changed since acceptance are withheld instead of returned. */
export const createPages = (party: PartyId, deps: RelayDeps, acknowledging: Acknowledging): Pages => {
  const { store } = deps
  let cursor = { event: 0, mail: 0 }
  const isThere = (of: Flight['of']) => ({ id }: { readonly id: number }): boolean => !acknowledging.isRemoved({ of, id })

  // A page of which nothing is returned must not read as the end: both go on until something is found or nothing is left.
  const events = async (at: typeof cursor, limit: number, isUnderWay: (row: RowName) => boolean): Promise<readonly Waiting[]> => {
    for (;;) {
      const rows = await store.read.eventPage(party, at.event, limit)
      const found = rows.filter(({ id }) => !isUnderWay({ of: 'event', id })).filter(isThere('event')).flatMap(opened)
      at.event = rows.at(-1)?.id ?? at.event
      if (found.length > 0 || rows.length < limit) return found
    }
  }

  const mail = async (at: typeof cursor, limit: number, isUnderWay: (row: RowName) => boolean): Promise<readonly Waiting[]> => {
    for (;;) {
      const rows = await store.read.mailboxPage(party, at.mail, limit)
      const open = rows.filter(({ id }) => !isUnderWay({ of: 'mailbox', id })).filter(isThere('mailbox'))
      const { passing, withheld } = await judged(open)
      at.mail = rows.at(-1)?.id ?? at.mail
      // Not awaited before what passes is pushed: standing may change with every commit.
      const stored = acknowledging.withhold(withheld)
      if (passing.length > 0 || rows.length < limit) return passing
      await Promise.all([stored, nextTurn()])
    }
  }

  /** Rows that nobody can open must not keep others from their readers. */
  const opened = (row: EventRow): Waiting[] => {
    try {
      return [{ of: 'event', row, body: openEvent(deps.sealer, row) }]
    } catch (error) {
      deps.events.backgroundFailed('open event', error)
      return []
    }
  }

  const judged = async (rows: readonly MailboxRow[]): Promise<{ readonly passing: readonly Waiting[]; readonly withheld: readonly number[] }> => {
    const verdicts = new Map<string, Verdict>()
    for (const { senderUser, recipientUser } of rows) {
      const pair = senderUser + recipientUser
      if (!verdicts.has(pair)) verdicts.set(pair, verdictOn(await store.read.standing(senderUser, recipientUser)))
    }
    const now = deps.patientNow()
    const of = (verdict: Verdict): readonly MailboxRow[] => rows.filter((row) => verdicts.get(row.senderUser + row.recipientUser) === verdict)
    return {
      // What is over is told to its sender as expired: it must not arrive after all.
      passing: of('pass').filter(({ expiresAt }) => expiresAt > now).filter(isThere('mailbox')).map((row) => ({ of: 'mailbox', row })),
      withheld: of('withhold').map(({ id }) => id),
    }
  }

  const one = async ({ of, id }: RowName): Promise<Waiting | undefined> => {
    if (of === 'event') return (await store.read.eventPage(party, id - 1, 1)).filter((row) => row.id === id).flatMap(opened)[0]
    const { passing, withheld } = await judged((await store.read.mailboxPage(party, id - 1, 1)).filter((row) => row.id === id))
    void acknowledging.withhold(withheld)
    return passing[0]
  }

  // A rewind replaces the cursor, so a read under way cannot move the new one.
  const unlessRewound = async <T>(read: (at: typeof cursor) => Promise<T>): Promise<T | undefined> => {
    const at = cursor
    const found = await acknowledging.reading(() => read(at))
    return at === cursor ? found : undefined
  }

  return {
    next: (limit, isUnderWay) => unlessRewound(async (at) => {
      const found = await events(at, limit, isUnderWay)
      return found.length > 0 ? found : mail(at, limit, isUnderWay)
    }),
    again: (row) => unlessRewound(() => one(row)),
    rewind: () => { cursor = { event: 0, mail: 0 } },
  }
}

type Verdict =
  | 'pass'
  | 'withhold' // the pair is not open any more
  | 'hold' // the reader's own party is suspended: its link is about to end, and what waits is there when it comes back

const verdictOn = (standing: Standing): Verdict => {
  if (standing.recipient?.home.state === 'suspended') return 'hold'
  return 'granted' in admit({ action: 'deliver', asker: undefined, tokenHash: undefined }, standing) ? 'pass' : 'withhold'
}

/** A long row of what may not pass must not hold up everything else that the process does. */
const nextTurn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })
