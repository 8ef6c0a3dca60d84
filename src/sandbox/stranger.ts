// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import { deviceId, registrationId, submissionId, userId } from '../model/ids.ts'
import type { UserId } from '../model/ids.ts'
import type { PartyRequest, Submission } from '../model/requests.ts'

/** What a consent token and a franking commitment have. */
const SECRET_BYTES = 32
/** About what a short text makes. */
const CIPHERTEXT_BYTES = 320

/** A user id that nobody has. */
export const inventUser = (): UserId => userId(randomUUID())

/** A message as somebody sends it who knows the protocol, and a user id, and was never allowed: token and ciphertext are made up. */
export const uninvitedMessage = (from: UserId, to: UserId): PartyRequest => ({ kind: 'submit', submission: inventSubmission(from, to) })

/** A request for somebody's keys with a made-up token. */
export const uninvitedKeyRequest = (from: UserId, to: UserId): PartyRequest =>
  ({ kind: 'getBundles', senderUser: from, recipientUser: to, consentToken: randomBytes(SECRET_BYTES), demandedCustody: undefined, deviceIds: [] })

const inventSubmission = (senderUser: UserId, recipientUser: UserId): Submission => {
  const [device, registration] = [deviceId(1), registrationId(1)]
  return {
    submissionId: submissionId(randomUUID()), senderUser, senderDevice: deviceId(1), recipientUser, consentToken: randomBytes(SECRET_BYTES),
    envelopes: [{ deviceId: device, registrationId: registration, type: 2, bytes: envelopeBytes(device, registration, randomBytes(CIPHERTEXT_BYTES)) }],
    commitment: randomBytes(SECRET_BYTES), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false, attachments: [],
  }
}

/** A serialised Envelope as message.proto has it: device id, registration id, type RATCHET, ciphertext. */
const envelopeBytes = (device: number, registration: number, ciphertext: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from([0x08, device, 0x10, registration, 0x18, 2, 0x22, 0x80 | (ciphertext.length & 0x7f), ciphertext.length >> 7]), ciphertext])
