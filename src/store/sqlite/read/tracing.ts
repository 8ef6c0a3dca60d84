// SPDX-License-Identifier: AGPL-3.0-only
import type { LanePlace } from '../../../model/answers.ts'
import type { PartyId, SubmissionId, UserId } from '../../../model/ids.ts'
import type { Readers } from '../../readers.ts'
import type { QueuedRow, QueueState, TracedPlace, TraceRow } from '../../rows.ts'
import type { Connection } from '../connection.ts'
import { LIMIT, parsed } from '../records.ts'
import type { RecordOf } from '../records.ts'
import type { mailbox, submissions, traces } from '../schema/messages.ts'

type Queued = Parameters<Readers['queued']>[0]
type QueuedRecord = Omit<QueuedRow, 'state' | 'urgent' | 'retryRequest'> & { readonly urgent: number; readonly withheld: number; readonly retryRequest: number }
type Place = LanePlace & { readonly id?: number }
type Submitted = Pick<RecordOf<typeof submissions>, 'senderDevice' | 'gatewayTimeMs' | 'places'>
type Waiting = Pick<RecordOf<typeof mailbox>, 'recipientParty' | 'attempt' | 'withheld'>

/** `mailbox.withheld` by state. */
const WITHHELD: Readonly<Record<QueueState, number>> = { waiting: 0, withheld: 1, parked: 2 }
const STATES: readonly QueueState[] = ['waiting', 'withheld', 'parked']
const QUEUED = `
  SELECT m.id, m.recipientParty, l.recipientUser, l.recipientDevice, l.senderUser, m.senderDevice, m.submissionId, m.laneSequence,
    m.gatewayTimeMs, m.expiresAt, m.attempt, m.urgent, m.withheld, length(m.envelope) AS bytes, length(m.frank) = 0 AS retryRequest
  FROM mailbox m JOIN lanes l ON l.lane = m.lane WHERE m.withheld = ? AND m.id > ?`
const SUBMITTED = 'SELECT senderDevice, gatewayTimeMs, places FROM submissions WHERE senderUser = ? AND submissionId = ? ORDER BY senderDevice'

/** Reads that tell an operator what became of messages. */
export const createTracingReads = (db: Connection) => {
  const parked = db.prepare<[number], number>('SELECT count(*) FROM (SELECT 1 FROM mailbox WHERE withheld = 2 LIMIT ?)').pluck()
  return { queued: createQueuedRead(db), countParked: (most: number): number => parked.get(most) ?? 0, trace: createTraceRead(db) }
}

const createQueuedRead = (db: Connection) => {
  const all = db.prepare<[number, number, number], QueuedRecord>(`${QUEUED} ORDER BY m.id ${LIMIT}`)
  const ofParty = db.prepare<[number, number, PartyId, number], QueuedRecord>(`${QUEUED} AND m.recipientParty = ? ORDER BY m.id ${LIMIT}`)
  return ({ party, state }: Queued, after: number, limit: number): QueuedRow[] => {
    const records = party === undefined ? all.all(WITHHELD[state], after, limit) : ofParty.all(WITHHELD[state], after, party, limit)
    return records.map(({ withheld: _, ...record }) => ({ ...record, state, urgent: record.urgent === 1, retryRequest: record.retryRequest === 1 }))
  }
}

const createTraceRead = (db: Connection) => {
  const submitted = db.prepare<[UserId, SubmissionId], Submitted>(SUBMITTED)
  const waiting = db.prepare<[number], Waiting>('SELECT recipientParty, attempt, withheld FROM mailbox WHERE id = ?')
  const ended = db.prepare<[number], RecordOf<typeof traces>>('SELECT * FROM traces WHERE id = ?')

  const traced = ({ id = 0, deviceId, laneSequence }: Place): TracedPlace | undefined => {
    const row = waiting.get(id)
    if (row) {
      const { recipientParty, attempt: attempts } = row
      return { recipientParty, deviceId, laneSequence, state: STATES[row.withheld] ?? 'withheld', attempts, pushedAtMs: undefined, endedAtMs: undefined }
    }
    const trace = ended.get(id)
    return trace && {
      recipientParty: trace.recipientParty, deviceId, laneSequence, state: trace.ending, attempts: trace.attempts,
      pushedAtMs: trace.pushedAtMs === 0 ? undefined : trace.pushedAtMs, endedAtMs: trace.endedAtMs,
    }
  }

  return (sender: UserId, submission: SubmissionId): TraceRow[] => submitted.all(sender, submission).map(({ places, ...row }) =>
    ({ ...row, places: parsed<readonly Place[]>(places).map(traced).filter((place) => place !== undefined) }))
}
