// SPDX-License-Identifier: AGPL-3.0-only
import { createHmac, createPublicKey, verify } from 'node:crypto'
import t from 'tap'
import { deviceId } from '../../../src/model/ids.ts'
import type { Submission } from '../../../src/model/requests.ts'
import { encodeGatewayFrame } from '../../../src/wire/gateway/index.ts'
import { frankContext } from '../../../src/wire/transcript.ts'
import { decide, withdraw } from '../../support/acquaintance.ts'
import { createMoments } from '../../support/moments.ts'
import { answerBytes, DAY_MS } from '../../support/registry-world.ts'
import { back, envelope, messageOf, openRelayWorld, openTalk, say, submit, TestLink, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { createSubscriber, enlistOutside, range, updateDevicesRequest } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'
import { tapStore } from '../../support/tapped-store.ts'
import type { StoreCall } from '../../support/tapped-store.ts'
import { unwilling, wrongTokens } from '../../support/unwilling.ts'

const stored = async (world: RelayWorld, person: Subscriber) => world.store.read.mailboxPage(person.home.party, 0, 1_000)

const addDevice = async (world: RelayWorld, person: Subscriber) =>
  world.registry.enlistments.updateDevices(person.home.caller, await updateDevicesRequest(person, 2, [[1, 1001], [2, 2002]], [2]))

t.test('an accepted message is stored, has its places, and is vouched for', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await addDevice(world, pair.bo)
  const submission = messageOf(there(pair), '', { envelopes: [envelope('one'), envelope('two', 2, 2002)] })
  const answer = await submit(world, pair.ada, submission)
  t.match(answer, { kind: 'accepted', gatewayTimeMs: world.clock.now(), places: [{ deviceId: 1, laneSequence: 1 }, { deviceId: 2, laneSequence: 1 }] })
  t.strictSame((await stored(world, pair.bo)).map(({ recipientDevice, envelope }) => [recipientDevice, Buffer.from(envelope).toString()]), [[1, 'one'], [2, 'two']])
  if (answer.kind !== 'accepted' || !answer.frank) throw new Error('no frank')
  const context = frankContext({ ...submission, keyEpoch: answer.frank.keyEpoch, gatewayTimeMs: answer.gatewayTimeMs })
  const key = createPublicKey({ key: { ...world.serviceKeys.frank.jwk }, format: 'jwk' })
  t.ok(verify(null, context, key, answer.frank.signature))
  t.equal(Buffer.from(answer.frank.mac).toString('hex'), Buffer.from(world.serviceKeys.frank.mac(context)).toString('hex'))
  t.not(Buffer.from(answer.frank.mac).toString('hex'), createHmac('sha256', '').update(context).digest('hex'))
})

t.test('the same submission gets the same bytes for ever, and is stored once', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), 'before')
  const submission = messageOf(there(pair), 'hello')
  const send = (changes: Partial<Submission> = {}) => answerBytes(submit(world, pair.ada, { ...submission, ...changes }))
  const parallel = await Promise.all(range(1, 50).map(() => send()))
  t.equal(new Set(parallel).size, 1)
  world.clock.advance(3_600_000)
  t.equal(await send(), parallel[0])
  t.equal(await send({ urgent: true, ttlSeconds: 5, partial: true, consentToken: new Uint8Array(32) }), parallel[0], 'what is not content does not matter')
  await decide(world, pair.bo, pair.ada, 'block')
  t.equal(await send(), parallel[0], 'what was accepted stays accepted')
  t.equal((await stored(world, pair.bo)).length, 2)
})

t.test('a submission that meets its own repetition gets the answer of the first to be stored', async (t) => {
  const moments = createMoments()
  const world = await openRelayWorld(t, moments)
  const pair = await openTalk(world)
  const submission = messageOf(there(pair), 'hello')
  let first = ''
  moments.before('append', async () => {
    world.clock.advance(1_000)
    first = await answerBytes(submit(world, pair.ada, submission))
  })
  t.equal(await answerBytes(submit(world, pair.ada, submission)), first)
  t.equal(world.told.filter(([name]) => name === 'messageAccepted').length, 1)
})

t.test('the same id with other content is a conflict, also at the same moment', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const cy = await enlistOutside(world, world.heron)
  const submission = messageOf(there(pair), 'hello')
  const outcomes = await Promise.all(range(1, 10).map((index) => answerBytes(submit(world, pair.ada, { ...submission, envelopes: [envelope(String(index % 2))] }))))
  t.equal(new Set(outcomes).size, 2)
  t.equal((await stored(world, pair.bo)).length, 1)
  const [kept] = await stored(world, pair.bo)
  const same = { ...submission, envelopes: [envelope(Buffer.from(kept!.envelope).toString())] }
  t.match(await submit(world, pair.ada, same), { kind: 'accepted' })
  const changes: Partial<Submission>[] = [
    { envelopes: [envelope('other')] }, { envelopes: [...same.envelopes, envelope('more', 2)] }, { envelopes: [] },
    { commitment: Buffer.alloc(32, 8) }, { recipientUser: cy.user },
  ]
  for (const change of changes) await t.rejects(submit(world, pair.ada, { ...same, ...change }), { code: 'CONFLICT' })
})

t.test('ids are each sending device’s own, and are remembered a week beyond the longest time', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await addDevice(world, pair.ada)
  const submission = messageOf(there(pair), 'hello')
  await submit(world, pair.ada, submission)
  t.match(await submit(world, pair.ada, { ...submission, senderDevice: deviceId(2), envelopes: [envelope('other')] }), { kind: 'accepted' })
  world.clock.advance(37 * DAY_MS - 1)
  await world.relay.sweep()
  await t.rejects(submit(world, pair.ada, { ...submission, envelopes: [envelope('other')] }), { code: 'CONFLICT' })
  world.clock.advance(1)
  await world.relay.sweep()
  t.match(await submit(world, pair.ada, { ...submission, envelopes: [envelope('other')] }), { kind: 'accepted' })
})

t.test('envelopes that do not fit the devices store nothing and say how', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await addDevice(world, pair.bo)
  const send = (changes: Partial<Submission>) => submit(world, pair.ada, messageOf(there(pair), '', changes))
  const mismatch = (missing: number[], extra: number[], stale: number[]) => ({ kind: 'deviceMismatch', missing, extra, stale, deviceListVersion: 2 })
  const [one, two, three] = [envelope('1'), envelope('2', 2, 2002), envelope('3', 3, 3003)]
  t.strictSame(await send({ envelopes: [one] }), mismatch([2], [], []))
  t.strictSame(await send({ envelopes: [one, two, three] }), mismatch([], [3], []))
  t.strictSame(await send({ envelopes: [envelope('1', 1, 9), three] }), mismatch([2], [3], [1]))
  t.strictSame(await send({ envelopes: [envelope('2', 2, 1001)], partial: true }), mismatch([], [], [2]))
  t.strictSame(await send({ envelopes: [three], partial: true }), mismatch([], [3], []))
  t.strictSame(await stored(world, pair.bo), [])
  t.match(await send({ envelopes: [two], partial: true }), { kind: 'accepted', places: [{ deviceId: 2 }] }, 'a resend may go to some')
  t.match(await send({ envelopes: [two, one] }), { kind: 'accepted', places: [{ deviceId: 2 }, { deviceId: 1 }] })
})

t.test('a retry request goes to any of the devices, without commitment and frank', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await addDevice(world, pair.bo)
  const send = (changes: Partial<Submission>) => submit(world, pair.ada, messageOf(there(pair), '', { commitment: new Uint8Array(0), ...changes }))
  const answer = await send({ envelopes: [envelope('retry', 2, 2002, 8)] })
  t.match(answer, { kind: 'accepted', places: [{ deviceId: 2, laneSequence: 1 }], frank: undefined })
  t.strictSame(world.told.filter(([name]) => name === 'resendAsked').length, 1)
  t.strictSame(await send({ envelopes: [envelope('retry', 2, 9, 8)] }), { kind: 'deviceMismatch', missing: [], extra: [], stale: [2], deviceListVersion: 2 })
})

const malformed: Readonly<Record<string, Partial<Submission>>> = {
  'no envelope': { envelopes: [] },
  'two envelopes for one device': { envelopes: [envelope('a'), envelope('b')] },
  'a retry request among others': { envelopes: [envelope('a'), envelope('b', 2, 2002, 8)] },
  'a retry request among others, all without a commitment': { envelopes: [envelope('a'), envelope('b', 2, 2002, 8)], commitment: new Uint8Array(0) },
  'a retry request with a commitment': { envelopes: [envelope('a', 1, 1001, 8)] },
  'a message without a commitment': { commitment: new Uint8Array(0) },
  'a short commitment': { commitment: new Uint8Array(31) },
  'a long commitment': { commitment: new Uint8Array(33) },
  'an ephemeral retry request': { messageClass: 'ephemeral', commitment: new Uint8Array(0), envelopes: [envelope('a', 1, 1001, 8)] },
}

for (const [title, changes] of Object.entries(malformed)) {
  t.test(`${title} is malformed`, async (t) => {
    const world = await openRelayWorld(t)
    const pair = await openTalk(world)
    await t.rejects(submit(world, pair.ada, messageOf(there(pair), 'hello', changes)), { code: 'MALFORMED' })
    t.strictSame(await stored(world, pair.bo), [])
  })
}

t.test('an envelope may have 24 KiB and not a byte more', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  t.match(await submit(world, pair.ada, messageOf(there(pair), 'x'.repeat(24_576))), { kind: 'accepted' })
  await t.rejects(submit(world, pair.ada, messageOf(there(pair), 'x'.repeat(24_577))), { code: 'ENVELOPE_TOO_LARGE' })
})

t.test('the time to live is the sender’s, up to the agreement’s', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  for (const ttlSeconds of [0, 1, 60, 2_592_000, 2_592_001, 4_294_967_295]) await submit(world, pair.ada, messageOf(there(pair), 'x', { ttlSeconds }))
  const seconds = (await stored(world, pair.bo)).map(({ expiresAt }) => (expiresAt - world.clock.now()) / 1_000)
  t.strictSame(seconds, [2_592_000, 1, 60, 2_592_000, 2_592_000, 2_592_000])
})

t.test('a pair with a full mailbox waits, and another pair does not notice', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const { version: _, ...party } = (await world.store.read.party(world.heron.party))!
  await world.store.write.commit({ expect: [], writes: [{ put: 'party', row: { ...party, limits: { ...party.limits, queuedPerPair: 3 } } }] })
  await say(world, there(pair), '1', '2', '3')
  t.strictSame(await submit(world, pair.ada, messageOf(there(pair), '4')), {
    kind: 'throttled', retryAfterSeconds: 60, scope: 'pair', headroom: [{ limit: 'queuedPerPair', left: 0, wholeAfterSeconds: 0 }],
  })
  await say(world, back(pair), 'the way back is another')
  const link = await new TestLink(world, world.core).start()
  await link.acknowledge(1)
  await say(world, there(pair), '4')
  t.strictSame(link.texts, ['1', '2', '3'])
})

t.test('a pair with a full mailbox by bytes waits, and the way back does not notice', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const { version: _, ...party } = (await world.store.read.party(world.heron.party))!
  await world.store.write.commit({ expect: [], writes: [{ put: 'party', row: { ...party, limits: { ...party.limits, queuedBytesPerPair: 10 } } }] })
  await say(world, there(pair), '12345', '67890')
  t.strictSame(await submit(world, pair.ada, messageOf(there(pair), 'x')), {
    kind: 'throttled', retryAfterSeconds: 60, scope: 'pair', headroom: [{ limit: 'queuedPerPair', left: 0, wholeAfterSeconds: 0 }],
  })
  await say(world, back(pair), 'the way back is another')
  const link = await new TestLink(world, world.core).start()
  await link.acknowledge(1)
  await say(world, there(pair), 'x')
  await world.quiet()
  t.strictSame(link.texts, ['12345', '67890', 'x'])
})

t.test('only for its own enlisted users and their devices may a party submit', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const submission = messageOf(there(pair), 'x')
  const by = (caller: RelayWorld['heron']['caller'], changes: Partial<Submission> = {}) => world.relay.accept(caller, { kind: 'submit', submission: { ...submission, ...changes } })
  await t.rejects(by(world.egret.caller), { code: 'NOT_YOURS' })
  await t.rejects(by(world.core.caller), { code: 'NOT_YOURS' })
  await t.rejects(by(world.heron.caller, { senderUser: createSubscriber(world.heron).user }), { code: 'NOT_YOURS' })
  await t.rejects(by(world.heron.caller, { senderDevice: deviceId(2) }), { code: 'NOT_YOURS' })
  await t.rejects(by(world.heron.caller, { senderUser: pair.bo.user, recipientUser: pair.ada.user }), { code: 'NOT_YOURS' })
  t.strictSame(await stored(world, pair.bo), [])
  t.match(await by(world.heron.caller), { kind: 'accepted' })
  for (const other of [world.egret, world.core]) await t.rejects(by(other.caller), { code: 'NOT_YOURS' }, 'nor is another’s answer told to them')
  await world.registry.parties.suspend(world.heron.party, { actor: 'socket', reason: 'unpaid' })
  await t.rejects(submit(world, pair.ada, messageOf(there(pair), 'another')), { code: 'SUSPENDED', detail: 'unpaid' })
})

t.test('whoever is not reached, and for whatever reason: the same bytes, the same look-ups, and nothing stored', async (t) => {
  const notPermitted = Buffer.from(encodeGatewayFrame(7, { kind: 'error', code: 'NOT_PERMITTED', detail: '', correlationId: '', retryAfterSeconds: 0 })).toString('hex')
  let first: readonly StoreCall[] | undefined
  for (const [reason, prepare] of Object.entries({ ...unwilling, ...wrongTokens })) {
    const calls: StoreCall[] = []
    const world = await openRelayWorld(t, { wrapStore: (store) => tapStore(store, { before: (call) => {
      calls.push(call)
      return undefined
    } }) })
    const attempt = await prepare(world, await openTalk(world))
    await world.registry.surfacing.idle()
    calls.length = 0
    t.equal(await answerBytes(submit(world, attempt.sender, messageOf(attempt, 'x'))), notPermitted, reason)
    t.strictSame(calls, first ??= [...calls], reason)
    for (const party of [world.core, world.heron, world.egret]) t.strictSame(await world.store.read.mailboxPage(party.party, 0, 10), [], reason)
  }
})

t.test('what was decided on facts that moved is decided anew, and refused', async (t) => {
  const moments = createMoments()
  const world = await openRelayWorld(t, moments)
  const pair = await openTalk(world)
  moments.before('append', () => withdraw(world, pair.bo, pair.ada))
  await t.rejects(submit(world, pair.ada, messageOf(there(pair), 'x')), { code: 'NOT_PERMITTED' })
  await decide(world, pair.bo, pair.ada, 'grant')
  const fresh = await world.registry.grants.reissue(world.heron.caller, { kind: 'reissueToken', user: pair.ada.user, peerUser: pair.bo.user })
  if (fresh.kind !== 'contact') throw new Error('no token')
  const again = { ...there(pair), token: fresh.consentToken }
  moments.before('append', () => addDevice(world, pair.bo))
  t.match(await submit(world, pair.ada, messageOf(again, 'x')), { kind: 'deviceMismatch', missing: [2] })
  moments.before('append', () => world.registry.parties.suspend(world.heron.party, { actor: 'socket', reason: 'why' }))
  await t.rejects(submit(world, pair.ada, messageOf(again, '', { envelopes: [envelope('1'), envelope('2', 2, 2002)] })), { code: 'SUSPENDED', detail: 'why' })
  t.equal(moments.pending(), 0)
  t.strictSame(await stored(world, pair.bo), [])
})
