// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../../model/ids.ts'
import { loadOf } from '../../load.ts'
import type { LoadBounds, MeasuredLoad, QueueLoad } from '../../load.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'

const counted = (withheld: number): string =>
  `(SELECT count(*)::int FROM (SELECT 1 FROM "mailbox" WHERE "recipientParty" = $1 AND "withheld" = ${String(withheld)} LIMIT $2) c)`
const LOAD = statement<MeasuredLoad>(`
  SELECT ${counted(0)} AS "count", ${counted(2)} AS "parked", m."measured", m."bytes", m."oldestMs", v."events", v."oldestEventMs"
  FROM (
    SELECT count(*)::int AS "measured", coalesce(sum("bytes"), 0)::bigint AS "bytes", min("gatewayTimeMs") AS "oldestMs"
    FROM (SELECT length("envelope") AS "bytes", "gatewayTimeMs" FROM "mailbox" WHERE "recipientParty" = $1 AND "withheld" = 0 ORDER BY "id" LIMIT $3) f
  ) m, (
    SELECT count(*)::int AS "events", min(e."timeMs") AS "oldestEventMs" FROM (SELECT "id", "timeMs", "aside" FROM "events" WHERE "party" = $1 ORDER BY "id" LIMIT $2) e
    WHERE NOT e."aside" AND NOT EXISTS (SELECT 1 FROM "untaken" u WHERE u."event" = e."id" AND u."deadSinceMs" IS NOT NULL)
  ) v`)

/** Reads of how much there is. */
export const createLoadReads = ({ all }: Session) => ({
  queueLoad: async (party: PartyId, { count, measure }: LoadBounds): Promise<QueueLoad> => {
    const [found] = await all(LOAD, [party, count, measure])
    return loadOf(found ?? { count: 0, measured: 0, bytes: 0, oldestMs: null, parked: 0, events: 0, oldestEventMs: null })
  },
})
