// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../../model/ids.ts'
import type { UntakenRow } from '../../rows.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'

type UntakenRecord = Omit<UntakenRow, 'deadSinceMs'> & { readonly deadSinceMs: number | null }

const rows = (which: string) => statement<UntakenRecord>(`
  SELECT u."event", e."user", e."timeMs", u."attempts", u."nextAtMs", u."deadSinceMs", u."reason"
  FROM "untaken" u JOIN "events" e ON e."id" = u."event" WHERE u."event" > $1 AND e."party" = $2 ${which} ORDER BY u."event" LIMIT $3`)
const [ANY, DEAD, ALIVE] = [rows(''), rows('AND u."deadSinceMs" IS NOT NULL'), rows('AND u."deadSinceMs" IS NULL')]

/** Reads of what is noted of events that were not taken. */
export const createUntakenReads = ({ all }: Session) => ({
  untakenPage: async (party: PartyId, after: number, limit: number, isDead?: boolean): Promise<UntakenRow[]> =>
    (await all(isDead === undefined ? ANY : isDead ? DEAD : ALIVE, [after, party, limit])).map((record) => ({ ...record, deadSinceMs: record.deadSinceMs ?? undefined })),
})
