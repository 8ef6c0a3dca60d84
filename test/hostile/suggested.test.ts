// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
// Promise: accomplices that hold a count just below a threshold learn nothing from the gateway about what the next person did. Whether the last one granted, denied, blocked or reported, so
// that every number of the ladder is reached or none is, a party sees the same bytes in each frame, the same limits, no step, and no more work of the store.
import t from 'tap'
import type { Test } from 'tap'
import { createHandlers } from '../../src/links/use-cases.ts'
import { deviceId, registrationId } from '../../src/model/ids.ts'
import type { Signal } from '../../src/store/nodes.ts'
import { encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { ask, decide, shownTo } from '../support/acquaintance.ts'
import { askFrame } from '../support/asking.ts'
import { back, messageOf, openRelayWorld, openTalk, there } from '../support/relay-world.ts'
import type { RelayWorld } from '../support/relay-world.ts'
import { reportOf } from '../support/store-conformance/reports.ts'
import { enlistInside, enlistOutside, range } from '../support/subscribers.ts'
import type { Subscriber } from '../support/subscribers.ts'
import { tapStore } from '../support/tapped-store.ts'
import type { StoreCall } from '../support/tapped-store.ts'

t.setTimeout(110_000)

const place = { deviceId: deviceId(1), registrationId: registrationId(1001), type: 2 } as const
const sealed = { envelopes: [{ ...place, bytes: encodeEnvelope({ ...place, ciphertext: Buffer.alloc(100, 7) }) }] }
/** MAC and signature of a frank, which end an accepted message's answer: each world has keys of its own. */
const FRANK = /1220[0-9a-f]{64}1a40[0-9a-f]{128}$/
const LOOKS = 5
const REQUESTS = 10

/** What the people do whom the spammer asks; `accomplices` are all of them but the last. */
interface Behaviour { readonly accomplices: 'grant' | 'deny'; readonly last: 'grant' | 'deny' | 'block'; readonly reporters: number }

/** As many denials, or reporters, as the numbers of the ladder need, and none. */
const behaviours: Readonly<Record<string, Behaviour>> = {
  'nobody minds': { accomplices: 'grant', last: 'grant', reporters: 0 },
  'the last one denies': { accomplices: 'deny', last: 'deny', reporters: 0 },
  'the last one blocks': { accomplices: 'deny', last: 'block', reporters: 0 },
  'enough people report': { accomplices: 'grant', last: 'grant', reporters: 100 },
}

/** The spammer asks ten people, each decides, and some report. */
const play = async (world: RelayWorld, spammer: Subscriber, { accomplices, last, reporters }: Behaviour): Promise<void> => {
  for (const index of range(1, REQUESTS)) {
    const person = await enlistInside(world, { address: `p${String(index)}@wren.example` })
    await ask(world, spammer, `p${String(index)}@wren.example`)
    await decide(world, person, (await shownTo(world, person)).at(-1)!.requestId, index === REQUESTS ? last : accomplices)
  }
  for (const _ of range(1, reporters)) {
    await world.store.write.addReport(reportOf({ party: world.core.party, reportedUser: spammer.user, reportedParty: world.heron.party, receivedAt: world.clock.now() }), { perDay: 20, dayStart: 0, perReporter: 20, perParty: 10_000 })
  }
}

const seenBy = async (t: Test, behaviour: Behaviour) => {
  const calls: StoreCall[] = []
  const world = await openRelayWorld(t, { wrapStore: (store) => tapStore(store, { before: (call) => {
    calls.push(call)
    return undefined
  } }) })
  const signals: Signal[] = []
  t.teardown(world.store.nodes.listen((signal) => { signals.push(signal) }))
  const pair = await openTalk(world)
  const spammer = await enlistOutside(world, world.heron)
  await play(world, spammer, behaviour)
  calls.length = 0
  for (const _ of range(1, LOOKS)) await world.registry.enforcement.look()
  const work = [...calls]
  const handlers = createHandlers(world.registry, world.relay)
  const frames: string[] = []
  for (const [caller, request] of [
    [world.heron, { kind: 'listEnforcement' }], [world.core, { kind: 'listEnforcement' }],
    // Nobody has this address: what is left of the day's contacts is the user's own count.
    [world.heron, { kind: 'requestContact', fromUser: spammer.user, toAddress: 'nobody@wren.example', purposes: ['chat'] }],
    [world.heron, { kind: 'submit', submission: messageOf({ sender: spammer, recipient: pair.bo, token: pair.token }, '', sealed) }],
    ...range(1, 12).map((_) => [world.heron, { kind: 'submit', submission: messageOf(there(pair), '', sealed) }] as const),
    [world.core, { kind: 'submit', submission: messageOf(back(pair), '', sealed) }],
  ] as const) frames.push((await askFrame(handlers, caller.caller, request as never)).replace(FRANK, '…'))
  const suggestions = await world.registry.enforcement.desk.suggestions({}, 10)
  return { seen: { frames, work, signals, closed: world.closedLinks, told: world.told.filter(([name]) => name === 'enforced' || name === 'announceLimits'), limits: [spammer.user, world.heron.party].map(world.registry.enforcement.isSlowed) }, suggestions }
}

t.test('every number of the ladder that counts other people’s decisions is reached or none: a party sees the same', async (t) => {
  const { 'nobody minds': control, ...others } = behaviours
  const plain = await seenBy(t, control!)
  t.same(plain.suggestions, [])
  t.same([plain.seen.signals, plain.seen.limits, plain.seen.told], [[], [false, false], []])
  for (const [title, behaviour] of Object.entries(others)) {
    const { seen, suggestions } = await seenBy(t, behaviour)
    t.ok(suggestions.length >= 2, `${title}: the operator is shown it, of the user and of its provider`)
    t.strictSame(seen, plain.seen, title)
  }
})
