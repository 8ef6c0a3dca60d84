// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'
import { tokenHash } from '../../../src/ops/admin-tokens.ts'
import type { Scope } from '../../../src/ops/admin-tokens.ts'
import { call, shortFolder, startAdmin } from './support.ts'

t.test('the socket is for its owner only, whatever the umask, and is gone after the stop', async (t) => {
  const before = process.umask(0)
  t.teardown(() => process.umask(before))
  const socket = join(shortFolder(t), 'deep', 'admin.sock')
  const { admin } = await startAdmin(t, { socket })
  t.equal(statSync(socket).mode & 0o777, 0o600)
  t.equal(statSync(dirname(socket)).mode & 0o777, 0o700)
  t.same(readdirSync(dirname(socket)), ['admin.sock'])
  t.equal((await call({ socket }, 'GET', '/livez')).status, 200)
  await admin.stop()
  t.notOk(existsSync(socket))
})

t.test('a socket that a dead process left is replaced, one that answers is not', async (t) => {
  const socket = join(shortFolder(t), 'admin.sock')
  await new Promise<void>((resolve) => {
    const dead = createServer().listen(`${socket}x`, () => {
      // The file outlives the listener, as after a crash.
      void import('node:fs').then(({ linkSync }) => {
        linkSync(`${socket}x`, socket)
        dead.close(() => { resolve() })
      })
    })
  })
  t.ok(statSync(socket).isSocket())
  await startAdmin(t, { socket })
  t.equal((await call({ socket }, 'GET', '/livez')).status, 200)
  await t.rejects(startAdmin(t, { socket }), { code: 'UNAVAILABLE', detail: /another daemon answers/ })
  t.equal((await call({ socket }, 'GET', '/livez')).status, 200, 'and the first one goes on')
})

t.test('a file in the place of the socket is left alone', async (t) => {
  const socket = join(shortFolder(t), 'admin.sock')
  writeFileSync(socket, 'mine')
  await t.rejects(startAdmin(t, { socket }), { code: 'CONFIG_INVALID' })
  t.ok(statSync(socket).isFile())
})

const tokens = (t: Test, ...given: { token: string; scope: Scope }[]): string => {
  const path = join(shortFolder(t), 'tokens.json')
  writeFileSync(path, JSON.stringify({ drawbridge: 'admin-tokens/1', tokens: given.map(({ token, scope }) => ({ name: scope, scope, sha256: tokenHash(token) })) }), { mode: 0o600 })
  return path
}
const freshToken = (): string => randomBytes(32).toString('base64url')
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

t.test('over TCP each route wants a token whose scope covers it, and no web page gets through', async (t) => {
  const [read, manage] = [freshToken(), freshToken()]
  const tokensFile = tokens(t, { token: read, scope: 'read' }, { token: manage, scope: 'manage' })
  const { admin, seen } = await startAdmin(t, { tcp: { host: '127.0.0.1', port: 0, tokensFile } })
  const port = admin.tcpPort() ?? 0
  const gets = ['/v1/parties', '/v1/parties/heron.example', '/v1/parties/heron.example/limits', '/v1/info', '/metrics', '/v1/mailbox', `/v1/traces/${randomUUID()}/${randomUUID()}`, '/livez', '/readyz', '/nothing']
  const posts = ['/v1/parties', '/v1/parties/heron.example/suspend', '/v1/parties/heron.example/resume', '/v1/parties/heron.example/limits', '/v1/mailbox/retry', '/v1/mailbox/drop']
  const refusals: [title: string, headers: Record<string, string>, status: number, code: string, paths: [method: 'GET' | 'POST', path: string][]][] = []
  const all = [...gets.map((path) => ['GET', path] as ['GET', string]), ...posts.map((path) => ['POST', path] as ['POST', string])]
  refusals.push(
    ['no token', {}, 401, 'UNAUTHENTICATED', all],
    ['an unknown token', bearer(freshToken()), 401, 'UNAUTHENTICATED', all],
    ['a token cut short', bearer(manage.slice(0, -1)), 401, 'UNAUTHENTICATED', all],
    ['the hash for the token', bearer(tokenHash(manage)), 401, 'UNAUTHENTICATED', all],
    ['another scheme', { authorization: `Basic ${manage}` }, 401, 'UNAUTHENTICATED', all],
    ['a foreign Origin', { ...bearer(manage), origin: 'https://evil.example' }, 403, 'OUT_OF_SCOPE', all],
    ['the Origin of a file', { ...bearer(manage), origin: 'null' }, 403, 'OUT_OF_SCOPE', all],
    ['a browser that leaves Origin out', { ...bearer(manage), 'sec-fetch-site': 'cross-site' }, 403, 'OUT_OF_SCOPE', all],
    ['a reading token that wants to change', bearer(read), 403, 'OUT_OF_SCOPE', posts.map((path) => ['POST', path])],
  )
  for (const [title, headers, status, code, paths] of refusals) {
    for (const [method, path] of paths) {
      const answer = await call({ port }, method, path, method === 'GET' ? { headers } : { headers, body: { reason: 'x' } })
      t.match(answer, { status, type: 'application/problem+json', body: { code } }, `${title}: ${method} ${path}`)
    }
  }
  t.ok(seen.every((line) => line.startsWith('refused ')))
  t.equal((await call({ port }, 'GET', '/v1/info', { headers: bearer(read) })).status, 200)
  t.equal((await call({ port }, 'POST', '/v1/parties/heron.example/suspend', { headers: bearer(manage), body: { reason: 'x' } })).status, 404, 'a managing token comes through to the desk')
})

t.test('who changes messages is known: by the name of the token, or as the socket', async (t) => {
  const manage = freshToken()
  const actors: string[] = []
  const note = async (_rows: unknown, { actor }: { readonly actor: string }) => {
    actors.push(actor)
    return { changed: 1, next: undefined }
  }
  const mailbox = { list: async () => [], countParked: async () => 0, trace: async () => [], retry: note, drop: note }
  const tokensFile = tokens(t, { token: manage, scope: 'manage' })
  const { admin, socket } = await startAdmin(t, { tcp: { host: '127.0.0.1', port: 0, tokensFile } }, { mailbox })
  const body = { ids: [1], reason: 'x' }
  await call({ port: admin.tcpPort() ?? 0 }, 'POST', '/v1/mailbox/retry', { headers: bearer(manage), body })
  await call({ socket }, 'POST', '/v1/mailbox/drop', { body })
  t.same(actors, ['token:manage', 'socket'])
})

t.test('a token that is struck from the file is out at once, and a file that others may write is not trusted', async (t) => {
  const manage = freshToken()
  const tokensFile = tokens(t, { token: manage, scope: 'manage' })
  const { admin } = await startAdmin(t, { tcp: { host: '127.0.0.1', port: 0, tokensFile } })
  const status = async () => (await call({ port: admin.tcpPort() ?? 0 }, 'GET', '/v1/info', { headers: bearer(manage) })).status
  t.equal(await status(), 200)
  chmodSync(tokensFile, 0o622)
  t.equal(await status(), 503)
  chmodSync(tokensFile, 0o600)
  writeFileSync(tokensFile, JSON.stringify({ drawbridge: 'admin-tokens/1', tokens: [] }))
  t.equal(await status(), 401)
  writeFileSync(tokensFile, '{')
  t.equal(await status(), 503)
})

t.test('the TCP listener does not start without a usable tokens file', async (t) => {
  await t.rejects(startAdmin(t, { tcp: { host: '127.0.0.1', port: 0, tokensFile: '/nowhere/tokens.json' } }), { code: 'UNAVAILABLE' })
})
