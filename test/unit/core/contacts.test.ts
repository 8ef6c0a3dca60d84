// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { giveToVault, openCoreWorld } from '../../support/core-world.ts'
import { enlistInside, enlistOutside } from '../../support/subscribers.ts'

const AT = { provider: 'heron.example' }
const NOBODY = '6f2c1f58-2f0b-4b64-9a3c-3f1f2f6a7b10'

t.test('a user asks for contact, and is told the same whether or not there is anybody', async (t) => {
  const world = await openCoreWorld(t)
  await giveToVault(world, await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' }))
  const ana = await enlistOutside(world, world.heron, { address: 'ana@heron.example' })
  t.match(await world.call('POST', '/users/bo/contacts', { body: { ...AT, address: 'ana@heron.example' } }), { status: 202, body: { recorded: true, leftToday: 9 } })
  t.match(await world.call('POST', '/users/bo/contacts', { body: { ...AT, address: 'nobody@heron.example', purposes: ['service'] } }), { status: 202, body: { recorded: true, leftToday: 8 } })
  await world.registry.surfacing.idle()
  t.match(await world.eventsFor(world.heron), [{ kind: 'contactRequested', user: ana.user, fromAddress: 'bo@wren.example', purposes: ['chat'] }])
  for (let left = 7; left >= 0; left--) await world.call('POST', '/users/bo/contacts', { body: { ...AT, address: 'x@heron.example' } })
  const over = await world.call('POST', '/users/bo/contacts', { body: { ...AT, address: 'x@heron.example' } })
  t.match(over, { status: 429, body: { code: 'THROTTLED', detail: /^contactsPerUserDay is used up: wait \d+ seconds$/ }, headers: { 'retry-after': /^\d+$/ } })
})

t.test('a grant opens, a withdrawal and a block close; each is in force when the call returns', async (t) => {
  const world = await openCoreWorld(t)
  const bo = await giveToVault(world, await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' }))
  const ana = await enlistOutside(world, world.heron, { address: 'ana@heron.example' })
  await world.call('POST', '/users/bo/contacts', { body: { ...AT, address: 'ana@heron.example' } })
  await world.registry.surfacing.idle()
  await world.registry.decisions.decide(world.heron.caller, { kind: 'decideContact', user: ana.user, subject: { peerUser: bo.user }, decision: 'grant' })
  const stance = async () => (await world.store.read.consent(bo.user, ana.user))?.state
  t.equal(await stance(), 'granted')
  t.match(await world.call('DELETE', `/users/bo/contacts/${ana.user}?provider=heron.example`), { status: 200, body: { ok: true } })
  t.equal(await stance(), 'withdrawn')
  t.match(await world.call('POST', `/users/bo/contacts/${ana.user}`, { body: { ...AT, decision: 'block' } }), { status: 200 })
  t.equal(await stance(), 'blocked')
  t.match(await world.call('POST', `/users/bo/contacts/${NOBODY}`, { body: { ...AT, decision: 'deny' } }), { status: 200 }, 'an id that nobody has is answered alike')
  t.match(await world.call('POST', `/users/bo/contacts/${NOBODY}`, { body: { ...AT, decision: 'grant' } }), { status: 403, body: { code: 'NOT_PERMITTED' } })
})

t.test('who takes no part at a provider has nobody there, and a wrong request names its field', async (t) => {
  const { call } = await openCoreWorld(t)
  await call('PUT', '/users/bo', { body: { optedIn: true, findable: true } })
  const cases: [title: string, method: 'POST' | 'DELETE', path: string, body: unknown, status: number, detail: RegExp][] = [
    ['no keys yet', 'POST', '/users/bo/contacts', { ...AT, address: 'ana@heron.example' }, 404, /no keys/],
    ['a user who is not there', 'POST', '/users/cy/contacts', { ...AT, address: 'ana@heron.example' }, 404, /participation/],
    ['no provider', 'POST', '/users/bo/contacts', { address: 'ana@heron.example' }, 400, /provider/],
    ['an unknown purpose', 'POST', '/users/bo/contacts', { ...AT, address: 'ana@heron.example', purposes: ['fun'] }, 400, /purposes/],
    ['an id that is none', 'POST', '/users/bo/contacts/ana', { ...AT, decision: 'grant' }, 400, /id/],
    ['an unknown decision', 'POST', `/users/bo/contacts/${NOBODY}`, { ...AT, decision: 'maybe' }, 400, /decision/],
    ['a withdrawal without a provider', 'DELETE', `/users/bo/contacts/${NOBODY}`, undefined, 400, /provider/],
  ]
  for (const [title, method, path, body, status, detail] of cases) {
    t.match(await call(method, path, body === undefined ? {} : { body }), { status, body: { detail } }, title)
  }
})
