// SPDX-License-Identifier: AGPL-3.0-only
// Signal's messages as they are on the wire: a byte for the version (4: PQXDH), a protobuf message, and after a ratchet message eight bytes of its MAC.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { SignalCryptoError } from '../../src/model/signal-crypto.ts'
import type { Bytes, DeviceAddress } from '../../src/model/signal-crypto.ts'
import { isSame, join } from './bytes.ts'
import { isCurveKey } from './curve.ts'
import { decodeFields, encodeFields, required } from './protobuf.ts'
import type { Fields } from './protobuf.ts'

/** Of message and of protocol, in a half byte each. */
const VERSION = 0x44
const MAC_BYTES = 8
/** What stands before a user id that names an account. */
const ACCOUNT = 0x00

/** One step of the ratchet. */
export interface RatchetMessage {
  readonly ratchetKey: Bytes
  readonly counter: number
  readonly previousCounter: number
  readonly ciphertext: Bytes
  /** What the post-quantum ratchet says. */
  readonly postQuantum: Bytes
}

/** A first message: what the other side needs to agree on a session, and a ratchet message of it. */
export interface FirstMessage {
  readonly registrationId: number
  readonly oneTimePrekeyId: number | undefined
  readonly signedPrekeyId: number
  readonly kyberPrekeyId: number
  readonly kyberCiphertext: Bytes
  readonly baseKey: Bytes
  readonly identityKey: Bytes
  /** Serialised {@link RatchetMessage}. */
  readonly message: Bytes
}

/** Who sent a message to whom: the MAC is over the keys, and over the addresses where the message names them. */
export interface Route {
  /** Whether it must name them: a first message does, since nothing else says between which devices the session is. */
  readonly mustName: boolean
  readonly sender: DeviceAddress
  readonly senderKey: Uint8Array
  readonly recipient: DeviceAddress
  readonly recipientKey: Uint8Array
}

/** Serialises a ratchet message with its MAC. */
export const encodeRatchetMessage = ({ ratchetKey, counter, previousCounter, ciphertext, postQuantum }: RatchetMessage, route: Route, macKey: Uint8Array): Bytes => {
  const fields = encodeFields([[1, ratchetKey], [2, counter], [3, previousCounter], [4, ciphertext], [5, postQuantum], [6, addressesOf(route)]])
  const body = join([Uint8Array.of(VERSION), fields])
  return join([body, macOf(body, route, macKey)])
}

/** Reads a ratchet message; its MAC is not looked at. Throws `undecryptable`. */
export const decodeRatchetMessage = (bytes: Uint8Array): RatchetMessage => {
  const fields = decodeFields(versioned(bytes.subarray(0, -MAC_BYTES)))
  return {
    ratchetKey: curveKey(fields, 1), counter: required(fields.number(2)), previousCounter: fields.number(3) ?? 0,
    ciphertext: required(fields.bytes(4)), postQuantum: required(fields.bytes(5)),
  }
}

/** Throws `undecryptable` unless the message was made with this key by this sender for this recipient. */
export const checkRatchetMessage = (bytes: Uint8Array, route: Route, macKey: Uint8Array): void => {
  const [body, mac] = [bytes.subarray(0, -MAC_BYTES), bytes.subarray(-MAC_BYTES)]
  const holds = timingSafeEqual(mac, macOf(body, route, macKey))
  const addresses = decodeFields(body.subarray(1)).bytes(6)
  const fits = addresses === undefined ? !route.mustName : isSame(addresses, addressesOf(route))
  if (!holds || !fits) throw new SignalCryptoError('undecryptable')
}

/** Serialises a first message. */
export const encodeFirstMessage = (first: FirstMessage): Bytes => join([Uint8Array.of(VERSION), encodeFields([
  [5, first.registrationId], [1, first.oneTimePrekeyId], [6, first.signedPrekeyId], [7, first.kyberPrekeyId], [8, first.kyberCiphertext],
  [2, first.baseKey], [3, first.identityKey], [4, first.message],
])])

/** Reads a first message; throws `undecryptable`. */
export const decodeFirstMessage = (bytes: Uint8Array): FirstMessage => {
  const fields = decodeFields(versioned(bytes))
  return {
    registrationId: fields.number(5) ?? 0, oneTimePrekeyId: fields.number(1), signedPrekeyId: required(fields.number(6)),
    kyberPrekeyId: required(fields.number(7)), kyberCiphertext: required(fields.bytes(8)),
    baseKey: curveKey(fields, 2), identityKey: curveKey(fields, 3), message: required(fields.bytes(4)),
  }
}

/** Serialises what goes back to the sender of a message that could not be opened. */
export const encodeDecryptionError = (ratchetKey: Uint8Array, timestamp: number, device: number): Bytes => encodeFields([[1, ratchetKey], [2, timestamp], [3, device]])

/** The ratchet key that such an error names, if it does; throws `undecryptable`. */
export const decodeDecryptionError = (bytes: Uint8Array): Bytes | undefined => {
  const fields = decodeFields(bytes)
  required(fields.number(2))
  return fields.bytes(1) === undefined ? undefined : curveKey(fields, 1)
}

const versioned = (bytes: Uint8Array): Uint8Array => {
  if (bytes[0] !== VERSION) throw new SignalCryptoError('undecryptable')
  return bytes.subarray(1)
}

const curveKey = (fields: Fields, field: number): Bytes => {
  const key = required(fields.bytes(field))
  if (!isCurveKey(key)) throw new SignalCryptoError('undecryptable')
  return key
}

const macOf = (body: Uint8Array, { senderKey, recipientKey }: Route, key: Uint8Array): Uint8Array =>
  createHmac('sha256', key).update(senderKey).update(recipientKey).update(body).digest().subarray(0, MAC_BYTES)

const addressesOf = ({ sender, recipient }: Route): Bytes => join([sender, recipient].flatMap(({ user, device }) => [Uint8Array.of(ACCOUNT), userBytes(user), Uint8Array.of(device)]))

/** The 16 bytes of a user id. */
export const userBytes = (user: string): Bytes => new Uint8Array(Buffer.from(user.replaceAll('-', ''), 'hex'))
