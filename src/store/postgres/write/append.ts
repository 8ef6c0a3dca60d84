// SPDX-License-Identifier: AGPL-3.0-only
import type { LanePlace } from '../../../model/answers.ts'
import { MAX_ENVELOPE_BYTES } from '../../../model/values.ts'
import { UNBINDABLE_MS } from '../../attachments.ts'
import type { Append, AppendOutcome } from '../../transactors.ts'
import { allAtOnce } from '../job.ts'
import { parsed } from '../records.ts'
import { statement } from '../statement.ts'
import { createNumberedStamps } from './versions.ts'

/** A place with the row that it names. */
type StoredPlace = LanePlace & { readonly id: number }
type Outcome =
  | { readonly gatewayTimeMs: number; readonly places: readonly StoredPlace[]; readonly repeated: boolean }
  | Exclude<AppendOutcome, { readonly accepted: true }>

const APPEND = statement<{ readonly outcomes: string }>('SELECT "appendMessages"($1::json, $2::json, $3::bytea, $4::bigint) AS "outcomes"')

/** Stores messages: all envelopes of each and the answer to its submission id, or nothing of it. */
export const append = allAtOnce<Append, AppendOutcome>(async ({ session, effects }, items) => {
  const { json, stamps, blobs } = packed(items)
  const answer = await session.one(APPEND, [json, stamps, blobs, MAX_ENVELOPE_BYTES])
  const outcomes = parsed<readonly Outcome[]>(answer?.outcomes ?? '[]').map(appendOutcome)
  for (const [index, outcome] of outcomes.entries()) if ('accepted' in outcome && !outcome.repeated) effects.added(items[index]?.recipientParty ?? '')
  return outcomes
}, ({ recipientParty }) => [recipientParty])

/** The bytes of all items one after the other, and JSON that says where they are: no byte is written as text on its way. */
const packed = (items: readonly Append[]) => {
  const [stamps, blobs] = [createNumberedStamps(), createBlobs()]
  const fields = items.map((item) => ({
    at: blobs.add(item.digest, item.commitment, item.frank, ...item.envelopes.map(({ bytes }) => bytes)),
    sender: item.proof.sender, recipient: item.proof.recipient, party: item.recipientParty, device: item.senderDevice, submission: item.submissionId,
    time: item.gatewayTimeMs, expires: item.expiresAt, remember: item.rememberUntil, epoch: item.frankEpoch, urgent: item.urgent,
    maxQueued: item.maxQueued, maxQueuedBytes: item.maxQueuedBytes, stamps: stamps.add(item.proof.versions),
    digest: item.digest.length, commitment: item.commitment.length, frank: item.frank.length,
    ...attachmentsOf(item), devices: item.envelopes.map(({ deviceId }) => deviceId), sizes: item.envelopes.map(({ bytes }) => bytes.length),
  }))
  return { json: JSON.stringify(fields), stamps: stamps.json(), blobs: blobs.bytes() }
}

// A message without any asks nothing of the database about them.
const attachmentsOf = ({ attachments, attachmentsAt, attachmentsUntil }: Append) =>
  (attachments.length === 0 ? undefined : { attachments, attachmentsFrom: attachmentsAt + UNBINDABLE_MS, attachmentsUntil })

const createBlobs = () => {
  const parts: Uint8Array[] = []
  // PostgreSQL counts bytes from 1.
  let next = 1
  const add = (...bytes: readonly Uint8Array[]): number => {
    const at = next
    for (const part of bytes) next += part.length
    parts.push(...bytes)
    return at
  }
  return { add, bytes: () => Buffer.concat(parts) }
}

const appendOutcome = (outcome: Outcome): AppendOutcome => {
  if (!('places' in outcome)) return outcome
  const places = outcome.places.map(({ deviceId, laneSequence }) => ({ deviceId, laneSequence }))
  return { accepted: true, repeated: outcome.repeated, gatewayTimeMs: outcome.gatewayTimeMs, places }
}
