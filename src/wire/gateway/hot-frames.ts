// SPDX-License-Identifier: Apache-2.0
import type { Answer, Delivery, Frank, LanePlace } from '../../model/answers.ts'
import { UUID_BYTES, writeUuid } from '../uuid.ts'

// The generated encoder grows its buffer, shifts what is nested behind its length and copies the result: an envelope moves
// three times. Two of these frames make up nearly all of what a busy gateway sends, and the third is the largest that anybody may
// ask for, so they are measured first and written once. A test holds them to the generated encoder's bytes.

/** Serialised `Frame` with a `Deliver`. */
export const encodeDeliver = (id: number, body: Delivery): Uint8Array => {
  const frank = frankBytes(body.frank)
  const length = uintField(body.streamSequence) + 3 * (2 + UUID_BYTES) + uintField(body.senderDevice) + uintField(body.recipientDevice) +
    uintField(body.laneSequence) + doubleField(body.gatewayTimeMs) + uintField(body.attempt) + bytesField(body.commitment.length) +
    (body.frank === undefined ? 0 : delimited(frank)) + bytesField(body.envelope.length) + uintField(Number(body.urgent)) + uintField(Number(body.late))
  const out = new Out(id, DELIVER_TAG, length)
  out.uint(1, body.streamSequence)
  out.uuid(2, body.submissionId)
  out.uuid(3, body.senderUser)
  out.uint(4, body.senderDevice)
  out.uuid(5, body.recipientUser)
  out.uint(6, body.recipientDevice)
  out.uint(7, body.laneSequence)
  out.double(8, body.gatewayTimeMs)
  out.uint(9, body.attempt)
  out.bytes(10, body.commitment)
  if (body.frank !== undefined) out.frank(11, body.frank, frank)
  out.bytes(12, body.envelope)
  out.uint(13, Number(body.urgent))
  out.uint(14, Number(body.late))
  return out.buffer
}

/** Serialised `Frame` with an `Accepted`. */
export const encodeAccepted = (id: number, body: Extract<Answer, { kind: 'accepted' }>): Uint8Array => {
  const frank = frankBytes(body.frank)
  let length = doubleField(body.gatewayTimeMs) + (body.frank === undefined ? 0 : delimited(frank))
  for (const place of body.places) length += delimited(placeBytes(place))
  const out = new Out(id, ACCEPTED_TAG, length)
  out.double(1, body.gatewayTimeMs)
  for (const place of body.places) out.place(2, place)
  if (body.frank !== undefined) out.frank(3, body.frank, frank)
  return out.buffer
}

/** Serialised `Frame` with an `IssuerList`. */
export const encodeIssuerList = (id: number, { list }: Extract<Answer, { kind: 'issuerList' }>): Uint8Array => {
  const bytes = Buffer.byteLength(list)
  const out = new Out(id, ISSUER_LIST_TAG, bytesField(bytes))
  out.text(1, list, bytes)
  return out.buffer
}

const LENGTH_WIRE = 2
const ISSUER_LIST_TAG = (38 << 3) | LENGTH_WIRE
const DOUBLE_WIRE = 1
const ACCEPTED_TAG = (71 << 3) | LENGTH_WIRE
const DELIVER_TAG = (74 << 3) | LENGTH_WIRE

// Sizes. All fields inside these messages have one-byte tags; fields with their default value are left out, as in proto3.
const varintBytes = (value: number): number =>
  value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : value < 0x1000_0000 ? 4 : 5
const uintField = (value: number): number => (value === 0 ? 0 : 1 + varintBytes(value))
const doubleField = (value: number): number => (Object.is(value, 0) ? 0 : 9)
const delimited = (length: number): number => 1 + varintBytes(length) + length
const bytesField = (length: number): number => (length === 0 ? 0 : delimited(length))
const placeBytes = (place: LanePlace): number => uintField(place.deviceId) + uintField(place.laneSequence)
const frankBytes = (frank: Frank | undefined): number =>
  frank === undefined ? 0 : uintField(frank.keyEpoch) + bytesField(frank.mac.length) + bytesField(frank.signature.length)

class Out {
  readonly buffer: Buffer
  #at = 0

  constructor(id: number, bodyTag: number, bodyLength: number) {
    this.buffer = Buffer.allocUnsafe(uintField(id) + varintBytes(bodyTag) + varintBytes(bodyLength) + bodyLength)
    this.uint(1, id)
    this.#varint(bodyTag)
    this.#varint(bodyLength)
  }

  uint(field: number, value: number): void {
    if (value === 0) return
    this.#varint(field << 3)
    this.#varint(value)
  }

  double(field: number, value: number): void {
    if (Object.is(value, 0)) return
    this.#varint((field << 3) | DOUBLE_WIRE)
    this.#at = this.buffer.writeDoubleLE(value, this.#at)
  }

  bytes(field: number, value: Uint8Array): void {
    if (value.length === 0) return
    this.#delimited(field, value.length)
    this.buffer.set(value, this.#at)
    this.#at += value.length
  }

  text(field: number, text: string, bytes: number): void {
    if (bytes === 0) return
    this.#delimited(field, bytes)
    this.#at += this.buffer.write(text, this.#at)
  }

  uuid(field: number, text: string): void {
    this.#delimited(field, UUID_BYTES)
    writeUuid(text, this.buffer, this.#at)
    this.#at += UUID_BYTES
  }

  frank(field: number, frank: Frank, length: number): void {
    this.#delimited(field, length)
    this.uint(1, frank.keyEpoch)
    this.bytes(2, frank.mac)
    this.bytes(3, frank.signature)
  }

  place(field: number, place: LanePlace): void {
    this.#delimited(field, placeBytes(place))
    this.uint(1, place.deviceId)
    this.uint(2, place.laneSequence)
  }

  #delimited(field: number, length: number): void {
    this.#varint((field << 3) | LENGTH_WIRE)
    this.#varint(length)
  }

  #varint(value: number): void {
    let rest = value
    while (rest > 0x7f) {
      this.buffer[this.#at] = (rest & 0x7f) | 0x80
      this.#at += 1
      rest >>>= 7
    }
    this.buffer[this.#at] = rest
    this.#at += 1
  }
}
