// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a party encodes is what the gateway reads, and nothing else of a party gets through.
import t from 'tap'
import fc from 'fast-check'
import { decodePartyFrame, encodeEnvelope, encodeGatewayFrame, encodePartyFrame, FrameError } from '../../../src/wire/gateway/index.ts'
import { deviceId, registrationId } from '../../../src/model/ids.ts'
import type { PartyBody } from '../../../src/model/requests.ts'
import { partyKinds } from '../../../src/wire/gateway/party-frame.ts'
import { v1 } from '../../../src/wire/gateway/v1.ts'
import type { Wire } from '../../../src/wire/gateway/v1.ts'
import { gatewayFrames } from './gateway-bodies.ts'
import { idFor, partyBodies, partyFrames, submissions } from './party-bodies.ts'
import { enumNumber, plain, refusal } from './support.ts'

const raw = (body: Wire<'Frame'>, id = 7): Uint8Array => v1.Frame.encode({ id, ...body }).finish()
const sample = <Kind extends PartyBody['kind']>(kind: Kind) => fc.sample(partyBodies[kind], { numRuns: 1, seed: 1 })[0]!
/** A valid frame of a kind with some of its wire fields replaced. */
const changed = <Kind extends PartyBody['kind']>(kind: Kind, fields: Partial<NonNullable<Wire<'Frame'>[Kind]>>): Uint8Array => {
  const id = fc.sample(idFor(kind), { numRuns: 1, seed: 1 })[0]!
  const frame = v1.Frame.decode(encodePartyFrame(id, sample(kind)))
  return raw({ [kind]: { ...frame[kind], ...fields } }, id)
}
const refused = (frame: Uint8Array) => refusal(() => decodePartyFrame(frame))
const uuid = (): Uint8Array => Buffer.from(crypto.randomUUID().replaceAll('-', ''), 'hex')

for (const kind of partyKinds) {
  t.test(`${kind} arrives as it was sent`, async (t) => {
    fc.assert(fc.property(idFor(kind), partyBodies[kind], (id, body: PartyBody) => {
      t.same(plain(decodePartyFrame(encodePartyFrame(id, body))), plain({ id, body }))
    }), { numRuns: 60 })
  })
}

t.test('a frame may arrive as any view of bytes', async (t) => {
  const frame = encodePartyFrame(7, sample('submit'))
  const shifted = new Uint8Array(frame.length + 5)
  shifted.set(frame, 5)
  t.same(plain(decodePartyFrame(shifted.subarray(5))), plain(decodePartyFrame(Buffer.from(frame))))
})

t.test('an envelope is delivered byte for byte, with fields that nobody knows', async (t) => {
  const known = encodeEnvelope({ deviceId: deviceId(1), registrationId: registrationId(2), type: 2, ciphertext: Uint8Array.of(1, 2, 3) })
  const future = Buffer.concat([Buffer.from('aa060368657948ffffffff0f', 'hex'), known, Buffer.from('f201027a7a', 'hex')])
  const { body } = decodePartyFrame(changed('submit', { envelopes: [future], frankingCommitment: new Uint8Array(32) }))
  t.ok(body.kind === 'submit')
  if (body.kind !== 'submit') return
  const [envelope] = body.submission.envelopes
  t.equal(plain(envelope?.bytes), plain(future))
  t.same({ ...envelope, bytes: undefined }, { deviceId: 1, registrationId: 2, type: 2, bytes: undefined })
})

t.test('an unknown field of a frame or a request is passed over', async (t) => {
  const inner = Buffer.concat([v1.CountPrekeys.encode({ userId: uuid(), deviceId: 3 }).finish(), Buffer.from('a20603010203', 'hex')])
  const frame = Buffer.concat([Buffer.from('0807ca02', 'hex'), Buffer.of(inner.length), inner, Buffer.from('1001', 'hex')])
  t.match(decodePartyFrame(frame), { id: 7, body: { kind: 'countPrekeys', deviceId: 3 } })
})

t.test('a body that only the gateway sends is an unknown request, with its id', async (t) => {
  fc.assert(fc.property(gatewayFrames, ({ id, body }) => {
    fc.pre(body.kind !== 'hello' && body.kind !== 'auth')
    try {
      decodePartyFrame(encodeGatewayFrame(id, body))
      t.fail(body.kind)
    } catch (error) {
      t.ok(error instanceof FrameError)
      if (error instanceof FrameError) t.same([error.code, error.frameId], ['UNKNOWN_REQUEST', id])
    }
  }), { numRuns: 100 })
})

t.test('a body of a later protocol is an unknown request, with its id', async (t) => {
  for (const hex of ['0809aa0903010203', '0809', '']) {
    try {
      decodePartyFrame(Buffer.from(hex, 'hex'))
      t.fail(hex)
    } catch (error) {
      t.ok(error instanceof FrameError)
      if (error instanceof FrameError) t.same([error.code, error.frameId], ['UNKNOWN_REQUEST', hex === '' ? 0 : 9])
    }
  }
})

t.test('the pre-authentication limit refuses a frame that is fine later', async (t) => {
  const frame = raw({ putIssuerList: { list: 'x'.repeat(20_000) } })
  t.equal(refused(frame), undefined)
  t.same(refusal(() => decodePartyFrame(frame, 16_384))?.code, 'FRAME_TOO_LARGE')
})

t.test('a refused request names its id and the field, and never the value', async (t) => {
  try {
    decodePartyFrame(changed('submit', { consentToken: new Uint8Array(31).fill(0xab) }))
    t.fail('refused')
  } catch (error) {
    t.ok(error instanceof FrameError)
    if (!(error instanceof FrameError)) return
    t.not(error.frameId, 0)
    t.same([error.code, error.detail], ['MALFORMED', 'Submit.consent_token'])
  }
})

const envelope = (device: number, type: 2 | 3 | 8, length = 40, registration = 5): Uint8Array =>
  v1.Envelope.encode({ deviceId: device, registrationId: registration, type: enumNumber(type), ciphertext: new Uint8Array(length).fill(7) }).finish()
const key = { id: 1, publicKey: new Uint8Array(33), signature: new Uint8Array(64) }
const many = <T>(count: number, one: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => one(index))
/** A number that no enum lists. */
const UNLISTED = 9
const notV4 = Buffer.from('0123456789ab1def8123456789abcdef', 'hex')

t.test('each rule beside a field is kept', async (t) => {
  const cases: [string, Uint8Array, string, string?][] = [
    ['a request without an id', raw({ getIssuerList: {} }, 0), 'MALFORMED', 'Frame.id'],
    ['an ack with an id', raw({ ack: { upTo: 1 } }, 3), 'MALFORMED', 'Frame.id'],
    ['a user id that is not random', changed('unenlist', { userId: notV4 }), 'MALFORMED', 'Unenlist.user_id'],
    ['a user id of 15 bytes', changed('unenlist', { userId: new Uint8Array(15) }), 'MALFORMED', 'Unenlist.user_id'],
    ['a device id of 128', changed('countPrekeys', { deviceId: 128 }), 'MALFORMED', 'CountPrekeys.device_id'],
    ['101 EC prekeys', changed('putPrekeys', { oneTimePrekeys: many(101, (id) => ({ id: id + 1 })) }), 'TOO_MANY', 'PutPrekeys.one_time_prekeys'],
    ['21 Kyber prekeys', changed('putPrekeys', { oneTimeKyberPrekeys: many(21, (id) => ({ ...key, id: id + 1 })) }), 'TOO_MANY', 'PutPrekeys.one_time_kyber_prekeys'],
    ['one prekey id twice', changed('putPrekeys', { oneTimePrekeys: [key, key] }), 'MALFORMED', 'PutPrekeys.one_time_prekeys'],
    ['prekey id 0', changed('putPrekeys', { oneTimePrekeys: [{ id: 0 }] }), 'MALFORMED', 'EcPrekey.id'],
    ['a prekey id of 25 bits', changed('putPrekeys', { signedPrekey: { ...key, id: 0x1_00_00_00 } }), 'MALFORMED', 'SignedPrekey.id'],
    ['11 device ids', changed('getBundles', { deviceIds: many(11, (index) => index + 1) }), 'TOO_MANY', 'GetBundles.device_ids'],
    ['one device id twice', changed('getBundles', { deviceIds: [1, 1] }), 'MALFORMED', 'GetBundles.device_ids'],
    ['a custody that does not exist', changed('getBundles', { demandedCustody: enumNumber(UNLISTED) }), 'MALFORMED', 'GetBundles.demanded_custody'],
    ['no purpose', changed('requestContact', { purposes: [] }), 'MALFORMED', 'RequestContact.purposes'],
    ['one purpose twice', changed('requestContact', { purposes: [1, 1].map(enumNumber) }), 'MALFORMED', 'RequestContact.purposes'],
    ['an unknown purpose', changed('requestContact', { purposes: [1, UNLISTED].map(enumNumber) }), 'MALFORMED', 'RequestContact.purposes'],
    ['17 purposes', changed('requestContact', { purposes: many(17, () => enumNumber(1)) }), 'TOO_MANY', 'RequestContact.purposes'],
    ['an address that is none', changed('requestContact', { toAddress: 'nobody' }), 'MALFORMED', 'RequestContact.to_address'],
    ['no decision', changed('decideContact', { decision: enumNumber(0) }), 'MALFORMED', 'DecideContact.decision'],
    ['no subject', raw({ decideContact: { user: uuid(), decision: enumNumber(1) } }), 'MALFORMED'],
    ['an inbox that is not said', changed('setProviderChoice', { inbox: enumNumber(0) }), 'MALFORMED', 'SetProviderChoice.inbox'],
    ['a label that turns text around', changed('setProviderChoice', { label: 'a\u202eb' }), 'MALFORMED', 'SetProviderChoice.label'],
    ['a label of 65 characters', changed('setProviderChoice', { label: 'x'.repeat(65) }), 'MALFORMED', 'SetProviderChoice.label'],
    ['an empty reference', changed('setParticipation', { userReference: '' }), 'MALFORMED', 'SetParticipation.user_reference'],
    ['65 capabilities', changed('hello', { capabilities: many(65, (index) => `x.${index}/1`) }), 'TOO_MANY', 'Hello.capabilities'],
    ['a capability with a line end', changed('hello', { capabilities: ['a\nb'] }), 'MALFORMED', 'Hello.capabilities'],
    ['a Hello without limits', changed('hello', { limits: null }), 'MALFORMED', 'Hello.limits'],
    ['a Hello without an instance', changed('hello', { instance: '' }), 'MALFORMED', 'Hello.instance'],
    ['a Hello whose versions are crossed', changed('hello', { minVersion: 2, maxVersion: 1 }), 'MALFORMED', 'Hello.max_version'],
    ['a Hello at no time', changed('hello', { timeMs: Number.NaN }), 'MALFORMED', 'Hello.time_ms'],
    ['a Hello with a short nonce', changed('hello', { nonce: new Uint8Array(31) }), 'MALFORMED', 'Hello.nonce'],
    ['an Auth without a party', changed('auth', { partyId: '' }), 'MALFORMED', 'Auth.party_id'],
    ['an Auth in no mode', changed('auth', { bindingMode: enumNumber(0) }), 'MALFORMED', 'Auth.binding_mode'],
    ['an Auth with a short signature', changed('auth', { signature: new Uint8Array(63) }), 'MALFORMED', 'Auth.signature'],
    ['an empty issuer list', changed('putIssuerList', { list: '' }), 'MALFORMED', 'PutIssuerList.list'],
    ['a Nack of nothing', changed('nack', { streamSequence: 0 }), 'MALFORMED', 'Nack.stream_sequence'],
    ['an empty resume token', changed('resume', { resumeToken: new Uint8Array(0) }), 'MALFORMED', 'Resume.resume_token'],
    ['a Submit without envelopes', changed('submit', { envelopes: [] }), 'MALFORMED', 'Submit.envelopes'],
    ['11 envelopes', changed('submit', { envelopes: many(11, (index) => envelope(index + 1, 2)) }), 'TOO_MANY', 'Submit.envelopes'],
    ['two envelopes for one device', changed('submit', { envelopes: [envelope(1, 2), envelope(1, 2)] }), 'MALFORMED', 'Submit.envelopes'],
    ['a retry request beside a sealed envelope', changed('submit', { envelopes: [envelope(1, 2), envelope(2, 8)] }), 'MALFORMED', 'Submit.envelopes'],
    ['a sealed envelope without a commitment', changed('submit', { envelopes: [envelope(1, 2)], frankingCommitment: null }), 'MALFORMED', 'Submit.franking_commitment'],
    ['a retry request with a commitment', changed('submit', { envelopes: [envelope(1, 8)], frankingCommitment: new Uint8Array(32) }), 'MALFORMED', 'Submit.franking_commitment'],
    ['an envelope over 24 KiB', changed('submit', { envelopes: [envelope(1, 2, 24_577)] }), 'ENVELOPE_TOO_LARGE'],
    ['a retry request that could hold a message', changed('submit', { envelopes: [envelope(1, 8, 600)] }), 'ENVELOPE_TOO_LARGE'],
    ['an envelope without ciphertext', changed('submit', { envelopes: [envelope(1, 2, 0)] }), 'MALFORMED', 'Envelope.ciphertext'],
    ['an envelope of an unknown type', changed('submit', { envelopes: [v1.Envelope.encode({ deviceId: 1, registrationId: 1, type: enumNumber(UNLISTED), ciphertext: key.publicKey }).finish()] }), 'MALFORMED', 'Envelope.type'],
    ['an envelope with registration id 16381', changed('submit', { envelopes: [envelope(1, 2, 40, 16_381)] }), 'MALFORMED', 'Envelope.registration_id'],
    ['an envelope that is not protobuf', changed('submit', { envelopes: [Uint8Array.of(0xff, 0xff)] }), 'MALFORMED', 'Submit.envelopes'],
    ['a message class that does not exist', changed('submit', { messageClass: enumNumber(UNLISTED) }), 'MALFORMED', 'Submit.message_class'],
  ]
  for (const [name, frame, code, detail = ''] of cases) {
    const found = refused(frame)
    t.equal(found?.code, code, name)
    if (detail !== '') t.equal(found?.detail, detail, `${name}: names the field`)
  }
})

t.test('a message class that is not told is NORMAL', async (t) => {
  const { body } = decodePartyFrame(changed('submit', { messageClass: enumNumber(0) }))
  t.ok(body.kind === 'submit' && body.submission.messageClass === 'normal')
})

t.test('an ack of 1,024 sequences passes, packed or not, and one more does not', async (t) => {
  const packed = (count: number) => raw({ ack: { also: many(count, (index) => index) } }, 0)
  const loose = (count: number): Uint8Array => {
    const inner = Buffer.from('1001'.repeat(count), 'hex')
    return Buffer.concat([Buffer.from('da04', 'hex'), Buffer.of((inner.length & 0x7f) | 0x80, inner.length >> 7), inner])
  }
  for (const [name, ack] of [['packed', packed], ['loose', loose]] as const) {
    const { body } = decodePartyFrame(ack(1_024))
    t.equal(body.kind === 'ack' ? body.also.length : 0, 1_024, name)
    t.equal(refused(ack(1_025))?.code, 'UNDECODABLE', name)
  }
})

t.test('a party does not encode an id that the body may not carry', async (t) => {
  for (const [id, kind] of [[0, 'submit'], [1, 'ack'], [-1, 'unenlist'], [1.5, 'unenlist'], [2 ** 32, 'unenlist']] as const) {
    t.same(refusal(() => encodePartyFrame(id, sample(kind))), { code: 'MALFORMED', detail: 'Frame.id' }, `${kind} ${id}`)
  }
})

t.test('a party does not encode text that the gateway would refuse', async (t) => {
  const label = '\ud800'
  t.same(refusal(() => encodePartyFrame(1, { ...sample('setProviderChoice'), label })), { code: 'MALFORMED', detail: 'SetProviderChoice.label' })
  t.same(refusal(() => encodePartyFrame(0, { ...sample('nack'), reason: 'a\nb' })), { code: 'MALFORMED', detail: 'Nack.reason' })
})

t.test('what was decoded is encoded to the same bytes again', async (t) => {
  fc.assert(fc.property(partyFrames, ({ id, body }) => {
    const frame = encodePartyFrame(id, body)
    t.equal(plain(encodePartyFrame(id, decodePartyFrame(frame).body)), plain(frame))
  }), { numRuns: 100 })
})

t.test('a submission holds no ciphertext beside its envelopes\' bytes', async (t) => {
  fc.assert(fc.property(submissions, (submission) => {
    const { body } = decodePartyFrame(encodePartyFrame(1, { kind: 'submit', submission }))
    if (body.kind === 'submit') for (const view of body.submission.envelopes) t.same(Object.keys(view).toSorted(), ['bytes', 'deviceId', 'registrationId', 'type'])
  }), { numRuns: 5 })
})
