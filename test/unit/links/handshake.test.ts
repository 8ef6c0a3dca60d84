// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import t from 'tap'
import { defaultLimits } from '../../../src/model/values.ts'
import { encodePartyFrame } from '../../../src/wire/gateway/index.ts'
import { partySecret } from '../../support/raw-link.ts'
import type { Closed, RawLink, Received } from '../../support/raw-link.ts'
import { bench, NOW, row } from './support.ts'
import type { Bench } from './support.ts'

t.test('an honest party opens a link and learns what it may do', async (t) => {
  const b = await bench(t)
  const link = await b.connect()
  const hello = await link.hello({ capabilities: ['receipts/1', 'msg.text/1', 'unheard/9'] })
  t.match(hello, { minVersion: 1, maxVersion: 1, timeMs: NOW, instance: undefined, software: 'drawbridge/test' })
  t.equal(hello.nonce.length, 32)
  link.send(0, link.auth(b.claim(b.heron)))
  const auth = await link.expect('auth')
  t.equal(auth.partyId, undefined)
  t.ok(b.gatewayProves(link, b.claim(b.heron), auth.signature), 'the gateway proves its pinned key over this very link')
  const ready = await link.expect('ready')
  t.match(ready, { initialCredit: 64, policyVersion: 7, limits: defaultLimits, version: 1, capabilities: ['msg.text/1', 'receipts/1'] })
  t.equal(ready.linkId, b.opened[0]?.linkId)
  t.match(b.opened, [{ party: 'heron.example', role: 'provider', instance: 'one', keyId: b.heron.keyId }])
  t.equal(b.links.count(), 1)
})

t.test('either of two live keys opens a link, so that keys can be rotated', async (t) => {
  const b = await bench(t)
  const second = partySecret('heron.example')
  b.parties.set(b.heron.party, row(b.heron, { linkKeys: [b.heron, second] }))
  await b.open(b.heron, {})
  await b.open(second)
  t.match(b.opened, [{ keyId: b.heron.keyId }, { keyId: second.keyId }])
})

/** What a connection gets that does not open a link. */
interface Refusal { readonly last: Received; readonly closed: Closed }

const refusalOf = async (b: Bench, link: RawLink): Promise<Refusal> => {
  let last = await link.next()
  while (last.body.kind !== 'error') last = await link.next()
  // Some are not read any more, so their closing handshake runs into its timeout.
  b.timers.advance(800)
  return { last, closed: await link.closed }
}

type Misstep = (b: Bench, link: RawLink) => Promise<void> | void

/** Every way of not being who one says; `UNAUTHENTICATED`, the same bytes each. */
const impostors: Readonly<Record<string, Misstep>> = {
  'an unknown party': async (b, link) => {
    await link.hello()
    link.send(0, link.auth(b.claim(partySecret('nobody.example'))))
  },
  'a key of nobody': async (b, link) => {
    await link.hello()
    link.send(0, link.auth(b.claim(partySecret('heron.example'))))
  },
  'a revoked key': async (b, link) => {
    b.parties.set(b.heron.party, row(partySecret('heron.example')))
    await link.hello()
    link.send(0, link.auth(b.claim(b.heron)))
  },
  'the key of another party': async (b, link) => {
    await link.hello()
    link.send(0, link.auth(b.claim({ ...b.core, party: b.heron.party })))
  },
  "another party's id over one's own signature": async (b, link) => {
    await link.hello()
    link.send(0, { ...link.auth(b.claim(b.core)), partyId: b.heron.party })
  },
  'a wrong signature': async (b, link) => {
    await link.hello()
    link.send(0, { ...link.auth(b.claim(b.heron)), signature: randomBytes(64) })
  },
  'a signature for another gateway': async (b, link) => {
    await link.hello()
    link.send(0, link.auth({ ...b.claim(b.heron), gatewayKey: randomBytes(32) }))
  },
  'an Auth of an earlier link': async (b, link) => {
    const earlier = await b.connect()
    await earlier.hello()
    const auth = earlier.auth(b.claim(b.heron))
    earlier.destroy()
    await link.hello()
    link.send(0, auth)
  },
  'a Hello with a capability stripped on the way': async (b, link) => {
    link.sendHello({ capabilities: ['msg.text/1'] }, { capabilities: ['msg.text/1', 'receipts/1'] })
    const { bytes } = await link.next()
    link.send(0, link.authOver(b.claim(b.heron), bytes))
  },
  'a binding mode that was not agreed': async (b, link) => {
    b.parties.set(b.heron.party, row(b.heron, { bindingMode: 'proxy' }))
    await link.hello()
    link.send(0, link.auth(b.claim(b.heron)))
  },
  'an agreed binding mode that the connection does not have': async (b, link) => {
    b.parties.set(b.heron.party, row(b.heron, { bindingMode: 'proxy' }))
    await link.hello()
    link.send(0, link.auth({ ...b.claim(b.heron), bindingMode: 'proxy' }))
  },
  'an exporter value where there is no TLS': async (b, link) => {
    b.parties.set(b.heron.party, row(b.heron, { bindingMode: 'exporter' }))
    await link.hello()
    link.send(0, link.auth({ ...b.claim(b.heron), bindingMode: 'exporter', exporter: new Uint8Array(32) }))
  },
  'a suspended party with a wrong signature': async (b, link) => {
    b.parties.set(b.heron.party, row(b.heron, { state: 'suspended', stateReason: 'unpaid' }))
    await link.hello()
    link.send(0, { ...link.auth(b.claim(b.heron)), signature: randomBytes(64) })
  },
}

t.test('whoever does not prove who it is gets one and the same answer', async (t) => {
  const seen = new Set<string>()
  for (const [who, misstep] of Object.entries(impostors)) {
    const b = await bench(t)
    const link = await b.connect()
    await misstep(b, link)
    const { last, closed } = await refusalOf(b, link)
    t.match(last.body, { kind: 'error', code: 'UNAUTHENTICATED', detail: '', correlationId: '' }, who)
    t.match(closed, { code: 4003, reason: 'UNAUTHENTICATED' }, who)
    t.strictSame(b.refused, [{ code: 'UNAUTHENTICATED', party: undefined }], who)
    t.strictSame([b.opened, b.deliverer.log], [[], []], who)
    seen.add(last.bytes.toString('hex'))
  }
  t.equal(seen.size, 1, 'byte for byte')
})

const request = encodePartyFrame(1, { kind: 'getIssuerList' })

/** Every other way not to open a link, with the code and close code it gets. */
const missteps: readonly { readonly what: string; readonly code: string; readonly closeCode: number; readonly misstep: Misstep }[] = [
  { what: 'a nonce of 31 bytes', code: 'MALFORMED', closeCode: 1002, misstep: (_b, link) => link.sendBytes(link.helloBytes({ nonce: randomBytes(31) })) },
  { what: 'a nonce of 33 bytes', code: 'MALFORMED', closeCode: 1002, misstep: (_b, link) => link.sendBytes(link.helloBytes({ nonce: randomBytes(33) })) },
  { what: 'a Hello without an instance', code: 'MALFORMED', closeCode: 1002, misstep: (_b, link) => link.sendBytes(link.helloBytes({ instance: undefined })) },
  { what: 'two Hellos', code: 'OUT_OF_ORDER', closeCode: 1002, misstep: async (_b, link) => { await link.hello(); link.sendHello() } },
  { what: 'a request before Hello', code: 'OUT_OF_ORDER', closeCode: 1002, misstep: (_b, link) => link.sendBytes(request) },
  { what: 'a request before Auth', code: 'OUT_OF_ORDER', closeCode: 1002, misstep: async (_b, link) => { await link.hello(); link.sendBytes(request) } },
  { what: 'Auth before Hello', code: 'OUT_OF_ORDER', closeCode: 1002, misstep: (b, link) => link.send(0, link.auth(b.claim(b.heron))) },
  {
    what: 'two Auths', code: 'OUT_OF_ORDER', closeCode: 1002,
    misstep: async (b, link) => {
      await link.hello()
      b.beforeFind = () => new Promise(() => undefined)
      link.send(0, link.auth(b.claim(b.heron)))
      link.send(0, link.auth(b.claim(b.heron)))
    },
  },
  { what: 'a text message', code: 'UNDECODABLE', closeCode: 1007, misstep: (_b, link) => link.sendText('hello') },
  { what: 'bytes that are no frame', code: 'UNDECODABLE', closeCode: 1007, misstep: (_b, link) => link.sendBytes(Buffer.from('ffffffff', 'hex')) },
  { what: 'an empty message', code: 'UNKNOWN_REQUEST', closeCode: 1002, misstep: (_b, link) => link.sendBytes(new Uint8Array(0)) },
  { what: 'a version the gateway does not speak', code: 'UNSUPPORTED_VERSION', closeCode: 4001, misstep: (_b, link) => link.sendHello({ minVersion: 2, maxVersion: 9 }) },
  { what: 'one message of more than 16 KiB', code: 'HANDSHAKE_TIMEOUT', closeCode: 4002, misstep: (_b, link) => link.sendBytes(randomBytes(16_385)) },
  {
    what: 'more than 16 KiB of pings', code: 'HANDSHAKE_TIMEOUT', closeCode: 4002,
    misstep: (_b, link) => { for (let sent = 0; sent <= 16_384; sent += 125) link.ws.ping(randomBytes(125)) },
  },
  {
    what: 'silence for five seconds', code: 'HANDSHAKE_TIMEOUT', closeCode: 4002,
    misstep: async (b, link) => {
      await link.hello()
      b.timers.advance(4_999)
      if (b.refused.length > 0) throw new Error('refused too early')
      b.timers.advance(1)
    },
  },
  {
    what: 'a store that does not answer within five seconds', code: 'HANDSHAKE_TIMEOUT', closeCode: 4002,
    misstep: async (b, link) => {
      await link.hello()
      const asked = new Promise<void>((resolve) => { b.beforeFind = () => { resolve(); return new Promise(() => undefined) } })
      link.send(0, link.auth(b.claim(b.heron)))
      await asked
      b.timers.advance(5_000)
    },
  },
  {
    what: 'a planned stop during the handshake', code: 'UNAVAILABLE', closeCode: 1013,
    misstep: async (b, link) => { await link.hello(); void b.links.drain() },
  },
  {
    what: 'a suspension while the row is read', code: 'UNAVAILABLE', closeCode: 1013,
    misstep: async (b, link) => {
      await link.hello()
      b.beforeFind = () => b.links.closeParty(b.heron.party, 'unpaid')
      link.send(0, link.auth(b.claim(b.heron)))
    },
  },
]

t.test('whatever else does not open a link ends it with its own code', async (t) => {
  for (const { what, code, closeCode, misstep } of missteps) {
    const b = await bench(t)
    const link = await b.connect()
    await misstep(b, link)
    const { last, closed } = await refusalOf(b, link)
    t.match(last.body, { kind: 'error', code }, what)
    t.equal(last.id, 0, what)
    t.match(closed, { code: closeCode, reason: code }, what)
    t.match(b.refused, [{ code }], what)
    t.strictSame([b.opened, b.deliverer.log], [[], []], what)
  }
})

t.test('a frame that announces more than the limit is refused by its header', async (t) => {
  const b = await bench(t)
  const link = await b.connect()
  const header = Buffer.alloc(14)
  header.set([0x82, 0xff])
  header.writeUIntBE(300_000, 4, 6)
  link.socket.write(header)
  t.match(await link.next(), { id: 0, body: { kind: 'error', code: 'FRAME_TOO_LARGE' } })
  t.equal((await link.closed).code, 1009)
  t.match(b.refused, [{ code: 'FRAME_TOO_LARGE' }])
})

t.test('a suspended party that proves who it is learns why, and nobody else does', async (t) => {
  const b = await bench(t)
  b.parties.set(b.heron.party, row(b.heron, { state: 'suspended', stateReason: 'the agreement ended' }))
  const link = await b.connect()
  await link.hello()
  link.send(0, link.auth(b.claim(b.heron)))
  t.match(await link.expect('error'), { id: 0, code: 'SUSPENDED', detail: 'the agreement ended' })
  t.match(await link.expect('goAway'), { reason: 'suspended' })
  t.match(await link.closed, { code: 4004, reason: 'SUSPENDED' })
  t.strictSame(b.refused, [{ code: 'SUSPENDED', party: b.heron.party }])
  t.equal(b.links.count(), 0)
})

t.test('a fault of the store during the handshake leaves the gateway as INTERNAL with a correlation id', async (t) => {
  const b = await bench(t)
  b.beforeFind = () => { throw new Error('SELECT secret FROM party') }
  const link = await b.connect()
  await link.hello()
  link.send(0, link.auth(b.claim(b.heron)))
  const error = await link.expect('error')
  t.strictSame([error.code, error.detail, error.correlationId], ['INTERNAL', '', 'correlation-1'])
  t.equal((await link.closed).code, 1011)
  t.match(b.failures, [{ code: 'INTERNAL', correlationId: 'correlation-1', error: { message: 'SELECT secret FROM party' } }])
})

t.test('the gateway says Hello alike to everybody', async (t) => {
  const b = await bench(t)
  const [first, second] = [await b.connect(), await b.connect()]
  const [one, other] = [await first.hello(), await second.hello({ capabilities: [], software: 'other/2' })]
  t.notSame(one.nonce, other.nonce)
  t.strictSame({ ...one, nonce: undefined }, { ...other, nonce: undefined })
})
