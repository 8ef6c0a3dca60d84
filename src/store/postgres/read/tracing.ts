// SPDX-License-Identifier: AGPL-3.0-only
import type { LanePlace } from '../../../model/answers.ts'
import type { SubmissionId, UserId } from '../../../model/ids.ts'
import type { Readers } from '../../readers.ts'
import type { QueuedRow, QueueState, TracedPlace, TraceRow } from '../../rows.ts'
import { parsed } from '../records.ts'
import type { mailbox, submissions, traces } from '../schema/messages.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'
import type { RecordOf } from '../statement.ts'

type Place = LanePlace & { readonly id?: number }
type Submitted = Pick<RecordOf<typeof submissions>, 'senderDevice' | 'gatewayTimeMs' | 'places'>
type Traced = Pick<RecordOf<typeof mailbox>, 'id' | 'recipientParty'>
  & { readonly withheld: number | null; readonly attempts: number } & { readonly [Key in 'ending' | 'pushedAtMs' | 'endedAtMs']: RecordOf<typeof traces>[Key] | null }

const STATES: readonly QueueState[] = ['waiting', 'withheld', 'parked']
// The state is part of the text, so that a plan may use the index that holds this state only.
const queuedIn = (state: QueueState): string => `
  SELECT m."id", m."recipientParty", l."recipientUser", l."recipientDevice", l."senderUser", m."senderDevice", m."submissionId", m."laneSequence",
    m."gatewayTimeMs", m."expiresAt", m."attempt", m."urgent", '${state}' AS "state", length(m."envelope") AS "bytes", length(m."frank") = 0 AS "retryRequest"
  FROM "mailbox" m JOIN "lanes" l ON l."lane" = m."lane" WHERE m."withheld" = ${String(STATES.indexOf(state))} AND m."id" > $1`
const queuedStatements = (state: QueueState) => ({
  all: statement<QueuedRow>(`${queuedIn(state)} ORDER BY m."id" LIMIT $2`),
  ofParty: statement<QueuedRow>(`${queuedIn(state)} AND m."recipientParty" = $2 ORDER BY m."id" LIMIT $3`),
})
const QUEUED = { waiting: queuedStatements('waiting'), withheld: queuedStatements('withheld'), parked: queuedStatements('parked') }

const COUNT_PARKED = statement<{ readonly parked: number }>('SELECT count(*)::int AS "parked" FROM (SELECT 1 FROM "mailbox" WHERE "withheld" = 2 LIMIT $1) p')

const SUBMITTED = statement<Submitted>(
  'SELECT "senderDevice", "gatewayTimeMs", "places" FROM "submissions" WHERE "senderUser" = $1 AND "submissionId" = $2 ORDER BY "senderDevice"')
// A row is in one of the two: its trace is written in the statement that deletes it.
const TRACED = statement<Traced>(`
  SELECT a."id", coalesce(m."recipientParty", t."recipientParty") AS "recipientParty", coalesce(m."attempt", t."attempts") AS "attempts",
    m."withheld", t."ending", t."pushedAtMs", t."endedAtMs"
  FROM unnest($1::bigint[]) AS a("id") LEFT JOIN "mailbox" m ON m."id" = a."id" LEFT JOIN "traces" t ON t."id" = a."id"
  WHERE m."id" IS NOT NULL OR t."id" IS NOT NULL`)

/** Reads that tell an operator what became of messages. */
export const createTracingReads = ({ all }: Session) => ({
  queued: ({ party, state }: Parameters<Readers['queued']>[0], after: number, limit: number): Promise<QueuedRow[]> =>
    (party === undefined ? all(QUEUED[state].all, [after, limit]) : all(QUEUED[state].ofParty, [after, party, limit])),

  countParked: async (most: number): Promise<number> => (await all(COUNT_PARKED, [most]))[0]?.parked ?? 0,

  trace: async (sender: UserId, submission: SubmissionId): Promise<TraceRow[]> => {
    const submitted = (await all(SUBMITTED, [sender, submission])).map(({ places, ...row }) => ({ ...row, places: parsed<readonly Place[]>(places) }))
    const found = await all(TRACED, [submitted.flatMap(({ places }) => places.map(({ id = 0 }) => id))])
    const byId = new Map(found.map((one) => [one.id, one]))
    return submitted.map((row) => ({ ...row, places: row.places.map((place) => traced(place, byId.get(place.id ?? 0))).filter((place) => place !== undefined) }))
  },
})

const traced = ({ deviceId, laneSequence }: Place, found: Traced | undefined): TracedPlace | undefined => {
  if (!found) return undefined
  const { recipientParty, attempts, withheld, ending, pushedAtMs, endedAtMs } = found
  if (ending === null) return { recipientParty, deviceId, laneSequence, state: STATES[withheld ?? 0] ?? 'withheld', attempts, pushedAtMs: undefined, endedAtMs: undefined }
  return { recipientParty, deviceId, laneSequence, state: ending, attempts, pushedAtMs: pushedAtMs === 0 ? undefined : pushedAtMs ?? undefined, endedAtMs: endedAtMs ?? undefined }
}
