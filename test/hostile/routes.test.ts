// SPDX-License-Identifier: AGPL-3.0-only
// Promise: every route of the core's listener is in the table of routes, and whoever shows the wrong thing there, or nothing, is answered alike and reaches nothing.
import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import type { FastifyInstance } from 'fastify'
import { addRoutes } from '../../src/admin/routes.ts'
import { mountCore } from '../../src/core/index.ts'
import { createMedia } from '../../src/media/index.ts'
import { openCoreWorld } from '../support/core-world.ts'
import { MemoryAttachments } from '../support/memory-attachments.ts'
import { createMediaWorld } from '../support/media-world.ts'
import { adminRoutes, coreRoutes, routesOf } from '../support/route-table.ts'

t.setTimeout(60_000)

t.test('each listener has the routes of the table, and no others', async (t) => {
  const media = await createMedia({ folder: t.testdir(), s3: undefined }, {
    store: new MemoryAttachments(), timers: { after: () => () => undefined, every: () => () => undefined }, now: () => 0, patientNow: () => 0, monotonic: () => 0, mayPass: async () => true, failed: () => undefined,
  })
  const core = await routesOf(async (app: FastifyInstance) => {
    await media.mount(app)
    mountCore(app, { registry: {}, relay: {}, events: {} } as never)
  })
  t.strictSame(core, Object.keys(coreRoutes).sort())
  t.strictSame(await routesOf((app) => { addRoutes(app, {} as never) }), Object.keys(adminRoutes).sort())
})

const behind = (guard: string): readonly (readonly [method: string, path: string])[] => Object.entries(coreRoutes).flatMap(([route, needs]) => {
  const [method = '', path = ''] = route.split(' ')
  const at = path.replaceAll('::', ':').replace(':ref', 'bo').replace(':party', 'heron.example').replace(':id', randomUUID())
  return needs === guard ? [[method, at] as const] : []
})

const random = (): string => randomBytes(32).toString('base64url')

t.test('what is behind the core’s credential is behind nothing else', async (t) => {
  const { call, credentials, told, seen } = await openCoreWorld(t)
  const removed = credentials.add('removed', 0)
  credentials.remove('removed')
  const kept = credentials.add('kept', 0)
  const shown: Readonly<Record<string, string | undefined>> = {
    'nothing': undefined, 'an unknown one': `Bearer ${random()}`, 'a removed one': `Bearer ${removed}`, 'one cut short': `Bearer ${kept.slice(0, -1)}`, 'one with more behind it': `Bearer ${kept}x`,
    'another scheme': `Basic ${kept}`, 'a ticket': `Drawbridge ${random()}`, 'the credential as a ticket': `Drawbridge ${kept}`, 'two at once': `Bearer ${kept}, Bearer ${kept}`,
  }
  const answers = new Set<string>()
  const before = told.length
  for (const [method, path] of behind('credential')) {
    for (const [what, authorization] of Object.entries(shown)) {
      const { status, body } = await call(method as 'GET', path.slice('/core/v1'.length), { token: null, ...(authorization === undefined ? {} : { headers: { authorization } }) })
      t.match({ status, body }, { status: 401, body: { code: 'UNAUTHENTICATED' } }, `${method} ${path}: ${what}`)
      answers.add(JSON.stringify(body))
    }
  }
  t.equal(answers.size, 1, 'one answer')
  t.strictSame(new Set(seen), new Set(['refused UNAUTHENTICATED']))
  t.equal(told.length, before, 'nothing happened')
})

t.test('what is behind a ticket is behind the one for this very thing, and every other is one answer', async (t) => {
  const { ask, store, clock, failures } = await createMediaWorld(t)
  const content = randomBytes(1_000)
  const [id, other] = [store.add(content), store.add(content)]
  const suspended = store.ticketFor(id)
  store.eachTicket((ticket) => { ticket.isPartyLive = false })
  const shown: Readonly<Record<string, string | undefined>> = {
    'nothing': undefined, 'an unknown one': `Drawbridge ${random()}`, 'a credential': `Bearer ${random()}`, 'one of another file': store.ticketFor(other), 'one of another file, to read': store.ticketFor(other, { direction: 'download' }),
    'one that is over': store.ticketFor(id, { expiresAt: clock.now() }), 'one that is over, to read': store.ticketFor(id, { direction: 'download', expiresAt: clock.now() }),
    'one that is used up': store.ticketFor(id, { bytesLeft: 0 }), 'one of a suspended party': suspended,
  }
  const otherWay: Readonly<Record<string, string>> = { GET: store.ticketFor(id), HEAD: store.ticketFor(id, { direction: 'download' }), PATCH: store.ticketFor(id, { direction: 'download' }) }
  const answers = new Map<string, Set<string>>()
  for (const [method] of behind('ticket')) {
    for (const [what, authorization] of Object.entries({ ...shown, 'one for the other way': otherWay[method] })) {
      for (const named of [id, randomUUID()]) {
        const headers = { 'tus-resumable': '1.0.0', ...(method === 'PATCH' ? { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' } : {}), ...(authorization === undefined ? {} : { authorization }) }
        const { status, body, headers: { date: _, ...rest } } = await ask(method, named, headers)
        t.equal(status, 401, `${method}, ${what}, ${named === id ? 'there' : 'absent'}`)
        answers.set(method, (answers.get(method) ?? new Set()).add(`${body.toString()} ${JSON.stringify(rest)}`))
      }
    }
  }
  for (const [method, same] of answers) t.equal(same.size, 1, `${method}: one answer, whatever is wrong and whether or not it is there`)
  t.strictSame([store.advances, failures], [[], []], 'nothing was stored')
})
