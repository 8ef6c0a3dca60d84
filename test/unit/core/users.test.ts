// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { giveToVault, openCoreWorld } from '../../support/core-world.ts'
import { enlistInside, enlistOutside } from '../../support/subscribers.ts'

const IN = { optedIn: true, findable: true }
const CHOICE = { allowed: true, inbox: 'separate', label: 'Heron people' }

t.test('a user is opted in, chooses a provider, and is shown as recorded', async (t) => {
  const { call } = await openCoreWorld(t)
  t.match(await call('PUT', '/users/bo', { body: { ...IN, address: 'bo@wren.example', displayName: 'Bo 😀' } }), { status: 200, body: { ok: true } })
  t.match(await call('PUT', '/users/bo/providers/heron.example', { body: CHOICE }), { status: 200, body: { ok: true } })
  t.strictSame((await call('GET', '/users/bo')).body, {
    ref: 'bo', ...IN, address: 'bo@wren.example', displayName: 'Bo 😀', providers: [{ provider: 'heron.example', ...CHOICE }],
  })
  await call('PUT', '/users/bo', { body: { optedIn: false, findable: false } })
  t.strictSame((await call('GET', '/users/bo')).body, { ref: 'bo', optedIn: false, findable: false, providers: [{ provider: 'heron.example', ...CHOICE }] }, 'what is left out is gone')
})

t.test('a reference is anything of 128 bytes, percent-encoded', async (t) => {
  const { call } = await openCoreWorld(t)
  for (const ref of ['a/b?c#d', 'Zoë %41', '€'.repeat(42), 'x'.repeat(128), '..', 'users:bulk']) {
    const path = `/users/${encodeURIComponent(ref).replaceAll('.', '%2E')}`
    t.match(await call('PUT', path, { body: IN }), { status: 200 }, ref)
    t.match((await call('GET', path)).body, { ref }, ref)
  }
  for (const ref of ['€'.repeat(43), 'x'.repeat(129), '%00', '%C3']) {
    t.match(await call('PUT', `/users/${ref.startsWith('%') ? ref : encodeURIComponent(ref)}`, { body: IN }), { status: /^40[04]$/, type: 'application/problem+json' }, ref)
  }
})

t.test('each wrong request gets a problem document that names the field, and changes nothing', async (t) => {
  const { call, seen } = await openCoreWorld(t)
  await call('PUT', '/users/bo', { body: { ...IN, address: 'bo@wren.example' } })
  const cases: [title: string, method: 'GET' | 'PUT' | 'POST', path: string, body: unknown, status: number, code: string, detail: RegExp][] = [
    ['a member too many', 'PUT', '/users/bo', { ...IN, color: 'red' }, 400, 'MALFORMED', /additional/],
    ['a member too few', 'PUT', '/users/bo', { optedIn: true }, 400, 'MALFORMED', /findable/],
    ['a text for a flag', 'PUT', '/users/bo', { optedIn: 'true', findable: true }, 400, 'MALFORMED', /^body\.optedIn must be boolean$/],
    ['an address of another domain', 'PUT', '/users/bo', { ...IN, address: 'bo@heron.example' }, 400, 'MALFORMED', /your domain/],
    ['what is no address', 'PUT', '/users/bo', { ...IN, address: 'bo' }, 400, 'MALFORMED', /address/],
    ['an address of somebody else', 'PUT', '/users/cy', { ...IN, address: 'bo@wren.example' }, 409, 'CONFLICT', /another user/],
    ['a choice before participation', 'PUT', '/users/cy/providers/heron.example', CHOICE, 404, 'NOT_FOUND', /participation/],
    ['a provider that is none', 'PUT', '/users/bo/providers/nobody.example', CHOICE, 404, 'NOT_FOUND', /provider/],
    ['the core as a provider', 'PUT', '/users/bo/providers/wren.example', CHOICE, 404, 'NOT_FOUND', /provider/],
    ['an unknown inbox', 'PUT', '/users/bo/providers/heron.example', { ...CHOICE, inbox: 'both' }, 400, 'MALFORMED', /inbox/],
    ['a label that turns text around', 'PUT', '/users/bo/providers/heron.example', { ...CHOICE, label: 'a\u202eb' }, 400, 'MALFORMED', /label/],
    ['a name that turns text around', 'PUT', '/users/bo', { ...IN, displayName: 'Bo\u202e' }, 400, 'MALFORMED', /displayName/],
    ['a name of two lines', 'PUT', '/users/bo', { ...IN, displayName: 'Bo\nsays yes' }, 400, 'MALFORMED', /displayName/],
    ['a name of 65 characters', 'PUT', '/users/bo', { ...IN, displayName: 'x'.repeat(65) }, 400, 'MALFORMED', /displayName/],
    ['not JSON', 'PUT', '/users/bo', '{"optedIn":', 400, 'MALFORMED', /JSON/],
    ['a body over 512 KiB', 'POST', '/users:bulk', { items: ['x'.repeat(600_000)] }, 400, 'MALFORMED', /512 KiB/],
    ['somebody who is not there', 'GET', '/users/nobody', undefined, 404, 'NOT_FOUND', /participation/],
    ['an unknown path', 'GET', '/nothing', undefined, 404, 'NOT_FOUND', /no such path/],
  ]
  for (const [title, method, path, body, status, code, detail] of cases) {
    t.match(await call(method, path, body === undefined ? {} : { body }), { status, type: 'application/problem+json', body: { status, code, detail } }, title)
  }
  t.match((await call('GET', '/users/bo')).body, { ...IN, providers: [] })
  t.same(seen, [], 'and none of them counts as a fault of ours')
})

t.test('erasing a user takes enlistments, choices and the address along, and can be repeated', async (t) => {
  const world = await openCoreWorld(t)
  const bo = await giveToVault(world, await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' }))
  t.match((await world.call('GET', '/users/bo')).body, { providers: [{ provider: 'heron.example', custody: 'VAULT' }] })
  t.match(await world.call('DELETE', '/users/bo'), { status: 200, body: { erasedAt: /^2027-/, prekeys: 0, queuedMessages: 0, consents: 0 } })
  t.equal(await world.store.read.user(bo.user), undefined)
  t.match(await world.call('GET', '/users/bo'), { status: 404 })
  t.match(await world.call('DELETE', '/users/bo'), { status: 200, body: { consents: 0 } })
  t.match(await world.call('PUT', '/users/cy', { body: { ...IN, address: 'bo@wren.example' } }), { status: 200 }, 'the address is free')
})

t.test('a bulk call answers each user by itself, in order, and can be repeated', async (t) => {
  const { call } = await openCoreWorld(t)
  const items = [
    { ref: 'a', participation: { ...IN, address: 'a@wren.example' }, providers: { 'heron.example': CHOICE, 'egret.example': { ...CHOICE, inbox: 'combined' } } },
    { ref: 'b', participation: { ...IN, address: 'a@wren.example' } },
    { ref: 'c', providers: { 'heron.example': CHOICE } },
    { ref: 'd', participation: IN, color: 'red' },
    'nothing',
    { ref: 'a', providers: { 'egret.example': { ...CHOICE, allowed: false } } },
    { ref: 'x'.repeat(129), participation: IN },
  ]
  for (const round of ['once', 'again']) {
    t.match(await call('POST', '/users:bulk', { body: { items } }), {
      status: 200, body: { items: [
        { ok: true }, { ok: false, code: 'CONFLICT' }, { ok: false, code: 'NOT_FOUND' }, { ok: false, code: 'MALFORMED', detail: /additional/ },
        { ok: false, code: 'MALFORMED', detail: /^item must be object/ }, { ok: true }, { ok: false, code: 'MALFORMED', detail: /^item\.ref/ },
      ] },
    }, round)
  }
  t.match((await call('GET', '/users/a')).body, { providers: [{ provider: 'egret.example', allowed: false }, { provider: 'heron.example', allowed: true }] })
  const many = (count: number) => ({ body: { items: Array.from({ length: count }, (_, index) => ({ ref: `user ${String(index)}`, participation: IN, providers: { 'heron.example': CHOICE } })) } })
  const { status, body } = await call('POST', '/users:bulk', many(500))
  t.equal(status, 200)
  t.ok((body['items'] as { ok: boolean }[]).every(({ ok }) => ok))
  t.match(await call('GET', '/users/user%20499'), { status: 200, body: { optedIn: true } })
  t.match(await call('POST', '/users:bulk', many(501)), { status: 400, body: { code: 'MALFORMED' } })
  t.match(await call('POST', '/users:bulk', many(0)), { status: 400, body: { code: 'MALFORMED' } })
})

t.test('a suspended core is told so, with the reason', async (t) => {
  const { call, registry, core } = await openCoreWorld(t)
  await registry.parties.suspend(core.party, { actor: 'socket', reason: 'unpaid' })
  for (const [method, path, body] of [['PUT', '/users/bo', IN], ['GET', '/users/bo'], ['DELETE', '/users/bo'], ['GET', '/events']] as const) {
    t.match(await call(method, path, body ? { body } : {}), { status: 403, body: { code: 'SUSPENDED', detail: 'unpaid' } }, `${method} ${path}`)
  }
})

t.test('a provider’s user is nobody to the core', async (t) => {
  const world = await openCoreWorld(t)
  await enlistOutside(world, world.heron, { reference: 'ana', address: 'ana@heron.example' })
  t.match(await world.call('GET', '/users/ana'), { status: 404 })
  await world.call('DELETE', '/users/ana')
  t.ok(await world.store.read.userByAddress(world.heron.party, world.deps.blindIndex('address', 'ana@heron.example')))
})
