// SPDX-License-Identifier: AGPL-3.0-only
// Promise: no changing route of the admin API without its entry in the audit log, exactly one, with who, why and which request.
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { addRoutes } from '../../../src/admin/routes.ts'
import type { AdminDeps } from '../../../src/admin/index.ts'
import { createBucket } from '../../../src/media/bucket.ts'
import { decodeEntry } from '../../../src/model/audit/entry.ts'
import type { AuditEntry } from '../../../src/model/audit/entry.ts'
import { enforcementId } from '../../../src/model/enforcement.ts'
import { reportId } from '../../../src/model/reports.ts'
import { tokenHash } from '../../../src/ops/admin-tokens.ts'
import { createAuditDesk } from '../../../src/ops/audit/desk.ts'
import { createOffers } from '../../../src/registry/offers.ts'
import { freePort } from '../../../bench/parts/free-port.ts'
import { bucketDepsOf, MemoryMark } from '../../support/memory-bucket.ts'
import { openRelayWorld, openTalk, say, there } from '../../support/relay-world.ts'
import { offerTerms } from '../../support/offer-terms.ts'
import { START } from '../../support/registry-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { enlistOutside } from '../../support/subscribers.ts'
import { reportOf } from '../../support/store-conformance/reports.ts'
import { application, call, shortFolder, startAdmin } from './support.ts'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A changing route: what makes it change something, what must not, and the entry that the first leaves. */
interface Case {
  readonly body: (world: RelayWorld) => Promise<object>
  /** Of which party, or what, where the path has a place for it. */
  readonly of?: string | ((world: RelayWorld) => Promise<string>)
  readonly refused: { readonly body: object; readonly of?: string; readonly status: number }
  readonly entry: Partial<AuditEntry>
}

const parked = async (world: RelayWorld): Promise<number> => {
  await say(world, there(await openTalk(world)), 'hello')
  const [row] = await world.store.read.mailboxPage(world.core.party, 0, 1)
  for (let attempts = 0; attempts < 5; attempts += 1) await world.store.write.countAttempt(world.core.party, row!.id)
  return row!.id
}

const step = async ({ registry, heron }: RelayWorld): Promise<string> =>
  (await registry.enforcement.desk.apply({ party: heron.party, user: undefined, step: 'slow', reason: 'because', durationMs: undefined, actor: 'socket' })).id

const appealed = async (world: RelayWorld): Promise<string> => {
  const id = await step(world)
  await world.registry.enforcement.ofParty.appeal(world.heron.caller, { kind: 'appeal', enforcementId: enforcementId(id), text: 'we are sorry' })
  return id
}

const somebody = async (world: RelayWorld): Promise<string> => (await enlistOutside(world, world.heron)).user

const because = { actor: 'socket', reason: 'because' }
const requested = async ({ registry, clock }: RelayWorld): Promise<string> => (await registry.agreements.request(await application('stork.example'), clock.now(), because)).party
const testing = async ({ registry }: RelayWorld): Promise<string> => (await registry.parties.add(await application('stork.example'), 'proxy', because, { testing: true })).party
const rotating = async ({ registry }: RelayWorld): Promise<string> => (await registry.agreements.rotate(await application('heron.example'), { ...because, compared: true })).party
const judged = { ranAt: new Date(START).toISOString(), sha256: '0'.repeat(64), kit: '0.1.0', protocol: '1.1', passed: 9, failed: 0, absent: 1 }

const WHY = 'they asked for it, see OPS-12'
const reason = WHY
const [REPORT, NO_REPORT] = ['6f1c2f5e-93a4-4f7c-8d11-0a5d3f1e2b44', '7f1c2f5e-93a4-4f7c-8d11-0a5d3f1e2b44'] as const

/** Every route that changes something. Add a new one here, and its act to src/model/audit/acts.ts. */
const CASES: Readonly<Record<string, Case>> = {
  'POST /v1/parties': {
    body: async () => ({ application: await application('stork.example'), reason }),
    refused: { body: { application: {}, reason }, status: 400 }, entry: { act: 'party.added', subject: 'party:stork.example' },
  },
  'POST /v1/parties/:party/suspend': { of: 'heron.example', body: async () => ({ reason }), refused: { of: 'nobody.example', body: { reason }, status: 404 }, entry: { act: 'party.suspended', subject: 'party:heron.example' } },
  'POST /v1/parties/:party/resume': { of: 'heron.example', body: async () => ({ reason }), refused: { of: 'nobody.example', body: { reason }, status: 404 }, entry: { act: 'party.resumed', subject: 'party:heron.example' } },
  'POST /v1/parties/:party/limits': {
    of: 'heron.example', body: async () => ({ set: { queuedPerPair: 7 }, reason }),
    refused: { of: 'heron.example', body: { set: { queuedPerPair: -1 }, reason }, status: 400 }, entry: { act: 'party.limits-changed', subject: 'party:heron.example', details: { queuedPerPair: 7 } },
  },
  'POST /v1/agreements': { body: async () => ({ application: await application('stork.example'), reason }), refused: { body: { application: {}, reason }, status: 400 }, entry: { act: 'agreement.requested', subject: 'party:stork.example' } },
  'POST /v1/agreements/:party/withdraw': { of: requested, body: async () => ({ reason }), refused: { of: 'nobody.example', body: { reason }, status: 404 }, entry: { act: 'agreement.withdrawn', subject: 'party:stork.example' } },
  'POST /v1/agreements/:party/live': { of: testing, body: async () => ({ reason }), refused: { of: 'heron.example', body: { reason }, status: 409 }, entry: { act: 'agreement.live', subject: 'party:stork.example' } },
  'POST /v1/agreements/:party/report': {
    of: 'heron.example', body: async ({ heron }) => ({ report: { ...judged, keyId: heron.keys.issuerKey.kid }, reason }), refused: { of: 'heron.example', body: { report: { ...judged, keyId: 'A'.repeat(43) }, reason }, status: 409 },
    entry: { act: 'agreement.report-attached', subject: 'party:heron.example', details: { passed: 9, failed: 0, absent: 1 } },
  },
  'POST /v1/agreements/:party/keys': { of: 'heron.example', body: async () => ({ application: await application('heron.example'), compared: true, reason }), refused: { of: 'heron.example', body: { application: {}, compared: true, reason }, status: 400 }, entry: { act: 'party.keys-changed', subject: 'party:heron.example' } },
  'POST /v1/agreements/:party/finish-rotation': { of: rotating, body: async () => ({ unseen: true, reason }), refused: { of: 'egret.example', body: { unseen: true, reason }, status: 409 }, entry: { act: 'party.keys-changed', subject: 'party:heron.example' } },
  'POST /v1/offers': { body: async () => ({ reason }), refused: { body: {}, status: 400 }, entry: { act: 'offer.built', subject: 'offer:1' } },
  'POST /v1/mailbox/retry': { body: async (world) => ({ ids: [await parked(world)], reason }), refused: { body: { ids: [99_999], reason }, status: 404 }, entry: { act: 'mailbox.retried', subject: 'party:wren.example' } },
  'POST /v1/mailbox/drop': { body: async (world) => ({ ids: [await parked(world)], reason }), refused: { body: { ids: [99_999], reason }, status: 404 }, entry: { act: 'mailbox.dropped', subject: 'party:wren.example' } },
  'POST /v1/media/bucket/adopt': { body: async () => ({ reason }), refused: { body: {}, status: 400 }, entry: { act: 'media.bucket-adopted', details: { was: 'former' } } },
  'POST /v1/reports/:id/drop': {
    of: REPORT, refused: { of: NO_REPORT, body: { reason }, status: 404 }, entry: { act: 'report.dropped', subject: `report:${REPORT}` },
    body: async ({ store }) => {
      await store.write.addReport(reportOf({ id: reportId(REPORT) }), { perDay: 1, dayStart: 0, perReporter: 9, perParty: 1 })
      return { reason }
    },
  },
  'POST /v1/users/export': { body: async (world) => ({ about: { user: await somebody(world) }, reason }), refused: { body: { about: { user: 'x' }, reason }, status: 400 }, entry: { act: 'user.exported', details: { enlistments: 1 } } },
  'POST /v1/users/erase': {
    body: async (world) => ({ about: { user: await somebody(world) }, reason, dryRun: false }),
    refused: { body: { about: { user: 'x' }, reason, dryRun: false }, status: 400 }, entry: { act: 'user.erased', details: { enlistments: 1 } },
  },
  'POST /v1/enforcement': {
    body: async () => ({ party: 'heron.example', step: 'slow', reason }), refused: { body: { party: 'nobody.example', step: 'slow', reason }, status: 404 },
    entry: { act: 'enforcement.taken', subject: 'party:heron.example' },
  },
  'POST /v1/enforcement/:id/lift': { body: async () => ({ reason }), of: step, refused: { of: NO_REPORT, body: { reason }, status: 404 }, entry: { act: 'enforcement.ended', subject: 'party:heron.example' } },
  'POST /v1/enforcement/:id/appeal': {
    body: async () => ({ decision: 'upheld', reason }), of: appealed, refused: { of: NO_REPORT, body: { decision: 'upheld', reason }, status: 404 },
    entry: { act: 'enforcement.appeal-decided', subject: 'party:heron.example' },
  },
  'POST /v1/core/credentials': { body: async () => ({ name: 'server-2', reason }), refused: { body: { name: 'server-1', reason }, status: 409 }, entry: { act: 'credential.added', subject: 'credential:server-2' } },
  'POST /v1/core/credentials/remove': { body: async () => ({ name: 'server-1', reason }), refused: { body: { name: 'server-9', reason }, status: 404 }, entry: { act: 'credential.removed', subject: 'credential:server-1' } },
  'POST /v1/core/webhook/replay': { body: async () => ({ reason }), refused: { body: { ids: ['x'], reason }, status: 400 }, entry: { act: 'webhook.replayed', subject: 'party:wren.example', details: { events: 'all' } } },
}

/** A bucket of the same gateway that another copy of the store had. */
const formerBucket = ({ store, deps: { audit } }: RelayWorld) => {
  const mark = new MemoryMark()
  mark.text = `${'a'.repeat(32)} 1`
  return createBucket(mark, { ...bucketDepsOf(store), audit })
}

/** The admin API over a real registry, relay and store. */
const start = async (t: Test, tokens?: readonly { readonly name: string; readonly token: string; readonly scope: 'read' | 'manage' }[]) => {
  const world = await openRelayWorld(t)
  const { store, registry, relay } = world
  const audit = createAuditDesk({ store, pen: world.deps.audit, keeper: { look: async () => undefined, signed: () => 0 }, key: world.serviceKeys.checkpoint })
  const deps: Partial<AdminDeps> = { desk: registry.parties, agreements: registry.agreements, offers: createOffers(world.deps, () => offerTerms()), users: registry.userDesk, mailbox: relay.mailbox, untaken: relay.untaken, reports: relay.reports, enforcement: registry.enforcement.desk, audit, bucket: formerBucket(world) }
  const [tokensFile, port] = [join(shortFolder(t), 'tokens.json'), tokens === undefined ? 0 : await freePort()]
  const write = (list: NonNullable<typeof tokens>): void => { writeFileSync(tokensFile, JSON.stringify({ drawbridge: 'admin-tokens/1', tokens: list.map(({ name, scope, token }) => ({ name, scope, sha256: tokenHash(token) })) }), { mode: 0o600 }) }
  if (tokens !== undefined) write(tokens)
  const { socket } = await startAdmin(t, tokens === undefined ? {} : { tcp: { host: '127.0.0.1', port, tokensFile } }, deps)
  const size = async () => (await store.read.auditHead()).size
  const since = async (from: number) => (await store.read.auditPage(from, 100)).map(({ leaf }) => decodeEntry(leaf))
  return { world, socket, port, write, size, since }
}

t.test('the table has every changing route of the admin API', async (t) => {
  const found: string[] = []
  const app = Fastify()
  app.addHook('onRoute', ({ method, url }) => { for (const one of [method].flat()) if (one !== 'GET' && one !== 'HEAD') found.push(`${one} ${url}`) })
  addRoutes(app, { health: { live: () => true, ready: () => true } } as unknown as AdminDeps)
  t.same(found.toSorted(), Object.keys(CASES).toSorted())
})

for (const [route, { body, of = '', refused, entry }] of Object.entries(CASES)) {
  t.test(`${route} leaves exactly one entry, with who, why and which request; refused it leaves none`, async (t) => {
    const { world, socket, size, since } = await start(t)
    await call({ socket }, 'POST', '/v1/core/credentials', { body: { name: 'server-1' } })
    const path = (one: string): string => route.replace('POST ', '').replace(/:[a-z]+/, one)
    const [asked, where] = [await body(world), typeof of === 'string' ? of : await of(world)]
    const before = await size()
    t.equal((await call({ socket }, 'POST', path(refused.of ?? where), { body: refused.body })).status, refused.status)
    t.same(await since(before), [])
    const answer = await call({ socket }, 'POST', path(where), { body: asked })
    t.ok(answer.status < 300, JSON.stringify(answer.body))
    t.match(await since(before), [{ ...entry, actor: 'socket', reason: WHY, correlation: UUID, at: world.clock.now() }])
    t.equal(await size(), before + 1)
  })
}

t.test('a report of a run at a moment that there is not is refused, and the log has nothing of it', async (t) => {
  const { world, socket, size } = await start(t)
  const before = await size()
  const attach = (ranAt: string) => call({ socket }, 'POST', '/v1/agreements/heron.example/report', { body: { report: { ...judged, ranAt, keyId: world.heron.keys.issuerKey.kid }, reason: WHY } })
  t.match(await attach('2016-12-31T23:59:60Z'), { status: 400, body: { code: 'MALFORMED' } })
  t.equal(await size(), before)
  t.match(await attach('2016-12-31T23:59:59Z'), { status: 200 })
})

t.test('what is added without words is told without them, and a reason loses what may be somebody\'s number or address', async (t) => {
  const { socket, size, since } = await start(t)
  const before = await size()
  await call({ socket }, 'POST', '/v1/core/credentials', { body: { name: 'server-1' } })
  await call({ socket }, 'POST', '/v1/parties/heron.example/suspend', { body: { reason: 'call +4915112345678 or ada@heron.example' } })
  t.match(await since(before), [{ reason: '' }, { reason: 'call (unfit) or (unfit)' }])
})

t.test('over TCP the name of the token is told, and of tokens that are new the log has told before they are taken', async (t) => {
  const [deploy, other] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')]
  const { port, write, size, since } = await start(t, [{ name: 'deploy', token: deploy, scope: 'manage' }])
  const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` }, body: { reason } })
  const before = await size()
  t.equal((await call({ port }, 'POST', '/v1/parties/heron.example/suspend', as(deploy))).status, 200)
  t.match(await since(before), [
    { act: 'tokens.changed', actor: 'system', details: { count: 1, tokens: 'deploy:manage' } }, { act: 'party.suspended', actor: 'token:deploy', reason: WHY },
  ])
  write([{ name: 'deploy', token: other, scope: 'manage' }])
  t.equal((await call({ port }, 'POST', '/v1/parties/heron.example/resume', as(deploy))).status, 401)
  t.match((await since(before)).slice(2), [{ act: 'tokens.changed', details: { count: 1, tokens: 'deploy:manage' } }], 'the same name with another token is another set')
  t.equal((await call({ port }, 'POST', '/v1/parties/heron.example/resume', as(other))).status, 200)
  t.match((await since(before)).slice(3), [{ act: 'party.resumed', actor: 'token:deploy' }])
})
