// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditLeaf } from '../../../model/audit/entry.ts'
import type { PartyId } from '../../../model/ids.ts'
import type { UntakenNote } from '../../transactors.ts'
import { oneByOne } from '../job.ts'
import { statement } from '../statement.ts'
import { appendAudit } from './audit.ts'

const NOTE = statement(`
  INSERT INTO "untaken" ("event", "attempts", "nextAtMs", "deadSinceMs", "reason")
  SELECT "id", $3::int, $4::bigint, $5::bigint, $6::text FROM "events" WHERE "id" = $1 AND "party" = $2 FOR KEY SHARE
  ON CONFLICT ("event") DO UPDATE SET "attempts" = excluded."attempts", "nextAtMs" = excluded."nextAtMs", "deadSinceMs" = excluded."deadSinceMs", "reason" = excluded."reason"`)
const counted = (sql: string) => statement<{ readonly count: number }>(`WITH gone AS (${sql} RETURNING 1) SELECT count(*)::int AS "count" FROM gone`)
const OFFER = counted(`
  DELETE FROM "untaken" u USING "events" e WHERE e."id" = u."event" AND e."party" = $1 AND ($2::bigint[] IS NULL OR u."event" = ANY ($2::bigint[]))`)
const SURPLUS = `
  SELECT s."deadSinceMs" FROM "untaken" s JOIN "events" f ON f."id" = s."event" WHERE s."deadSinceMs" > 0 AND f."party" = $1
  ORDER BY s."deadSinceMs" DESC LIMIT 1 OFFSET $3`
const DROP = counted(`
  DELETE FROM "events" WHERE "id" IN (
    SELECT u."event" FROM "untaken" u JOIN "events" e ON e."id" = u."event"
    WHERE u."deadSinceMs" < greatest($2::bigint, coalesce((${SURPLUS}), 0) + 1) AND e."party" = $1 ORDER BY u."deadSinceMs", u."event" LIMIT $4)`)

/** Notes that an event was not taken. */
export const noteUntaken = oneByOne<{ readonly party: PartyId; readonly note: UntakenNote }, undefined>(async ({ session }, { party, note }) => {
  await session.run(NOTE, [note.event, party, note.attempts, note.nextAtMs, note.deadSinceMs, note.reason])
})

/** Forgets what is noted of events, so that they count as new. */
export const offerAgain = oneByOne<{ readonly party: PartyId; readonly events: readonly number[] | undefined; readonly audit: AuditLeaf }, number>(async ({ session, effects }, { party, events, audit }) => {
  const found = await session.one(OFFER, [party, events])
  await appendAudit(session, audit)
  effects.released(party)
  return found?.count ?? 0
})

/** Deletes dead letters that are too old or too many. */
export const dropDead = oneByOne<{ readonly party: PartyId; readonly before: number; readonly keep: number; readonly limit: number }, number>(
  async ({ session, effects }, { party, before, keep, limit }) => {
    const count = (await session.one(DROP, [party, before, keep, limit]))?.count ?? 0
    if (count > 0) effects.deleted()
    return count
  })
