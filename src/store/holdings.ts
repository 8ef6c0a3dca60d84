// SPDX-License-Identifier: AGPL-3.0-only
import type { Kind } from '../model/retention.ts'

/** Where rows about a user are. */
export interface HoldingPlace {
  readonly table: string
  /** The column that names the user. */
  readonly column: string
  readonly kind: Kind
  /** Whose the row is: `own` is told to the user; `others` is of what others said or have of the user, and is theirs to know. */
  readonly whose: 'own' | 'others'
  /** Set where somebody else can end the rows too, the other of two by leaving or the operator: how many are left would tell the user that, so an export does not count them. */
  readonly together?: true
  /** Set where an erasure leaves the rows until their time is over. */
  readonly stays?: true
  /** Which other conditions the rows fulfil: those that are told, or that lead to them by an index. */
  readonly only?: string
}

const own = (kind: Kind, table: string, column: string): HoldingPlace => ({ kind, table, column, whose: 'own' })
const together = (kind: Kind, table: string, column: string): HoldingPlace => ({ ...own(kind, table, column), together: true })
const others = (kind: Kind, table: string, column: string): HoldingPlace => ({ kind, table, column, whose: 'others' })

/** Every column that names a user, but for those of rows that another of them leads to. A table that gets one gets a line here. */
export const HOLDING_PLACES: readonly HoldingPlace[] = [
  own('membership', 'users', 'user'),
  own('keys', 'devices', 'user'), own('keys', 'retiredDevices', 'user'), own('keys', 'ecPrekeys', 'user'), own('keys', 'kyberPrekeys', 'user'),
  // A yes that waits for an answer is there only once the other was asked, which the user is not told.
  { ...together('consent', 'consents', 'owner'), only: `"state" <> 'requested'` }, others('consent', 'consents', 'peer'),
  own('request', 'requests', 'fromUser'), together('request', 'requests', 'targetUser'), others('request', 'requests', 'inviter'),
  own('invite', 'invites', 'owner'),
  together('lane', 'lanes', 'recipientUser'), together('lane', 'lanes', 'senderUser'),
  own('submission', 'submissions', 'senderUser'),
  // A step in force outlives the user, or leaving would be the way out of it.
  { ...own('step', 'enforcement', 'user'), stays: true },
  together('event', 'events', 'user'), others('event', 'events', 'about'),
  own('vault', 'vaultAccounts', 'user'), own('vault', 'vaultPrekeys', 'user'),
  together('vault', 'vaultConversations', 'user'), others('vault', 'vaultConversations', 'peer'),
  together('spoken', 'vaultSent', 'user'), others('spoken', 'vaultSent', 'peer'),
  together('vault', 'vaultAwaited', 'user'), others('vault', 'vaultAwaited', 'peer'),
  together('vault', 'vaultTold', 'user'), others('vault', 'vaultTold', 'peer'),
  together('attachment', 'attachments', 'senderUser'), together('attachment', 'attachments', 'recipientUser'),
  // What counts against the sender's quota does so whatever becomes of the file.
  together('attachment', 'attachmentDevices', 'user'), own('attachment', 'attachmentCounts', 'user'),
  { ...together('attachment', 'attachmentTickets', 'user'), only: '"attachment" IN (SELECT "id" FROM "attachments" WHERE "senderUser" = :user OR "recipientUser" = :user)' },
  { ...own('attachment', 'attachmentUsage', 'user'), only: '"party" IN (SELECT "party" FROM "users" WHERE "user" = :user)' },
  // Who was reported is erased and stays reported, or leaving would be the way out.
  { ...together('report', 'reports', 'reporter'), stays: true }, others('report', 'reports', 'reportedUser'), others('report', 'reporters', 'reportedUser'),
  // Or its home could begin the day anew by enlisting the same id again.
  { ...own('report', 'takenReports', 'reporter'), stays: true },
]

/** Rows about a user: of each own place by `table.column`, and what waits for the user. */
export interface Holdings {
  readonly rows: Readonly<Record<string, number>>
  /** Messages that wait for the user's devices, one for each device. */
  readonly waiting: number
}

/** Name of a place's count. */
export const placeName = ({ table, column }: Pick<HoldingPlace, 'table' | 'column'>): string => `${table}.${column}`

const WAITING = `"mailbox" m JOIN "lanes" l ON l."lane" = m."lane" WHERE l."recipientUser" = :user AND length(m."envelope") > 0`

/** SQL that counts all of it in one statement; `parameter` is how the driver writes the user's id. */
export const holdingsSql = (parameter: string): string => {
  const counts = HOLDING_PLACES.filter(({ whose }) => whose === 'own').map(({ table, column, only }) => {
    // That one column holds text which may be empty, the others are ids.
    const user = table === 'attachmentUsage' ? 'CAST(:user AS text)' : ':user'
    return `(SELECT count(*) FROM "${table}" WHERE "${column}" = ${user}${only === undefined ? '' : ` AND ${only}`}) AS "${placeName({ table, column })}"`
  })
  return `SELECT ${counts.join(', ')}, (SELECT count(*) FROM ${WAITING}) AS "waiting"`
    .replaceAll(':user', parameter)
}

/** Holdings from the one row that this SQL answers. */
export const toHoldings = ({ waiting = 0, ...rows }: Readonly<Record<string, number>>): Holdings => ({ rows, waiting })
