// SPDX-License-Identifier: AGPL-3.0-only
import { TRACE_MS } from '../../transactors.ts'
import { allAtOnce } from '../job.ts'
import { statement } from '../statement.ts'

const SWEEP = statement<{ readonly forgotten: number }>('SELECT unnest("sweepOver"($1::bigint[], $2::int[], $3::bigint)) AS "forgotten"')

/** Forgets what is over; tells how many rows of all kinds. */
export const sweep = allAtOnce<{ readonly now: number; readonly limit: number }, number>(async ({ session, effects }, asked) => {
  const counts = await session.all(SWEEP, [asked.map(({ now }) => now), asked.map(({ limit }) => limit), TRACE_MS])
  if (counts.some(({ forgotten }) => forgotten > 0)) effects.deleted()
  return counts.map(({ forgotten }) => forgotten)
})
