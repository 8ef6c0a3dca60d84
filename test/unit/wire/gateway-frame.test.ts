// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what the gateway encodes is what a party reads; a party lives on with what is newer than itself.
import t from 'tap'
import fc from 'fast-check'
import { decodeGatewayFrame, encodeGatewayFrame, encodePartyFrame, FrameError } from '../../../src/wire/gateway/index.ts'
import type { Answer, Delivery, GatewayBody } from '../../../src/model/answers.ts'
import { gatewayKinds } from '../../../src/wire/gateway/gateway-frame.ts'
import { v1 } from '../../../src/wire/gateway/v1.ts'
import type { Wire } from '../../../src/wire/gateway/v1.ts'
import { gatewayBodies, gatewayFrames } from './gateway-bodies.ts'
import { partyFrames } from './party-bodies.ts'
import { enumNumber, plain, refusal, uint32 } from './support.ts'

const raw = (body: Wire<'Frame'>, id = 0): Uint8Array => v1.Frame.encode({ id, ...body }).finish()
const UNLISTED = 99
const sample = <Kind extends GatewayBody['kind']>(kind: Kind) => fc.sample(gatewayBodies[kind], { numRuns: 1, seed: 1 })[0]!
const wireOf = <Kind extends GatewayBody['kind']>(kind: Kind) => v1.Frame.decode(encodeGatewayFrame(0, sample(kind)))[kind]
const uuid = (text: string): Buffer => Buffer.from(text.replaceAll('-', ''), 'hex')

for (const kind of gatewayKinds) {
  t.test(`${kind} arrives as it was sent`, async (t) => {
    fc.assert(fc.property(uint32, gatewayBodies[kind], (id, body: GatewayBody) => {
      t.same(plain(decodeGatewayFrame(encodeGatewayFrame(id, body))), plain({ id, body }))
    }), { numRuns: 60 })
  })
}

const fields = (body: Delivery): Wire<'Deliver'> => ({
  ...body, submissionId: uuid(body.submissionId), senderUser: uuid(body.senderUser), recipientUser: uuid(body.recipientUser),
  frankingCommitment: body.commitment, frank: body.frank ?? null,
})
const acceptedFields = (body: Extract<Answer, { kind: 'accepted' }>): Wire<'Accepted'> => ({
  ...body, places: [...body.places], frank: body.frank ?? null,
})

t.test('the frames written by hand are the bytes that the generated encoder makes', async (t) => {
  fc.assert(fc.property(uint32, gatewayBodies.deliver, (id, body) => {
    t.equal(plain(encodeGatewayFrame(id, body)), plain(raw({ deliver: fields(body) }, id)))
  }), { numRuns: 200 })
  fc.assert(fc.property(uint32, gatewayBodies.accepted, (id, body) => {
    t.equal(plain(encodeGatewayFrame(id, body)), plain(raw({ accepted: acceptedFields(body) }, id)))
  }), { numRuns: 200 })
  fc.assert(fc.property(uint32, gatewayBodies.issuerList, (id, body) => {
    t.equal(plain(encodeGatewayFrame(id, body)), plain(raw({ issuerList: { list: body.list } }, id)))
  }), { numRuns: 200 })
})

t.test('numbers of every width are written by hand as the generated encoder writes them', async (t) => {
  const edges = [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, 268_435_455, 268_435_456, 0xff_ff_ff_ff]
  for (const edge of edges) {
    const body: Delivery = { ...sample('deliver'), streamSequence: edge, laneSequence: edge, attempt: edge, envelope: new Uint8Array(edge % 70_000) }
    t.equal(plain(encodeGatewayFrame(edge, body)), plain(raw({ deliver: fields(body) }, edge)), String(edge))
  }
})

t.test('an encoded frame is no view of the envelope it carries', async (t) => {
  const body = { ...sample('deliver'), envelope: Buffer.alloc(50, 1) }
  const frame = encodeGatewayFrame(0, body)
  const before = plain(frame)
  body.envelope.fill(9)
  t.equal(plain(frame), before)
})

t.test('a body that is newer than this software is unknown, with its id', async (t) => {
  t.same(decodeGatewayFrame(Buffer.from('0809aa0903010203', 'hex')), { id: 9, body: { kind: 'unknown' } })
  t.same(decodeGatewayFrame(new Uint8Array(0)), { id: 0, body: { kind: 'unknown' } })
})

t.test('a request of a party is unknown to a party', async (t) => {
  fc.assert(fc.property(partyFrames, ({ id, body }) => {
    fc.pre(body.kind !== 'hello' && body.kind !== 'auth')
    t.same(decodeGatewayFrame(encodePartyFrame(id, body)), { id, body: { kind: 'unknown' } })
  }), { numRuns: 50 })
})

t.test('an event that is newer than this software can still be acknowledged', async (t) => {
  const event = Buffer.concat([v1.Event.encode({ streamSequence: 12, timeMs: 5 }).finish(), Buffer.from('a206020801', 'hex')])
  const frame = Buffer.concat([Buffer.from('f204', 'hex'), Buffer.of(event.length), event])
  t.same(decodeGatewayFrame(frame), { id: 0, body: { kind: 'event', streamSequence: 12, timeMs: 5, body: { kind: 'unknown' } } })
})

t.test('an error number that is not known reads as INTERNAL', async (t) => {
  for (const code of [UNLISTED, 0]) {
    const { body } = decodeGatewayFrame(raw({ error: { code: enumNumber(code), detail: 'd', retryAfterSeconds: 3 } }))
    t.same(body, { kind: 'error', code: 'INTERNAL', detail: 'd', correlationId: '', retryAfterSeconds: 3 })
  }
})

t.test('a reason or scope that is not known reads as the safest one', async (t) => {
  t.match(decodeGatewayFrame(raw({ goAway: { reason: enumNumber(UNLISTED), reconnectAfterSeconds: 4 } })).body, { reason: 'draining', reconnectAfterSeconds: 4 })
  t.match(decodeGatewayFrame(raw({ throttled: { scope: enumNumber(UNLISTED) } })).body, { scope: 'party' })
})

t.test('purposes that are not known are left out', async (t) => {
  const { body } = decodeGatewayFrame(raw({ contact: { ...wireOf('contact'), purposes: [1, UNLISTED, 3].map(enumNumber) } }))
  t.match(body, { purposes: ['chat', 'marketing'] })
})

t.test('names from another home leave the gateway, and reach a party, safe for display', async (t) => {
  const name = '\u202eevil\nname\u0007 '
  const encoded = v1.Frame.decode(encodeGatewayFrame(1, { ...sample('contact'), peerDisplayName: name }))
  t.equal(encoded.contact?.peerDisplayName, 'evilname')
  const { body } = decodeGatewayFrame(raw({ contact: { ...wireOf('contact'), peerDisplayName: name } }))
  t.match(body, { peerDisplayName: 'evilname' })
})

t.test('a value that breaks its rule is refused with the frame\'s id, naming the field', async (t) => {
  const cases: [Wire<'Frame'>, string][] = [
    [{ deliver: { ...wireOf('deliver'), streamSequence: 0 } }, 'Deliver.stream_sequence'],
    [{ deliver: { ...wireOf('deliver'), frankingCommitment: new Uint8Array(31) } }, 'Deliver.franking_commitment'],
    [{ accepted: { frank: { mac: new Uint8Array(32), signature: new Uint8Array(1) } } }, 'Frank.signature'],
    [{ accepted: { gatewayTimeMs: -1 } }, 'Accepted.gateway_time_ms'],
    [{ event: { streamSequence: 1, identityChanged: { user: uuid(crypto.randomUUID()), peerUser: uuid(crypto.randomUUID()) } } }, 'IdentityChanged.custody'],
    [{ bundles: { identityStatement: 'x' } }, 'Bundles.devices'],
    [{ contact: { ...wireOf('contact'), consentToken: new Uint8Array(0) } }, 'Contact.consent_token'],
  ]
  for (const [body, field] of cases) {
    try {
      decodeGatewayFrame(raw(body, 5))
      t.fail(field)
    } catch (error) {
      t.ok(error instanceof FrameError)
      if (error instanceof FrameError) t.same([error.code, error.detail, error.frameId], ['MALFORMED', field, 5])
    }
  }
})

t.test('a frame over the limit that the party set is refused', async (t) => {
  fc.assert(fc.property(gatewayFrames, ({ id, body }) => {
    const frame = encodeGatewayFrame(id, body)
    t.equal(refusal(() => decodeGatewayFrame(frame, frame.length - 1))?.code, frame.length === 0 ? undefined : 'FRAME_TOO_LARGE')
  }), { numRuns: 20 })
})
