// SPDX-License-Identifier: AGPL-3.0-only
// Promise: whatever the bytes, a decoder gives a value or a catalogued error.
import t from 'tap'
import fc from 'fast-check'
import { FrameError, decodeDeviceList, decodeEnlistment, decodeEnvelope, decodeGatewayFrame, decodePartyFrame, encodeGatewayFrame, encodePartyFrame } from '../../../src/wire/gateway/index.ts'
import { decodeContent, decodeRetry, encodeContent, splitPlaintext } from '../../../src/wire/content/index.ts'
import { contents } from './contents.ts'
import { gatewayFrames } from './gateway-bodies.ts'
import { enlistments, partyFrames } from './party-bodies.ts'
import { refusal } from './support.ts'

const decoders: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  decodePartyFrame, decodeGatewayFrame, decodeEnlistment, decodeEnvelope, decodeContent, decodeRetry, splitPlaintext,
  decodeDeviceList: (list) => decodeDeviceList({ list, signature: list }),
}

/** Calls every decoder; `refusal` lets anything through that is not catalogued. */
const decodeAll = (bytes: Uint8Array): void => { for (const decode of Object.values(decoders)) refusal(() => decode(bytes)) }

type Mutation = (bytes: Buffer) => Buffer
const at = fc.nat({ max: 5_000 })
const mutations = fc.oneof<fc.Arbitrary<Mutation>[]>(
  fc.tuple(at, fc.nat({ max: 255 })).map(([index, value]): Mutation => (bytes) => { bytes[index % bytes.length] = value; return bytes }),
  at.map((index): Mutation => (bytes) => bytes.subarray(0, index % bytes.length)),
  fc.tuple(at, fc.uint8Array({ maxLength: 12 })).map(([index, extra]): Mutation => (bytes) => {
    const cut = index % bytes.length
    return Buffer.concat([bytes.subarray(0, cut), extra, bytes.subarray(cut)])
  }),
  fc.tuple(at, at).map(([from, to]): Mutation => (bytes) => {
    const [start, end] = [from % bytes.length, to % bytes.length].toSorted((a, b) => a - b)
    return Buffer.concat([bytes, bytes.subarray(start, end)])
  }),
)
const mutated = (frames: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc.tuple(frames, fc.array(mutations, { minLength: 1, maxLength: 4 })).map(([frame, changes]) =>
    changes.reduce<Buffer>((bytes, change) => (bytes.length === 0 ? bytes : change(bytes)), Buffer.from(frame)))

t.test('random bytes are decoded or refused', async (t) => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), decodeAll), { numRuns: 5_000 })
  t.pass('nothing uncaught')
})

t.test('mutated frames of a party are decoded or refused', async (t) => {
  fc.assert(fc.property(mutated(partyFrames.map(({ id, body }) => encodePartyFrame(id, body))), decodeAll), { numRuns: 1_500 })
  t.pass('nothing uncaught')
})

t.test('mutated frames of the gateway are decoded or refused', async (t) => {
  fc.assert(fc.property(mutated(gatewayFrames.map(({ id, body }) => encodeGatewayFrame(id, body))), decodeAll), { numRuns: 1_500 })
  t.pass('nothing uncaught')
})

t.test('mutated enlistments and contents are decoded or refused', async (t) => {
  fc.assert(fc.property(mutated(enlistments.map(({ bytes }) => bytes)), decodeAll), { numRuns: 500 })
  fc.assert(fc.property(mutated(contents.map(encodeContent)), decodeAll), { numRuns: 1_500 })
  t.pass('nothing uncaught')
})

t.test('a refused frame is always a FrameError, so that its answer can be addressed', async (t) => {
  fc.assert(fc.property(mutated(partyFrames.map(({ id, body }) => encodePartyFrame(id, body))), (bytes) => {
    try {
      decodePartyFrame(bytes)
    } catch (error) {
      if (!(error instanceof FrameError)) throw error
    }
  }), { numRuns: 500 })
  t.pass('no other error')
})
