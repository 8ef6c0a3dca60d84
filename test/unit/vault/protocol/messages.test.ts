// SPDX-License-Identifier: AGPL-3.0-only
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { deviceId, partyId, registrationId, userId } from '../../../../src/model/ids.ts'
import { Malformed } from '../../../../src/vault/protocol/bytes.ts'
import type { PeerDevice, SealCall } from '../../../../src/vault/protocol/calls.ts'
import { decodeCall, decodeOutcome, encodeCall, encodeOutcome, framesOf, MAX_FRAME_BYTES } from '../../../../src/vault/protocol/messages.ts'
import { anyCall, anyOutcome } from '../../../support/vault-arbitraries.ts'

const anyId = fc.integer({ min: 0, max: 0xffffffff })
const bare = (frame: Uint8Array): Uint8Array => frame.subarray(4)

const chunks = async function* (parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield part
}

const collect = async (parts: readonly Uint8Array[]): Promise<Uint8Array[]> => {
  const found: Uint8Array[] = []
  for await (const frame of framesOf(chunks(parts))) found.push(frame)
  return found
}

t.test('every call comes out of its frame as it went in', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(anyId, anyCall, (id, call) => {
    assert.deepEqual(decodeCall(bare(encodeCall(id, call))), { id, call })
  }), { numRuns: 300 }))
})

t.test('every answer and refusal comes out of its frame as it went in', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(anyId, anyOutcome, (id, outcome) => {
    assert.deepEqual(decodeOutcome(bare(encodeOutcome(id, outcome))), { id, outcome })
  }), { numRuns: 300 }))
})

t.test('a frame that was changed is malformed, or is exactly what its bytes say', async (t) => {
  let refused = 0
  const judge = (frame: Uint8Array, decode: (bytes: Uint8Array) => Uint8Array): void => {
    try {
      // Read and written again it must be the same.
      assert.deepEqual(Buffer.from(decode(frame)), Buffer.from(frame))
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      refused += 1
    }
  }
  const again = (bytes: Uint8Array): Uint8Array => {
    const { id, call } = decodeCall(bytes)
    return bare(encodeCall(id, call))
  }
  const outcomeAgain = (bytes: Uint8Array): Uint8Array => {
    const { id, outcome } = decodeOutcome(bytes)
    return bare(encodeOutcome(id, outcome))
  }
  const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }), cut: fc.nat({ max: 3 }), more: fc.uint8Array({ maxLength: 3 }) })
  fc.assert(fc.property(anyCall, anyOutcome, change, (call, outcome, { at, to, cut, more }) => {
    for (const [frame, decode] of [[bare(encodeCall(7, call)), again], [bare(encodeOutcome(7, outcome)), outcomeAgain]] as const) {
      const changed = Buffer.concat([frame.subarray(0, frame.length - cut), more])
      changed[at % changed.length] = to
      judge(changed, decode)
    }
  }), { numRuns: 400 })
  t.ok(refused > 100, `${String(refused)} of 800 were malformed`)
})

t.test('noise is malformed and nothing else', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
    for (const decode of [decodeCall, decodeOutcome]) {
      // With the right version in front it gets further.
      for (const bytes of [noise, Buffer.concat([Buffer.of(2), noise])]) {
        try {
          decode(bytes)
        } catch (error) {
          if (!(error instanceof Malformed)) throw error
        }
      }
    }
  }), { numRuns: 1_000 }))
})

t.test('a frame that is cut short anywhere is malformed', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(anyCall, fc.nat(), (call, at) => {
    const frame = bare(encodeCall(1, call))
    assert.throws(() => decodeCall(frame.subarray(0, at % frame.length)), Malformed)
  }), { numRuns: 200 }))
})

t.test('a stream cut anywhere gives the same frames', async (t) => {
  await fc.assert(fc.asyncProperty(fc.array(anyCall, { maxLength: 4 }), fc.array(fc.nat(), { maxLength: 8 }), async (calls, cuts) => {
    const frames = calls.map((call, id) => encodeCall(id, call))
    const stream = Buffer.concat(frames)
    const places = [0, ...cuts.map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b), stream.length]
    const parts = places.slice(1).map((place, index) => stream.subarray(places[index], place))
    assert.deepEqual((await collect(parts)).map((frame) => Buffer.from(frame)), frames.map((frame) => Buffer.from(bare(frame))))
  }), { numRuns: 100 })
  t.pass()
})

t.test('a length that no frame has ends the stream before anything of it is kept', async (t) => {
  for (const length of [0, 5, MAX_FRAME_BYTES + 1, 0xffffffff]) {
    const head = Buffer.alloc(4)
    head.writeUInt32BE(length)
    await t.rejects(collect([head]), Malformed, String(length))
  }
})

t.test('half a frame at the end of a stream is no frame', async (t) => {
  const frame = encodeCall(1, { call: 'epoch', now: 5 })
  t.same(await collect([frame, frame.subarray(0, 9)]), [bare(frame)])
})

t.test('what no call may hold is refused before it is sent', async (t) => {
  const user = userId('6f1c6c0e-7b5f-4c7e-9a55-0d5d1f3a2b10')
  const device: PeerDevice = { device: deviceId(1), registrationId: registrationId(1), bundle: undefined }
  const call: SealCall = {
    call: 'seal', peer: user, devices: [], conversation: { version: 0, bytes: new Uint8Array() }, content: '', epochKey: '', resend: undefined, now: 1,
    account: { user, provider: partyId('heron.example'), device: deviceId(1), wrappedKey: new Uint8Array(), state: { version: 0, bytes: new Uint8Array() } },
    proof: { home: partyId('heron.example'), statement: '', issuerList: '' },
  }
  t.throws(() => encodeCall(1, { ...call, devices: Array.from({ length: 11 }, () => device) }), Malformed, 'eleven devices')
  t.throws(() => encodeCall(1, { ...call, now: 1.5 }), Malformed, 'half a millisecond')
  t.throws(() => encodeCall(1, { ...call, now: -1 }), Malformed, 'a negative time')
  t.throws(() => encodeCall(1, { ...call, content: '\ud800' }), Malformed, 'half a character')
  t.throws(() => encodeCall(1, { ...call, conversation: { version: 1, bytes: new Uint8Array(MAX_FRAME_BYTES) } }), Malformed, 'more than a frame')
  t.throws(() => encodeCall(1, { call: 'attest', nonce: new Uint8Array(31) }), Malformed, 'a short nonce')
})

t.test('the largest conversation that there may be fits into a call', async (t) => {
  const user = userId('6f1c6c0e-7b5f-4c7e-9a55-0d5d1f3a2b10')
  const sessions = new Uint8Array(10 * 512 * 1024)
  const frame = encodeCall(1, {
    call: 'seal', peer: user, devices: [], conversation: { version: 1, bytes: sessions }, content: 'x'.repeat(64 * 1024), epochKey: '', resend: undefined, now: 1,
    account: { user, provider: partyId('heron.example'), device: deviceId(1), wrappedKey: new Uint8Array(60), state: { version: 1, bytes: new Uint8Array(16_384) } },
    proof: { home: partyId('heron.example'), statement: 'x'.repeat(8_192), issuerList: 'x'.repeat(131_072) },
  })
  t.ok(frame.length < MAX_FRAME_BYTES)
})
