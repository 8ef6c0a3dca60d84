// SPDX-License-Identifier: AGPL-3.0-only
import { hash } from 'node:crypto'
import { admit } from '../policy/admit.ts'
import type { DeviceId, SubmissionId } from '../model/ids.ts'
import { submissionId } from '../model/ids.ts'
import type { Standing, UserFacts } from '../model/standing.ts'
import type { MailboxRow } from '../store/rows.ts'
import { lengthPrefixed } from '../wire/transcript.ts'
import type { EnvelopeForms, RelayDeps } from './ports.ts'

/** How long a request to send again is kept: what it asks for is of no use to anybody later. */
const KEEP_MS = 86_400_000

/** Asks the sender's device to send a message again, in the name of the user of a vault; false where that does not reach it. Repeating it changes nothing. */
export type RetryAsking = (row: MailboxRow, recipient: UserFacts, retry: Uint8Array | undefined) => Promise<boolean>

/** Requests over the store. `retry` is the ciphertext that the vault made. */
export const createRetryAsking = ({ store, frank, now, events }: RelayDeps, envelopes: EnvelopeForms): RetryAsking => async (row, recipient, retry) => {
  if (retry === undefined) return false
  const standing = await store.read.standing(recipient.user, row.senderUser)
  const way = wayTo(standing, recipient, row.senderDevice)
  if (way === undefined) return false
  const { proof, peer, registrationId } = way
  const bytes = envelopes.encode({ deviceId: row.senderDevice, registrationId, type: 8, ciphertext: retry })
  const gatewayTimeMs = now()
  const outcome = await store.write.append({
    proof, recipientParty: peer.home.party, senderDevice: row.recipientDevice, submissionId: requestId(row.submissionId, row.recipientDevice),
    digest: hash('sha256', lengthPrefixed([row.senderUser, bytes]), 'buffer'), gatewayTimeMs, expiresAt: gatewayTimeMs + KEEP_MS, rememberUntil: gatewayTimeMs + KEEP_MS,
    commitment: new Uint8Array(0), frank: new Uint8Array(0), frankEpoch: frank.epoch, urgent: false, envelopes: [{ deviceId: row.senderDevice, bytes }], attachments: [], attachmentsAt: 0, attachmentsUntil: 0,
    maxQueued: recipient.home.limits.queuedPerPair, maxQueuedBytes: recipient.home.limits.queuedBytesPerPair,
  })
  if ('accepted' in outcome && !outcome.repeated) events.resendAsked(recipient.home.party)
  // The first one for this submission is as good.
  return 'accepted' in outcome || 'conflict' in outcome
}

const wayTo = (standing: Standing, own: UserFacts, senderDevice: DeviceId) => {
  const decision = admit({ action: 'submit', asker: own.home.party, tokenHash: standing.recipientConsent?.tokenHash }, standing)
  const device = standing.recipient?.devices.find(({ deviceId }) => deviceId === senderDevice)
  if ('denied' in decision || device === undefined || standing.recipient === undefined) return undefined
  return { proof: decision.granted, peer: standing.recipient, registrationId: device.registrationId }
}

/** Follows from what failed, so that the same request is made once. */
const requestId = (failed: SubmissionId, device: DeviceId): SubmissionId => {
  const bytes = hash('sha256', lengthPrefixed(['drawbridge.v1 retry request', failed, String(device)]), 'buffer')
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return submissionId([hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-'))
}
