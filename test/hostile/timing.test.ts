// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 900
// test-alone
// Promise: how long an answer takes does not tell why somebody is not reached. Each frame that names somebody is timed toward everybody who is not reached, in turns and in
// random order, through codec, dispatch, use cases and a real store; the medians lie within 5 % of each other, and a leak of 10 % that is planted in the same run is found.
import { existsSync } from 'node:fs'
import t from 'tap'
import type { Test } from 'tap'
import { createHandlers } from '../../src/links/use-cases.ts'
import type { Handlers } from '../../src/links/handlers.ts'
import { encodePartyFrame } from '../../src/wire/gateway/index.ts'
import { acquaint, ask, decide, shownTo, withdraw } from '../support/acquaintance.ts'
import { askBytes, readAnswer } from '../support/asking.ts'
import { frameRows, withMediaHost } from '../support/frame-table.ts'
import { clearEvents, openRelayWorld } from '../support/relay-world.ts'
import type { RelayWorld } from '../support/relay-world.ts'
import { DAY_MS } from '../support/registry-world.ts'
import { randomFrom } from '../support/seeded.ts'
import { createSubscriber, enlistInside, enlistOutside, setChoice, setParticipation } from '../support/subscribers.ts'
import type { Subscriber } from '../support/subscribers.ts'
import type { Attempt } from '../support/unwilling.ts'

/** Rounds that count, and those before them, in which code and caches warm up. Each round times every state once. */
const [ROUNDS, WARM_UP] = [2_000, 300]
/** After so many rounds, and twice as many, it may be clear already. */
const EARLY = 500
/** What medians may differ by. */
const TOLERANCE = 0.05
/** What they may differ by where fewer rounds are believed: a leak that the tolerance would find does not hide in half of it. */
const CLEARLY = TOLERANCE / 2
/** What is planted. */
const LEAK = 0.1

// Flushes of a disk are slow and uneven, and as many for each state (test/hostile/one-answer.test.ts counts them): what would hide a difference is left out.
if (existsSync('/dev/shm')) process.env['TMPDIR'] = '/dev/shm'
t.setTimeout(890_000)

type State = (world: RelayWorld, sender: Subscriber, recipient: Subscriber) => Promise<unknown>

/** A pair of a provider's user and a core user who talk, and what then becomes of it. The first is what the others are compared with. */
const states: Readonly<Record<string, State>> = {
  'blocked': (world, sender, recipient) => decide(world, recipient, sender, 'block'),
  'denied': (world, sender, recipient) => decide(world, recipient, sender, 'deny'),
  'withdrawn': (world, sender, recipient) => withdraw(world, recipient, sender),
  'opted out': (world, _, recipient) => setParticipation(world, recipient, { optedIn: false }),
  'not for this provider any more': (world, _, recipient) => setChoice(world, recipient, { allowed: false }),
  'gone': (world, _, recipient) => world.registry.enlistments.unenlist(recipient.home.caller, { kind: 'unenlist', userId: recipient.user }),
}

/** Everybody whom `sender` does not reach. */
const openTargets = async (world: RelayWorld, sender: Subscriber): Promise<ReadonlyMap<string, Attempt>> => {
  const targets = new Map<string, Attempt>()
  for (const [state, change] of Object.entries(states)) {
    const recipient = await enlistInside(world, { address: `${state.replaceAll(' ', '.')}@wren.example` })
    const { asker } = await acquaint(world, sender, recipient)
    await change(world, sender, recipient)
    await clearEvents(world)
    targets.set(state, { sender, recipient, token: asker.consentToken })
  }
  const token = new Uint8Array(32).fill(7)
  const stranger = await enlistInside(world, { address: 'stranger@wren.example' })
  const asked = await enlistInside(world, { address: 'asked@wren.example' })
  await ask(world, sender, 'asked@wren.example')
  await decide(world, asked, (await shownTo(world, asked))[0]!.requestId, 'deny')
  await clearEvents(world)
  targets.set('a stranger', { sender, recipient: stranger, token })
  targets.set('never granted', { sender, recipient: asked, token })
  targets.set('nobody', { sender, recipient: createSubscriber(world.core, { address: 'nobody@wren.example' }), token })
  targets.set('another provider’s', { sender, recipient: await enlistOutside(world, world.egret), token })
  return targets
}

/** As these, but slower by `ms`. */
const slowed = (handlers: Handlers, ms: number): Handlers => Object.fromEntries(Object.entries(handlers).map(([kind, handle]: [string, (...args: never[]) => Promise<unknown>]) => [
  kind, (...args: never[]) => {
    const until = performance.now() + ms
    while (performance.now() < until);
    return handle(...args)
  },
])) as unknown as Handlers

const PLANTED = 'planted'

type Row = (typeof frameRows)[number]
type Times = Map<string, number[]>

/** Times every target once, in random order. */
const createRound = (world: RelayWorld, handlers: Handlers, row: Row, targets: ReadonlyMap<string, Attempt>, random: () => number) => {
  const step = row.kind === 'requestContact' ? DAY_MS + 1 : 600_001
  return async (times: Times, plantedMs: number): Promise<void> => {
    const order = [...targets].map((target) => ({ target, at: random() })).sort((one, other) => one.at - other.at)
    for (const { target: [state, attempt] } of order) {
      const bytes = encodePartyFrame(7, await row.ask({ world, ...attempt }))
      world.clock.advance(step)
      const used = state === PLANTED ? slowed(handlers, plantedMs) : handlers
      const begun = performance.now()
      const frame = await askBytes(used, attempt.sender.home.caller, bytes)
      times.get(state)?.push(performance.now() - begun)
      if (readAnswer(frame) !== row.toward?.told) throw new Error(`${state}: ${readAnswer(frame)}`)
      await settled(world)
    }
  }
}

/** What a frame left to do is done, and a request that waits is forgotten: nobody could pile up as many. */
const settled = async ({ registry, store }: RelayWorld): Promise<void> => {
  await registry.surfacing.idle()
  for (const { request, fromUser } of await store.read.waitingRequests({}, 10)) {
    await store.write.commit({ expect: [], writes: [{ move: 'request', request, from: ['waiting'], to: 'dropped', targetUser: fromUser }] })
  }
}

const median = (numbers: readonly number[]): number => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0

/** By how much each state takes longer than the first, as a share of what that takes: the median of what both took in the same round. */
const differences = (times: Times): ReadonlyMap<string, number> => {
  const [[, base] = ['', []], ...others] = times
  const usual = median(base)
  return new Map(others.map(([state, taken]) => [state, median(taken.map((ms, round) => ms - (base[round] ?? 0))) / usual]))
}

const measure = async (world: RelayWorld, row: Row, targets: ReadonlyMap<string, Attempt>): Promise<ReadonlyMap<string, number>> => {
  const all = new Map([...targets, [PLANTED, targets.get('blocked')!] as const])
  const round = createRound(world, createHandlers(world.registry, world.relay), row, all, randomFrom(1, row.title))
  const timesOf = (): Times => new Map([...all.keys()].map((state) => [state, []]))
  const warm = timesOf()
  for (let left = WARM_UP; left > 0; left -= 1) await round(warm, 0)
  const usual = median(warm.get('blocked')!.slice(-100))
  const times = timesOf()
  for (let done = 1; done <= ROUNDS; done += 1) {
    await round(times, usual * LEAK)
    if ((done === EARLY || done === 2 * EARLY) && verdictOn(differences(times), CLEARLY).length === 0) break
  }
  return differences(times)
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** What is wrong with a measurement; empty for nothing. */
const verdictOn = (found: ReadonlyMap<string, number>, tolerance = TOLERANCE): readonly string[] => {
  const told = [...found].filter(([state, share]) => state !== PLANTED && Math.abs(share) > tolerance).map(([state, share]) => `${state} shows by ${percent(share)}`)
  const planted = found.get(PLANTED) ?? 0
  return planted > TOLERANCE ? told : [...told, `the planted leak was not found (${percent(planted)})`]
}

const timed = frameRows.filter(({ toward, title }) => toward !== undefined && !['taking keys in DEVICE custody', 'taking keys in VAULT custody'].includes(title))

const openWorld = async (t: Test) => {
  const world = await openRelayWorld(t, { wrapStore: withMediaHost })
  const sender = await enlistOutside(world, world.heron, { address: 'ada@heron.example' })
  return { world, targets: await openTargets(world, sender) }
}

for (const row of timed) {
  t.test(`${row.kind}, ${row.title}: the time of the answer tells nothing`, async (t) => {
    const { world, targets } = await openWorld(t)
    let found = await measure(world, row, targets)
    // A machine that does something else may look like a leak; twice in a row it does not.
    if (verdictOn(found).length > 0) found = await measure(world, row, targets)
    t.comment([...found].map(([state, share]) => `${state} ${percent(share)}`).join(', '))
    t.strictSame(verdictOn(found), [])
  })
}
