// SPDX-License-Identifier: AGPL-3.0-only
import type { LanePlace } from '../../../model/answers.ts'
import type { DeviceId, PartyId, SubmissionId, UserId } from '../../../model/ids.ts'
import type { Verdict } from '../../committer.ts'
import type { Append, AppendOutcome } from '../../transactors.ts'
import { bit } from '../records.ts'
import type { RecordOf } from '../records.ts'
import { createSubmissionRead } from '../read/messages.ts'
import type { lanes } from '../schema/messages.ts'
import type { WriteContext } from './context.ts'

type Lane = Pick<RecordOf<typeof lanes>, 'lane' | 'lastSequence'>

const LANE = `
  INSERT INTO lanes (recipientUser, recipientDevice, senderUser, lastSequence) VALUES (?, ?, ?, 1)
  ON CONFLICT (recipientUser, recipientDevice, senderUser) DO UPDATE SET lastSequence = lastSequence + 1 RETURNING lane, lastSequence`
const QUEUED = `
  SELECT count(*) FROM (SELECT 1 FROM mailbox WHERE lane =
    (SELECT lane FROM lanes WHERE recipientUser = ? AND recipientDevice = ? AND senderUser = ?) LIMIT ?)`
const ROW = `
  INSERT INTO mailbox (recipientParty, lane, senderDevice, submissionId, laneSequence, gatewayTimeMs, expiresAt, urgent, frankEpoch, commitment, frank, envelope)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const SUBMISSION = `
  INSERT INTO submissions (senderUser, senderDevice, submissionId, digest, gatewayTimeMs, places, rememberUntil) VALUES (?, ?, ?, ?, ?, ?, ?)`

/** Stores a message: all of its envelopes and the answer to its submission id, or nothing. */
export const createAppend = ({ db, versions, effects }: WriteContext) => {
  const earlier = createSubmissionRead(db)
  const queued = db.prepare<[UserId, DeviceId, UserId, number], number>(QUEUED).pluck()
  const laneOf = db.prepare<[UserId, DeviceId, UserId], Lane>(LANE)
  const insert = db.prepare<[PartyId, number, DeviceId, SubmissionId, number, number, number, number, number, Uint8Array, Uint8Array, Uint8Array]>(ROW)
  const remember = db.prepare<[UserId, DeviceId, SubmissionId, Uint8Array, number, string, number]>(SUBMISSION)

  const isFull = ({ proof, envelopes, maxQueued }: Append): boolean =>
    envelopes.some(({ deviceId }) => (queued.get(proof.recipient, deviceId, proof.sender, maxQueued) ?? 0) >= maxQueued)

  const store = (item: Append, { deviceId, bytes }: Append['envelopes'][number]): LanePlace => {
    const place = laneOf.get(item.proof.recipient, deviceId, item.proof.sender)
    if (!place) throw new Error('a lane has no number')
    insert.run(item.recipientParty, place.lane, item.senderDevice, item.submissionId, place.lastSequence, item.gatewayTimeMs, item.expiresAt,
      bit(item.urgent), item.frankEpoch, item.commitment, item.frank, bytes)
    return { deviceId, laneSequence: place.lastSequence }
  }

  return (item: Append): Verdict<AppendOutcome> => {
    const { proof, senderDevice, submissionId, digest, gatewayTimeMs } = item
    // Before all else: what was accepted once stays accepted, whatever changed since.
    const before = earlier(proof.sender, senderDevice, submissionId)
    if (before) return { value: repeat(before, digest) }
    if (!versions.hold(proof.versions)) return { value: { moved: true } }
    if (isFull(item)) return { value: { full: true } }
    const places = item.envelopes.map((envelope) => store(item, envelope))
    remember.run(proof.sender, senderDevice, submissionId, digest, gatewayTimeMs, JSON.stringify(places), item.rememberUntil)
    effects.added(item.recipientParty)
    return { value: { accepted: true, repeated: false, gatewayTimeMs, places } }
  }
}

const repeat = (before: { readonly digest: Uint8Array; readonly gatewayTimeMs: number; readonly places: readonly LanePlace[] }, digest: Uint8Array): AppendOutcome =>
  (Buffer.compare(before.digest, digest) === 0
    ? { accepted: true, repeated: true, gatewayTimeMs: before.gatewayTimeMs, places: before.places }
    : { conflict: true })
