// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { Answer } from '../../../src/model/answers.ts'
import { partyId, submissionId, userId } from '../../../src/model/ids.ts'
import type { Submission } from '../../../src/model/requests.ts'
import { defaultLimits } from '../../../src/model/values.ts'
import type { AgreementLimits } from '../../../src/model/values.ts'
import { DAY_MS, dayStartOf } from '../../../src/policy/throttle.ts'
import { createAllowances } from '../../../src/relay/allowances.ts'
import type { CountOf } from '../../../src/relay/day-count.ts'
import type { Store } from '../../../src/store/port.ts'
import type { UsageRow } from '../../../src/store/usage.ts'
import { createLoneNode } from '../../../src/store/lone-node.ts'
import { createSubscriber, enlistInside, range } from '../../support/subscribers.ts'
import { envelope, messageOf, openNode, openRelayWorld, openTalk, submit, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { unwilling } from '../../support/unwilling.ts'
import type { OpenPair } from '../../support/unwilling.ts'

t.setTimeout(110_000)

/** What is left of 2027-01-15 at the tests' time, 08:00. */
const UNTIL_MIDNIGHT = 16 * 3_600
const MIB = 1_048_576
/** More counts than are remembered. */
const MANY = 100_010
const LARGE = 'x'.repeat(20_000)

const limit = (world: RelayWorld, limits: Partial<AgreementLimits>) => world.registry.parties.setLimits(world.heron.party, limits, { actor: 'test', reason: '' })

/** Sends until something else than `accepted` is answered; tells how many passed, and that answer. */
const exhaust = async (world: RelayWorld, pair: OpenPair, text = 'x', most = 100): Promise<readonly [passed: number, answer: Answer | undefined]> => {
  for (const passed of range(0, most)) {
    const answer = await submit(world, pair.ada, messageOf(there(pair), text))
    if (answer.kind !== 'accepted') return [passed, answer]
  }
  return [most + 1, undefined]
}

const cases: readonly {
  readonly limits: Partial<AgreementLimits>; readonly text?: string; readonly passes: number; readonly retry: number; readonly scope: string
  readonly used: { readonly limit: string; readonly left: number; readonly wholeAfterSeconds: number }
}[] = [
  { limits: { messagesPerPair: 3, messagesPerPairMinute: 6 }, passes: 3, retry: 10, scope: 'pair', used: { limit: 'messagesPerPair', left: 0, wholeAfterSeconds: 30 } },
  { limits: { messagesPerUserDay: 5 }, passes: 5, retry: UNTIL_MIDNIGHT, scope: 'user', used: { limit: 'messagesPerUserDay', left: 0, wholeAfterSeconds: UNTIL_MIDNIGHT } },
  { limits: { messagesPerPartyMinute: 4 }, passes: 4, retry: 15, scope: 'party', used: { limit: 'messagesPerPartyMinute', left: 0, wholeAfterSeconds: 60 } },
  { limits: { mibPerPartyDay: 1 }, text: LARGE, passes: Math.floor(MIB / LARGE.length), retry: UNTIL_MIDNIGHT, scope: 'party', used: { limit: 'mibPerPartyDay', left: 0, wholeAfterSeconds: UNTIL_MIDNIGHT } },
]

for (const { limits, text = 'x', passes, retry, scope, used } of cases) {
  const name = used.limit
  t.test(`${name}: so many pass, the next one is told what is left and when, and passes then`, async (t) => {
    const world = await openRelayWorld(t)
    const pair = await openTalk(world)
    await limit(world, limits)
    const [passed, answer] = await exhaust(world, pair, text)
    t.equal(passed, passes)
    t.match(answer, { kind: 'throttled', retryAfterSeconds: retry, scope })
    if (answer?.kind !== 'throttled') throw new Error('not throttled')
    t.same(answer.headroom[0], used)
    t.same(answer.headroom.map((one) => one.limit).toSorted(), ['messagesPerPair', 'messagesPerPartyMinute', 'messagesPerUserDay', 'mibPerPartyDay'])
    t.same(await submit(world, pair.ada, messageOf(there(pair), text)), answer, 'a throttled message spends nothing')
    world.clock.advance(retry * 1_000 - 1)
    t.match(await submit(world, pair.ada, messageOf(there(pair), text)), { kind: 'throttled', retryAfterSeconds: 1 })
    world.clock.advance(1)
    t.match(await submit(world, pair.ada, messageOf(there(pair), text)), { kind: 'accepted' })
  })

  t.test(`${name}: whoever the recipient is, a message spends the same, and a throttled one is the same answer`, async (t) => {
    const told = new Map<string, unknown>()
    for (const [what, prepare] of Object.entries({ willing: async (_world: RelayWorld, pair: OpenPair) => there(pair), ...unwilling })) {
      const world = await openRelayWorld(t)
      const attempt = await prepare(world, await openTalk(world))
      await limit(world, limits)
      const answers: unknown[] = []
      for (const _ of range(1, passes + 1)) answers.push(await submit(world, attempt.sender, messageOf(attempt, text)).catch((error: unknown) => (error as { code: string }).code))
      t.ok(answers.slice(0, passes).every((answer) => answer === 'NOT_PERMITTED' || (answer as Answer).kind === 'accepted'), what)
      told.set(what, answers.at(-1))
    }
    const [first, ...others] = told.values()
    t.match(first, { kind: 'throttled' })
    for (const other of others) t.same(other, first)
  })
}

t.test('what was accepted is answered as before when it comes again beyond the limit', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await limit(world, { messagesPerPair: 2, messagesPerPairMinute: 1 })
  const first = messageOf(there(pair), 'first')
  const answer = await submit(world, pair.ada, first)
  t.match(answer, { kind: 'accepted' })
  await submit(world, pair.ada, messageOf(there(pair), 'second'))
  t.same(await submit(world, pair.ada, first), answer)
  await t.rejects(submit(world, pair.ada, { ...first, envelopes: [envelope('other')] }), { code: 'CONFLICT' })
  t.match(await submit(world, pair.ada, messageOf(there(pair), 'third')), { kind: 'throttled' })
})

t.test('the way back, another pair and another user have limits of their own, the party has one', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const other = await enlistInside(world, { address: 'cy@wren.example' })
  await limit(world, { messagesPerPair: 2, messagesPerPairMinute: 1, messagesPerPartyMinute: 3 })
  t.same((await exhaust(world, pair))[0], 2)
  const toOther = messageOf({ ...there(pair), recipient: other }, 'x')
  await t.rejects(submit(world, pair.ada, toOther), { code: 'NOT_PERMITTED' }, 'the third of the party, of another pair')
  t.match(await submit(world, pair.ada, { ...toOther, submissionId: submissionId(randomUUID()) }), { kind: 'throttled', scope: 'party' })
  t.match(await submit(world, pair.bo, messageOf({ sender: pair.bo, recipient: pair.ada, token: pair.backToken }, 'back')), { kind: 'accepted' })
})

t.test('messages that come at once before anything is known of their sender keep their order', async (t) => {
  const held = Promise.withResolvers<undefined>()
  let holds = false
  const world = await openRelayWorld(t, { wrapStore: (store): Store => ({ ...store, read: { ...store.read, usage: async (of) => {
    if (holds) await held.promise
    return store.read.usage(of)
  } } }) })
  const pair = await openTalk(world)
  holds = true
  const send = (text: string) => submit(world, pair.ada, messageOf(there(pair), text))
  const early = range(1, 20).map((index) => send(String(index)))
  for (const _ of range(1, 5)) await new Promise((resolve) => { setImmediate(resolve) })
  holds = false
  held.resolve(undefined)
  const late: Promise<Answer>[] = []
  for (const index of range(21, 60)) {
    late.push(send(String(index)))
    await Promise.resolve()
  }
  const places = (await Promise.all([...early, ...late])).map((answer) => (answer.kind === 'accepted' ? answer.places[0]?.laneSequence : answer.kind))
  t.same(places, range(1, 60))
})

t.test('a message whose sender’s count cannot be read is answered with an error, and the next one is tried anew', async (t) => {
  let fails = false
  const world = await openRelayWorld(t, { wrapStore: (store): Store => ({ ...store, read: { ...store.read, usage: async (of) => {
    if (fails) throw new Error('away')
    return store.read.usage(of)
  } } }) })
  const pair = await openTalk(world)
  fails = true
  await t.rejects(submit(world, pair.ada, messageOf(there(pair), 'one')), { message: 'away' })
  fails = false
  t.match(await submit(world, pair.ada, messageOf(there(pair), 'two')), { kind: 'accepted' })
})

/** What is stored of this day. */
const stored = (world: RelayWorld, user?: Submission['senderUser']) => world.store.read.usage({ party: world.heron.party, user, dayStart: dayStartOf(world.clock.now()) })

t.test('counts of the day are written every two seconds and at a stop, and hold for whoever starts next', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await limit(world, { messagesPerUserDay: 5 })
  world.relay.start()
  for (const _ of range(1, 3)) await submit(world, pair.ada, messageOf(there(pair), 'four'))
  t.same(await stored(world, pair.ada.user), { messages: 0, bytes: 0, targets: 0, enlistments: 1 }, 'an enlistment is counted with it')
  world.timers.turn(2_000)
  await world.quiet()
  t.same(await stored(world, pair.ada.user), { messages: 3, bytes: 0, targets: 0, enlistments: 1 })
  t.same(await stored(world), { messages: 3, bytes: 12, targets: 1, enlistments: 1 }, 'the request for contact was to a new target')
  await submit(world, pair.ada, messageOf(there(pair), 'four'))
  await world.relay.stop()
  t.match(await stored(world, pair.ada.user), { messages: 4 })
  const next = openNode(t, world, createLoneNode())
  t.match(await submit(next, pair.ada, messageOf(there(pair), 'five')), { kind: 'accepted' })
  t.match(await submit(next, pair.ada, messageOf(there(pair), 'six')), { kind: 'throttled', headroom: [{ limit: 'messagesPerUserDay', left: 0 }] })
  world.clock.advance(DAY_MS)
  t.match(await submit(next, pair.ada, messageOf(there(pair), 'a new day')), { kind: 'accepted' })
})

t.test('nodes add to one count, and each learns what the others let through when it writes its own', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const other = openNode(t, world, createLoneNode())
  await limit(world, { messagesPerUserDay: 6 })
  world.relay.start()
  other.relay.start()
  for (const node of [world, other, world, other]) await submit(node, pair.ada, messageOf(there(pair), 'x'))
  world.timers.turn(2_000)
  await world.quiet()
  t.match(await stored(world, pair.ada.user), { messages: 4 })
  await submit(other, pair.ada, messageOf(there(pair), 'x'))
  world.timers.turn(2_000)
  await world.quiet()
  await submit(world, pair.ada, messageOf(there(pair), 'x'))
  t.match(await stored(world, pair.ada.user), { messages: 5 })
  t.match(await submit(other, pair.ada, messageOf(there(pair), 'one more than there may be')), { kind: 'accepted' }, 'within two seconds a node does not know of the other')
  world.timers.turn(2_000)
  await world.quiet()
  for (const node of [world, other]) t.match(await submit(node, pair.ada, messageOf(there(pair), 'x')), { kind: 'throttled' })
})

t.test('a count that could not be written is written later, once', async (t) => {
  let fails = true
  const world = await openRelayWorld(t, { mayFail: true, wrapStore: (store): Store => ({ ...store, write: { ...store.write, addUsage: async (rows) => {
    if (fails) throw new Error('away')
    return store.write.addUsage(rows)
  } } }) })
  const pair = await openTalk(world)
  await limit(world, { messagesPerUserDay: 3 })
  world.relay.start()
  await submit(world, pair.ada, messageOf(there(pair), 'x'))
  world.timers.turn(2_000)
  await world.quiet()
  t.match(world.told.find(([name]) => name === 'backgroundFailed'), ['backgroundFailed', 'write usage'])
  await submit(world, pair.ada, messageOf(there(pair), 'x'))
  fails = false
  world.timers.turn(2_000)
  await world.quiet()
  t.match(await stored(world, pair.ada.user), { messages: 2 })
  t.same(await exhaust(world, pair).then(([passed]) => passed), 1)
})

t.test('attachments draw on the bytes of the day when they are taken, and wait when there are none', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await limit(world, { mibPerPartyDay: 1 })
  const offer = (sizeBytes: number, recipientUser = pair.bo.user) => world.relay.attachments.createUpload(world.heron.caller, {
    senderUser: pair.ada.user, senderDevice: messageOf(there(pair), '').senderDevice, recipientUser, consentToken: pair.token, sizeBytes, sha256: Buffer.alloc(32, 1),
  })
  await t.rejects(offer(MIB, createSubscriber(world.core).user), { code: 'NOT_PERMITTED' })
  t.match(await offer(MIB - 10), { kind: 'attachmentTicket' }, 'what is not permitted was not counted')
  const full = await offer(11)
  t.match(full, { kind: 'throttled', retryAfterSeconds: UNTIL_MIDNIGHT, scope: 'party', headroom: [{ limit: 'mibPerPartyDay', left: 0, wholeAfterSeconds: UNTIL_MIDNIGHT }] })
  t.same(await offer(11, createSubscriber(world.core).user), full, 'nobody’s id is answered alike')
  t.match(await offer(10), { kind: 'attachmentTicket' })
})

t.test('who used up a limit is told so also where the count was forgotten while that of the whole party was read', async (t) => {
  const party = partyId('wren.example')
  const gate = Promise.withResolvers<undefined>()
  const ada = userId(randomUUID())
  const allowances = createAllowances({
    store: {
      read: { usage: async ({ party: asked, user }: CountOf) => {
        if (asked === party && user === undefined) await gate.promise
        return user === ada ? { messages: 5, bytes: 0 } : { messages: 0, bytes: 0 }
      } },
      write: { addUsage: async (rows: readonly UsageRow[]) => rows },
    } as unknown as Store,
    now: () => 0, monotonic: () => 0, timers: { every: () => () => undefined, after: () => () => undefined }, isSlowed: () => false, conduct: { sent: () => undefined } as never,
    events: { backgroundFailed: (_task: string, error: unknown) => { t.fail('failed in the background', { error }) } } as never,
  })
  const limits = { ...defaultLimits, messagesPerUserDay: 5, messagesPerPartyMinute: 1_000_000_000 }
  const answer = allowances.message({ party, limits, sender: ada, recipient: ada, bytes: 1 })
  for (const place of range(1, MANY)) allowances.attached(partyId(`p${String(place)}.example`), 1)
  await allowances.write()
  gate.resolve(undefined)
  t.match(await answer, { kind: 'throttled', scope: 'user' })
})
