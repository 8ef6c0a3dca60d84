// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditAct } from '../../model/audit/acts.ts'
import { encodeEntry } from '../../model/audit/entry.ts'
import type { AuditEntry, AuditLeaf } from '../../model/audit/entry.ts'
import type { UserId } from '../../model/ids.ts'
import type { ServiceKeys } from '../keys.ts'
import { sayableWords } from '../log-fields.ts'

/** What is told of a change. */
export interface AuditWords {
  readonly act: AuditAct
  /** `socket` or `token:NAME` of the admin API, `party:DOMAIN`, or `system`. */
  readonly actor: string
  /** In the operator's own words: of these only words and the numbers of tickets are kept. */
  readonly reason?: string
  /** `party:DOMAIN`, what {@link AuditPen.user} says, or another `kind:name` without anything personal. */
  readonly subject?: string
  readonly correlation?: string | undefined
  readonly details?: AuditEntry['details']
}

/** Writes the entries of the audit log, each to go into the transaction of what it tells of. */
export interface AuditPen {
  /** The entry as it is appended. */
  entry(words: AuditWords): AuditLeaf
  /** A user as a subject: a keyed id, the same as in the log. */
  user(user: UserId): string
}

/** A pen that takes the time from `now` (ms since the epoch). */
export const createAuditPen = ({ now, logId }: { readonly now: () => number; readonly logId: ServiceKeys['logId'] }): AuditPen => ({
  entry: ({ act, actor, reason = '', subject = '', correlation = '', details = {} }) =>
    encodeEntry({ act, actor, at: Math.floor(now()), correlation, details, reason: sayableWords(reason), subject }),
  user: (user) => `user:${logId('user', user)}`,
})
