// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
// Promise: no route of `/core/v1` tells its core who is there at a provider. Each route that names somebody is answered toward everybody who is not reached in the same
// bytes, after the same calls of the store and of the vault, and uses up the same of the limits. A route without a row here fails.
import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { mountCore } from '../../src/core/index.ts'
import { forCore } from '../../src/gateway/vault-side.ts'
import { decide, withdraw } from '../support/acquaintance.ts'
import { FEW_TRIES } from '../support/frame-table.ts'
import { coreRoutes } from '../support/route-table.ts'
import { DAY_MS, START } from '../support/registry-world.ts'
import { createSubscriber, enlistInside, enlistOutside } from '../support/subscribers.ts'
import type { Subscriber } from '../support/subscribers.ts'
import { tapStore } from '../support/tapped-store.ts'
import { openVaultRelayWorld } from '../support/vault-relay-world.ts'

t.setTimeout(170_000)

type World = Awaited<ReturnType<typeof openVaultRelayWorld>>
type Pair = Awaited<ReturnType<World['pair']>>
type State = (of: World, pair: Pair) => Promise<Subscriber>

const toAda = (change: (of: World, pair: Pair) => Promise<unknown>): State => async (of, pair) => {
  await change(of, pair)
  return pair.ada
}

/** Everybody whom the core's user does not reach. */
const states: Readonly<Record<string, State>> = {
  'nobody has the id': async ({ world }) => createSubscriber(world.heron),
  'the peer left': toAda(({ world }, { ada }) => world.registry.enlistments.unenlist(world.heron.caller, { kind: 'unenlist', userId: ada.user })),
  'the peer withdrew': toAda(({ world }, { ada, bo }) => withdraw(world, ada, bo)),
  'the peer blocked the user': toAda(({ world }, { ada, bo }) => decide(world, ada, bo, 'block')),
  'the peer denied the user': toAda(({ world }, { ada, bo }) => decide(world, ada, bo, 'deny')),
  'the peer’s provider is suspended': toAda(({ world }) => world.registry.parties.suspend(world.heron.party, { actor: 'socket', reason: 'why' })),
  'the two have nothing to do with each other': ({ world }) => enlistOutside(world, world.heron, { address: 'eve@heron.example' }),
  'the peer is another provider’s': ({ world }) => enlistOutside(world, world.egret, { address: 'eve@egret.example' }),
  'the peer is the core’s own': ({ world }) => enlistInside(world, { address: 'cy@wren.example' }),
  'the peer is the user': async (_, { bo }) => bo,
}

interface Sending {
  readonly title: string
  readonly told: string
  /** What it leaves to be done is looked up differently, behind the answer; it ends in as many commits. */
  readonly goesOn?: true
  readonly url: (ref: string, peer: Subscriber) => string
  readonly body?: (pair: Pair, peer: Subscriber) => object
}

const PROVIDER = 'heron.example'
const decision = (title: string, told: string, fields: object = {}): Sending => ({
  title, told, url: (ref, { user }) => `/users/${ref}/contacts/${user}`, body: () => ({ provider: PROVIDER, decision: title, ...fields }),
})

const FORGED = { message: randomUUID(), senderDevice: 1, gatewayTimeMs: START, commitment: Buffer.alloc(32).toString('base64url'), keyEpoch: 1, mac: Buffer.alloc(32).toString('base64url') }

/** What each route says of somebody else, in each of its forms; nothing where it names nobody. */
const table: Readonly<Record<string, readonly Sending[]>> = {
  ...Object.fromEntries(Object.entries(coreRoutes).filter(([, guard]) => guard === 'credential').map(([route]) => [route, []])),
  'POST /core/v1/users/:ref/contacts': [{
    title: 'request', told: 'recorded', goesOn: true, url: (ref) => `/users/${ref}/contacts`, body: (_, peer) => ({ provider: PROVIDER, address: peer.address ?? 'nobody@heron.example' }),
  }],
  'POST /core/v1/users/:ref/contacts/:id': [
    decision('grant', 'NOT_PERMITTED'), decision('deny', 'ok'), decision('block', 'ok'), decision('acceptIdentity', 'NOT_PERMITTED', { content: 'a.b.c.d.e', epochKey: 'epoch' }),
  ],
  'DELETE /core/v1/users/:ref/contacts/:id': [{ title: 'withdraw', told: 'ok', url: (ref, { user }) => `/users/${ref}/contacts/${user}?provider=${PROVIDER}` }],
  'POST /core/v1/messages': [{
    title: 'message', told: 'NOT_PERMITTED', url: () => '/messages',
    body: (pair, { user }) => ({ ref: pair.bo.reference, provider: PROVIDER, peer: user, content: pair.message('hello').content, epochKey: 'epoch' }),
  }],
  // By its own MAC alone: there is nothing to look up of somebody whom no frank names.
  'POST /core/v1/reports': [false, true].map((block) => ({
    title: block ? 'report and block' : 'report', told: 'REPORT_REFUSED', url: () => '/reports',
    body: (pair, { user }) => ({ ref: pair.bo.reference, provider: PROVIDER, peer: user, messages: [FORGED], sealed: 'a.b.c.d.e', block }),
  })),
  'POST /core/v1/attachments': [{
    title: 'file', told: 'NOT_PERMITTED', url: () => '/attachments',
    body: (pair, { user }) => ({ ref: pair.bo.reference, provider: PROVIDER, peer: user, size: 1_000, sha256: Buffer.alloc(32).toString('base64url') }),
  }],
}

/** Routes that name what is between two, by an id that says nothing of who they are, or the core's own users and what it set itself. */
const NAMING_NOBODY = new Set([
  'PUT /core/v1/issuers', 'GET /core/v1/users/:ref', 'PUT /core/v1/users/:ref', 'DELETE /core/v1/users/:ref', 'PUT /core/v1/users/:ref/providers/:party', 'POST /core/v1/users::bulk',
  'POST /core/v1/users/:ref/invites', 'DELETE /core/v1/users/:ref/invites/:id', 'GET /core/v1/events', 'GET /core/v1/messages/:id', 'GET /core/v1/attachments/:id', 'DELETE /core/v1/attachments/:id', 'GET /core/v1/vault',
])

t.test('every route behind the credential says whom it names', (t) => {
  for (const [route, sendings] of Object.entries(table)) t.not(sendings.length > 0, NAMING_NOBODY.has(route), route)
  t.end()
})

/** A core's listener over a world, and what is asked behind it. */
const openCore = async (t: Test, prepare: State) => {
  const calls: string[] = []
  const of = await openVaultRelayWorld(t, { wrapStore: (store) => tapStore(store, { before: (call) => {
    calls.push(call)
    return undefined
  } }) })
  const pair = await of.pair()
  const peer = await prepare(of, pair)
  const { world, relay } = of
  await world.registry.surfacing.idle()
  world.clock.advance(DAY_MS + 1)
  const app = Fastify()
  t.teardown(() => app.close())
  mountCore(app, {
    registry: world.registry, relay, ...forCore({} as never, world.registry, relay), credentials: { find: () => ({ name: 'test', sha256: 'x'.repeat(43), addedAt: 0 }) },
    core: () => world.store.read.core(), hasWebhook: false, attest: async () => [], events: { coreRefused: () => undefined, coreFailed: (_id, error) => { throw error } },
    correlationId: () => 'correlation', timers: world.timers,
  })
  return { of, pair, peer, calls, app }
}

interface Seen { readonly answers: readonly string[]; readonly calls: readonly string[] }

const look = async ({ of, pair, peer, calls, app }: Awaited<ReturnType<typeof openCore>>, route: string, { url, body, goesOn }: Sending): Promise<Seen> => {
  const answers: string[] = []
  let first: readonly string[] = []
  for (let left = FEW_TRIES; left > 0; left -= 1) {
    const method = route.split(' ')[0] as 'POST'
    const payload = body?.(pair, peer)
    calls.length = of.asked.length = 0
    const { statusCode, headers, body: text } = await app.inject({
      method, url: `/core/v1${url(encodeURIComponent(pair.bo.reference), peer)}`, headers: { authorization: `Bearer ${'x'.repeat(43)}`, 'idempotency-key': randomUUID() }, ...(payload === undefined ? {} : { payload }),
    })
    const { date: _, ...rest } = headers
    answers.push(`${String(statusCode)} ${text} ${JSON.stringify(rest)}`)
    const asked = [...calls, ...of.asked]
    await of.world.registry.surfacing.idle()
    if (answers.length === 1) first = goesOn ? calls.filter((call) => call === 'commit') : asked
  }
  return { answers, calls: first }
}

for (const [route, sendings] of Object.entries(table)) {
  for (const sending of sendings) {
    t.test(`${route}, ${sending.title}: one answer, one amount of work and of limits`, async (t) => {
      let one: Seen | undefined
      for (const [state, prepare] of Object.entries(states)) {
        const seen = await look(await openCore(t, prepare), route, sending)
        one ??= seen
        t.match(seen.answers[0], sending.told, state)
        t.strictSame(seen.answers, one.answers, `${state}: the same bytes`)
        t.strictSame(seen.calls, one.calls, `${state}: the same calls`)
      }
    })
  }
}
