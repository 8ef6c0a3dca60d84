// SPDX-License-Identifier: AGPL-3.0-only
import { TRACE_MS } from '../../transactors.ts'
import { allAtOnce } from '../job.ts'
import { statement } from '../statement.ts'
import { sweepReports } from './reports.ts'

const SWEEP = statement<{ readonly forgotten: number }>('SELECT unnest("sweepOver"($1::bigint[], $2::int[], $3::bigint)) AS "forgotten"')

/** Forgets what is over; tells how many rows of all kinds. */
export const sweep = allAtOnce<{ readonly now: number; readonly limit: number }, number>(async (context, asked) => {
  const { session, effects } = context
  const counts = await session.all(SWEEP, [asked.map(({ now }) => now), asked.map(({ limit }) => limit), TRACE_MS])
  const forgotten: number[] = []
  for (const [index, { now, limit }] of asked.entries()) forgotten.push((counts[index]?.forgotten ?? 0) + await sweepReports(context, now, limit))
  if (forgotten.some((rows) => rows > 0)) effects.deleted()
  return forgotten
})
