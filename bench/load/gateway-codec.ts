// SPDX-License-Identifier: AGPL-3.0-only
// The measuring process shares two cores with the daemon, so it does not decode what it does not use: a message is a
// template with two places to fill in, and of a push it reads four fields. Whatever is neither goes through the real codec.
import { randomBytes } from 'node:crypto'
import { deviceId, submissionId } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import { decodeGatewayFrame, encodeEnvelope, encodePartyFrame } from '../../src/wire/gateway/index.ts'
import { uuidText } from '../../src/wire/uuid.ts'
import { CIPHERTEXT_BYTES, REQUEST_IDS } from './codec.ts'
import type { Codec, Heard } from './codec.ts'
import { REGISTRATION } from './people.ts'

/** Sender and recipient of a lane, and what the sender shows. */
export interface LaneEnds {
  readonly sender: UserId
  readonly recipient: UserId
  /** 32 bytes. */
  readonly consentToken: Uint8Array
}

/** The gateway protocol for these lanes, as far as a load needs it. */
export const createGatewayCodec = (lanes: readonly LaneEnds[]): Codec => {
  const templates = lanes.map(templateOf)
  return {
    submit: (id, lane, submission) => {
      const template = templates[lane]
      if (template === undefined) throw new RangeError(`no lane ${String(lane)}`)
      const frame = Buffer.from(template.frame)
      frame[1] = (id & 0x7f) | 0x80
      frame[2] = id >> 7
      frame.set(submission, template.submissionAt)
      return frame
    },
    acknowledge: (upTo) => encodePartyFrame(0, { kind: 'ack', upTo, also: [] }),
    read,
  }
}

const templateOf = ({ sender, recipient, consentToken }: LaneEnds): { readonly frame: Buffer; readonly submissionAt: number } => {
  const mark = randomBytes(16)
  const envelope = { deviceId: deviceId(1), registrationId: REGISTRATION, type: 2 } as const
  const frame = Buffer.from(encodePartyFrame(REQUEST_IDS.last, {
    kind: 'submit', submission: {
      submissionId: submissionId(uuidText(mark)), senderUser: sender, senderDevice: deviceId(1), recipientUser: recipient, consentToken,
      envelopes: [{ ...envelope, bytes: encodeEnvelope({ ...envelope, ciphertext: randomBytes(CIPHERTEXT_BYTES) }) }],
      commitment: randomBytes(32), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false, attachments: [],
    },
  }))
  return { frame, submissionAt: frame.indexOf(mark) }
}

/** Tags of `Frame`: field number and wire type. */
const TAG = { id: 1 << 3, accepted: (71 << 3) | 2, deliver: (74 << 3) | 2 } as const
/** Tags of `Deliver`. */
const DELIVER = { sequence: 1 << 3, submission: (2 << 3) | 2, place: 7 << 3 } as const
const OTHER: Heard = { kind: 'other' }

const read = (frame: Uint8Array): Heard => {
  const cursor = { frame, at: 0 }
  let tag = varint(cursor)
  let id = 0
  if (tag === TAG.id) {
    id = varint(cursor)
    tag = varint(cursor)
  }
  if (tag === TAG.accepted) return { kind: 'accepted', id }
  if (tag !== TAG.deliver) return readSlowly(frame)
  varint(cursor)
  return readDeliver(cursor)
}

const readDeliver = (cursor: Cursor): Heard => {
  const { frame } = cursor
  let sequence = 0
  let submission = frame
  while (cursor.at < frame.length) {
    const tag = varint(cursor)
    if (tag === DELIVER.sequence) {
      sequence = varint(cursor)
    } else if (tag === DELIVER.place) {
      return { kind: 'pushed', sequence, submission, place: varint(cursor) }
    } else if ((tag & 7) === 2) {
      const end = varint(cursor) + cursor.at
      if (tag === DELIVER.submission) submission = frame.subarray(cursor.at, end)
      cursor.at = end
    } else {
      varint(cursor)
    }
  }
  return OTHER
}

/** Throws `FrameError`. */
const readSlowly = (frame: Uint8Array): Heard => {
  const { id, body } = decodeGatewayFrame(frame)
  switch (body.kind) {
    case 'event': return { kind: 'told', sequence: body.streamSequence }
    case 'error': return { kind: 'refused', id, why: `${body.code} ${body.detail}`.trim() }
    case 'throttled':
    case 'deviceMismatch': return { kind: 'refused', id, why: body.kind }
    default: return OTHER
  }
}

interface Cursor { readonly frame: Uint8Array; at: number }

const varint = (cursor: Cursor): number => {
  let value = 0
  for (let shift = 0; ; shift += 7) {
    const byte = cursor.frame[cursor.at++] ?? 0
    value += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) return value
  }
}
