// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { acquaint, decide, withdraw } from '../../support/acquaintance.ts'
import { DAY_MS } from '../../support/registry-world.ts'
import { messageOf, openRelayWorld, openTalk, say, submit, TestLink, there } from '../../support/relay-world.ts'
import { enlistOutside, enlistRequest, range, setChoice, setParticipation, signal } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'
import { openPair } from '../../support/unwilling.ts'
import { auditLeaf } from '../../support/store-conformance/rows.ts'

t.test('a message arrives with everything that its sender and the gateway said of it', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const link = await new TestLink(world, world.core).start()
  const submission = messageOf(there(pair), 'hello', { urgent: true })
  const answer = await submit(world, pair.ada, submission)
  await world.quiet()
  t.strictSame(link.pushes.length, 1)
  const [delivery] = link.pushes
  t.match(delivery, {
    kind: 'deliver', streamSequence: 1, submissionId: submission.submissionId, senderUser: pair.ada.user, senderDevice: 1, recipientUser: pair.bo.user,
    recipientDevice: 1, laneSequence: 1, gatewayTimeMs: world.clock.now(), attempt: 1, urgent: true, late: false,
  })
  if (delivery?.kind !== 'deliver' || answer.kind !== 'accepted') throw new Error('nothing came')
  t.equal(Buffer.from(delivery.envelope).toString(), 'hello')
  t.equal(Buffer.from(delivery.commitment).toString('hex'), Buffer.from(submission.commitment).toString('hex'))
  t.strictSame(
    [delivery.frank?.keyEpoch, Buffer.from(delivery.frank?.mac ?? '').toString('hex'), Buffer.from(delivery.frank?.signature ?? '').toString('hex')],
    [answer.frank?.keyEpoch, Buffer.from(answer.frank?.mac ?? '').toString('hex'), Buffer.from(answer.frank?.signature ?? '').toString('hex')],
  )
})

t.test('what waits goes out in the order of its lane, and then the queue is said to be empty, once', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2', '3')
  const link = await new TestLink(world, world.core).start()
  t.strictSame(link.texts, ['1', '2', '3'])
  t.strictSame(link.emptyAfter, [3])
  await say(world, there(pair), '4')
  await world.quiet()
  t.strictSame(link.texts, ['1', '2', '3', '4'])
  t.strictSame(link.pushes.map(({ streamSequence }) => streamSequence), [1, 2, 3, 4])
  await link.acknowledge(4)
  t.strictSame(link.emptyAfter, [3])
  const idle = await new TestLink(world, world.core, { instance: 'two' }).start()
  t.strictSame([idle.pushes, idle.emptyAfter], [[], [0]])
})

t.test('nothing is pushed before the link starts', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1')
  const link = new TestLink(world, world.core)
  await say(world, there(pair), '2')
  await world.quiet()
  t.strictSame([link.pushes, link.emptyAfter], [[], []])
  await link.start()
  t.strictSame(link.texts, ['1', '2'])
})

t.test('no more is under way than the reader takes, and each answer makes room for one', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), ...range(1, 9).map(String))
  const link = await new TestLink(world, world.core, { window: 3 }).start()
  t.strictSame(link.texts, ['1', '2', '3'])
  t.strictSame(link.emptyAfter, [], 'a full window is not an empty queue')
  await link.acknowledge(0, [2])
  t.strictSame(link.texts, ['1', '2', '3', '4'])
  await link.refuse(1, false)
  t.strictSame(link.texts, ['1', '2', '3', '4', '5'])
  await link.acknowledge(4)
  t.strictSame(link.texts, ['1', '2', '3', '4', '5', '6', '7'])
  await link.acknowledge(7)
  await link.acknowledge(9)
  t.strictSame(link.texts, range(1, 9).map(String))
  t.strictSame(link.emptyAfter, [9])
})

t.test('a reader who offers any window is given 1,024 at most', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const { version: _, ...party } = (await world.store.read.party(world.heron.party))!
  await world.store.write.commit({ expect: [], writes: [{ put: 'party', row: { ...party, limits: { ...party.limits, queuedPerPair: 2_000, messagesPerPair: 2_000 } } }] })
  await Promise.all(range(1, 1_100).map((index) => submit(world, pair.ada, messageOf(there(pair), String(index)))))
  const link = await new TestLink(world, world.core, { window: 1_000_000 }).start()
  t.equal(link.pushes.length, 1_024)
  t.strictSame(link.pushes.map((item) => (item.kind === 'deliver' ? item.laneSequence : 0)), range(1, 1_024))
})

t.test('what was acknowledged is gone, and unknown sequences are nobody’s', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2', '3', '4')
  const link = await new TestLink(world, world.core).start()
  await link.acknowledge(1, [3, 3, 99, 0, -1])
  await link.refuse(77, false)
  t.strictSame((await world.store.read.mailboxPage(world.core.party, 0, 10)).map(({ laneSequence }) => laneSequence), [2, 4])
  const next = await new TestLink(world, world.core, { instance: 'two' }).start()
  t.strictSame(next.texts, ['2', '4'])
  t.strictSame(world.told.filter(([name]) => name === 'messageDelivered'), [['messageDelivered', world.core.party, 2]])
})

t.test('each push of a message is counted, and how long it took from its acceptance is told when it is acknowledged', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const accepted = world.clock.now()
  await say(world, there(pair), '1', '2')
  const link = await new TestLink(world, world.core).start()
  await link.refuse(2, true)
  const begun = world.clock.now()
  world.timers.turn(2_500)
  await world.quiet()
  await link.acknowledge(1, [3])
  t.strictSame(world.told.filter(([name]) => name === 'messagePushed').length, 3, 'one came again')
  const { core } = world
  t.strictSame(world.told.filter(([name]) => name === 'messageAcked').map(([, party]) => party), [core.party, core.party])
  const rows = world.told.flatMap(([name, , seconds]) => (name === 'messageAcked' ? [seconds] : []))
  t.strictSame(rows, [0, 0].map(() => (world.clock.now() - accepted) / 1_000))
  t.ok(accepted <= begun)
})

t.test('a message refused for now comes again after a pause, marked late and counted, while its lane goes on', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2')
  const link = await new TestLink(world, world.core).start()
  await link.refuse(1, true)
  t.strictSame(link.texts, ['1', '2'])
  world.timers.turn(999)
  await world.quiet()
  t.equal(link.pushes.length, 2)
  world.timers.turn(1)
  await world.quiet()
  t.match(link.pushes.slice(2), [{ streamSequence: 3, attempt: 2, late: true, laneSequence: 1 }])
  await link.refuse(3, true)
  world.timers.turn(1_999)
  await world.quiet()
  t.equal(link.pushes.length, 3, 'each pause is twice as long')
  world.timers.turn(1)
  await world.quiet()
  t.match(link.pushes.slice(3), [{ streamSequence: 4, attempt: 3, late: true }])
  await link.acknowledge(4)
  t.strictSame(await world.store.read.mailboxPage(world.core.party, 0, 10), [])
})

t.test('after five refusals a message parks until the operator puts it back, and comes late', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1')
  const link = await new TestLink(world, world.core).start()
  for (const sequence of range(1, 5)) {
    t.equal(link.pushes.length, sequence)
    await link.refuse(sequence, true)
    world.timers.turn(60_000)
    await world.quiet()
  }
  t.equal(link.pushes.length, 5)
  t.strictSame(world.told.filter(([name]) => name === 'messageParked'), [['messageParked', world.core.party, 1]])
  await link.detach()
  const next = await new TestLink(world, world.core).start()
  t.strictSame(next.pushes, [], 'also on the next link')
  const [parked] = await world.store.read.queued({ state: 'parked' }, 0, 10)
  await world.store.write.release([parked!.id], auditLeaf())
  await next.detach()
  t.match((await new TestLink(world, world.core).start()).pushes, [{ attempt: 6, late: true }])
})

t.test('a message refused for good is gone, and its sender is told that it failed', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const submission = messageOf(there(pair), 'no')
  await submit(world, pair.ada, submission)
  const [link, senders] = [await new TestLink(world, world.core).start(), await new TestLink(world, world.heron).start()]
  await link.refuse(1, false, 'unreadable')
  t.match(senders.events, [{ kind: 'messageFailed', user: pair.ada.user, senderDevice: 1, submissionId: submission.submissionId, deviceIds: [1] }])
  t.strictSame(await world.store.read.mailboxPage(world.core.party, 0, 10), [])
  t.match(world.told.filter(([name]) => name === 'messageRefused'), [['messageRefused', world.core.party, 'unreadable']])
})

t.test('a retry request that is refused for good fails without a word to its sender', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const submission = messageOf(there(pair), 'retry', { commitment: new Uint8Array(0) })
  await submit(world, pair.ada, { ...submission, envelopes: submission.envelopes.map((one) => ({ ...one, type: 8 })) })
  const [link, senders] = [await new TestLink(world, world.core).start(), await new TestLink(world, world.heron).start()]
  t.match(link.pushes, [{ frank: undefined }])
  await link.refuse(1, false)
  t.strictSame(senders.pushes, [])
  t.strictSame(await world.store.read.mailboxPage(world.core.party, 0, 10), [])
})

t.test('an event refused for now comes again, and one refused for good does not', async (t) => {
  const world = await openRelayWorld(t)
  await openPair(world)
  const link = await new TestLink(world, world.core).start()
  t.strictSame(link.events.map(({ kind }) => kind), ['contactRequested', 'contactGranted'])
  await link.refuse(1, true)
  world.timers.turn(1_000)
  await world.quiet()
  t.match(link.pushes.slice(2), [{ kind: 'event', streamSequence: 3, body: { kind: 'contactRequested' } }])
  await link.refuse(3, false)
  await link.detach()
  const next = await new TestLink(world, world.core).start()
  t.strictSame(next.events.map(({ kind }) => kind), ['contactGranted'])
})

t.test('an event that nobody can open is reported and does not keep the others', async (t) => {
  const world = await openRelayWorld(t, { mayFail: true })
  const pair = await openTalk(world)
  const bad = { add: 'event', party: world.core.party, user: pair.bo.user, timeMs: 1, bodySealed: Buffer.alloc(40) } as const
  await world.store.write.commit({ expect: [], writes: [bad] })
  await world.registry.identities.changeIdentity(world.heron.caller, await newIdentity(pair.ada))
  await say(world, there(pair), 'after')
  const link = await new TestLink(world, world.core).start()
  t.strictSame(link.events.map(({ kind }) => kind), ['identityChanged'])
  t.strictSame(link.texts, ['after'])
  t.ok(world.told.some(([name, task]) => name === 'backgroundFailed' && task === 'open event'))
})

const newIdentity = async (person: Subscriber) =>
  ({ ...await enlistRequest(person, { identity: signal.createIdentity(), version: 2, devices: [[1, 2002]] }), kind: 'changeIdentity', endorsement: new Uint8Array(0) } as const)

const withheld = {
  'a block': (world, pair) => decide(world, pair.bo, pair.ada, 'block'),
  'a withdrawal by the recipient': (world, pair) => withdraw(world, pair.bo, pair.ada),
  'a withdrawal by the sender': (world, pair) => withdraw(world, pair.ada, pair.bo),
  'an opt-out': (world, pair) => setParticipation(world, pair.bo, { optedIn: false }),
  'a choice against the provider': (world, pair) => setChoice(world, pair.bo, { allowed: false }),
  'a suspension of the sender’s party': (world) => world.registry.parties.suspend(world.heron.party, { actor: 'socket', reason: 'why' }),
} satisfies Record<string, (world: Awaited<ReturnType<typeof openRelayWorld>>, pair: Awaited<ReturnType<typeof openTalk>>) => Promise<unknown>>

for (const [title, close] of Object.entries(withheld)) {
  t.test(`after ${title} nothing that waits is delivered, and it is told as expired when its time is over, like anything to who is offline`, async (t) => {
    const world = await openRelayWorld(t)
    const pair = await openTalk(world)
    await say(world, there(pair), ...range(1, 150).map(String))
    await close(world, pair)
    const link = await new TestLink(world, world.core).start()
    t.strictSame(link.texts, [])
    t.equal(link.emptyAfter.length, 1)
    t.strictSame(await world.store.read.mailboxPage(world.core.party, 0, 10), [], 'taken out of delivery for good')
    const before = (await world.eventsFor(world.heron)).length
    world.clock.advance(30 * DAY_MS - 1)
    await world.relay.sweep()
    t.equal((await world.eventsFor(world.heron)).length, before, 'not a moment earlier')
    world.clock.advance(1)
    await world.relay.sweep()
    const told = (await world.eventsFor(world.heron)).slice(before)
    t.equal(told.length, 150)
    t.match(told[0], { kind: 'messageExpired', user: pair.ada.user, senderDevice: 1, deviceIds: [1] })
  })
}

t.test('a message that was refused for now is judged again before it comes again', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1')
  const link = await new TestLink(world, world.core).start()
  await link.refuse(1, true)
  await setParticipation(world, pair.bo, { optedIn: false })
  world.timers.turn(60_000)
  await world.quiet()
  t.equal(link.pushes.length, 1)
  t.strictSame(await world.store.read.mailboxPage(world.core.party, 0, 10), [], 'withheld')
})

t.test('what is gone when its pause is over does not come again, nor anything in its place', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openPair(world)
  await say(world, there(pair), '1', '2')
  const link = await new TestLink(world, world.core).start()
  t.equal(link.pushes.length, 4)
  const [[event], [row]] = [await world.store.read.eventPage(world.core.party, 0, 1), await world.store.read.mailboxPage(world.core.party, 0, 1)]
  for (const sequence of [1, 3]) await link.refuse(sequence, true)
  await world.store.write.acknowledge(world.core.party, [row!.id], [event!.id])
  world.timers.turn(1_000)
  await world.quiet()
  t.equal(link.pushes.length, 4)
})

t.test('what is withheld for one pair does not hold up another', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const eve = await enlistOutside(world, world.heron)
  const { asker } = await acquaint(world, eve, pair.bo)
  await say(world, there(pair), ...range(1, 200).map(String))
  await say(world, { sender: eve, recipient: pair.bo, token: asker.consentToken }, 'from eve')
  await say(world, there(pair), '201')
  await decide(world, pair.bo, pair.ada, 'block')
  t.strictSame((await new TestLink(world, world.core).start()).texts, ['from eve'])
})

t.test('a message whose time is over is not delivered any more', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await submit(world, pair.ada, messageOf(there(pair), 'late', { ttlSeconds: 60 }))
  world.clock.advance(60_000)
  const link = await new TestLink(world, world.core).start()
  t.strictSame(link.texts, [])
})
