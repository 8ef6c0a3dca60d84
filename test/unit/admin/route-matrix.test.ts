// SPDX-License-Identifier: AGPL-3.0-only
// Promise: over TCP every route of the operator's is shut to whoever shows no token or the wrong one, to web pages, and to tokens of a narrower scope: made from the table of
// routes, so that a route without a row fails. Whatever is refused has reached nothing.
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { tokenHash } from '../../../src/ops/admin-tokens.ts'
import type { AuditDesk } from '../../../src/ops/audit/desk.ts'
import { adminRoutes } from '../../support/route-table.ts'
import type { AdminRoute } from '../../support/route-table.ts'
import { application, call, shortFolder, startAdmin } from './support.ts'

t.setTimeout(60_000)

const NONCE = 'ab'.repeat(32)
const ID = '6f2c1f58-2f0b-4b64-9a3c-3f1f2f6a7b10'

const routes = Object.entries(adminRoutes).map(([route, kind]) => {
  const [method = '', path = ''] = route.split(' ')
  const at = path.replace(':party', 'heron.example').replace(':sender', ID).replace(':submission', ID).replace(':id', ID)
  return { method: method as 'GET' | 'POST', path: at === '/v1/vaults/attestations' ? `${at}?nonce=${NONCE}` : at, route, kind }
})

const heron = await application('heron.example')

/** What each change would say, but for its reason. */
const bodies: Readonly<Record<string, object>> = {
  'POST /v1/parties': { application: {} }, 'POST /v1/agreements': { application: heron }, 'POST /v1/agreements/:party/keys': { application: heron, compared: false }, 'POST /v1/agreements/:party/finish-rotation': { unseen: false },
  'POST /v1/agreements/:party/report': { report: { ranAt: '2026-11-30T00:00:00Z', keyId: 'A'.repeat(43), sha256: '0'.repeat(64), kit: '1', protocol: '1.1', passed: 1, failed: 0, absent: 0 } },
  'POST /v1/parties/:party/limits': { set: { queuedPerPair: 10 } }, 'POST /v1/mailbox/retry': { ids: [1] }, 'POST /v1/mailbox/drop': { ids: [1] },
  'POST /v1/core/credentials': { name: 'x' }, 'POST /v1/core/credentials/remove': { name: 'x' }, 'POST /v1/core/webhook/replay': {},
  'POST /v1/users/export': { about: { user: ID } }, 'POST /v1/users/erase': { about: { user: ID }, dryRun: false },
  'POST /v1/enforcement': { party: 'heron.example', step: 'notice' }, 'POST /v1/enforcement/:id/appeal': { decision: 'upheld' },
}

const fresh = (): string => randomBytes(32).toString('base64url')
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

/** A listener with two tokens, whose every use of what is behind it is noted. */
const openListener = async (t: Test) => {
  const [metrics, read, manage] = [fresh(), fresh(), fresh()]
  const tokensFile = join(shortFolder(t), 'tokens.json')
  const tokens = [['metrics', metrics], ['read', read], ['manage', manage]].map(([scope = '', token = '']) => ({ name: scope, scope, sha256: tokenHash(token) }))
  writeFileSync(tokensFile, JSON.stringify({ drawbridge: 'admin-tokens/1', tokens }), { mode: 0o600 })
  const reached: string[] = []
  const noting = (name: string): never => new Proxy({}, { get: (_, call) => () => {
    reached.push(`${name}.${String(call)}`)
    throw new Error('reached')
  } }) as never
  const log: AuditDesk = noting('audit')
  const { admin, seen } = await startAdmin(t, { tcp: { host: '127.0.0.1', port: 0, tokensFile } }, {
    desk: noting('desk'), agreements: noting('agreements'), offers: noting('offers'), mailbox: noting('mailbox'), untaken: noting('untaken'), reports: noting('reports'), users: noting('users'), credentials: noting('credentials'),
    // Whoever comes with a token is told to the log before the token is looked at again.
    audit: { tell: async () => undefined, state: () => log.state(), entries: (...of) => log.entries(...of), checkpoints: (...of) => log.checkpoints(...of) },
    enforcement: noting('enforcement'), bucket: noting('bucket'),
    attest: () => { reached.push('attest'); throw new Error('reached') }, metrics: () => { reached.push('metrics'); throw new Error('reached') }, keysInUse: () => { reached.push('keys'); throw new Error('reached') },
  })
  return { port: admin.tcpPort() ?? 0, metrics, read, manage, reached, seen }
}

const refused: Readonly<Record<string, (tokens: { readonly metrics: string; readonly read: string; readonly manage: string }) => { readonly headers: Record<string, string>; readonly status: number; readonly code: string; readonly of?: AdminRoute[]; readonly but?: string }>> = {
  'no token': () => ({ headers: {}, status: 401, code: 'UNAUTHENTICATED' }),
  'an unknown token': () => ({ headers: bearer(fresh()), status: 401, code: 'UNAUTHENTICATED' }),
  'a token cut short': ({ manage }) => ({ headers: bearer(manage.slice(0, -1)), status: 401, code: 'UNAUTHENTICATED' }),
  'the hash in the token’s place': ({ manage }) => ({ headers: bearer(tokenHash(manage)), status: 401, code: 'UNAUTHENTICATED' }),
  'another scheme': ({ manage }) => ({ headers: { authorization: `Basic ${manage}` }, status: 401, code: 'UNAUTHENTICATED' }),
  'a page of another origin': ({ manage }) => ({ headers: { ...bearer(manage), origin: 'https://evil.example' }, status: 403, code: 'OUT_OF_SCOPE' }),
  'a page of the same origin': ({ manage }) => ({ headers: { ...bearer(manage), origin: 'http://127.0.0.1' }, status: 403, code: 'OUT_OF_SCOPE' }),
  'a page from a file': ({ manage }) => ({ headers: { ...bearer(manage), origin: 'null' }, status: 403, code: 'OUT_OF_SCOPE' }),
  'a browser that leaves Origin out': ({ manage }) => ({ headers: { ...bearer(manage), 'sec-fetch-site': 'same-origin' }, status: 403, code: 'OUT_OF_SCOPE' }),
  'a reading token that wants to change': ({ read }) => ({ headers: bearer(read), status: 403, code: 'OUT_OF_SCOPE', of: ['changes', 'changes for a reason'] }),
  'a token for the metrics that wants anything else': ({ metrics }) => ({ headers: bearer(metrics), status: 403, code: 'OUT_OF_SCOPE', but: 'GET /metrics' }),
}

for (const [who, showing] of Object.entries(refused)) {
  t.test(`${who} gets nowhere on any route`, async (t) => {
    const { port, reached, ...tokens } = await openListener(t)
    const { headers, status, code, of, but } = showing(tokens)
    for (const { method, path, route, kind } of routes) {
      if ((of !== undefined && !of.includes(kind)) || route === but) continue
      const body = { ...bodies[route], reason: 'why' }
      t.match(await call({ port }, method, path, method === 'GET' ? { headers } : { headers, body }), { status, body: { code } }, route)
    }
    t.strictSame(reached, [])
    t.ok(tokens.seen.every((line) => line === `refused ${code}`))
  })
}

t.test('no path takes another method, whatever the token', async (t) => {
  const { port, manage, reached } = await openListener(t)
  for (const path of new Set(routes.map(({ path }) => path))) {
    const known = routes.filter((one) => one.path === path).map(({ method }) => method as string)
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
      if (known.includes(method)) continue
      const body = method === 'GET' || method === 'OPTIONS' ? {} : { body: { reason: 'why' } }
      t.match(await call({ port }, method, path, { headers: bearer(manage), ...body }), { status: 404, body: { code: 'NOT_FOUND' } }, `${method} ${path}`)
    }
  }
  t.strictSame(reached, [])
})

t.test('a token whose scope covers it comes through, to read and to change', async (t) => {
  const { port, read, manage, reached } = await openListener(t)
  for (const { method, path, route, kind } of routes) {
    if (path === '/livez' || path === '/readyz' || path === '/v1/frank-keys' || route === 'POST /v1/parties') continue
    reached.length = 0
    const body = { ...bodies[route], ...(kind === 'changes for a reason' ? { reason: 'why' } : {}) }
    await call({ port }, method, path, kind === 'reads' ? { headers: bearer(read) } : { headers: bearer(manage), body })
    t.ok(reached.length > 0, route)
  }
})

t.test('a token for the metrics comes through to them', async (t) => {
  const { port, metrics, reached } = await openListener(t)
  await call({ port }, 'GET', '/metrics', { headers: bearer(metrics) })
  t.strictSame(reached, ['metrics'])
})

t.test('what changes for a reason does not change without one', async (t) => {
  const { port, manage, reached } = await openListener(t)
  for (const { method, path, route, kind } of routes) {
    if (kind !== 'changes for a reason') continue
    for (const reason of [undefined, '', 7, 'x'.repeat(501)]) {
      t.match(await call({ port }, method, path, { headers: bearer(manage), body: { ...bodies[route], ...(reason === undefined ? {} : { reason }) } }), { status: 400, body: { code: 'MALFORMED' } }, `${route}: ${String(reason).slice(0, 9)}`)
    }
  }
  t.strictSame(reached, [])
})
