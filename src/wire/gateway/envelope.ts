// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import { registrationId } from '../../model/ids.ts'
import type { EnvelopeView } from '../../model/requests.ts'
import { EnvelopeType } from '../../model/signal-crypto.ts'
import { MAX_ENVELOPE_BYTES } from '../../model/values.ts'
import { decodeDeviceId, malformed, parsed } from './fields.ts'
import { gatewayShapes } from './shapes.ts'
import { decodeNested } from './signed-bytes.ts'
import { v1 } from './v1.ts'
import type { Wire } from './v1.ts'

/**
 * Largest serialised envelope of type PLAINTEXT. A retry request takes about a hundred bytes; without a limit of its own it
 * would be a channel for content that is neither sealed nor franked.
 */
const MAX_RETRY_ENVELOPE_BYTES = 512

/** An envelope with its ciphertext, for who opens it. */
export interface OpenableEnvelope extends EnvelopeView {
  readonly ciphertext: Uint8Array
}

/** Serialised `Envelope`. */
export const encodeEnvelope = (fields: Omit<OpenableEnvelope, 'bytes'>): Uint8Array =>
  v1.Envelope.encode({ deviceId: fields.deviceId, registrationId: fields.registrationId, type: fields.type, ciphertext: fields.ciphertext }).finish()

/** An envelope out of its serialised bytes; `bytes` is what was passed in, fields nobody knows included. Throws `MALFORMED`, `ENVELOPE_TOO_LARGE`. */
export const decodeEnvelope = (bytes: Uint8Array): OpenableEnvelope => {
  if (bytes.length > MAX_ENVELOPE_BYTES) throw new GatewayError('ENVELOPE_TOO_LARGE')
  const envelope = decodeNested(bytes, gatewayShapes.Envelope, v1.Envelope, decodeFields, 'Submit.envelopes')
  if (envelope.type === EnvelopeType.PLAINTEXT && bytes.length > MAX_RETRY_ENVELOPE_BYTES) throw new GatewayError('ENVELOPE_TOO_LARGE')
  return { ...envelope, bytes }
}

/** As {@link decodeEnvelope}, without the ciphertext: what the gateway reads. */
export const viewEnvelope = (bytes: Uint8Array): EnvelopeView => {
  const { deviceId, registrationId, type } = decodeEnvelope(bytes)
  return { deviceId, registrationId, type, bytes }
}

const decodeFields = (message: Wire<'Envelope'>): Omit<OpenableEnvelope, 'bytes'> => {
  const { ciphertext } = message
  if (ciphertext === null || ciphertext === undefined || ciphertext.length === 0) throw malformed('Envelope.ciphertext')
  return {
    deviceId: decodeDeviceId(message.deviceId, 'Envelope.device_id'),
    registrationId: parsed(registrationId, message.registrationId ?? 0, 'Envelope.registration_id'),
    type: decodeType(message.type),
    ciphertext,
  }
}

const decodeType = (value: number | null | undefined): EnvelopeType => {
  if (value === EnvelopeType.RATCHET || value === EnvelopeType.PREKEY || value === EnvelopeType.PLAINTEXT) return value
  throw malformed('Envelope.type')
}
