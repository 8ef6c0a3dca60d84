// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import t from 'tap'
import { MAX_NUISANCES } from '../../../src/links/limits.ts'
import type { Test } from 'tap'
import type { Answer } from '../../../src/model/answers.ts'
import { errorCatalogue, GatewayError } from '../../../src/model/errors.ts'
import type { ErrorCode } from '../../../src/model/errors.ts'
import { deviceId, partyId, userId, userReference } from '../../../src/model/ids.ts'
import { coreOnlyRequests } from '../../../src/model/requests.ts'
import type { PartyBody, PartyRequest } from '../../../src/model/requests.ts'
import { encodePartyFrame } from '../../../src/wire/gateway/index.ts'
import { bench } from './support.ts'
import type { Bench } from './support.ts'

const user = userId('6f1c1f7e-57a3-4a57-8d53-0c9c9d4f4f01')
const ask: PartyRequest = { kind: 'countPrekeys', userId: userId('5b0c1c6e-6b57-4b8e-9d1c-0f6f7f1f3a11'), deviceId: deviceId(1) }
const unenlist: PartyRequest = { kind: 'unenlist', userId: user }

t.test('a request reaches its handler with the proved party and is answered under its id', async (t) => {
  const b = await bench(t, { manual: true })
  const link = await b.open(b.core, {})
  link.send(4_294_967_295, unenlist)
  const call = await b.called(1)
  t.match(call, { kind: 'unenlist', party: 'core.example', signal: { aborted: false } })
  call.finish({ kind: 'erased', timeMs: 5, prekeys: 1, queuedMessages: 2, consents: 3 })
  t.match(await link.next(), { id: 4_294_967_295, body: { kind: 'erased', prekeys: 1, queuedMessages: 2, consents: 3 } })
})

t.test('requests run side by side and are answered in the order in which they are done', async (t) => {
  const b = await bench(t, { manual: true })
  const link = await b.open()
  for (const id of [1, 2, 3]) link.send(id, ask)
  const calls = [await b.called(1), await b.called(2), await b.called(3)]
  for (const n of [2, 0, 1]) calls[n]?.finish({ kind: 'issuerList', list: String(n) })
  const answers = [await link.next(), await link.next(), await link.next()]
  t.match(answers, [{ id: 3, body: { list: '2' } }, { id: 1, body: { list: '0' } }, { id: 2, body: { list: '1' } }])
})

/** Two more round trips, of another link: what the greedy one had sent is dealt with by then, and its next request waits. */
const anotherIsNext = async (t: Test, b: Bench, call: number, party: 'core' | 'heron'): Promise<void> => {
  const other = await b.open(b[party])
  other.send(1, ask)
  const foreign = await b.called(call)
  t.equal(foreign.party, `${party}.example`, `call ${String(call)} is not of the greedy link`)
  foreign.finish({ kind: 'done' })
  await other.expect('done')
}

t.test('a link has at most its credit of requests under way, and reads on when one is answered', async (t) => {
  const b = await bench(t, { manual: true })
  const link = await b.open()
  for (let id = 1; id <= 200; id++) link.send(id, ask)
  await b.called(64)
  await anotherIsNext(t, b, 65, 'core')
  t.equal(b.calls.length, 65)
  b.calls[0]?.finish({ kind: 'done' })
  t.match(await link.next(), { id: 1 })
  t.equal((await b.called(66)).party, 'heron.example')
  for (let n = 1; n < 201; n++) if (n !== 64) (await b.called(n + 1)).finish({ kind: 'done' })
  for (let id = 2; id <= 200; id++) t.equal((await link.next()).id, id)
})

t.test('of requests with the largest answers a link has two under way, and the next when one is answered', async (t) => {
  const b = await bench(t, { manual: true })
  const link = await b.open()
  for (let id = 1; id <= 5; id++) link.send(id, { kind: 'getIssuerList' })
  await b.called(2)
  await anotherIsNext(t, b, 3, 'core')
  for (const n of [1, 2, 4, 5, 6]) (await b.called(n)).finish({ kind: 'done' })
  for (let id = 1; id <= 5; id++) t.equal((await link.next()).id, id)
})

t.test('many refused requests are answered one by one', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  const frame = encodePartyFrame(7, { kind: 'putIssuerList', list: 'x' })
  for (let n = 0; n < MAX_NUISANCES; n++) link.sendBytes(frame)
  for (let n = 0; n < MAX_NUISANCES; n++) {
    const { id, body } = await link.next()
    if (id !== 7 || body.kind !== 'error' || body.code !== 'WRONG_ROLE') t.fail(`got ${JSON.stringify(body)}`)
  }
  t.equal(b.calls.length, 0)
})

const coreRequests: readonly PartyRequest[] = [
  { kind: 'setParticipation', userReference: userReference('anna'), optedIn: true, address: undefined, findable: false },
  { kind: 'setProviderChoice', userReference: userReference('anna'), provider: partyId('heron.example'), allowed: true, inbox: 'separate', label: 'Heron' },
  { kind: 'putIssuerList', list: 'eyJ' },
]

t.test('only a core may send what belongs to the core', async (t) => {
  const b = await bench(t)
  t.strictSame(new Set(coreRequests.map(({ kind }) => kind)), coreOnlyRequests, 'all of them are tried')
  const [provider, core] = [await b.open(), await b.open(b.core)]
  for (const request of coreRequests) {
    provider.send(1, request)
    t.match(await provider.next(), { id: 1, body: { kind: 'error', code: 'WRONG_ROLE' } }, request.kind)
    core.send(1, request)
    t.match(await core.next(), { id: 1, body: { kind: 'done' } }, request.kind)
  }
  t.strictSame(b.calls.map(({ party }) => party), ['core.example', 'core.example', 'core.example'])
  t.match(b.failures.map(({ kind, code }) => [kind, code]), coreRequests.map(({ kind }) => [kind, 'WRONG_ROLE']))
})

t.test('an error of the catalogue answers its request, and only those that say so end the link', async (t) => {
  for (const code of Object.keys(errorCatalogue) as ErrorCode[]) {
    const b = await bench(t, { handlers: { countPrekeys: () => Promise.reject(new GatewayError(code, 'what was wrong')) } })
    const link = await b.open()
    link.send(9, ask)
    const { id, ...error } = await link.expect('error')
    t.equal(id, 9, code)
    t.strictSame([error.code, error.detail], [code, code === 'INTERNAL' ? '' : 'what was wrong'], code)
    const { closeCode } = errorCatalogue[code]
    if (closeCode === 0 || code === 'INTERNAL' || code === 'UNAVAILABLE') {
      link.send(10, unenlist)
      t.match(await link.next(), { id: 10, body: { kind: 'done' } }, code)
    } else {
      t.match(await link.closed, { code: closeCode, reason: code }, code)
    }
  }
})

t.test('whatever else a handler throws is INTERNAL: a correlation id, no word of its text, and the link goes on', async (t) => {
  const broken: readonly (() => Promise<Answer>)[] = [
    () => Promise.reject(new Error('secret')),
    () => { throw new TypeError('secret') },
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what is broken may reject with anything
    () => Promise.reject('secret'),
    () => Promise.reject(new GatewayError('INTERNAL', 'secret')),
    () => Promise.resolve({ kind: 'issuerList', get list(): string { throw new Error('secret') } }),
    () => Promise.resolve(undefined as unknown as Answer),
  ]
  let n = 0
  const b = await bench(t, { handlers: { countPrekeys: () => broken[n++]!() } })
  const link = await b.open()
  for (let id = 1; id <= broken.length; id++) {
    link.send(id, ask)
    const { bytes, body } = await link.next()
    t.match(body, { kind: 'error', code: 'INTERNAL', detail: '', correlationId: `correlation-${id}` })
    t.notOk(bytes.includes('secret'))
  }
  t.strictSame(b.failures.map(({ correlationId }) => correlationId), broken.map((_, index) => `correlation-${index + 1}`))
  t.ok(b.failures.every(({ error }) => error !== undefined), 'the operator gets what was thrown')
})

const unknownBody = Buffer.from([0x08, 0x05, 0xd2, 0x09, 0x00])
const malformedUnenlist = Buffer.from([0x08, 0x06, 0x92, 0x02, 0x00])

t.test('a request that cannot be read is answered under its id', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.sendBytes(unknownBody)
  t.match(await link.next(), { id: 5, body: { kind: 'error', code: 'UNKNOWN_REQUEST' } })
  link.sendBytes(malformedUnenlist)
  t.match(await link.next(), { id: 6, body: { kind: 'error', code: 'MALFORMED' } })
  link.send(7, ask)
  t.match(await link.next(), { id: 7, body: { kind: 'done' } })
})

/** Frames that no answer can mend: the link ends, and an Error with id 0 says why. */
const fatal: readonly { readonly what: string; readonly code: ErrorCode; readonly closeCode: number; readonly frame: Uint8Array | PartyBody }[] = [
  { what: 'bytes that are no frame', code: 'UNDECODABLE', closeCode: 1007, frame: Buffer.from('08', 'hex') },
  { what: 'an unknown body without an id', code: 'UNKNOWN_REQUEST', closeCode: 1002, frame: unknownBody.subarray(2) },
  { what: 'a request without an id', code: 'MALFORMED', closeCode: 1002, frame: malformedUnenlist.subarray(2) },
  { what: 'an Auth on an open link', code: 'OUT_OF_ORDER', closeCode: 1002, frame: { kind: 'auth', partyId: partyId('heron.example'), keyId: 'k'.repeat(43) as never, bindingMode: 'proxy', signature: randomBytes(64) } },
]

t.test('a frame without a request to answer ends the link and says why', async (t) => {
  for (const { what, code, closeCode, frame } of fatal) {
    const b = await bench(t)
    const link = await b.open()
    if (frame instanceof Uint8Array) link.sendBytes(frame)
    else link.send(0, frame)
    t.match(await link.next(), { id: 0, body: { kind: 'error', code } }, what)
    t.match(await link.closed, { code: closeCode, reason: code }, what)
    t.strictSame(b.ended, [code], what)
  }
})

t.test('a second Hello ends the link', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.sendHello()
  t.match(await link.next(), { id: 0, body: { kind: 'error', code: 'OUT_OF_ORDER' } })
  t.equal((await link.closed).code, 1002)
})

t.test('a text message ends the link', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.sendText('hello')
  t.match(await link.next(), { id: 0, body: { kind: 'error', code: 'UNDECODABLE' } })
  t.equal((await link.closed).code, 1007)
})

t.test('a frame over the limit ends the link with its code', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.sendBytes(randomBytes(262_145))
  t.match(await link.next(), { id: 0, body: { kind: 'error', code: 'FRAME_TOO_LARGE' } })
  t.equal((await link.closed).code, 1009)
  t.strictSame(b.ended, ['FRAME_TOO_LARGE'])
})

t.test('an id that awaits its answer may not be used again, readable or not', async (t) => {
  for (const second of [encodePartyFrame(5, ask), unknownBody]) {
    const b = await bench(t, { manual: true })
    const link = await b.open()
    link.send(5, ask)
    const call = await b.called(1)
    link.sendBytes(second)
    t.match(await link.next(), { id: 0, body: { kind: 'error', code: 'OUT_OF_ORDER' } }, 'not under the id, where it would pass for the answer')
    t.equal((await link.closed).code, 1002)
    t.ok(call.signal.aborted, 'what is under way learns that nobody waits')
    call.finish({ kind: 'done' })
  }
})

t.test('an id may be used again once it is answered', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  for (let n = 0; n < 3; n++) {
    link.send(5, ask)
    t.match(await link.next(), { id: 5, body: { kind: 'done' } })
  }
})

t.test('a handler learns when its link is gone, and its late answer or error goes nowhere', async (t) => {
  const b = await bench(t, { manual: true })
  const link = await b.open()
  link.send(1, ask)
  link.send(2, ask)
  const [first, second] = [await b.called(1), await b.called(2)]
  const aborted = new Promise((resolve) => { second.signal.addEventListener('abort', resolve) })
  link.destroy()
  await aborted
  first.finish({ kind: 'done' })
  second.finish(new Error('too late'))
  await b.links.drain()
  t.strictSame([b.ended, b.failures], [['LEFT'], []])
})

t.test('a link whose unanswered requests hold a mebibyte is not read until one is answered', async (t) => {
  const b = await bench(t, { manual: true })
  const link = await b.open(b.core)
  const large = { kind: 'putIssuerList', list: 'x'.repeat(131_072) } as const
  for (let id = 1; id <= 20; id++) link.send(id, large)
  await b.called(8)
  await anotherIsNext(t, b, 9, 'heron')
  t.equal(b.calls.length, 9)
  for (let n = 1; n <= 21; n++) if (n !== 9) (await b.called(n)).finish({ kind: 'done' })
  for (let id = 1; id <= 20; id++) t.equal((await link.next()).id, id)
})
