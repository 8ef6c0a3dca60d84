// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { decodeInviteToken, inviteToken } from '../../../src/model/invites.ts'
import { parseInvite } from '../../../src/sdk/device/index.ts'
import { giveToVault, openCoreWorld } from '../../support/core-world.ts'
import { enlistInside, enlistOutside } from '../../support/subscribers.ts'

const AT = { provider: 'heron.example' }

t.test('a core’s user makes an invite over HTTP, somebody of the provider asks by it, and the event names it', async (t) => {
  const world = await openCoreWorld(t)
  const bo = await giveToVault(world, await enlistInside(world, { reference: 'bo' }, { findable: false }))
  const ana = await enlistOutside(world, world.heron)
  const { status, body } = await world.call('POST', '/users/bo/invites', { body: { ...AT, uses: 2, seconds: 60 } })
  t.equal(status, 200)
  const { id, link } = body as { id: string; link: string }
  t.match(parseInvite(link, world.serviceKeys.link.jwk), { party: 'wren.example', signed: true })
  const ask = async () => {
    await world.registry.contacts.request(world.heron.caller, { kind: 'requestContact', fromUser: ana.user, invite: decodeInviteToken(inviteToken(link)).secret, purposes: ['chat'] })
    await world.registry.surfacing.idle()
  }
  await ask()
  t.match(await world.eventsFor(world.core), [{ kind: 'contactRequested', user: bo.user, inviteId: id }])
  t.match(await world.call('GET', '/events'), { status: 200, body: { events: [{ type: 'contact.requested', ref: 'bo', invite: id }] } })
  t.match(await world.call('DELETE', `/users/bo/invites/${id}?provider=heron.example`), { status: 200, body: { ok: true } })
  t.equal((await world.store.read.invite(Buffer.alloc(32))), undefined)
})

t.test('a core’s user asks by the link of an invite, and by no two targets at once', async (t) => {
  const world = await openCoreWorld(t)
  await giveToVault(world, await enlistInside(world, { reference: 'bo' }, { findable: false }))
  const ana = await enlistOutside(world, world.heron)
  const made = await world.registry.invites.create(world.heron.caller, { kind: 'createInvite', user: ana.user, maxUses: 1, lifetimeSeconds: 60, purposes: ['chat'] })
  const link = made.kind === 'inviteCreated' ? `drawbridge:invite#${Buffer.from(made.token).toString('base64url')}` : ''
  t.match(await world.call('POST', '/users/bo/contacts', { body: { ...AT, invite: link } }), { status: 202, body: { recorded: true } })
  await world.registry.surfacing.idle()
  t.match(await world.eventsFor(world.heron), [{ kind: 'contactRequested', user: ana.user }])
  for (const body of [AT, { ...AT, invite: link, address: 'ana@heron.example' }, { ...AT, invite: 'drawbridge:invite#AAAA' }]) {
    t.match(await world.call('POST', '/users/bo/contacts', { body }), { status: 400, body: { code: 'MALFORMED' } })
  }
})
