// SPDX-License-Identifier: AGPL-3.0-only
import { REPORT_MS } from '../../../model/reports.ts'
import { TRACE_MS } from '../../transactors.ts'
import { ENFORCEMENT_MS } from '../../enforcement.ts'
import { TARGET_MS, USAGE_MS } from '../../usage.ts'
import { allAtOnce } from '../job.ts'
import { statement } from '../statement.ts'
import { sweepReports } from './reports.ts'

const SWEEP = statement<{ readonly forgotten: number }>('SELECT unnest("sweepOver"($1::bigint[], $2::int[], $3::bigint)) AS "forgotten"')

const passedOver = (table: string, end: string) => statement(`
  DELETE FROM "${table}" WHERE ctid = ANY (ARRAY(SELECT ctid FROM "${table}" WHERE "${end}" <= $1 ORDER BY "${end}" LIMIT $2 FOR UPDATE SKIP LOCKED))`)
const PASSED = [
  { statement: passedOver('usage', 'dayStart'), ageMs: USAGE_MS }, { statement: passedOver('targets', 'askedAt'), ageMs: TARGET_MS }, { statement: passedOver('enforcement', 'endedAt'), ageMs: ENFORCEMENT_MS },
  { statement: passedOver('invites', 'expiresAt'), ageMs: 0 }, { statement: passedOver('reportedMessages', 'reportedAt'), ageMs: REPORT_MS },
  { statement: passedOver('takenReports', 'receivedAt'), ageMs: REPORT_MS },
]

/** Forgets what is over; tells how many rows of all kinds. */
export const sweep = allAtOnce<{ readonly now: number; readonly limit: number }, number>(async (context, asked) => {
  const { session, effects } = context
  const counts = await session.all(SWEEP, [asked.map(({ now }) => now), asked.map(({ limit }) => limit), TRACE_MS])
  const forgotten: number[] = []
  for (const [index, { now, limit }] of asked.entries()) {
    let rows = (counts[index]?.forgotten ?? 0) + await sweepReports(context, now, limit)
    for (const { statement: sql, ageMs } of PASSED) rows += await session.run(sql, [now - ageMs, limit])
    forgotten.push(rows)
  }
  if (forgotten.some((rows) => rows > 0)) effects.deleted()
  return forgotten
})
