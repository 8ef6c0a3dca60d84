// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Submission } from '../../../src/model/requests.ts'
import { MAX_SIGNAL_BYTES } from '../../../src/store/nodes.ts'
import { decide } from '../../support/acquaintance.ts'
import { createFakeNodes } from '../../support/fake-nodes.ts'
import { createMoments } from '../../support/moments.ts'
import { envelope, messageOf, openNode, openRelayWorld, openTalk, say, submit, TestLink, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { range, setParticipation } from '../../support/subscribers.ts'
import { unwilling, wrongTokens } from '../../support/unwilling.ts'
import type { Attempt } from '../../support/unwilling.ts'

const EPHEMERAL = { messageClass: 'ephemeral' } as const

const signal = async (world: RelayWorld, attempt: Attempt, text: string, changes: Partial<Submission> = {}) => {
  const answer = await submit(world, attempt.sender, messageOf(attempt, text, { ...EPHEMERAL, ...changes }))
  await world.quiet()
  return answer
}

t.test('an ephemeral message is pushed once, outside stream and lane, and is never stored', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const link = await new TestLink(world, world.core).start()
  const submission = messageOf(there(pair), 'typing', { ...EPHEMERAL, urgent: true })
  const answer = await submit(world, pair.ada, submission)
  await world.quiet()
  t.strictSame(answer, { kind: 'accepted', gatewayTimeMs: world.clock.now(), places: [], frank: undefined })
  t.match(link.pushes, [{
    kind: 'deliver', streamSequence: 0, laneSequence: 0, submissionId: submission.submissionId, senderUser: pair.ada.user, senderDevice: 1,
    recipientUser: pair.bo.user, recipientDevice: 1, gatewayTimeMs: world.clock.now(), attempt: 1, frank: undefined, urgent: false, late: false,
  }])
  t.strictSame(link.texts, ['typing'])
  t.strictSame(await world.store.read.mailboxPage(world.core.party, 0, 10), [])
  t.equal(await world.store.read.submission(pair.ada.user, submission.senderDevice, submission.submissionId), undefined)
  t.strictSame(await world.store.read.trace(pair.ada.user, submission.submissionId), [])
  await say(world, there(pair), 'stored')
  await world.quiet()
  t.match(link.pushes.slice(1), [{ streamSequence: 1, laneSequence: 1 }])
  t.strictSame(link.emptyAfter, [0])
})

t.test('the answer is the same when nobody is there, and nothing comes later', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const accepted = { kind: 'accepted', gatewayTimeMs: world.clock.now(), places: [], frank: undefined }
  t.strictSame(await signal(world, there(pair), 'a'), accepted)
  const waits = new TestLink(world, world.core)
  t.strictSame(await signal(world, there(pair), 'b'), accepted)
  await waits.start()
  const old = await new TestLink(world, world.core, { instance: 'old', takesEphemeral: false }).start()
  t.strictSame(await signal(world, there(pair), 'c'), accepted)
  t.strictSame([waits.pushes, old.pushes], [[], []])
})

t.test('a link whose window is full gets none', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const link = await new TestLink(world, world.core, { window: 1 }).start()
  await say(world, there(pair), '1')
  await world.quiet()
  t.match(await signal(world, there(pair), 'typing'), { kind: 'accepted' })
  t.strictSame(link.texts, ['1'])
  await link.acknowledge(1)
  await signal(world, there(pair), 'again')
  t.strictSame(link.texts, ['1', 'again'])
})

for (const [title, arrange] of Object.entries({ ...unwilling, ...wrongTokens })) {
  t.test(`when ${title} it is as little permitted as a message that is stored`, async (t) => {
    const world = await openRelayWorld(t)
    const attempt = await arrange(world, await openTalk(world))
    const link = await new TestLink(world, world.core).start()
    const before = link.pushes.length
    await t.rejects(signal(world, attempt, 'typing'), { code: 'NOT_PERMITTED', detail: '' })
    t.equal(link.pushes.length, before)
  })
}

t.test('what its sender may not name, its devices, its size and its kind are checked', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await t.rejects(submit(world, pair.bo, messageOf(there(pair), 'x', EPHEMERAL)), { code: 'NOT_YOURS' })
  t.match(await signal(world, there(pair), 'x', { envelopes: [envelope('x', 2)] }), { kind: 'deviceMismatch', missing: [1], extra: [2] })
  t.match(await signal(world, there(pair), 'x'.repeat(4_096)), { kind: 'accepted' })
  await t.rejects(signal(world, there(pair), 'x'.repeat(4_097)), { code: 'ENVELOPE_TOO_LARGE' })
})

t.test('the largest one fits a signal', async (t) => {
  const nodes = createFakeNodes()
  const world = await openRelayWorld(t, { wrapStore: (store) => ({ ...store, nodes: nodes.node() }) })
  const pair = await openTalk(world)
  await signal(world, there(pair), 'x'.repeat(4_096))
  const longestParty = 253 - world.core.party.length
  t.ok(Buffer.byteLength(JSON.stringify(nodes.told.at(-1))) + longestParty <= MAX_SIGNAL_BYTES)
})

t.test('a device that sends too fast is told so, and no other device is', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  for (const index of range(1, 30)) t.match(await signal(world, there(pair), String(index)), { kind: 'accepted' })
  t.strictSame(await signal(world, there(pair), '31'), {
    kind: 'throttled', retryAfterSeconds: 1, scope: 'user', headroom: [{ limit: 'ephemeralPerDevice', left: 0, wholeAfterSeconds: 30 }],
  })
  t.match(await submit(world, pair.ada, messageOf(there(pair), 'stored')), { kind: 'accepted' })
  world.clock.advance(1_000)
  t.match(await signal(world, there(pair), '32'), { kind: 'accepted' })
})

t.test('an opt-out that returns before the push is heard', async (t) => {
  const moments = createMoments()
  const world = await openRelayWorld(t, moments)
  const pair = await openTalk(world)
  const link = await new TestLink(world, world.core).start()
  let look = 0
  // The first reading is the sender's, the second the one before the push.
  moments.before('standing', () => { look += 1; return Promise.resolve() })
  moments.before('standing', async () => { look += 1; await setParticipation(world, pair.bo, { optedIn: false }) })
  await signal(world, there(pair), 'typing')
  t.strictSame([look, link.pushes.length], [2, 0])
})

t.test('a block that comes between reading and pushing keeps it back', async (t) => {
  let change: (() => Promise<unknown>) | undefined
  const world = await openRelayWorld(t, { wrapStore: (store) => ({ ...store, read: { ...store.read, standing: async (sender, recipient) => {
    const standing = await store.read.standing(sender, recipient)
    await change?.()
    return standing
  } } }) })
  const pair = await openTalk(world)
  const link = await new TestLink(world, world.core).start()
  let reads = 0
  change = async () => {
    reads += 1
    if (reads !== 2) return
    change = undefined
    await decide(world, pair.bo, pair.ada, 'block')
  }
  t.match(await signal(world, there(pair), 'typing'), { kind: 'accepted' })
  t.strictSame([reads, link.pushes.length], [2, 0])
})

t.test('it reaches a link on another node', async (t) => {
  const nodes = createFakeNodes()
  const [here, elsewhere] = [nodes.node(), nodes.node()]
  const world = await openRelayWorld(t, { wrapStore: (store) => ({ ...store, nodes: here }) })
  const pair = await openTalk(world)
  const other = openNode(t, world, elsewhere)
  const link = await new TestLink(other, other.core).start()
  await signal(world, there(pair), 'typing')
  t.strictSame(link.texts, ['typing'])
})
