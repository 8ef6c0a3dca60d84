// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditLeaf } from '../model/audit/entry.ts'

import { BUCKET, FORMER_BUCKET } from './bucket.ts'
import { ERASURES, ERASURES_DUE } from './erasures.ts'

/** Name of the counter that says that a database came out of a backup and was not opened since. */
export const RESTORED = 'restored'
/** What that counter says: erase again whoever was erased since, or that the operator goes on without knowing who. */
export const RESTORED_AS = { withErasedList: 1, withoutErasedList: 2 } as const

/** What the first start after a restore took away. */
export interface Restored {
  /** Conversations of users of a vault, each with its sessions. */
  readonly conversations: number
  /** One-time prekeys of all devices. */
  readonly prekeys: number
}

/** What the audit log is told of it, in the same transaction. */
export type RestoredEntry = (taken: Restored) => AuditLeaf

/**
 * Takes everything out that may have been used since the backup was made, in one transaction with the mark. A session that is set back would seal two
 * messages under one key; a one-time prekey may have been handed out. `lastingAt = 0` has a vault make new keys for its users at once. A ticket may have been used up.
 * The bucket may be the other one's still.
 */
export const AFTER_RESTORE = {
  erasuresDue: `
    INSERT INTO "counters" ("name", "value")
    SELECT '${ERASURES_DUE}', coalesce((SELECT "value" FROM "counters" WHERE "name" = '${ERASURES}'), 0) FROM "counters" r
    WHERE r."name" = '${RESTORED}' AND r."value" = ${String(RESTORED_AS.withErasedList)} ON CONFLICT ("name") DO NOTHING`,
  /** The operator goes on without the list, perhaps after a start that asked for it. */
  erasuresWaived: `
    DELETE FROM "counters" WHERE "name" = '${ERASURES_DUE}'
      AND EXISTS (SELECT 1 FROM "counters" r WHERE r."name" = '${RESTORED}' AND r."value" = ${String(RESTORED_AS.withoutErasedList)})`,
  mark: `DELETE FROM "counters" WHERE "name" = '${RESTORED}'`,
  conversations: 'DELETE FROM "vaultConversations"',
  prekeys: ['DELETE FROM "ecPrekeys"', 'DELETE FROM "kyberPrekeys"'],
  rest: ['DELETE FROM "vaultPrekeys"', 'UPDATE "vaultAccounts" SET "lastingAt" = 0', 'DELETE FROM "attachmentTickets"', `UPDATE "counters" SET "value" = ${String(FORMER_BUCKET)} WHERE "name" = '${BUCKET}'`],
} as const

/** By how much the numbers of events go on after a restore: more than were given since the backup, so that a core's cursor never names one that it did not get. */
export const EVENT_NUMBERS_SKIPPED = 1_000_000_000
