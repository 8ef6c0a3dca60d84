// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { submissionId } from '../model/ids.ts'
import type { DeviceId, KeyId, PartyId, SubmissionId, UserId } from '../model/ids.ts'
import type { BindingMode } from '../model/values.ts'
import { bindingModeEnum } from './gateway/enums.ts'
import { uuidBytes, uuidText } from './uuid.ts'

/** The parts one after another, each preceded by its length as 4 bytes big endian; text as UTF-8. No two lists of parts give the same bytes. */
export const lengthPrefixed = (parts: readonly (Uint8Array | string)[]): Uint8Array<ArrayBuffer> => {
  let length = 0
  for (const part of parts) length += 4 + Buffer.byteLength(part)
  const out = Buffer.allocUnsafe(length)
  let at = 0
  for (const part of parts) {
    const bytes = Buffer.byteLength(part)
    out.writeUInt32BE(bytes, at)
    if (typeof part === 'string') out.write(part, at + 4)
    else out.set(part, at + 4)
    at += 4 + bytes
  }
  return out
}

/** What a link's `Auth` signs. */
export interface LinkTranscript {
  /** Who signs. */
  readonly role: 'party' | 'gateway'
  readonly partyId: PartyId
  /** The party's key, also when the gateway signs. */
  readonly partyKeyId: KeyId
  /** The gateway's pinned Ed25519 key, 32 raw bytes. */
  readonly gatewayKey: Uint8Array
  /** Whole frame bytes of the party's `Hello`, as sent. */
  readonly partyHello: Uint8Array
  /** Whole frame bytes of the gateway's `Hello`, as sent. */
  readonly gatewayHello: Uint8Array
  readonly bindingMode: BindingMode
  /** 32 bytes of TLS exporter; only in mode `exporter`. */
  readonly exporter: Uint8Array | undefined
}

/** Bytes of the pinned key and of the exporter value. */
const KEY_BYTES = 32

/** The bytes that `Auth.signature` covers, as proto/drawbridge/gateway/v1/link.proto lists them. Throws `TypeError` for a key or exporter that does not fit. */
export const linkTranscript = (link: LinkTranscript): Uint8Array<ArrayBuffer> => {
  if (link.gatewayKey.length !== KEY_BYTES) throw new TypeError('the gateway key is 32 raw bytes')
  const exporterBytes = link.bindingMode === 'exporter' ? KEY_BYTES : undefined
  if (link.exporter?.length !== exporterBytes) throw new TypeError('mode exporter has 32 bytes of exporter, other modes none')
  return lengthPrefixed([
    'drawbridge.v1 link', link.role, link.partyId, link.partyKeyId, link.gatewayKey, link.partyHello, link.gatewayHello,
    String(bindingModeEnum.numberOf[link.bindingMode]), link.exporter ?? '',
  ])
}

/** What identity keys sign, apart from prekeys. */
export type IdentityLabel = 'drawbridge.v1 enlistment' | 'drawbridge.v1 devices' | 'drawbridge.v1 endorsement'

/** The message that an identity key signs for serialised bytes; `SignalCrypto.sign` takes it as it is and hashes it itself. */
export const identityTranscript = (label: IdentityLabel, bytes: Uint8Array): Uint8Array<ArrayBuffer> => lengthPrefixed([label, bytes])

/**
 * The message that a user's old identity key signs for the new one: 16 bytes of user id, then the serialised new key. Nothing else
 * of an enlistment is in it, since peers verify it and must not read what only the home and the gateway know.
 */
export const endorsementTranscript = (user: UserId, newIdentityKey: Uint8Array): Uint8Array<ArrayBuffer> =>
  identityTranscript('drawbridge.v1 endorsement', new Uint8Array([...uuidBytes(user), ...newIdentityKey]))

/** What a frank vouches for. */
export interface FrankContext {
  readonly keyEpoch: number
  readonly senderUser: UserId
  readonly senderDevice: DeviceId
  readonly recipientUser: UserId
  readonly submissionId: SubmissionId
  /** Whole milliseconds. */
  readonly gatewayTimeMs: number
  /** 32 bytes. */
  readonly commitment: Uint8Array
}

/** The bytes under a frank's MAC and signature, as proto/drawbridge/gateway/v1/message.proto lists them. Throws `TypeError` for numbers that are not whole. */
export const frankContext = (frank: FrankContext): Uint8Array<ArrayBuffer> => lengthPrefixed([
  'drawbridge.v1 frank', digits(frank.keyEpoch), uuidBytes(frank.senderUser), digits(frank.senderDevice), uuidBytes(frank.recipientUser),
  uuidBytes(frank.submissionId), digits(frank.gatewayTimeMs), frank.commitment,
])

const digits = (value: number): string => {
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError('only whole numbers have decimal digits here')
  return String(value)
}

/**
 * The submission id of the resend that answers a submission which failed at a device. It follows from the failed one, so that a
 * device which cannot open the resend either knows that it is the same message, and shows one placeholder and not five.
 */
export const resendIdOf = (failed: SubmissionId, device: DeviceId): SubmissionId => {
  const hash = createHash('sha256').update(lengthPrefixed(['drawbridge.v1 resend', uuidBytes(failed), String(device)])).digest()
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x40, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  return submissionId(uuidText(hash))
}
