// SPDX-License-Identifier: AGPL-3.0-only
import type { LanePlace } from '../../../model/answers.ts'
import type { DeviceId, PartyId, SubmissionId, UserId } from '../../../model/ids.ts'
import { MAX_ENVELOPE_BYTES } from '../../../model/values.ts'
import type { Verdict } from '../../committer.ts'
import type { Append, AppendOutcome } from '../../transactors.ts'
import { bit, LIMIT } from '../records.ts'
import type { RecordOf } from '../records.ts'
import { createSubmissionRead } from '../read/messages.ts'
import type { lanes } from '../schema/messages.ts'
import { createBinding } from './binding.ts'
import type { WriteContext } from './context.ts'

type Lane = Pick<RecordOf<typeof lanes>, 'lane' | 'lastSequence' | 'totalBytes'> & { readonly oldest: number | null }
type Envelope = Append['envelopes'][number]
/** A place with the row that it names: the way of a message is found again by it. */
type StoredPlace = LanePlace & { readonly id: number }

const LANE = `
  SELECT lane, lastSequence, totalBytes, (SELECT laneSequence FROM mailbox m WHERE m.lane = lanes.lane ORDER BY m.id LIMIT 1) AS oldest
  FROM lanes WHERE recipientUser = ? AND recipientDevice = ? AND senderUser = ?`
const ROW = `
  INSERT INTO mailbox (recipientParty, lane, senderDevice, submissionId, laneSequence, gatewayTimeMs, expiresAt, urgent, frankEpoch, laneBytes, commitment, frank, envelope)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const SUBMISSION = `
  INSERT INTO submissions (senderUser, senderDevice, submissionId, digest, gatewayTimeMs, places, rememberUntil) VALUES (?, ?, ?, ?, ?, ?, ?)`

/** Stores a message: all of its envelopes and the answer to its submission id, or nothing. */
export const createAppend = ({ db, versions, effects }: WriteContext) => {
  const earlier = createSubmissionRead(db)
  const [laneOf, nextPlace] = [createLaneOf(db), createNextPlace(db)]
  const [isFull, bind] = [createIsFull(db), createBinding(db)]
  const insert = db.prepare<[PartyId, number, DeviceId, SubmissionId, number, number, number, number, number, number, Uint8Array, Uint8Array, Uint8Array]>(ROW)
  const remember = db.prepare<[UserId, DeviceId, SubmissionId, Uint8Array, number, string, number]>(SUBMISSION)

  const store = (item: Append, { deviceId, bytes }: Envelope, found: Lane | undefined): StoredPlace => {
    const { lane, laneSequence, laneBytes } = nextPlace(item, { deviceId, bytes }, found)
    const { lastInsertRowid } = insert.run(item.recipientParty, lane, item.senderDevice, item.submissionId, laneSequence, item.gatewayTimeMs, item.expiresAt,
      bit(item.urgent), item.frankEpoch, laneBytes, item.commitment, item.frank, bytes)
    return { deviceId, laneSequence, id: Number(lastInsertRowid) }
  }

  return (item: Append): Verdict<AppendOutcome> => {
    const { proof, senderDevice, submissionId, digest, gatewayTimeMs } = item
    if (new Set(item.envelopes.map(({ deviceId }) => deviceId)).size < item.envelopes.length) throw new Error('a device is named twice')
    if (new Set(item.attachments).size < item.attachments.length) throw new Error('an attachment is named twice')
    // Before all else: what was accepted once stays accepted, whatever changed since.
    const before = earlier(proof.sender, senderDevice, submissionId)
    if (before) return { value: repeat(before, digest) }
    if (!versions.holdOf(proof)) return { value: { moved: true } }
    const found = item.envelopes.map(({ deviceId }) => laneOf(item, deviceId))
    if (found.some((lane, index) => isFull(lane, item, item.envelopes[index]?.bytes.length ?? 0))) return { value: { full: true } }
    if (item.attachments.length > 0 && !bind(item)) return { value: { attachmentRefused: true } }
    const stored = item.envelopes.map((envelope, index) => store(item, envelope, found[index]))
    remember.run(proof.sender, senderDevice, submissionId, digest, gatewayTimeMs, JSON.stringify(stored), item.rememberUntil)
    effects.added(item.recipientParty)
    const places = stored.map(({ deviceId, laneSequence }) => ({ deviceId, laneSequence }))
    return { value: { accepted: true, repeated: false, gatewayTimeMs, places } }
  }
}

const createLaneOf = (db: WriteContext['db']) => {
  const find = db.prepare<[UserId, DeviceId, UserId], Lane>(LANE)
  return ({ proof }: Append, device: DeviceId): Lane | undefined => find.get(proof.recipient, device, proof.sender)
}

// The rows of a lane lie between its oldest and its newest, so only a lane that may be full is counted.
const createIsFull = (db: WriteContext['db']) => {
  const count = db.prepare<[number, number], number>(`SELECT count(*) FROM (SELECT 1 FROM mailbox WHERE lane = ? ${LIMIT})`).pluck()
  const before = db.prepare<[number], number>('SELECT laneBytes - length(envelope) FROM mailbox WHERE lane = ? ORDER BY id LIMIT 1').pluck()
  const sum = db.prepare<[number], number>('SELECT total(length(envelope)) FROM mailbox WHERE lane = ?').pluck()

  const hasMany = ({ lane }: Lane, span: number, { maxQueued }: Append): boolean => span >= maxQueued && (count.get(lane, maxQueued) ?? 0) >= maxQueued

  const hasLarge = ({ lane, totalBytes }: Lane, span: number, { maxQueuedBytes }: Append, bytes: number): boolean => {
    const room = maxQueuedBytes - bytes
    if (span * MAX_ENVELOPE_BYTES <= room || totalBytes - (before.get(lane) ?? 0) <= room) return false
    return (sum.get(lane) ?? 0) > room
  }

  return (lane: Lane | undefined, item: Append, bytes: number): boolean => {
    if (!lane || lane.oldest === null) return item.maxQueued <= 0 || bytes > item.maxQueuedBytes
    const span = lane.lastSequence - lane.oldest + 1
    return hasMany(lane, span, item) || hasLarge(lane, span, item, bytes)
  }
}

interface NextPlace { readonly lane: number; readonly laneSequence: number; readonly laneBytes: number }

const createNextPlace = (db: WriteContext['db']) => {
  const begin = db.prepare<[UserId, DeviceId, UserId, number]>('INSERT INTO lanes (recipientUser, recipientDevice, senderUser, lastSequence, totalBytes) VALUES (?, ?, ?, 1, ?)')
  const advance = db.prepare<[number, number, number]>('UPDATE lanes SET lastSequence = ?, totalBytes = ? WHERE lane = ?')
  return ({ proof }: Append, { deviceId, bytes }: Envelope, found: Lane | undefined): NextPlace => {
    const laneBytes = (found?.totalBytes ?? 0) + bytes.length
    if (!found) return { lane: Number(begin.run(proof.recipient, deviceId, proof.sender, laneBytes).lastInsertRowid), laneSequence: 1, laneBytes }
    const laneSequence = found.lastSequence + 1
    advance.run(laneSequence, laneBytes, found.lane)
    return { lane: found.lane, laneSequence, laneBytes }
  }
}

const repeat = (before: { readonly digest: Uint8Array; readonly gatewayTimeMs: number; readonly places: readonly LanePlace[] }, digest: Uint8Array): AppendOutcome =>
  (Buffer.compare(before.digest, digest) === 0
    ? { accepted: true, repeated: true, gatewayTimeMs: before.gatewayTimeMs, places: before.places }
    : { conflict: true })
