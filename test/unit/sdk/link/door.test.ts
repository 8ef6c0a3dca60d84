// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a device speaks for the user who logged in and asks what is for a device to ask; whatever else it says is refused before the link, and costs nobody but itself.
import fc from 'fast-check'
import t from 'tap'
import { GatewayError } from '../../../../src/model/errors.ts'
import { address, deviceId, partyId, userReference } from '../../../../src/model/ids.ts'
import type { UserId } from '../../../../src/model/ids.ts'
import type { Enlistment, PartyBody, PartyRequest, SignedDeviceList } from '../../../../src/model/requests.ts'
import { MAX_FRAME_BYTES } from '../../../../src/model/values.ts'
import { LinkLost } from '../../../../src/sdk/link/index.ts'
import { AnswerError } from '../../../../src/sdk/link/requests.ts'
import { DEVICE_CREDIT, DEVICE_CREDIT_BYTES, DEVICE_REQUESTS, DEVICE_REQUESTS_MS, MAX_DEVICE_REFUSALS, MAX_DEVICE_WAITING_BYTES } from '../../../../src/sdk/link/door/limits.ts'
import { encodeDeviceList, encodeEnlistment, encodePartyFrame, partyRequestKinds } from '../../../../src/wire/gateway/index.ts'
import { partyBodies } from '../../wire/party-bodies.ts'
import { ManualTimers } from './manual-timers.ts'
import { ada, bob } from './support.ts'
import { adaAtHome, bobAtHome, openDoor, RawDevice } from './door-support.ts'
import type { DoorUnderTest } from './door-support.ts'

type Kind = PartyRequest['kind']
type Of<K extends Kind> = Extract<PartyRequest, { kind: K }>

const listOf = (devices: SignedDeviceList, userId: UserId): SignedDeviceList => {
  const fields = { ...devices, userId }
  return { ...fields, list: encodeDeviceList(fields) }
}

const enlistedAs = (enlistment: Enlistment, userId: UserId, words: Partial<Enlistment> = {}): Enlistment => {
  const home = userId === bob ? bobAtHome : adaAtHome
  const fields: Omit<Enlistment, 'bytes'> = {
    ...enlistment, userId, devices: listOf(enlistment.devices, userId), userReference: home.userReference, displayName: home.displayName ?? '', address: undefined, forProvider: undefined, actor: 'PERSON', ...words,
  }
  return { ...fields, bytes: encodeEnlistment(fields) }
}

/** The request as this user's device sends it; undefined for what no device sends. A kind without a row does not compile. */
const sentBy: { readonly [K in Kind]: ((request: Of<K>, user: UserId) => PartyRequest) | 'home' | 'names nobody' } = {
  enlist: (request, user) => ({ ...request, enlistment: enlistedAs(request.enlistment, user) }),
  changeIdentity: (request, user) => ({ ...request, enlistment: enlistedAs(request.enlistment, user) }),
  updateDevices: (request, userId) => ({ ...request, userId, devices: listOf(request.devices, userId) }),
  putPrekeys: (request, userId) => ({ ...request, userId }),
  countPrekeys: (request, userId) => ({ ...request, userId }),
  getBundles: (request, senderUser) => ({ ...request, senderUser }),
  getIssuerList: 'names nobody',
  requestContact: (request, fromUser) => ({ ...request, fromUser }),
  decideContact: (request, user) => ({ ...request, user }),
  withdrawConsent: (request, user) => ({ ...request, user }),
  reissueToken: (request, user) => ({ ...request, user }),
  createInvite: (request, user) => ({ ...request, user }),
  revokeInvite: (request, user) => ({ ...request, user }),
  submit: (request, senderUser) => ({ ...request, submission: { ...request.submission, senderUser } }),
  createUpload: (request, senderUser) => ({ ...request, senderUser }),
  offerHosted: (request, senderUser) => ({ ...request, senderUser }),
  getAttachment: (request, user) => ({ ...request, user }),
  attachmentDone: (request, user) => ({ ...request, user }),
  report: (request, reporter) => ({ ...request, reporter }),
  unenlist: 'home', trace: 'home', listEnforcement: 'home', appeal: 'home', putIssuerList: 'home', setParticipation: 'home', setProviderChoice: 'home',
}

const SEED = 40
const sample = <K extends Kind>(kind: K): Of<K> => {
  const [one] = fc.sample<PartyBody>(partyBodies[kind], { numRuns: 1, seed: SEED })
  return one as Of<K>
}
const as = <K extends Kind>(kind: K, user: UserId): PartyRequest => {
  const row = sentBy[kind]
  return typeof row === 'function' ? row(sample(kind), user) : sample(kind)
}

const errorOf = async (device: Awaited<ReturnType<DoorUnderTest['attend']>>): Promise<{ readonly id: number; readonly code: string; readonly detail: string }> => {
  const { id, body } = await device.expect('error')
  return { id, code: body.code, detail: body.detail }
}

t.test('every kind of request has a row here', (t) => {
  t.strictSame(Object.keys(sentBy).sort(), [...partyRequestKinds].sort())
  t.end()
})

for (const kind of partyRequestKinds) {
  const row = sentBy[kind]
  if (row === 'home') {
    t.test(`${kind} is for the home alone to ask`, async (t) => {
      const around = openDoor()
      const device = await around.attend(adaAtHome)
      device.say(5, sample(kind))
      t.strictSame(await errorOf(device), { id: 5, code: 'OUT_OF_SCOPE', detail: '' })
      t.strictSame(around.asked, [], 'nothing reaches the link')
      t.match(around.events, [{ event: 'attended' }, { event: 'refused', user: ada, kind, code: 'OUT_OF_SCOPE' }])
      t.notOk(device.isClosed, 'and the device may go on')
    })
    continue
  }
  t.test(`${kind} passes for the user who logged in, as it was sent`, async (t) => {
    const around = openDoor({ mayOffer: () => true })
    const device = await around.attend(adaAtHome)
    const request = as(kind, ada)
    device.say(5, request)
    t.strictSame(await device.expect('done'), { id: 5, body: { kind: 'done' } })
    const [asked] = around.asked
    t.strictSame(asked && Buffer.from(encodePartyFrame(1, asked)), Buffer.from(encodePartyFrame(1, request)))
  })
  if (row === 'names nobody') continue
  t.test(`${kind} for another user is refused before the link`, async (t) => {
    const around = openDoor({ mayOffer: () => true })
    await around.attend(bobAtHome)
    const device = await around.attend(adaAtHome)
    device.say(5, as(kind, bob))
    t.strictSame(await errorOf(device), { id: 5, code: 'NOT_YOURS', detail: '' })
    t.strictSame(around.asked, [])
    t.match(around.events.at(-1), { event: 'refused', user: ada, kind, code: 'NOT_YOURS' })
  })
}

const words: Readonly<Record<string, Partial<Enlistment>>> = {
  user_reference: { userReference: userReference('bob') }, address: { address: address('bob@heron.example') }, display_name: { displayName: 'Your bank' }, actor: { actor: 'BUSINESS' },
  for_provider: { forProvider: partyId('kite.example') },
}
for (const [field, said] of Object.entries(words)) {
  for (const kind of ['enlist', 'changeIdentity'] as const) {
    t.test(`${kind} with another ${field} than its home's record is refused`, async (t) => {
      const around = openDoor()
      const device = await around.attend(adaAtHome)
      device.say(5, { ...sample(kind), enlistment: enlistedAs(sample(kind).enlistment, ada, said) })
      t.strictSame(await errorOf(device), { id: 5, code: 'OUT_OF_SCOPE', detail: `Enlistment.${field}` })
      t.strictSame(around.asked, [])
    })
  }
}

t.test('a file may be offered only from where its home says', async (t) => {
  const around = openDoor({ mayOffer: ({ host, path }) => host === 'media.heron.example' && path === '/ada/1' })
  const device = await around.attend(adaAtHome)
  const offer = { ...sample('offerHosted'), senderUser: ada, host: 'media.heron.example' }
  device.say(1, { ...offer, path: '/ada/1' })
  await device.expect('done')
  device.say(2, { ...offer, path: '/bob/1' })
  t.strictSame(await errorOf(device), { id: 2, code: 'OUT_OF_SCOPE', detail: 'OfferHosted.path' })
  const without = openDoor()
  const other = await without.attend(adaAtHome)
  other.say(3, { ...offer, path: '/ada/1' })
  t.match(await errorOf(other), { id: 3, code: 'OUT_OF_SCOPE' }, 'by default from nowhere')
})

const own = (): PartyRequest => as('countPrekeys', ada)
const endings: Readonly<Record<string, readonly [code: string, bytes: Uint8Array]>> = {
  'bytes that are no frame': ['UNDECODABLE', Uint8Array.of(0xff, 0xff, 0xff)],
  'a frame that is too large': ['FRAME_TOO_LARGE', new Uint8Array(MAX_FRAME_BYTES + 1)],
  'a Hello': ['OUT_OF_ORDER', encodePartyFrame(0, fc.sample(partyBodies.hello, { numRuns: 1, seed: SEED })[0]!)],
  'an Auth': ['OUT_OF_ORDER', encodePartyFrame(0, fc.sample(partyBodies.auth, { numRuns: 1, seed: SEED })[0]!)],
  'an Ack of what was never sent': ['OUT_OF_ORDER', encodePartyFrame(0, { kind: 'ack', upTo: 1, also: [] })],
  'an Ack of what was never sent, by name': ['OUT_OF_ORDER', encodePartyFrame(0, { kind: 'ack', upTo: 0, also: [1] })],
  'a Nack of what was never sent': ['OUT_OF_ORDER', encodePartyFrame(0, { kind: 'nack', streamSequence: 1, reason: '', retryable: true })],
}
for (const [what, [code, bytes]] of Object.entries(endings)) {
  t.test(`${what} ends the connection of who sent it, and nobody else's`, async (t) => {
    const around = openDoor()
    const [device, other] = [await around.attend(adaAtHome), await around.attend(bobAtHome)]
    device.sayBytes(bytes)
    t.match(await errorOf(device), { id: 0, code })
    t.ok(device.isClosed)
    device.say(1, own())
    other.say(1, as('countPrekeys', bob))
    await other.expect('done')
    t.notOk(other.isClosed)
    t.equal(around.asked.length, 1, 'what comes after the end is not heard')
  })
}

t.test('whatever bytes come, they cost at most the connection', async (t) => {
  const around = openDoor()
  const other = await around.attend(bobAtHome)
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.of(0x08, 1, ...bytes))), { maxLength: 5 }), async (frames) => {
    const device = await around.attend(adaAtHome)
    for (const bytes of frames) device.sayBytes(bytes)
  }), { numRuns: 300, seed: SEED })
  t.notOk(around.events.some(({ event }) => event === 'bug'))
  other.say(1, as('countPrekeys', bob))
  await other.expect('done')
})

t.test('a bug in what a frame sets going ends that connection, and the server goes on', async (t) => {
  const around = openDoor({ mayOffer: () => { throw new TypeError('a bug') } })
  const [device, other] = [await around.attend(adaAtHome), await around.attend(bobAtHome)]
  device.say(1, as('offerHosted', ada))
  t.match(await device.expect('error'), { id: 0, body: { code: 'INTERNAL', detail: '' } })
  t.ok(device.isClosed)
  t.match(around.events.slice(-2), [{ event: 'bug', error: TypeError }, { event: 'left', reason: 'INTERNAL' }])
  other.say(1, as('countPrekeys', bob))
  await other.expect('done')
})

t.test('a request that cannot be read is answered under its id', async (t) => {
  const around = openDoor()
  const device = await around.attend(adaAtHome)
  // A Frame with id 9 and an Unenlist whose user id has one byte.
  device.sayBytes(Uint8Array.of(0x08, 9, 0x92, 0x02, 3, 0x0a, 1, 1))
  t.strictSame(await errorOf(device), { id: 9, code: 'MALFORMED', detail: 'Unenlist.user_id' })
  t.notOk(device.isClosed)
})

t.test('before Ready nothing is taken', async (t) => {
  const around = openDoor()
  const early = new RawDevice()
  around.door.attend(adaAtHome, early)
  early.say(1, own())
  t.match(await errorOf(early), { id: 0, code: 'OUT_OF_ORDER' })
})

t.test('Ready says the device\'s credit, and nothing of the agreement or of where the link stands', async (t) => {
  const around = openDoor()
  const device = new RawDevice()
  around.door.attend(adaAtHome, device)
  const { body } = await device.expect('ready')
  t.match(body, { initialCredit: DEVICE_CREDIT, initialCreditBytes: DEVICE_CREDIT_BYTES, version: 1, capabilities: ['msg.text/1'] })
  t.ok(Object.values(body.limits).every((limit) => limit === 0))
  t.strictSame([...body.resumeToken], [0])
  t.not(body.linkId, '1b1e7c52-6a0f-4b8e-9a3d-5c2f8e4d1a90')
})

t.test('a device that asks more than its credit allows is sent away, and its requests that wait for a link wait no longer', async (t) => {
  const around = openDoor()
  around.state = 'waiting'
  const aborted: string[] = []
  around.answer = (_, signal) => new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => {
      aborted.push('aborted')
      reject(new Error('aborted'))
    })
  })
  const device = await around.attend(adaAtHome)
  for (let id = 1; id <= DEVICE_CREDIT + 1; id += 1) device.say(id, own())
  t.match(await errorOf(device), { id: 0, code: 'THROTTLED' })
  t.equal(around.asked.length, DEVICE_CREDIT)
  t.equal(aborted.length, DEVICE_CREDIT)
  t.ok(device.isClosed)
  await new Promise(setImmediate)
  t.strictSame(device.unread, [], 'and hears nothing more')
})

t.test('the requests of a device pass at its pace, in their order, and none is refused for it', async (t) => {
  const timers = new ManualTimers()
  const around = openDoor({ timers })
  const device = await around.attend(adaAtHome)
  const ask = (id: number): void => device.say(id, { kind: 'countPrekeys', userId: ada, deviceId: deviceId(id % 100 + 1) })
  for (let id = 1; id <= DEVICE_REQUESTS; id += 1) {
    ask(id)
    await device.expect('done')
  }
  for (const id of [101, 102, 103]) ask(id)
  const other = await around.attend(bobAtHome)
  other.say(1, as('countPrekeys', bob))
  await other.expect('done')
  t.equal(around.asked.length, DEVICE_REQUESTS + 1, 'who asks little waits for nobody')
  timers.advance(DEVICE_REQUESTS_MS)
  for (const id of [101, 102, 103]) t.equal((await device.expect('done')).id, id)
  for (let id = 1; id <= DEVICE_REQUESTS; id += 1) {
    ask(id)
    if (id <= DEVICE_REQUESTS - 3) await device.expect('done')
  }
  const asked = around.asked.length
  device.leave()
  timers.advance(DEVICE_REQUESTS_MS)
  t.equal(around.asked.length, asked, 'what waits goes with who asked')
  other.leave()
  timers.advance(DEVICE_REQUESTS_MS)
  t.strictSame(timers.set, [])
})

t.test('two requests under one id end the connection', async (t) => {
  const around = openDoor()
  around.answer = () => new Promise(() => undefined)
  const device = await around.attend(adaAtHome)
  device.say(1, own())
  device.say(1, own())
  t.match(await errorOf(device), { id: 0, code: 'OUT_OF_ORDER' })
})

t.test('a device that goes on asking what is refused is sent away', async (t) => {
  const around = openDoor()
  const device = await around.attend(adaAtHome)
  for (let id = 1; id <= MAX_DEVICE_REFUSALS; id += 1) {
    t.notOk(device.isClosed)
    device.say(id, sample('trace'))
    t.match(await errorOf(device), { id, code: 'OUT_OF_SCOPE' })
  }
  t.match(await errorOf(device), { id: 0, code: 'THROTTLED' })
  t.ok(device.isClosed)
})

t.test('a device that asks and does not read is sent away', async (t) => {
  const around = openDoor()
  const device = await around.attend(adaAtHome)
  device.waitingBytes = MAX_DEVICE_WAITING_BYTES
  device.say(1, own())
  await device.expect('done')
  device.waitingBytes += 1
  device.say(2, own())
  t.match(await errorOf(device), { id: 0, code: 'SLOW_READER' })
  t.equal(around.asked.length, 1)
})

t.test('a device that falls silent is pinged, and sent away', async (t) => {
  const timers = new ManualTimers()
  const around = openDoor({ timers })
  const device = new RawDevice()
  let pings = 0
  around.door.attend(adaAtHome, Object.assign(device, { ping: () => { pings += 1 } }))
  await device.expect('ready')
  timers.advance(120_000)
  t.equal(pings, 4)
  timers.advance(30_000)
  t.match(await errorOf(device), { id: 0, code: 'SLOW_READER' })
  t.strictSame(timers.set, [], 'and no timer is left')
})

t.test('what the gateway refuses arrives as it was said', async (t) => {
  const around = openDoor()
  around.answer = async () => { throw new AnswerError({ kind: 'error', code: 'THROTTLED', detail: 'pair', correlationId: 'c1', retryAfterSeconds: 7 }) }
  const device = await around.attend(adaAtHome)
  device.say(3, own())
  t.match(await device.expect('error'), { id: 3, body: { code: 'THROTTLED', detail: 'pair', correlationId: 'c1', retryAfterSeconds: 7 } })
  around.answer = async () => { throw new GatewayError('FRAME_TOO_LARGE', 'here') }
  device.say(4, own())
  t.match(await device.expect('error'), { id: 4, body: { code: 'FRAME_TOO_LARGE', detail: 'here', retryAfterSeconds: 0 } })
})

t.test('where no answer comes the connection ends, so that the device repeats', async (t) => {
  const around = openDoor()
  around.answer = async () => { throw new LinkLost('cut') }
  const device = await around.attend(adaAtHome)
  device.say(3, own())
  await device.closed
  t.strictSame(device.unread, [])
  t.match(around.events.at(-1), { event: 'left', reason: 'no answer: no answer: cut' })
})

t.test('a bug is answered INTERNAL with a correlation id that the log has, and no more', async (t) => {
  const around = openDoor()
  around.answer = async () => { throw new TypeError('the secret is 42') }
  const device = await around.attend(adaAtHome)
  device.say(3, own())
  const { body } = await device.expect('error')
  t.match(body, { code: 'INTERNAL', detail: '' })
  t.match(around.events.at(-1), { event: 'bug', correlationId: body.correlationId, error: TypeError })
})

t.test('Resume is answered once: places are not kept', async (t) => {
  const around = openDoor()
  const device = await around.attend(adaAtHome)
  const resume = { kind: 'resume', resumeToken: new Uint8Array(1), upTo: 7, also: [] } as const
  device.say(1, resume)
  t.match(await device.expect('resumed'), { id: 1, body: { resumed: false } })
  device.say(2, resume)
  t.match(await errorOf(device), { id: 0, code: 'OUT_OF_ORDER' })
})

t.test('a newer connection of a user takes the place of the older', async (t) => {
  const around = openDoor()
  const older = await around.attend(adaAtHome)
  const newer = await around.attend(adaAtHome)
  t.match(await older.expect('goAway'), { id: 0, body: { reason: 'replaced' } })
  t.ok(older.isClosed)
  older.leave()
  newer.say(1, own())
  await newer.expect('done')
})

t.test('connections end at a logout, with the door, and with the link', async (t) => {
  const around = openDoor()
  const first = await around.attend(adaAtHome)
  around.door.dismiss(ada)
  around.door.dismiss(ada)
  t.match(await first.expect('goAway'), { body: { reason: 'draining' } })
  const second = await around.attend(adaAtHome)
  around.endLink()
  t.match(await second.expect('goAway'), { body: { reason: 'draining' } })
  const late = new RawDevice()
  around.door.attend(adaAtHome, late)
  t.ok(late.isClosed, 'and nobody is let in any more')
})
