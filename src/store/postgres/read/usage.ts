// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../../model/ids.ts'
import { NO_USAGE } from '../../usage.ts'
import type { Usage, UsageOf } from '../../usage.ts'
import { erasedIdHash } from '../../erasures.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'

const USAGE = statement<Usage>('SELECT "messages", "bytes", "targets", "enlistments" FROM "usage" WHERE "party" = $1 AND "subject" = $2 AND "dayStart" = $3')
const ACTIVE = statement<{ readonly users: number }>(`SELECT count(DISTINCT "subject")::int AS "users" FROM "usage" WHERE "party" = $1 AND "subject" > '' AND "messages" > 0`)

/** Reads of what is used up. */
export const createUsageReads = ({ one }: Session) => ({
  usage: async ({ party, user, dayStart }: UsageOf): Promise<Usage> =>
    await one(USAGE, [party, user === undefined ? new Uint8Array(0) : erasedIdHash(user), dayStart]) ?? NO_USAGE,
  activeUsers: async (party: PartyId): Promise<number> => (await one(ACTIVE, [party]))?.users ?? 0,
})
