// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { CAPABILITIES } from '../../../../src/gateway/about.ts'
import { keyId } from '../../../../src/model/ids.ts'
import type { Hello } from '../../../../src/model/requests.ts'
import { decodeGatewayFrame, decodePartyFrame, encodeGatewayFrame, encodePartyFrame } from '../../../../src/wire/gateway/index.ts'
import { createEd25519, createFakeGateway, gatewayHello } from '../../../support/fake-gateway.ts'
import type { Opening } from '../../../support/fake-gateway.ts'
import { ManualTimers } from './manual-timers.ts'
import { connectTo } from './support.ts'

t.test('a link opens: both sides prove their keys over both Hellos, and Ready is handed on', async (t) => {
  const gateway = await createFakeGateway(t)
  const { link, logged } = connectTo(t, gateway, { software: 'heron/7', capabilities: ['msg.text/1'], windows: { pushes: 100 } })
  t.equal(link.state, 'connecting')
  const { connection, hello, auth, isAuthentic } = await gateway.link()
  t.ok(isAuthentic)
  t.equal(connection.request.headers['sec-websocket-protocol'], 'drawbridge.v1')
  t.notOk(connection.request.headers['sec-websocket-extensions'], 'no compression is offered')
  t.match(hello, { minVersion: 1, maxVersion: 1, instance: 'one', software: 'heron/7', capabilities: ['msg.text/1'], limits: { maxUnacknowledged: 100 } })
  t.equal(hello.nonce.length, 32)
  t.match(auth, { partyId: 'heron.example', keyId: gateway.keys.linkKey.kid, bindingMode: 'plain-loopback' })
  const ready = await link.ready
  t.equal(ready.initialCredit, 8)
  t.equal((await logged('opened')).linkId, ready.linkId)
  t.equal(link.state, 'open')
})

t.test('the link key alone opens a link, so the issuer key may live where only the login reaches it; by itself a link offers all that a gateway knows', async (t) => {
  const gateway = await createFakeGateway(t)
  const { party, linkKey } = gateway.keys
  const { link } = connectTo(t, gateway, { keys: { party, linkKey } })
  const { hello, isAuthentic } = await gateway.link()
  t.ok(isAuthentic)
  t.same([...hello.capabilities].sort(), [...CAPABILITIES].sort())
  await link.ready
})

const helloIn = ({ body }: { readonly body: { readonly kind: string } }): Hello => {
  if (body.kind !== 'hello') throw new Error('no Hello')
  return body as Hello
}

const impostors: readonly (readonly [title: string, opening: Opening, detail: RegExp])[] = [
  ['a gateway that signs with another key', { signWith: createEd25519().privateKey }, /signature/],
  ['a gateway that names another key', { auth: (auth) => ({ ...auth, keyId: keyId(createEd25519().jwk.kid) }) }, /another key/],
  ['a gateway in another binding mode', { auth: (auth) => ({ ...auth, bindingMode: 'proxy' }) }, /binding mode/],
  ['a gateway that saw another Hello of the party', { seenHellos: (party, ours) => [party.subarray(1), ours] }, /signature/],
]
for (const [title, opening, detail] of impostors) {
  t.test(`${title} is refused for good, and nothing was asked of it`, async (t) => {
    const gateway = await createFakeGateway(t)
    const { link } = connectTo(t, gateway)
    const asked = link.request({ kind: 'getIssuerList' })
    const { connection } = await gateway.link(opening)
    await t.rejects(asked, { name: 'LinkLost' })
    await t.rejects(link.ready, { name: 'LinkLost' })
    t.match(await link.closed, { why: 'impostor', detail })
    t.equal(link.state, 'closed')
    await connection.closed
    t.strictSame(connection.unread, [])
  })
}

t.test('a gateway that repeats the proof of an earlier link is refused', async (t) => {
  const gateway = await createFakeGateway(t)
  const first = connectTo(t, gateway, { instance: 'first' })
  const { ownAuth } = await gateway.link()
  await first.link.ready
  const second = connectTo(t, gateway, { instance: 'second' })
  await gateway.link({ auth: () => ownAuth })
  t.match(await second.link.closed, { why: 'impostor' })
})

t.test('a capability stripped on the way from either Hello breaks both signatures', async (t) => {
  const gateway = await createFakeGateway(t)
  const strips: readonly Opening[] = [
    { hello: { capabilities: [] }, seenHellos: (party, ours) => [party, encodeGatewayFrame(0, { ...helloIn(decodeGatewayFrame(ours)), capabilities: ['msg.text/1'] })] },
    { seenHellos: (party, ours) => [encodePartyFrame(0, { ...helloIn(decodePartyFrame(party)), capabilities: [] }), ours] },
  ]
  for (const opening of strips) {
    const { link } = connectTo(t, gateway)
    const { isAuthentic } = await gateway.link(opening)
    t.notOk(isAuthentic, 'the party signed what it sent and saw')
    t.match(await link.closed, { why: 'impostor', detail: /signature/ })
  }
  const { link } = connectTo(t, gateway)
  const { isAuthentic } = await gateway.link({
    seenHellos: (party, ours) => [encodePartyFrame(0, helloIn(decodePartyFrame(party))), encodeGatewayFrame(0, helloIn(decodeGatewayFrame(ours)))],
  })
  t.ok(isAuthentic, 'the same two Hellos with nothing stripped hold')
  await link.ready
})

t.test('a gateway whose versions do not meet ours is refused for good', async (t) => {
  const gateway = await createFakeGateway(t)
  const { link } = connectTo(t, gateway)
  const connection = await gateway.connection()
  await connection.expect('hello')
  connection.send(0, { ...gatewayHello(), minVersion: 2, maxVersion: 9 })
  t.strictSame(await link.closed, { why: 'refused', code: 'UNSUPPORTED_VERSION', detail: 'this side speaks 1 to 1, the gateway 2 to 9' })
  await t.rejects(link.ready, { code: 'UNSUPPORTED_VERSION' })
})

t.test('the version of Ready must be the one both sides speak, and there must be credit', async (t) => {
  const gateway = await createFakeGateway(t)
  const { logged } = connectTo(t, gateway)
  await gateway.link({ ready: { version: 2 } })
  t.match((await logged('lost')).reason, /another version/)
  await gateway.link({ ready: { initialCredit: 0 } })
  t.match((await logged('lost')).reason, /no credit/)
})

t.test('an error before Ready ends the link for good unless it may pass', async (t) => {
  const gateway = await createFakeGateway(t)
  const { link, logged } = connectTo(t, gateway)
  const first = await gateway.connection()
  first.send(0, { kind: 'error', code: 'UNAVAILABLE', detail: '', correlationId: '', retryAfterSeconds: 0 })
  t.match((await logged('lost')).reason, /UNAVAILABLE/)
  const second = await gateway.connection()
  await second.expect('hello')
  second.send(0, gatewayHello())
  await second.expect('auth')
  second.send(0, { kind: 'error', code: 'UNAUTHENTICATED', detail: '', correlationId: '', retryAfterSeconds: 0 })
  t.strictSame(await link.closed, { why: 'refused', code: 'UNAUTHENTICATED', detail: '' })
})

t.test('a gateway that answers the Hello with something else is left, and tried again', async (t) => {
  const gateway = await createFakeGateway(t)
  const { link, logged } = connectTo(t, gateway)
  const first = await gateway.connection()
  first.send(0, { kind: 'queueEmpty' })
  t.match((await logged('lost')).reason, /queueEmpty instead of hello/)
  const second = await gateway.connection()
  second.ws.send(Buffer.from([0xff]))
  t.match((await logged('lost')).reason, /does not keep to the protocol/)
  const third = await gateway.connection()
  third.ws.send('text')
  t.match((await logged('lost')).reason, /a text message/)
  const fourth = await gateway.connection()
  for (const body of [gatewayHello(), ...Array.from({ length: 70 }, () => ({ kind: 'queueEmpty' }) as const)]) fourth.send(0, body)
  t.match((await logged('lost')).reason, /frames before the link was open|queueEmpty instead of auth/)
  await gateway.link()
  await link.ready
})

t.test('a handshake that takes five seconds is given up', async (t) => {
  const gateway = await createFakeGateway(t)
  const timers = new ManualTimers()
  const { logged } = connectTo(t, gateway, { sources: { timers } })
  const connection = await gateway.connection()
  await connection.expect('hello')
  await timers.waitFor(5_000)
  timers.advance(5_000)
  t.match((await logged('lost')).reason, /handshake took too long/)
  await connection.closed
})

t.test('keys of another party, a foreign plain address and bad names are refused before connecting', async (t) => {
  const [gateway, other] = [await createFakeGateway(t), await createFakeGateway(t)]
  t.throws(() => connectTo(t, { ...gateway, keys: { ...other.keys, party: gateway.admission.core.party } }), { code: 'CONFIG_INVALID' })
  const { admission } = gateway
  t.throws(() => connectTo(t, { ...gateway, admission: { ...admission, gateway: { ...admission.gateway, url: 'ws://192.0.2.1/' } } }), { code: 'CONFIG_INVALID' })
  t.throws(() => connectTo(t, gateway, { instance: 'a b' }), { code: 'MALFORMED' })
  t.throws(() => connectTo(t, gateway, { software: 'x'.repeat(65) }), { code: 'CONFIG_INVALID' })
  t.throws(() => connectTo(t, gateway, { windows: { pushes: 1_025 } }), { code: 'CONFIG_INVALID' })
})

t.test('a clock that is far from the gateway\'s is told', async (t) => {
  const gateway = await createFakeGateway(t)
  const { logged } = connectTo(t, gateway, { sources: { now: () => 1_000_000 } })
  await gateway.link({ hello: { timeMs: 1_060_000 } })
  t.equal((await logged('clockSkew')).gatewayAheadMs, 60_000)
})

t.test('closing while the link opens ends it', async (t) => {
  const gateway = await createFakeGateway(t)
  const { link } = connectTo(t, gateway)
  const connection = await gateway.connection()
  await connection.expect('hello')
  await link.close()
  t.strictSame(await link.closed, { why: 'closed' })
  await connection.closed
})
