// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import t from 'tap'
import { files, own, passedOn, urlOf } from '../../../src/agent/contract.ts'
import { startAgent } from '../../../src/agent/index.ts'
import { addRoutes } from '../../../src/agent/routes.ts'
import { userId } from '../../../src/model/ids.ts'
import { openAgentWorld } from '../../support/agent-world.ts'
import { CREDENTIAL, problem } from '../../support/pretend-gateway.ts'
import { routesOf } from '../../support/route-table.ts'

const ID = '6f2c1f58-2f0b-4b64-9a3c-3f1f2f6a7b10'

t.test('the agent has the routes of its contract, and no others', async (t) => {
  const told = [...passedOn, ...[...Object.values(own), ...Object.values(files)].map(({ method, path }) => [method, path] as const)]
  t.strictSame(await routesOf((app) => { addRoutes(app, { stopping: new AbortController().signal } as never) }), told.map(([method, path]) => `${method} ${urlOf(path)}`).sort())
})

t.test('only who shows the token is heard, and it lies in a file for its user only', async (t) => {
  const { gateway, call, agent } = await openAgentWorld(t)
  t.equal(statSync(agent().tokenFile).mode & 0o777, 0o600)
  t.equal(statSync(join(gateway.folder, 'agent')).mode & 0o777, 0o700)
  const routes = [...passedOn, ...[...Object.values(own), ...Object.values(files)].map(({ method, path }) => [method, path] as const), ['GET', '/nowhere'] as const]
  for (const token of [null, 'x', '', CREDENTIAL]) {
    for (const [method, path] of routes) {
      t.match(await call(method, path.replaceAll(/\{[a-z]+\}/g, ID), { token }), { status: 401, body: { code: 'UNAUTHENTICATED', detail: /agent\/token/ } })
    }
  }
  t.equal(gateway.asked.length, 0)
  t.match(await call('GET', '/nowhere'), { status: 404, body: { code: 'NOT_FOUND' } })
})

t.test('what has no content goes to the gateway as it is and comes back as it is, under the agent’s credential', async (t) => {
  const { gateway, call } = await openAgentWorld(t)
  const id = randomUUID()
  const calls: readonly (readonly [method: string, path: string, body?: object])[] = [
    ['PUT', '/issuers', { list: 'a.b.c' }], ['PUT', '/users/ben', { optedIn: true, findable: true }], ['GET', '/users/ben'], ['PUT', '/users/O%27Br%2Fien/providers/heron.example', { allowed: true }],
    ['POST', '/users:bulk', { items: [] }], ['POST', '/users/ben/contacts', { provider: 'heron.example', address: 'ana@heron.example' }], ['POST', `/users/ben/contacts/${id}`, { provider: 'heron.example', decision: 'grant' }],
    ['DELETE', `/users/ben/contacts/${id}?provider=heron.example`], ['GET', `/messages/${id}?ref=O%27Brien&provider=heron.example`], ['DELETE', '/users/ben'],
  ]
  for (const [method, path, body] of calls) await call(method, path, body === undefined ? {} : { body })
  t.strictSame(gateway.asked.map(({ method, path, body }) => [method, path, ...(body === undefined ? [] : [body])]), calls)
  t.ok(gateway.asked.every(({ authorization }) => authorization === `Bearer ${CREDENTIAL}`))
  gateway.interfereWith(() => problem(404, 'NOT_FOUND'))
  const refused = await call('GET', '/users/dan')
  t.match(refused, { status: 404, body: { code: 'NOT_FOUND', title: 'As a test wants it.' } })
  t.match(refused.headers.get('content-type'), /^application\/problem\+json/)
})

t.test('a reference of dots, which would lead to another path, is refused', async (t) => {
  const { gateway, agent } = await openAgentWorld(t)
  const authorization = `Bearer ${readFileSync(agent().tokenFile, 'utf8').trim()}`
  for (const path of ['/users/..', '/users/%2E%2e', '/users/.', '/users/%2e/contacts/x?provider=heron.example', '/users/ben/contacts/..']) {
    // A client that leaves the path alone.
    const asked = request(agent().url, { method: 'DELETE', path, headers: { authorization } }).end()
    const [response] = await once(asked, 'response') as [IncomingMessage]
    response.resume()
    t.equal(response.statusCode, 400, path)
  }
  t.equal(gateway.asked.length, 0)
})

t.test('what is too large or no JSON is refused before it goes anywhere', async (t) => {
  const { gateway, call } = await openAgentWorld(t)
  for (const body of ['{', JSON.stringify({ x: 'x'.repeat(524_288) })]) t.match(await call('PUT', '/users/ben', { body }), { status: 400, body: { code: 'MALFORMED', detail: /at most 512 KiB/ } })
  for (const query of ['after=x', 'wait=51', 'limit=101', 'limit=0', 'colour=red']) t.match(await call('GET', `/events?${query}`), { status: 400, body: { code: 'MALFORMED' } }, query)
  t.equal(gateway.asked.length, 0)
})

t.test('it does not start beyond loopback without a reason, beside another, or on what others may read', async (t) => {
  const { options, agent } = await openAgentWorld(t)
  for (const host of ['0.0.0.0', '::', '192.0.2.1']) await t.rejects(startAgent({ ...options, folder: join(options.folder, host), listen: { host, port: 0 } }), { code: 'CONFIG_INVALID', detail: /--beyond-loopback/ }, host)
  const beyond = await startAgent({ ...options, folder: join(options.folder, 'beyond'), listen: { host: '0.0.0.0', port: 0 }, beyondLoopback: 'a test' })
  await beyond.stop()
  await t.rejects(startAgent(options), { code: 'CONFIG_INVALID', detail: /another core-agent has it/ })
  const place = { host: '127.0.0.1', port: Number(new URL(agent().url).port) }
  await t.rejects(startAgent({ ...options, folder: join(options.folder, 'busy'), listen: place }), { code: 'CONFIG_INVALID', detail: /cannot be listened on/ })
  const folder = join(options.folder, 'open')
  mkdirSync(folder, { mode: 0o755 })
  chmodSync(folder, 0o755)
  await t.rejects(startAgent({ ...options, folder }), { code: 'CONFIG_INVALID', detail: /chmod 700/ })
  chmodSync(folder, 0o700)
  for (const [text, mode, detail] of [['short', 0o600, /holds no token/], ['x'.repeat(43), 0o644, /chmod 600/]] as const) {
    writeFileSync(join(folder, 'token'), text)
    chmodSync(join(folder, 'token'), mode)
    await t.rejects(startAgent({ ...options, folder }), { code: 'CONFIG_INVALID', detail })
  }
  chmodSync(join(folder, 'token'), 0o600)
  writeFileSync(join(folder, 'agent.db'), 'not a database, but long enough to be read as one'.repeat(50))
  await t.rejects(startAgent({ ...options, folder }), { code: 'CONFIG_INVALID', detail: /is no state of a core-agent/ })
})

t.test('nothing in its folder is plaintext, a key or the credential', async (t) => {
  const { gateway, options, events, say, agent } = await openAgentWorld(t)
  const peer = userId(randomUUID())
  gateway.says(peer, 1, 'whisper-in')
  await events(0)
  gateway.interfereWith(({ path }) => path === '/messages' ? 'hang-up' : undefined)
  await say(peer, 'whisper-out')
  await agent().stop()
  const { own } = options.keys
  const files = readdirSync(options.folder, { withFileTypes: true, recursive: true }).filter((file) => file.isFile() && file.name !== 'token')
  const all = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('')
  t.match(all, String(gateway.users.get('ben')), 'the search finds what is there')
  for (const word of ['whisper', own.signingKey.d, own.agreementKey.d, CREDENTIAL]) t.notOk(all.includes(word))
  for (const file of files) t.equal(statSync(join(file.parentPath, file.name)).mode & 0o077, 0, file.name)
})
