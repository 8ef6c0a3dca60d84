// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
// test-alone
// Promise: how long `/core/v1` takes to answer does not tell a core why somebody is not reached. Requests go over a real loopback connection to the real listener, toward everybody
// who is not reached, in turns and in random order; the medians lie within 10 % of each other, and a leak of 25 % that is planted in the same run is found. What the use cases
// themselves take is compared more closely in timing.test.ts.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import t from 'tap'
import type { Test } from 'tap'
import { Client } from 'undici'
import { createCoreServer } from '../../src/gateway/core-server.ts'
import { forCore } from '../../src/gateway/vault-side.ts'
import { decide, withdraw } from '../support/acquaintance.ts'
import { DAY_MS } from '../support/registry-world.ts'
import { randomFrom } from '../support/seeded.ts'
import { createSubscriber, enlistOutside } from '../support/subscribers.ts'
import type { Subscriber } from '../support/subscribers.ts'
import { tapStore } from '../support/tapped-store.ts'
import { openVaultRelayWorld } from '../support/vault-relay-world.ts'

/** Rounds that count, and those before them, in which code and caches warm up. Each round times every state once. */
const [ROUNDS, WARM_UP] = [300, 100]
/** What medians may differ by: a connection and two event loops are in them. */
const TOLERANCE = 0.1
/** What is planted. */
const LEAK = 0.25
/** A machine that does something else may look like a leak; so often in a row it does not. */
const TRIES = 3

// Flushes of a disk are slow and uneven: what would hide a difference is left out.
if (existsSync('/dev/shm')) process.env['TMPDIR'] = '/dev/shm'
t.setTimeout(290_000)

type Of = Awaited<ReturnType<typeof openVaultRelayWorld>>
type Pair = Awaited<ReturnType<Of['pair']>>
/** A core's user and somebody of the provider whom it does not reach. */
interface Attempt { readonly pair: Pair; readonly peer: Subscriber }

/** What becomes of a pair who may talk, or whom its core user tries instead. The first is what the others are compared with. */
const states: Readonly<Record<string, (of: Of, pair: Pair) => Promise<Subscriber>>> = {
  'blocked': async ({ world }, { ada, bo }) => {
    await decide(world, ada, bo, 'block')
    return ada
  },
  'withdrawn': async ({ world }, { ada, bo }) => {
    await withdraw(world, ada, bo)
    return ada
  },
  'gone': async ({ world }, { ada }) => {
    await world.registry.enlistments.unenlist(world.heron.caller, { kind: 'unenlist', userId: ada.user })
    return ada
  },
  'nobody': async ({ world }) => createSubscriber(world.heron, { address: 'nobody@heron.example' }),
  'a stranger': ({ world }) => enlistOutside(world, world.heron, { address: 'eve@heron.example' }),
}
const PLANTED = 'planted'

interface Row { readonly title: string; readonly told: string; readonly stepMs: number; readonly path: (attempt: Attempt) => string; readonly body: (attempt: Attempt) => object }

const PROVIDER = 'heron.example'
const contactsOf = ({ pair }: Attempt): string => `/users/${encodeURIComponent(pair.bo.reference)}/contacts`
const rows: readonly Row[] = [
  {
    title: 'a message', told: 'NOT_PERMITTED', stepMs: 1_000, path: () => '/messages',
    body: ({ pair, peer }) => ({ ref: pair.bo.reference, provider: PROVIDER, peer: peer.user, content: pair.message('hello').content, epochKey: 'epoch' }),
  },
  {
    title: 'a file', told: 'NOT_PERMITTED', stepMs: 1_000, path: () => '/attachments',
    body: ({ pair, peer }) => ({ ref: pair.bo.reference, provider: PROVIDER, peer: peer.user, size: 1_000, sha256: Buffer.alloc(32).toString('base64url') }),
  },
  { title: 'a grant', told: 'NOT_PERMITTED', stepMs: 1_000, path: (attempt) => `${contactsOf(attempt)}/${attempt.peer.user}`, body: () => ({ provider: PROVIDER, decision: 'grant' }) },
  { title: 'a contact request', told: 'recorded', stepMs: DAY_MS + 1, path: contactsOf, body: ({ peer }) => ({ provider: PROVIDER, address: peer.address ?? '' }) },
]

/** The real listener over a world, with one connection to it, and a leak that is told at the first call of the store when it is set. */
const openCore = async (t: Test) => {
  const leak = { ms: 0 }
  const of = await openVaultRelayWorld(t, { wrapStore: (store) => tapStore(store, { before: () => {
    for (const until = performance.now() + leak.ms; performance.now() < until;);
    leak.ms = 0
    return undefined
  } }) })
  const { world, relay } = of
  const attempts = new Map<string, Attempt>()
  for (const [state, change] of Object.entries(states)) {
    const pair = await of.pair(`bo.${state.replaceAll(' ', '.')}`)
    attempts.set(state, { pair, peer: await change(of, pair) })
  }
  attempts.set(PLANTED, attempts.get('blocked')!)
  const server = (await createCoreServer({ e2ee: true, webhook: undefined, webhookProofs: false, http: { listen: { host: '127.0.0.1', port: 0 }, tls: undefined } }, {
    registry: world.registry, relay, ...forCore({} as never, world.registry, relay), credentials: { find: () => ({ name: 'test', sha256: 'x'.repeat(43), addedAt: 0 }) },
    core: () => world.store.read.core(), hasWebhook: false, attest: async () => [], events: { coreRefused: () => undefined, coreFailed: (_id, error) => { throw error } },
    correlationId: () => 'correlation', timers: world.timers,
  }))!
  await server.start()
  t.teardown(() => server.stop())
  const client = new Client(new URL(server.url()).origin)
  t.teardown(() => client.destroy())
  return { of, attempts, leak, client }
}

type Core = Awaited<ReturnType<typeof openCore>>

/** Asks once; returns how long the answer took, in ms. */
const time = async ({ client }: Core, { path, body, told }: Row, attempt: Attempt): Promise<number> => {
  const asked = {
    method: 'POST', path: `/core/v1${path(attempt)}`, body: JSON.stringify(body(attempt)),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${'x'.repeat(43)}`, 'idempotency-key': randomUUID() },
  } as const
  const begun = performance.now()
  const answer = await (await client.request(asked)).body.text()
  const took = performance.now() - begun
  if (!answer.includes(told)) throw new Error(`answered ${answer}`)
  return took
}

/** What a request left to do is done, and one that waits is forgotten: nobody could pile up as many. */
const settled = async ({ of: { world: { registry, store } } }: Core): Promise<void> => {
  await registry.surfacing.idle()
  for (const { request, fromUser } of await store.read.waitingRequests({}, 10)) {
    await store.write.commit({ expect: [], writes: [{ move: 'request', request, from: ['waiting'], to: 'dropped', targetUser: fromUser }] })
  }
}

const median = (numbers: readonly number[]): number => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0

/** By how much each state takes longer than the first, as a share of what that takes: the median of what both took in the same round. */
const measure = async (core: Core, row: Row): Promise<ReadonlyMap<string, number>> => {
  const random = randomFrom(1, row.title)
  const round = async (times: Map<string, number[]>, plantedMs: number): Promise<void> => {
    const order = [...core.attempts].map((target) => ({ target, at: random() })).sort((one, other) => one.at - other.at)
    for (const { target: [state, attempt] } of order) {
      core.of.world.clock.advance(row.stepMs)
      core.leak.ms = state === PLANTED ? plantedMs : 0
      const took = await time(core, row, attempt)
      core.leak.ms = 0
      times.set(state, [...times.get(state) ?? [], took])
      await settled(core)
    }
  }
  const [warm, times] = [new Map<string, number[]>(), new Map<string, number[]>()]
  for (let left = WARM_UP; left > 0; left -= 1) await round(warm, 0)
  const leakMs = LEAK * median(warm.get('blocked')!.slice(WARM_UP / 2))
  for (let left = ROUNDS; left > 0; left -= 1) await round(times, leakMs)
  const base = times.get('blocked')!
  return new Map([...times].filter(([state]) => state !== 'blocked').map(([state, taken]) => [state, median(taken.map((ms, index) => ms - base[index]!)) / median(base)]))
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** What is wrong with a measurement; empty for nothing. */
const verdictOn = (found: ReadonlyMap<string, number>): readonly string[] => {
  const told = [...found].filter(([state, share]) => state !== PLANTED && Math.abs(share) > TOLERANCE).map(([state, share]) => `${state} shows by ${percent(share)}`)
  const planted = found.get(PLANTED) ?? 0
  return planted > TOLERANCE ? told : [...told, `the planted leak was not found (${percent(planted)})`]
}

for (const row of rows) {
  t.test(`${row.title} over /core/v1: the time of the answer tells nothing`, async (t) => {
    const core = await openCore(t)
    let found = await measure(core, row)
    for (let tries = 1; tries < TRIES && verdictOn(found).length > 0; tries += 1) found = await measure(core, row)
    t.comment([...found].map(([state, share]) => `${state} ${percent(share)}`).join(', '))
    t.strictSame(verdictOn(found), [])
  })
}
