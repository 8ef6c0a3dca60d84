// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import type { Delivery } from '../../../src/model/answers.ts'
import { deviceId, submissionId, userId } from '../../../src/model/ids.ts'
import { decodePartyFrame, encodeGatewayFrame } from '../../../src/wire/gateway/index.ts'
import { uuidBytes } from '../../../src/wire/uuid.ts'
import { createBaselineCodec } from '../../../bench/baseline/codec.ts'
import { decodeFrame, encodeFrame } from '../../../bench/baseline/frames.ts'
import { CIPHERTEXT_BYTES, REQUEST_IDS } from '../../../bench/load/codec.ts'
import { createGatewayCodec } from '../../../bench/load/gateway-codec.ts'

const [ana, ben] = [userId(randomUUID()), userId(randomUUID())]
const token = randomBytes(32)
const codec = createGatewayCodec([{ sender: ana, recipient: ben, consentToken: token }, { sender: ben, recipient: ana, consentToken: token }])

t.test('a filled-in template is the frame that the gateway would read', async (t) => {
  for (const id of [REQUEST_IDS.first, 300, REQUEST_IDS.last]) {
    const name = randomUUID()
    const { id: read, body } = decodePartyFrame(codec.submit(id, 1, uuidBytes(name)))
    t.equal(read, id)
    t.match(body, { kind: 'submit', submission: { submissionId: name, senderUser: ben, recipientUser: ana } })
    t.ok(body.kind === 'submit' && (body.submission.envelopes[0]?.bytes.length ?? 0) > CIPHERTEXT_BYTES)
  }
  t.throws(() => codec.submit(200, 2, randomBytes(16)), RangeError)
  t.match(decodePartyFrame(codec.acknowledge(7)), { id: 0, body: { kind: 'ack', upTo: 7, also: [] } })
})

t.test('the gateway’s frames are read for what a load needs of them', async (t) => {
  const name = randomUUID()
  const delivery: Delivery = {
    kind: 'deliver', streamSequence: 300, submissionId: submissionId(name), senderUser: ana, senderDevice: deviceId(1), recipientUser: ben,
    recipientDevice: deviceId(1), laneSequence: 70_000, gatewayTimeMs: 1_800_000_000_000, attempt: 1, commitment: randomBytes(32),
    frank: { keyEpoch: 1, mac: randomBytes(32), signature: randomBytes(64) }, envelope: randomBytes(900), urgent: false, late: false,
  }
  t.match(codec.read(encodeGatewayFrame(0, delivery)), { kind: 'pushed', sequence: 300, place: 70_000, submission: uuidBytes(name) })
  t.same(codec.read(encodeGatewayFrame(500, { kind: 'accepted', gatewayTimeMs: 1, places: [], frank: undefined })), { kind: 'accepted', id: 500 })
  t.same(codec.read(encodeGatewayFrame(500, { kind: 'throttled', retryAfterSeconds: 1, scope: 'pair', headroom: [] })), { kind: 'refused', id: 500, why: 'throttled' })
  t.match(codec.read(encodeGatewayFrame(500, { kind: 'error', code: 'UNAVAILABLE', detail: 'later', correlationId: '', retryAfterSeconds: 1 })), { kind: 'refused', id: 500, why: 'UNAVAILABLE later' })
  t.same(codec.read(encodeGatewayFrame(0, { kind: 'queueEmpty' })), { kind: 'other' })
})

t.test('the baseline speaks of the same messages with as many bytes', async (t) => {
  const users = [randomBytes(16), randomBytes(16)] as const
  const baseline = createBaselineCodec(users)
  const submission = randomBytes(16)
  const frame = baseline.submit(200, 1, submission)
  t.match(decodeFrame(frame).submit, { id: 200, submission, sender: users[1], recipient: users[0] })
  t.ok(Math.abs(frame.length - codec.submit(200, 1, submission).length) < 100, 'a message is as large')
  const envelope = randomBytes(10)
  t.match(baseline.read(encodeFrame({ deliver: { sequence: 5, submission, sender: users[0], recipient: users[1], place: 9, envelope } })), { kind: 'pushed', sequence: 5, place: 9, submission })
  t.same(baseline.read(encodeFrame({ accepted: { id: 200, place: 9 } })), { kind: 'accepted', id: 200 })
  t.same(decodeFrame(baseline.acknowledge(4)).ack?.upTo, 4)
})
