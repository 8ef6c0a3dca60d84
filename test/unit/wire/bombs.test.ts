// SPDX-License-Identifier: AGPL-3.0-only
// Promise: bytes that would cost a decoder more than they cost their sender, or that two decoders could read differently,
// are refused before anything is decoded.
import t from 'tap'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { decodeDeviceList, decodeEnlistment, decodeEnvelope, decodeGatewayFrame, decodePartyFrame } from '../../../src/wire/gateway/index.ts'
import { decodeContent } from '../../../src/wire/content/index.ts'
import { MAX_FRAME_BYTES } from '../../../src/model/values.ts'
import { v1 } from '../../../src/wire/gateway/v1.ts'
import { enumNumber, refusal } from './support.ts'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const varint = (value: number): Buffer => {
  const out: number[] = []
  let rest = value
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) out.push((rest % 128) | 0x80)
  return Buffer.of(...out, rest)
}
const field = (number: number, wire: number, ...content: Uint8Array[]): Buffer => Buffer.concat([varint(number * 8 + wire), ...content])
const message = (number: number, ...parts: Uint8Array[]): Buffer => {
  const inner = Buffer.concat(parts)
  return Buffer.concat([varint(number * 8 + 2), varint(inner.length), inner])
}
const times = (count: number, part: Uint8Array): Buffer => Buffer.alloc(count * part.length, part)
const nested = (depth: number, number: number): Buffer => {
  let inner: Buffer = Buffer.alloc(0)
  for (let level = 0; level < depth; level += 1) inner = message(number, inner)
  return inner
}
const ROOM = MAX_FRAME_BYTES - 100
const body = { hello: 10, resume: 13, done: 20, enlist: 30, putPrekeys: 40, getBundles: 43, contact: 55, submit: 70, accepted: 71, ack: 75, event: 78 }
const uuid = message(1, Buffer.alloc(16, 1))

/** Broken whatever message they are meant to be. */
const broken: [string, Buffer][] = [
  ['a flood of unknown fields', times(ROOM / 3, field(1_000, 0, hex('01')).subarray(0, 3))],
  ['nested groups', times(ROOM, hex('0b'))],
  ['a group', hex('0b0c')],
  ['an end of no group', hex('0c')],
  ['wire type 6', hex('0e')],
  ['wire type 7', hex('0f')],
  ['field number 0', hex('0001')],
  ['a truncated tag', hex('80')],
  ['a truncated varint', hex('08ff')],
  ['an endless varint', Buffer.concat([hex('08'), times(ROOM, hex('ff'))])],
  ['a varint of eleven bytes', hex('08ffffffffffffffffffff01')],
  ['a tag of six bytes', hex('88808080800001')],
  ['a tag of 35 bits', hex('8880808010')],
  ['a length of 35 bits', hex('5280808080101234')],
  ['a length beyond the end', hex('520501')],
  ['a length of almost 4 GiB', hex('52ffffffff0f01')],
  ['a truncated fixed32', hex('1d0000')],
]

const frames: [string, Buffer, ('UNDECODABLE' | 'FRAME_TOO_LARGE')?][] = [
  ...broken,
  ['a frame over the limit', message(body.submit, Buffer.alloc(MAX_FRAME_BYTES)), 'FRAME_TOO_LARGE'],
  ['a flood of empty prekeys', message(body.putPrekeys, times(ROOM / 2, message(3)))],
  ['a flood of empty Kyber prekeys', message(body.putPrekeys, times(ROOM / 2, message(4)))],
  ['a flood of empty envelopes', message(body.submit, times(ROOM / 2, message(6)))],
  ['a flood of empty capabilities', message(body.hello, times(ROOM / 2, message(3)))],
  ['a packed flood of sequences', message(body.ack, message(2, times(ROOM, hex('01'))))],
  ['a flood of small packs', message(body.ack, times(Math.floor(ROOM / 3), message(2, hex('01'))))],
  ['a flood of empty packs', message(body.ack, times(ROOM / 2, message(2)))],
  ['a flood of loose sequences', message(body.ack, times(ROOM / 2, field(2, 0, hex('01'))))],
  ['a packed flood of device ids', message(body.getBundles, message(5, times(ROOM, hex('01'))))],
  ['a flood of unknown fields in a request', message(body.done, times(ROOM / 2, field(9, 0, hex('01'))))],
  ['a flood of bodies', times(Math.floor(ROOM / 3), message(body.done))],
  ['an unknown group in a request', message(body.done, hex('4b4c'))],
  ['field number 0 in a request', message(body.done, hex('0001'))],
  ['a truncated tag in a request', message(body.done, hex('80'))],
  ['a message that reaches beyond the one around it', message(body.event, hex('520501'), hex('000000000000'))],
  ['a truncated double', message(body.accepted, hex('0900000000'))],
  ['a packed field whose last number is cut off', message(body.ack, message(2, hex('0180')))],
  ['a frame id twice', Buffer.concat([hex('08010802'), message(body.done)])],
  ['one body twice', Buffer.concat([hex('0801'), message(37), message(37)])],
  ['two bodies', Buffer.concat([hex('0801'), message(37), message(body.ack)])],
  ['a recipient twice', message(body.submit, message(4, Buffer.alloc(16, 1)), message(4, Buffer.alloc(16, 2)))],
  ['two subjects of one decision', message(52, message(2, Buffer.alloc(16)), message(3, Buffer.alloc(16)))],
  ['a prekey with its id twice', message(body.putPrekeys, uuid, message(3, hex('08010802')))],
  ['a signed prekey twice', message(body.putPrekeys, uuid, message(5, hex('0801')), message(5, hex('0802')))],
  ['a known field in another wire type', message(body.submit, field(3, 2, hex('00')))],
  ['a body in another wire type', hex('b00401')],
  ['text that is not UTF-8', message(36, message(1, hex('ff')))],
  ['text with half a surrogate pair', message(36, message(1, hex('eda080')))],
]

t.test('each bomb is refused, and ends the link', async (t) => {
  for (const [name, frame, code = 'UNDECODABLE'] of frames) {
    t.equal(refusal(() => decodePartyFrame(frame))?.code, code, `${name}, at the gateway`)
    t.equal(refusal(() => decodeGatewayFrame(frame))?.code, code, `${name}, at a party`)
  }
})

t.test('unknown fields are not descended into, however deep they look', async (t) => {
  t.equal(refusal(() => decodePartyFrame(nested(3_000, 999)))?.code, 'UNKNOWN_REQUEST')
  t.equal(refusal(() => decodePartyFrame(Buffer.concat([hex('0801'), message(37, nested(3_000, 999))]))), undefined)
})

t.test('the largest honest requests are no bombs', async (t) => {
  const key = { publicKey: new Uint8Array(33), signature: new Uint8Array(64) }
  const many = <T>(count: number, one: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => one(index))
  const user = Buffer.from('0123456789ab4def8123456789abcdef', 'hex')
  const putPrekeys = {
    userId: user, deviceId: 1, signedPrekey: { ...key, id: 1 }, lastResortKyberPrekey: { ...key, id: 1, publicKey: new Uint8Array(1_569) },
    oneTimePrekeys: many(100, (index) => ({ ...key, id: index + 1 })),
    oneTimeKyberPrekeys: many(20, (index) => ({ ...key, id: index + 1, publicKey: new Uint8Array(1_569) })),
  }
  t.equal(refusal(() => decodePartyFrame(v1.Frame.encode({ id: 1, putPrekeys }).finish())), undefined)
  const capabilities = many(64, (index) => `capability.number-${index}/1`)
  const list = v1.DeviceList.encode({ userId: user, version: 1, devices: many(10, (index) => ({ deviceId: index + 1, registrationId: 1, capabilities })) }).finish()
  t.equal(decodeDeviceList({ list, signature: new Uint8Array(64) }).devices.length, 10)
})

t.test('a bomb inside a bytes field is malformed, so that an endpoint does not end its home\'s link', async (t) => {
  for (const [name, bytes] of broken) {
    t.match(refusal(() => decodeEnvelope(bytes.subarray(0, 20_000))), { code: 'MALFORMED' }, `${name} in an envelope`)
    t.match(refusal(() => decodeEnlistment(bytes)), { code: 'MALFORMED' }, `${name} in an enlistment`)
    t.match(refusal(() => decodeDeviceList({ list: bytes, signature: bytes })), { code: 'MALFORMED' }, `${name} in a device list`)
    t.match(refusal(() => decodeContent(bytes.subarray(0, 10_000))), { code: 'MALFORMED' }, `${name} in content`)
  }
})

t.test('signed and sealed bytes in which a field comes twice are refused: two readers could disagree about what was signed', async (t) => {
  const envelope = v1.Envelope.encode({ deviceId: 1, registrationId: 2, type: enumNumber(2), ciphertext: Uint8Array.of(1) }).finish()
  t.equal(refusal(() => decodeEnvelope(envelope)), undefined)
  t.same(refusal(() => decodeEnvelope(Buffer.concat([envelope, hex('0802')]))), { code: 'MALFORMED', detail: 'Submit.envelopes' })
  const list = v1.DeviceList.encode({ userId: hex('0123456789ab4def8123456789abcdef'), version: 1, devices: [{ deviceId: 1, registrationId: 1 }] }).finish()
  const signature = new Uint8Array(64)
  t.equal(refusal(() => decodeDeviceList({ list, signature })), undefined)
  t.same(refusal(() => decodeDeviceList({ list: Buffer.concat([list, hex('1002')]), signature })), { code: 'MALFORMED', detail: 'SignedDeviceList.list' })
})

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

t.test('refusing bombs by the thousand keeps no memory', async (t) => {
  const bombs = frames.map(([, frame]) => frame)
  const round = (): void => { for (const bomb of bombs) refusal(() => decodePartyFrame(bomb)) }
  for (let warm = 0; warm < 5; warm += 1) round()
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  for (let count = 0; count < 40; count += 1) round()
  collectGarbage()
  const grown = process.memoryUsage().heapUsed - before
  t.ok(grown < 4_000_000, `grown by ${grown} bytes`)
})

t.test('no bomb makes the heap peak: what is allocated while refusing stays below the frame itself', async (t) => {
  for (const [name, frame] of frames) {
    refusal(() => decodePartyFrame(frame))
    const before = process.memoryUsage().heapUsed
    refusal(() => decodePartyFrame(frame))
    const allocated = process.memoryUsage().heapUsed - before
    t.ok(allocated < 2 * MAX_FRAME_BYTES, `${name}: ${allocated} bytes`)
  }
})
