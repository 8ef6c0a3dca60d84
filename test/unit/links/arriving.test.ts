// SPDX-License-Identifier: AGPL-3.0-only
import fc from 'fast-check'
import t from 'tap'
import { createArriving } from '../../../src/links/arriving.ts'
import { FRAME_COST_BYTES, MAX_OUTBOUND_BYTES } from '../../../src/links/limits.ts'
import { instanceName } from '../../../src/model/ids.ts'
import { MAX_FRAME_BYTES } from '../../../src/model/values.ts'
import { partySecret } from '../../support/raw-link.ts'
import type { RawLink } from '../../support/raw-link.ts'
import { bench, row } from './support.ts'

const OTHERS = [partySecret('two.example'), partySecret('three.example'), partySecret('four.example')]
const [CONTINUATION, BINARY, PING] = [0, 2, 9]

/** The header of a frame from a party, masked with zeros. */
const header = (opcode: number, isFinal: boolean, length: number): Buffer => {
  const first = (isFinal ? 0x80 : 0) | opcode
  const mask = Buffer.alloc(4)
  if (length < 126) return Buffer.concat([Buffer.of(first, 0x80 | length), mask])
  const long = Buffer.alloc(length < 0x1_00_00 ? 2 : 8)
  long.writeUIntBE(length, Math.max(0, long.length - 6), Math.min(6, long.length))
  return Buffer.concat([Buffer.of(first, 0x80 | (long.length === 2 ? 126 : 127)), long, mask])
}

const frame = (opcode: number, isFinal: boolean, length: number): Buffer => Buffer.concat([header(opcode, isFinal, length), Buffer.alloc(length, 0xff)])

const lengths = fc.oneof(fc.nat(300), fc.constantFrom(0, 125, 126, 65_535, 65_536))
/** Frames of one message, with a ping before each if so said. */
const message = fc.array(fc.record({ length: lengths, isPinged: fc.boolean() }), { minLength: 1, maxLength: 4 })

t.test('however messages are cut, a piece is kept until the message is whole that its last byte belongs to', async (t) => {
  let whole = 0
  let kept = 0
  fc.assert(fc.property(fc.array(message, { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 20 }), (messages, cuts) => {
    const stream: Buffer[] = []
    const ends = new Set<number>()
    let size = 0
    const put = (bytes: Buffer): void => {
      stream.push(bytes)
      size += bytes.length
    }
    for (const frames of messages) {
      frames.forEach(({ length, isPinged }, index) => {
        if (isPinged) put(frame(PING, true, 5))
        if (isPinged && index === 0) ends.add(size)
        put(frame(index === 0 ? BINARY : CONTINUATION, index === frames.length - 1, length))
      })
      ends.add(size)
    }
    const bytes = Buffer.concat(stream)
    const arriving = createArriving()
    let expected = 0
    for (let from = 0, n = 0; from < bytes.length; n += 1) {
      const piece = bytes.subarray(from, from + cuts[n % cuts.length]!)
      const to = from + piece.length
      // A message that ends in the piece frees the pieces before it.
      if ([...ends].some((end) => end > from && end <= to)) expected = 0
      if (!ends.has(to)) expected += piece.length + FRAME_COST_BYTES
      if (ends.has(to)) whole += 1
      else kept += 1
      if (arriving(piece) !== expected) throw new Error(`${String(arriving(Buffer.alloc(0)))} is not ${String(expected)}`)
      from = to
    }
  }))
  t.ok(whole > 0 && kept > 0, `${String(whole)} times whole, ${String(kept)} times not`)
})

t.test('a message of more than one frame’s bytes is told by the header that announces it, in however many parts, and one of just so many is not', (t) => {
  const [rest, most] = [MAX_FRAME_BYTES - 200_000, frame(BINARY, true, MAX_FRAME_BYTES)]
  const cases: readonly (readonly [what: string, isTold: boolean, pieces: readonly Buffer[]])[] = [
    ['the largest, twice', false, [most, most]],
    ['the largest in parts, with a ping between', false, [frame(BINARY, false, 200_000), frame(PING, true, 100), frame(CONTINUATION, true, rest)]],
    ['a byte more', true, [most, header(BINARY, true, MAX_FRAME_BYTES + 1)]],
    ['a byte more in parts', true, [frame(BINARY, false, 200_000), frame(PING, true, 5), header(CONTINUATION, true, rest + 1)]],
  ]
  for (const [what, isTold, pieces] of cases) {
    let told = 0
    const arriving = createArriving(() => { told += 1 })
    for (const piece of pieces) for (let at = 0; at < piece.length; at += 50_000) arriving(piece.subarray(at, at + 50_000))
    t.equal(told > 0, isTold, what)
  }
  t.end()
})

t.test('when links hold too much that never becomes whole, the oldest ends, and an honest one stays', async (t) => {
  const b = await bench(t)
  for (const other of OTHERS) b.parties.set(other.party, row(other))
  const honest = await b.open(b.core)
  const unfinished = frame(BINARY, true, MAX_FRAME_BYTES).subarray(0, -1)
  const links: RawLink[] = []
  for (let n = 0; n <= MAX_OUTBOUND_BYTES / MAX_FRAME_BYTES; n += 1) {
    links.push(await b.open(OTHERS[n % OTHERS.length], { instance: instanceName(`part-${String(n)}`) }))
    links.at(-1)?.socket.write(unfinished)
    honest.send(n + 1, { kind: 'getIssuerList' })
    await honest.next()
  }
  await links[0]?.closed
  t.ok(b.ended.length > 0 && b.ended.every((ending) => ending === 'SLOW_READER'), b.ended.join())
  t.ok(b.links.count() > links.length / 2, `${String(b.links.count())} stay`)
  honest.send(1, { kind: 'getIssuerList' })
  t.equal((await honest.expect('done')).id, 1)
})

t.test('what became whole counts no more, however much a link has sent', async (t) => {
  const b = await bench(t)
  const link = await b.open(b.core)
  const list = 'x'.repeat(120_000)
  // Less than half of a message is kept before it is whole.
  for (let sent = 0, id = 1; sent <= 3 * MAX_OUTBOUND_BYTES; sent += list.length, id += 1) {
    link.send(id, { kind: 'putIssuerList', list })
    await link.expect('done')
  }
  t.strictSame(b.ended, [])
})
