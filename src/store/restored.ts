// SPDX-License-Identifier: AGPL-3.0-only

/** Name of the counter that says that a database came out of a backup and was not opened since. */
export const RESTORED = 'restored'

/** What the first start after a restore took away. */
export interface Restored {
  /** Conversations of users of a vault, each with its sessions. */
  readonly conversations: number
  /** One-time prekeys of all devices. */
  readonly prekeys: number
}

/**
 * Takes everything out that may have been used since the backup was made, in one transaction with the mark. A session that is set back would seal two
 * messages under one key; a one-time prekey may have been handed out. `lastingAt = 0` has a vault make new keys for its users at once. A ticket may have been used up.
 */
export const AFTER_RESTORE = {
  mark: `DELETE FROM "counters" WHERE "name" = '${RESTORED}'`,
  conversations: 'DELETE FROM "vaultConversations"',
  prekeys: ['DELETE FROM "ecPrekeys"', 'DELETE FROM "kyberPrekeys"'],
  rest: ['DELETE FROM "vaultPrekeys"', 'UPDATE "vaultAccounts" SET "lastingAt" = 0', 'DELETE FROM "attachmentTickets"'],
} as const

/** By how much the numbers of events go on after a restore: more than were given since the backup, so that a core's cursor never names one that it did not get. */
export const EVENT_NUMBERS_SKIPPED = 1_000_000_000
