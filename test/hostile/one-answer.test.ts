// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// Promise: no frame tells who is there. Generated from the table of frames: toward everybody who is not reached, for whatever reason, each that names somebody is answered
// in the same bytes, after the same calls of the store, and uses up the same of the sender's limits.
import t from 'tap'
import type { Test } from 'tap'
import { createHandlers } from '../../src/links/use-cases.ts'
import { askFrame, readAnswer } from '../support/asking.ts'
import { ask } from '../support/acquaintance.ts'
import { FEW_TRIES, frameRows, withMediaHost } from '../support/frame-table.ts'
import { DAY_MS } from '../support/registry-world.ts'
import { clearEvents, openRelayWorld } from '../support/relay-world.ts'
import type { RelayWorld } from '../support/relay-world.ts'
import { enlistInside, enlistOutside, setParticipation } from '../support/subscribers.ts'
import type { StoreCall } from '../support/tapped-store.ts'
import { tapStore } from '../support/tapped-store.ts'
import { openPair, unwilling, wrongTokens } from '../support/unwilling.ts'
import type { Attempt, OpenPair } from '../support/unwilling.ts'

t.setTimeout(230_000)

type Case = (world: RelayWorld, pair: OpenPair) => Promise<Attempt>
type Row = (typeof frameRows)[number]

/** What a frame came to in one world. */
interface Seen {
  /** Answers of the first and of all later tries. */
  readonly frames: readonly string[]
  /** What the store was asked until the first answer. */
  readonly calls: readonly StoreCall[]
  /** Commits of the first try, with those that it left to be made behind its answer. */
  readonly commits: number
}

const toCy = async (world: RelayWorld, { ada, token }: OpenPair, prepare: (cy: Awaited<ReturnType<typeof enlistInside>>) => Promise<unknown> = async () => undefined): Promise<Attempt> => {
  const recipient = await enlistInside(world, { address: 'cy@wren.example' })
  await prepare(recipient)
  await world.registry.surfacing.idle()
  return { sender: ada, recipient, token }
}

/** To who asks they are like everybody else. */
const askable: Readonly<Record<string, Case>> = {
  'the recipient would be glad of it': (world, pair) => toCy(world, pair),
  'the recipient never opted in': (world, pair) => toCy(world, pair, (cy) => setParticipation(world, cy, { optedIn: false })),
  'the recipient is not to be found': (world, pair) => toCy(world, pair, (cy) => setParticipation(world, cy, { findable: false })),
  'the two talk': async (_, { ada, bo, token }) => ({ sender: ada, recipient: bo, token }),
}

/** One that is empty is no frame at all, whoever it is for. */
const { 'the token is empty': _, ...wrong } = wrongTokens

/** Which states a frame must not tell apart. */
const casesOf = ({ toward }: Row): Readonly<Record<string, Case>> => {
  if (toward?.told === 'recorded' || toward?.told === 'done') return { ...unwilling, ...askable }
  // Who took back the own yes may say yes again: that is no answer about somebody else.
  const others = Object.fromEntries(Object.entries(unwilling).filter(([state]) => toward?.showsToken || state !== 'the sender withdrew'))
  return toward?.showsToken ? { ...others, ...wrong } : others
}

const openWorld = async (t: Test, prepare: Case) => {
  const calls: StoreCall[] = []
  const world = await openRelayWorld(t, { wrapStore: (store) => tapStore(withMediaHost(store), { before: (call) => {
    calls.push(call)
    return undefined
  } }) })
  const attempt = await prepare(world, await openPair(world))
  // Whom a party has asked for before is its own knowledge, and counts once as a new target: here it has asked for everybody.
  const other = await enlistOutside(world, attempt.sender.home, { address: 'other@heron.example' })
  await ask(world, other, attempt.recipient.address ?? 'nobody@wren.example')
  await world.registry.surfacing.idle()
  await clearEvents(world)
  // What the sender asked for before counts no more.
  world.clock.advance(DAY_MS + 1)
  return { world, attempt, calls, handlers: createHandlers(world.registry, world.relay) }
}

const look = async ({ world, attempt, calls, handlers }: Awaited<ReturnType<typeof openWorld>>, { ask, toward }: Row): Promise<Seen> => {
  const frames: string[] = []
  let [first, commits]: [readonly StoreCall[], number] = [[], 0]
  for (let left = toward?.tries ?? FEW_TRIES; left > 0; left -= 1) {
    const request = await ask({ world, ...attempt })
    calls.length = 0
    frames.push(await askFrame(handlers, attempt.sender.home.caller, request))
    const asked = [...calls]
    await world.registry.surfacing.idle()
    if (frames.length > 1) continue
    first = asked
    commits = calls.filter((call) => call === 'commit').length
  }
  return { frames, calls: first, commits }
}

const named = frameRows.filter(({ toward }) => toward !== undefined)
const seen = new Map<Row, Map<string, Seen>>(named.map((row) => [row, new Map()]))

t.test('every state, as each frame sees it', async (t) => {
  const states = { ...unwilling, ...wrong, ...askable }
  for (const [state, prepare] of Object.entries(states)) {
    const rows = named.filter((row) => state in casesOf(row))
    const shared = await openWorld(t, prepare)
    for (const row of rows) {
      const opened = row.toward?.alone === true ? await openWorld(t, prepare) : shared
      seen.get(row)?.set(state, await look(opened, row))
    }
  }
})

for (const row of named) {
  t.test(`${row.kind}, ${row.title}: one answer, one amount of work and of quota`, async (t) => {
    const states = seen.get(row) ?? new Map<string, Seen>()
    t.strictSame([...states.keys()].sort(), Object.keys(casesOf(row)).sort())
    const [[, one] = [], ...others] = states
    if (one === undefined) throw new Error('no state')
    t.equal(readAnswer(one.frames[0] ?? ''), row.toward?.told)
    for (const [state, { frames, calls, commits }] of others) {
      t.strictSame(frames, one.frames, `${state}: the same bytes, also when a limit is used up`)
      t.strictSame(calls, one.calls, `${state}: the same calls of the store`)
      t.equal(commits, one.commits, `${state}: as many commits, also behind the answer`)
    }
  })
}

t.test('the limits of a pair and of a user show', (t) => {
  const isUsedUp = (row: Row): boolean => [...seen.get(row)?.values() ?? []].every(({ frames }) => readAnswer(frames.at(-1) ?? '') === 'throttled')
  t.strictSame(new Set(named.filter(isUsedUp).map(({ title }) => title)), new Set([
    'taking keys in any custody', 'taking keys in DEVICE custody', 'taking keys in VAULT custody', 'asking for contact', 'asking by an invite that nobody made', 'denying', 'taking back a yes',
  ]))
  t.end()
})
