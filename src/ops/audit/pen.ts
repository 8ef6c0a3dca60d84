// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditAct } from '../../model/audit/acts.ts'
import { encodeEntry } from '../../model/audit/entry.ts'
import type { AuditEntry, AuditLeaf } from '../../model/audit/entry.ts'
import { GatewayError } from '../../model/errors.ts'
import type { UserId } from '../../model/ids.ts'
import type { ServiceKeys } from '../keys.ts'
import { sayableWords, ticketsIn } from '../log-fields.ts'

/** What is told of a change. */
export interface AuditWords {
  readonly act: AuditAct
  /** `socket` or `token:NAME` of the admin API, `party:DOMAIN`, or `system`. */
  readonly actor: string
  /** In the operator's own words: of these only words and the numbers of tickets are kept, or tickets alone. */
  readonly reason?: string
  /** `party:DOMAIN`, what {@link AuditPen.user} says, or another `kind:name` without anything personal. */
  readonly subject?: string
  readonly correlation?: string | undefined
  readonly details?: AuditEntry['details']
}

/** Writes the entries of the audit log, each to go into the transaction of what it tells of. */
export interface AuditPen {
  /** The entry as it is appended. Throws `MALFORMED` for a reason of the operator's that names no ticket where only tickets are kept. */
  entry(words: AuditWords): AuditLeaf
  /** A user as a subject: a keyed id, the same as in the log. */
  user(user: UserId): string
}

/** What a pen writes with. */
export interface PenDeps {
  /** Ms since the epoch. */
  readonly now: () => number
  readonly logId: ServiceKeys['logId']
  /** What is kept of the reasons of the operator's people: an entry is never deleted, and words may be somebody's name. */
  readonly reasons?: 'words' | 'tickets'
}

/** A pen for the entries of one gateway. */
export const createAuditPen = ({ now, logId, reasons = 'words' }: PenDeps): AuditPen => ({
  entry: ({ act, actor, reason = '', subject = '', correlation = '', details = {} }) =>
    encodeEntry({ act, actor, at: Math.floor(now()), correlation, details, reason: reasons === 'tickets' && isOfOperator(actor) ? requireTickets(reason) : sayableWords(reason), subject }),
  user: (user) => `user:${logId('user', user)}`,
})

const isOfOperator = (actor: string): boolean => actor === 'socket' || actor.startsWith('token:')

const requireTickets = (reason: string): string => {
  const tickets = ticketsIn(reason)
  if (reason.trim() !== '' && tickets === '') throw new GatewayError('MALFORMED', 'audit.reasons is tickets: name the ticket in the reason, for example OPS-12')
  return tickets
}
