// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a name that a home asserts is refused where it could deceive, and made safe once more where it is shown; a core says its users' names over HTTP.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { createShowEvent } from '../../../src/core/shown-event.ts'
import { address, partyId, requestId, userId, userReference } from '../../../src/model/ids.ts'
import { giveToVault, openCoreWorld } from '../../support/core-world.ts'
import { createSubscriber, enlistInside, enlistOutside, enlistRequest, setParticipation } from '../../support/subscribers.ts'

const NAMES: readonly (readonly [asserted: string, shown: string])[] = [
  ['A\u202ena\u2066 B\u200f', 'Ana B'], ['Ana\nBen says yes', 'AnaBen says yes'], ['x'.repeat(80), 'x'.repeat(64)], ['😀'.repeat(70), '😀'.repeat(64)],
]

t.test('nobody enlists under a name of more than 64 characters or with any that turn or hide text', async (t) => {
  const { heron } = await openCoreWorld(t)
  for (const [displayName] of NAMES) await t.rejects(enlistRequest(createSubscriber(heron), { fields: { displayName } }), { code: 'MALFORMED', detail: 'Enlistment.display_name' })
  await t.resolves(enlistRequest(createSubscriber(heron), { fields: { displayName: 'Zoë 😀' } }))
})

t.test('contact.requested shows a name in one line of at most 64 characters, whatever was stored', async (t) => {
  const labels = { reference: userReference('ben'), provider: partyId('heron.example'), custody: 'VAULT', inbox: 'separate', inboxLabel: 'Heron' } as const
  const show = createShowEvent({ people: { labels: async () => labels, custodyOf: async () => 'DEVICE' } as never })
  for (const [fromDisplayName, shown] of NAMES) {
    const told = await show({ id: 1, timeMs: 0, body: {
      kind: 'contactRequested', requestId: requestId(randomUUID()), user: userId(randomUUID()), fromParty: partyId('heron.example'), fromDisplayName, fromAddress: '', purposes: ['chat'],
      inbox: 'separate', inboxLabel: 'Heron',
    } })
    t.match(told, { type: 'contact.requested', ref: 'ben', displayName: shown })
  }
})

t.test('people of a provider are shown the name that the core last gave its user, and that it is gone', async (t) => {
  const world = await openCoreWorld(t)
  const bo = await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' })
  await giveToVault(world, bo)
  const put = (displayName?: string) => world.call('PUT', '/users/bo', { body: { optedIn: true, findable: true, address: 'bo@wren.example', ...(displayName === undefined ? {} : { displayName }) } })
  const ask = async (whom: string) => {
    await enlistOutside(world, world.heron, { address: `${whom}@heron.example` })
    await world.call('POST', '/users/bo/contacts', { body: { provider: 'heron.example', address: `${whom}@heron.example` } })
    await world.registry.surfacing.idle()
    return (await world.eventsFor(world.heron)).at(-1)
  }
  await put('Bo')
  t.match(await ask('ana'), { kind: 'contactRequested', fromDisplayName: 'Bo' })
  await put('Bodil')
  await setParticipation(world, bo)
  t.match(await ask('cy'), { fromDisplayName: 'Bodil' }, 'what a link says of the user leaves the name')
  await put()
  t.match(await ask('di'), { fromDisplayName: '' })
})

t.test('so are they when a user of the core grants them', async (t) => {
  const world = await openCoreWorld(t)
  const bo = await giveToVault(world, await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' }))
  const ana = await enlistOutside(world, world.heron, { address: 'ana@heron.example' })
  await world.call('PUT', '/users/bo', { body: { optedIn: true, findable: true, address: 'bo@wren.example', displayName: 'Bo' } })
  await world.registry.contacts.request(world.heron.caller, { kind: 'requestContact', fromUser: ana.user, toAddress: address('bo@wren.example'), purposes: ['chat'] })
  await world.registry.surfacing.idle()
  t.match(await world.call('POST', `/users/bo/contacts/${ana.user}`, { body: { provider: 'heron.example', decision: 'grant' } }), { status: 200 })
  t.match(await world.eventsFor(world.heron), [{ kind: 'contactGranted', peerUser: bo.user, peerDisplayName: 'Bo' }])
})

t.test('a user with a device of its own has the name that the device enlisted with', async (t) => {
  const world = await openCoreWorld(t)
  await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' })
  const ana = await enlistOutside(world, world.heron, { address: 'ana@heron.example' })
  await world.call('PUT', '/users/bo', { body: { optedIn: true, findable: true, address: 'bo@wren.example', displayName: 'Bo' } })
  await world.call('POST', '/users/bo/contacts', { body: { provider: 'heron.example', address: 'ana@heron.example' } })
  await world.registry.surfacing.idle()
  t.match(await world.eventsFor(world.heron), [{ kind: 'contactRequested', user: ana.user, fromDisplayName: 'Ada' }])
})
