// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a link may send without credit, without end or without an end of its own, is bounded, and others are served meanwhile.
import t from 'tap'
import { CLOSE_TIMEOUT_MS, FRAME_MS, LEAST_OPENINGS, MAX_BYTES_AFTER_END, MAX_NUISANCES, NUISANCE_MS, OPENED_MS, OPENINGS_PER_LINK } from '../../../src/links/limits.ts'
import { createNuisances } from '../../../src/links/nuisance.ts'
import { createReturns } from '../../../src/links/returns.ts'
import { GatewayError } from '../../../src/model/errors.ts'
import { partyId, userId } from '../../../src/model/ids.ts'
import { defaultLimits } from '../../../src/model/values.ts'
import { encodePartyFrame } from '../../../src/wire/gateway/index.ts'
import { eventually } from '../../support/waiting.ts'
import { bench, row } from './support.ts'
import type { Bench } from './support.ts'

t.setTimeout(60_000)

/** A frame of a client, masked with zeros; payloads below 126 bytes. */
const frameOf = (payload: Uint8Array, first = 0x82): Buffer => Buffer.concat([Buffer.of(first, 0x80 | payload.length), Buffer.alloc(4), payload])
const PING = frameOf(Buffer.alloc(0), 0x89)
/** Links of a party here. */
const LINKS = 20
const ask = { kind: 'getIssuerList' } as const
const USER = userId('6f1c1f7e-57a3-4a57-8d53-0c9c9d4f4f01')
const ended = (b: Bench, count: number): Promise<void> => eventually(() => b.ended.length === count, 'a link ended')

t.test('a flood of pings ends the link, and as many as an honest one may send do not', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.socket.write(Buffer.concat(Array.from({ length: MAX_NUISANCES }, () => PING)))
  link.send(1, ask)
  await link.expect('done')
  t.strictSame(b.ended, [])
  link.socket.write(PING)
  t.match(await link.expect('error'), { id: 0, code: 'THROTTLED' })
  t.match(await link.closed, { code: 1013 })
  t.strictSame(b.ended, ['THROTTLED'])
})

t.test('a flood of requests that are refused unread ends the link', async (t) => {
  const unknown = Buffer.of(0x08, 0x07, 0xba, 0x3e, 0x00)
  for (const frame of [unknown, encodePartyFrame(7, { kind: 'putIssuerList', list: 'x' })]) {
    const b = await bench(t)
    const link = await b.open()
    for (let n = 0; n < MAX_NUISANCES + 10; n++) link.sendBytes(frame)
    for (let n = 0; n < MAX_NUISANCES; n++) t.equal((await link.expect('error')).id, 7)
    t.match(await link.expect('error'), { id: 0, code: 'THROTTLED' })
    await link.closed
    t.strictSame(b.ended, ['THROTTLED'])
  }
})

t.test('what was read and refused ends no link, however often: many users share it', async (t) => {
  const b = await bench(t, { manual: true })
  const link = await b.open()
  for (let n = 1; n <= 2 * MAX_NUISANCES; n++) {
    link.send(n, ask)
    ;(await b.called(n)).finish(new GatewayError('MALFORMED', 'custody'))
    t.match(await link.expect('error'), { id: n, code: 'MALFORMED' })
  }
  t.strictSame(b.ended, [])
})

t.test('of a link that was ended no more is read than a close frame needs', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  let read = 0
  const [connection] = b.accepted
  connection!.on('data', (piece: Buffer) => { read += piece.length })
  const block = Buffer.concat(Array.from({ length: 10_000 }, () => PING))
  const pour = (): void => { while (!link.socket.destroyed && link.socket.write(block)); }
  link.socket.on('drain', pour).on('error', () => undefined)
  pour()
  await ended(b, 1)
  await eventually(() => connection!.isPaused(), 'it is not read any more')
  const before = read
  t.ok(before < 10 * MAX_BYTES_AFTER_END, `${String(before)} bytes`)
  await b.open(b.core)
  t.equal(read, before)
  b.timers.advance(CLOSE_TIMEOUT_MS)
  await eventually(() => link.socket.destroyed, 'its connection is destroyed')
})

t.test('the count begins anew after its time, and with a clock that was set back', async (t) => {
  let now = 1_000_000
  const isTooMuch = createNuisances(() => now)
  const burst = (): readonly boolean[] => Array.from({ length: MAX_NUISANCES }, () => isTooMuch())
  t.notOk(burst().some(Boolean))
  t.ok(isTooMuch())
  now += NUISANCE_MS
  t.notOk(burst().some(Boolean))
  now -= 500_000
  t.notOk(burst().some(Boolean))
})

t.test('a frame that does not become whole ends the link after its time', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.socket.write(frameOf(Buffer.alloc(100)).subarray(0, 20))
  const waiting = b.timers.pending
  await eventually(() => b.timers.pending > waiting, 'it has begun to come')
  b.timers.advance(FRAME_MS - 1)
  t.strictSame(b.ended, [])
  b.timers.advance(1)
  await ended(b, 1)
  t.strictSame(b.ended, ['SLOW_READER'])
})

t.test('who sends one whole frame after the other, each in pieces, stays', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  const frame = frameOf(encodePartyFrame(1, ask))
  link.socket.write(frame.subarray(0, 3))
  for (let n = 1; n <= 4; n++) {
    link.socket.write(Buffer.concat([frame.subarray(3), frame.subarray(0, 3)]))
    await b.called(n)
    b.timers.advance(FRAME_MS)
    t.strictSame(b.ended, [])
  }
  b.timers.advance(FRAME_MS)
  await ended(b, 1)
})

t.test('a frame that is not whole because the link is not read has its time when it is read again', async (t) => {
  const b = await bench(t, { manual: true })
  const link = await b.open()
  const frame = frameOf(encodePartyFrame(65, ask))
  link.socket.write(Buffer.concat([...Array.from({ length: 64 }, (_, index) => frameOf(encodePartyFrame(index + 1, { kind: 'unenlist', userId: USER }))), frame.subarray(0, 3)]))
  await b.called(64)
  b.timers.advance(3 * FRAME_MS)
  t.strictSame(b.ended, [])
  link.socket.write(frame.subarray(3))
  ;(await b.called(1)).finish({ kind: 'done' })
  t.equal((await b.called(65)).kind, 'getIssuerList')
  t.strictSame(b.ended, [])
})

t.test('frames that cost no credit leave other links their turn', async (t) => {
  const b = await bench(t)
  const [flooding, honest] = [await b.open(), await b.open(b.core)]
  const acks = frameOf(encodePartyFrame(0, { kind: 'ack', upTo: 1, also: [] }))
  const taken = (): number => b.deliverer.log.filter((line) => line.includes(' ack ')).length
  flooding.socket.write(Buffer.concat(Array.from({ length: 20_000 }, () => acks)))
  honest.send(1, ask)
  await b.called(1)
  t.ok(taken() < 2_000, `${String(taken())} were taken before`)
  await eventually(() => taken() === 20_000, 'all are taken in the end')
})

t.test('a party that opens links again and again is turned away, and no other', async (t) => {
  const b = await bench(t)
  b.parties.set(b.heron.party, row(b.heron, { limits: { ...defaultLimits, linksPerParty: LINKS } }))
  for (let n = 0; n < OPENINGS_PER_LINK * LINKS; n++) {
    const link = await b.open()
    link.destroy()
  }
  await t.rejects(b.open(), /THROTTLED/)
  t.match(b.refused.at(-1), { code: 'THROTTLED', party: undefined })
  await b.open(b.core)
})

t.test('openings are counted by party and minute', async (t) => {
  let now = 5_000_000
  const opens = createReturns(() => now)
  const [one, other] = [partyId('one.example'), partyId('other.example')]
  for (let n = 0; n < OPENINGS_PER_LINK * LINKS; n++) opens(one, LINKS)
  t.throws(() => { opens(one, LINKS) }, { code: 'THROTTLED' })
  opens(other, LINKS)
  for (let n = 1; n < LEAST_OPENINGS; n++) opens(other, 1)
  t.throws(() => { opens(other, 1) }, { code: 'THROTTLED' })
  now += OPENED_MS
  opens(one, LINKS)
  for (let n = 1; n < OPENINGS_PER_LINK * LINKS; n++) opens(one, LINKS)
  t.throws(() => { opens(one, LINKS) }, { code: 'THROTTLED' })
  now -= 1_000_000
  opens(one, LINKS)
})
