// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { MAX_FRAME_BYTES } from '../../../model/values.ts'
import { encodePartyFrame } from '../../../wire/gateway/index.ts'
import type { Must } from '../../musts.ts'
import { bytes, message, number, tag, WireType } from '../../protobuf.ts'
import type { RawLink } from '../raw-link.ts'
import { quiet } from '../scenario.ts'
import type { Trial } from '../trial.ts'

/** Field numbers of docs/protocol.md's frames that are written by hand here. */
const FIELD = { id: 1, resume: 13, getIssuerList: 37, countPrekeys: 41, getBundles: 43, accepted: 71, reserved: 399, enlist: 30 } as const
/** One that no version knows. */
const UNKNOWN_FIELD = 5_000
const REQUEST_ID = 77
/** One more than may be. */
const [FIELDS, ITEMS] = [2_049, 1_025]
const UUID_BYTES = 16
/** How often two requests under one id are sent at once until the first is still unanswered when the second comes. */
const TRIES = 8

const issuerList = (id: number): Uint8Array => message(number(FIELD.id, id), bytes(FIELD.getIssuerList, ''))
const prekeysOf = (user: Uint8Array, device: number): Uint8Array => message(number(FIELD.id, REQUEST_ID), bytes(FIELD.countPrekeys, message(bytes(1, user), number(2, device))))
/** A random UUID of this version. */
const uuid = (version: number): Uint8Array => {
  const made = randomBytes(UUID_BYTES)
  made[6] = ((made[6] ?? 0) & 0x0f) | (version << 4)
  made[8] = ((made[8] ?? 0) & 0x3f) | 0x80
  return made
}

/** Bytes that are refused and end the link. */
const undecodable = (name: string, must: Must, title: string, made: () => Uint8Array) => quiet(`frames/${name}`, [must], title, async (trial) => {
  const link = await trial.open()
  link.sendBytes(made(), name)
  await trial.ends(must, link, 'UNDECODABLE', title)
})

/** A value that is refused by name; the link stays open. */
const malformed = (name: string, title: string, made: () => Uint8Array) => quiet(`frames/${name}`, ['DIP-5'], title, async (trial) => {
  const link = await trial.open()
  trial.refused('DIP-5', await link.askBytes(made(), REQUEST_ID, name), 'MALFORMED', title)
  await trial.serves('DIP-5', link, 'a value that is not well formed does not end it')
})

/** Two requests under one id, at once. Whether the first was still unanswered when the second came. */
const collide = async (trial: Trial, link: RawLink): Promise<boolean> => {
  const frame = encodePartyFrame(REQUEST_ID, await trial.newcomer('provider').enlistment())
  link.sendBytes(frame, 'an enlistment')
  link.sendBytes(frame, 'another frame under the same id')
  const first = await link.next('an answer')
  if (first.id === 0 || !link.isOpen) return true
  return (await link.next('a second answer')).id === 0
}

/** What is no frame, and what is one although it looks strange: docs/protocol.md section 1. */
export const frames = [
  quiet('frames/too-large', ['DIP-1'], 'A frame of 262,145 bytes is refused and ends the link.', async (trial) => {
    const link = await trial.open()
    link.sendBytes(message(issuerList(1), bytes(UNKNOWN_FIELD, new Uint8Array(MAX_FRAME_BYTES))), 'a frame over 262,144 bytes')
    await trial.ends('DIP-1', link, 'FRAME_TOO_LARGE', 'it is larger than 262,144 bytes')
  }),
  quiet('frames/largest', ['DIP-1'], 'A frame of exactly 262,144 bytes is taken, unknown field and all.', async (trial) => {
    const link = await trial.open()
    const request = issuerList(REQUEST_ID)
    // Tag and length of the filling field: 3 and 3 bytes.
    const frame = message(request, bytes(UNKNOWN_FIELD, new Uint8Array(MAX_FRAME_BYTES - request.length - 6)))
    trial.judge('DIP-1', 'a frame that this scenario made to be the largest', frame.length === MAX_FRAME_BYTES, String(frame.length))
    const answer = await link.askBytes(frame, REQUEST_ID, 'the largest frame')
    trial.judge('DIP-1', 'an answer to the request in it', answer.kind === 'issuerList' || (answer.kind === 'error' && answer.code === 'NOT_FOUND'), answer)
  }),
  undecodable('garbage', 'DIP-2', 'Random bytes are no frame.', () => message(Uint8Array.of(0xff), randomBytes(64))),
  undecodable('truncated', 'DIP-2', 'A frame that ends in the middle of a field is no frame.', () => message(number(FIELD.id, 1), Uint8Array.from([...tag(FIELD.getIssuerList, WireType.LEN), 9]))),
  undecodable('group', 'DIP-2', 'A group is no part of a frame.', () => message(issuerList(1), Uint8Array.from([...tag(UNKNOWN_FIELD, WireType.GROUP_START), ...tag(UNKNOWN_FIELD, WireType.GROUP_END)]))),
  undecodable('field-zero', 'DIP-2', 'Field number 0 is no part of a frame.', () => message(issuerList(1), Uint8Array.of(0, 1))),
  undecodable('overlong-number', 'DIP-2', 'A number of eleven bytes is no part of a frame.', () => message(issuerList(1), Uint8Array.from([...tag(UNKNOWN_FIELD, WireType.VARINT), ...Array.from({ length: 10 }, () => 0x80), 1]))),
  undecodable('other-wire-type', 'DIP-2', 'A known field in another wire type is no part of a frame.', () => message(bytes(FIELD.id, 'x'), bytes(FIELD.getIssuerList, ''))),
  undecodable('too-many-fields', 'DIP-2', 'More than 2,048 fields are no frame.', () => message(issuerList(1), ...Array.from({ length: FIELDS }, () => number(UNKNOWN_FIELD, 1)))),
  undecodable('too-many-items', 'DIP-2', 'More than 1,024 items of repeated fields in one message are no frame.', () => message(number(FIELD.id, 1), bytes(FIELD.getBundles, message(...Array.from({ length: ITEMS }, () => number(5, 1)))))),
  undecodable('too-many-packed', 'DIP-2', 'More than 1,024 items in one packed field are no frame.', () => message(number(FIELD.id, 1), bytes(FIELD.getBundles, bytes(5, new Uint8Array(ITEMS).fill(1))))),
  undecodable('singular-twice', 'DIP-3', 'A singular field that comes twice is refused.', () => message(number(FIELD.id, 1), issuerList(2))),
  undecodable('two-bodies', 'DIP-3', 'Two cases of the body are refused.', () => message(issuerList(1), bytes(FIELD.countPrekeys, ''))),
  undecodable('body-twice', 'DIP-3', 'The same body twice is refused.', () => message(issuerList(1), bytes(FIELD.getIssuerList, ''))),
  quiet('frames/text', ['DIP-4'], 'A text message ends the link.', async (trial) => {
    const link = await trial.open()
    link.sendText('{"getIssuerList":{}}')
    const { closed } = await link.ended()
    trial.judge('DIP-4', 'the link is ended for what was sent', closed.code !== 1000 && closed.code !== 1006, closed)
  }),
  quiet('frames/text-that-is-a-frame', ['DIP-4'], 'A text message whose bytes are a frame ends the link all the same.', async (trial) => {
    const link = await trial.open()
    link.sendText(Buffer.from(message(number(FIELD.id, REQUEST_ID), bytes(FIELD.resume, bytes(1, 'a resume token that nobody has')))).toString('latin1'))
    const { closed } = await link.ended()
    trial.judge('DIP-4', 'the link is ended for what was sent', closed.code !== 1000 && closed.code !== 1006, closed)
  }),
  malformed('short-user-id', 'A user id of 15 bytes is refused.', () => prekeysOf(uuid(4).subarray(1), 1)),
  malformed('other-uuid', 'A user id that is a UUID of version 1 is refused.', () => prekeysOf(uuid(1), 1)),
  malformed('device-zero', 'Device id 0 is refused.', () => prekeysOf(uuid(4), 0)),
  malformed('device-128', 'Device id 128 is refused.', () => prekeysOf(uuid(4), 128)),
  quiet('frames/bad-enlistment', ['DIP-2'], 'Bytes in an enlistment that are no message are refused by name, and the link stays open.', async (trial) => {
    const link = await trial.open()
    const frame = message(number(FIELD.id, REQUEST_ID), bytes(FIELD.enlist, message(bytes(1, Uint8Array.of(0xff, 0xff)), bytes(2, randomBytes(64)))))
    trial.refused('DIP-2', await link.askBytes(frame, REQUEST_ID, 'an enlistment of two bytes'), 'MALFORMED', 'what travels in a bytes field is held to the same rules, and ends no link')
    await trial.serves('DIP-2', link, 'an endpoint does not end the link of its home')
  }),
  quiet('frames/id-twice', ['DIP-7'], 'A request under an id that awaits its answer is out of order and ends the link.', async (trial) => {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const link = await trial.open()
      if (await collide(trial, link)) return trial.ends('DIP-7', link, 'OUT_OF_ORDER', 'the id awaits its answer')
    }
    trial.judge('DIP-7', `OUT_OF_ORDER for one of ${String(TRIES)} requests that were sent together with another under the same id`, false, 'two answers each time')
  }),
  quiet('frames/unknown-request', ['DIP-8'], 'A request that is newer than the gateway is answered, and the link stays open.', async (trial) => {
    const link = await trial.open()
    const frame = message(number(FIELD.id, REQUEST_ID), bytes(FIELD.reserved, 'later'))
    trial.refused('DIP-8', await link.askBytes(frame, REQUEST_ID, 'a request with body 399'), 'UNKNOWN_REQUEST', 'it is answered under its id')
    await trial.serves('DIP-8', link, 'newer parties meet older gateways')
  }),
  quiet('frames/gateway-body', ['DIP-8'], 'What only a gateway may send is an unknown request.', async (trial) => {
    const link = await trial.open()
    const frame = message(number(FIELD.id, REQUEST_ID), bytes(FIELD.accepted, ''))
    trial.refused('DIP-8', await link.askBytes(frame, REQUEST_ID, 'an Accepted'), 'UNKNOWN_REQUEST', 'parties do not accept messages')
  }),
  quiet('frames/own-errors', ['DIP-73'], 'Whatever is refused carries a code of the catalogue.', async (trial) => {
    const link = await trial.open()
    for (const user of [uuid(4), uuid(1), new Uint8Array(0)]) {
      const answer = await link.askBytes(prekeysOf(user, 1), REQUEST_ID, 'a question for prekeys of nobody')
      trial.judge('DIP-73', 'an error of the catalogue that is not INTERNAL', answer.kind === 'error' && answer.code !== 'INTERNAL', answer)
    }
  }),
]
