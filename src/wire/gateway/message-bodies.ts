// SPDX-License-Identifier: Apache-2.0
import { findLimit } from '../../model/agreement-limits.ts'
import { MAX_DEVICES, submissionId, userId } from '../../model/ids.ts'
import type { Answer, Delivery, DeviceMismatch, Frank, LanePlace } from '../../model/answers.ts'
import type { EnvelopeView, PartyNotice, Submission } from '../../model/requests.ts'
import { EnvelopeType } from '../../model/signal-crypto.ts'
import { uuidBytes } from '../uuid.ts'
import { decodeNamedAttachments } from './attachment-bodies.ts'
import { viewEnvelope } from './envelope.ts'
import { messageClassEnum, throttleScopeEnum } from './enums.ts'
import {
  bounded, decodeDeviceId, decodeDeviceIds, decodeEnumIfPresent, decodeShortText, decodeTime, decodeUuid, distinct, exactBytes, malformed,
  SIGNATURE_BYTES, TOKEN_BYTES,
} from './fields.ts'
import { MAX_ITEMS } from './shapes.ts'
import type { MaybeWire, Wire } from './v1.ts'

type Notice<Kind extends PartyNotice['kind']> = Extract<PartyNotice, { kind: Kind }>
type Reply<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>

/** Bytes of a franking commitment and of a frank's MAC: HMAC-SHA256. */
const COMMITMENT_BYTES = 32
/** Limits that one request can draw on. */
const MAX_HEADROOM = 16

/**
 * `Submit`. One to ten envelopes for different devices, either all PLAINTEXT without a commitment or none and with one.
 * Throws `MALFORMED`, `TOO_MANY`, `ENVELOPE_TOO_LARGE`.
 */
export const decodeSubmit = (message: Wire<'Submit'>): { readonly kind: 'submit'; readonly submission: Submission } => {
  const envelopes = bounded(message.envelopes, MAX_DEVICES, 'Submit.envelopes').map(viewEnvelope)
  distinct(envelopes.map(({ deviceId }) => deviceId), 'Submit.envelopes')
  const submission: Submission = {
    submissionId: decodeUuid(submissionId, message.submissionId, 'Submit.submission_id'),
    senderUser: decodeUuid(userId, message.senderUser, 'Submit.sender_user'),
    senderDevice: decodeDeviceId(message.senderDevice, 'Submit.sender_device'),
    recipientUser: decodeUuid(userId, message.recipientUser, 'Submit.recipient_user'),
    consentToken: exactBytes(message.consentToken, TOKEN_BYTES, 'Submit.consent_token'),
    envelopes,
    commitment: exactBytes(message.frankingCommitment, areRetries(envelopes) ? 0 : COMMITMENT_BYTES, 'Submit.franking_commitment'),
    messageClass: decodeEnumIfPresent(messageClassEnum, message.messageClass, 'Submit.message_class') ?? 'normal',
    urgent: message.urgent ?? false,
    ttlSeconds: message.ttlSeconds ?? 0,
    partial: message.partial ?? false,
    attachments: decodeNamedAttachments(message.attachments),
  }
  return { kind: 'submit', submission }
}

/** `Submit`. */
export const encodeSubmit = ({ submission }: { readonly submission: Submission }): Wire<'Submit'> => ({
  submissionId: uuidBytes(submission.submissionId),
  senderUser: uuidBytes(submission.senderUser),
  senderDevice: submission.senderDevice,
  recipientUser: uuidBytes(submission.recipientUser),
  consentToken: submission.consentToken,
  envelopes: submission.envelopes.map(({ bytes }) => bytes),
  frankingCommitment: submission.commitment,
  messageClass: messageClassEnum.numberOf[submission.messageClass],
  urgent: submission.urgent,
  ttlSeconds: submission.ttlSeconds,
  partial: submission.partial,
  attachments: submission.attachments.map(uuidBytes),
})

/** `Ack`. */
export const decodeAck = (message: Wire<'Ack'>): Notice<'ack'> => ({
  kind: 'ack', upTo: message.upTo ?? 0, also: bounded(message.also, MAX_ITEMS, 'Ack.also'),
})

/** `Nack`. */
export const decodeNack = (message: Wire<'Nack'>): Notice<'nack'> => ({
  kind: 'nack',
  streamSequence: decodeSequence(message.streamSequence, 'Nack.stream_sequence'),
  reason: decodeShortText(message.reason, 'Nack.reason'),
  retryable: message.retryable ?? false,
})

/** `Nack`. */
export const encodeNack = (notice: Notice<'nack'>): Wire<'Nack'> => ({ ...notice, reason: decodeShortText(notice.reason, 'Nack.reason') })

/** `Accepted`. */
export const decodeAccepted = (message: Wire<'Accepted'>): Reply<'accepted'> => ({
  kind: 'accepted',
  gatewayTimeMs: decodeTime(message.gatewayTimeMs, 'Accepted.gateway_time_ms'),
  places: bounded(message.places, MAX_DEVICES, 'Accepted.places').map(decodePlace),
  frank: decodeFrank(message.frank),
})

/** `DeviceMismatch`. */
export const decodeDeviceMismatch = (message: Wire<'DeviceMismatch'>): Reply<'deviceMismatch'> => ({
  kind: 'deviceMismatch',
  missing: decodeDeviceIds(message.missing, MAX_DEVICES, 'DeviceMismatch.missing'),
  extra: decodeDeviceIds(message.extra, MAX_DEVICES, 'DeviceMismatch.extra'),
  stale: decodeDeviceIds(message.stale, MAX_DEVICES, 'DeviceMismatch.stale'),
  deviceListVersion: message.deviceListVersion ?? 0,
})

/** `DeviceMismatch`. */
export const encodeDeviceMismatch = (mismatch: DeviceMismatch): Wire<'DeviceMismatch'> => ({
  missing: [...mismatch.missing], extra: [...mismatch.extra], stale: [...mismatch.stale], deviceListVersion: mismatch.deviceListVersion,
})

/** `Throttled`; a scope that is not told or not known reads as `party`, the widest. */
export const decodeThrottled = (message: Wire<'Throttled'>): Reply<'throttled'> => ({
  kind: 'throttled', retryAfterSeconds: message.retryAfterSeconds ?? 0, scope: throttleScopeEnum.find(message.scope) ?? 'party',
  headroom: bounded(message.headroom, MAX_HEADROOM, 'Throttled.headroom').map(({ limit, left, wholeAfterSeconds }) => ({
    limit: findLimit(limit ?? ''), left: left ?? 0, wholeAfterSeconds: wholeAfterSeconds ?? 0,
  })),
})

/** `Throttled`. */
export const encodeThrottled = (answer: Reply<'throttled'>): Wire<'Throttled'> => ({
  retryAfterSeconds: answer.retryAfterSeconds, scope: throttleScopeEnum.numberOf[answer.scope],
  headroom: answer.headroom.map(({ limit, ...rest }) => ({ limit: limit ?? '', ...rest })),
})

/** `Deliver`. */
export const decodeDeliver = (message: Wire<'Deliver'>): Delivery => ({
  kind: 'deliver',
  // 0 on what is neither acknowledged nor in a lane.
  streamSequence: (message.laneSequence ?? 0) === 0 ? message.streamSequence ?? 0 : decodeSequence(message.streamSequence, 'Deliver.stream_sequence'),
  submissionId: decodeUuid(submissionId, message.submissionId, 'Deliver.submission_id'),
  senderUser: decodeUuid(userId, message.senderUser, 'Deliver.sender_user'),
  senderDevice: decodeDeviceId(message.senderDevice, 'Deliver.sender_device'),
  recipientUser: decodeUuid(userId, message.recipientUser, 'Deliver.recipient_user'),
  recipientDevice: decodeDeviceId(message.recipientDevice, 'Deliver.recipient_device'),
  laneSequence: message.laneSequence ?? 0,
  gatewayTimeMs: decodeTime(message.gatewayTimeMs, 'Deliver.gateway_time_ms'),
  attempt: message.attempt ?? 0,
  commitment: decodeCommitment(message.frankingCommitment),
  frank: decodeFrank(message.frank),
  envelope: message.envelope ?? NOTHING,
  urgent: message.urgent ?? false,
  late: message.late ?? false,
})

/** A place in the stream that `Ack` and `Nack` can name: from 1. */
export const decodeSequence = (value: number | null | undefined, field: string): number => {
  const sequence = value ?? 0
  if (sequence === 0) throw malformed(field)
  return sequence
}

const NOTHING = new Uint8Array(0)

const areRetries = (envelopes: readonly EnvelopeView[]): boolean => {
  const retries = envelopes.filter(({ type }) => type === EnvelopeType.PLAINTEXT).length
  if (envelopes.length === 0 || (retries !== 0 && retries !== envelopes.length)) throw malformed('Submit.envelopes')
  return retries !== 0
}

const decodeCommitment = (value: Uint8Array | null | undefined): Uint8Array =>
  value === null || value === undefined || value.length === 0 ? NOTHING : exactBytes(value, COMMITMENT_BYTES, 'Deliver.franking_commitment')

const decodePlace = (message: Wire<'LanePlace'>): LanePlace => ({
  deviceId: decodeDeviceId(message.deviceId, 'LanePlace.device_id'), laneSequence: message.laneSequence ?? 0,
})

const decodeFrank = (message: MaybeWire<'Frank'>): Frank | undefined => message === null || message === undefined ? undefined : {
  keyEpoch: message.keyEpoch ?? 0,
  mac: exactBytes(message.mac, COMMITMENT_BYTES, 'Frank.mac'),
  signature: exactBytes(message.signature, SIGNATURE_BYTES, 'Frank.signature'),
}
