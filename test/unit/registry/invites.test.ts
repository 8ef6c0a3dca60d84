// SPDX-License-Identifier: AGPL-3.0-only
// Promise: two people who know no address of each other meet by an invite, and whoever finds one learns nothing.
import t from 'tap'
import { decodeInviteToken, inviteId, MAX_OPEN_INVITES } from '../../../src/model/invites.ts'
import type { InviteId } from '../../../src/model/invites.ts'
import type { Purpose } from '../../../src/model/values.ts'
import { decide, grantedTo, shownTo } from '../../support/acquaintance.ts'
import { answerBytes, DAY_MS, openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { enlistInside, enlistOutside, range, setChoice, setParticipation } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

interface Made { readonly id: InviteId; readonly secret: Uint8Array }

const invite = async ({ registry }: RegistryWorld, owner: Subscriber, changes: { maxUses?: number; lifetimeSeconds?: number; purposes?: readonly Purpose[] } = {}): Promise<Made> => {
  const answer = await registry.invites.create(owner.home.caller, { kind: 'createInvite', user: owner.user, maxUses: 1, lifetimeSeconds: 86_400, purposes: ['chat'], ...changes })
  if (answer.kind !== 'inviteCreated') throw new Error(answer.kind)
  return { id: answer.inviteId, secret: decodeInviteToken(answer.token).secret }
}

const request = ({ registry }: RegistryWorld, asker: Subscriber, secret: Uint8Array, purposes: readonly Purpose[] = ['chat']) =>
  registry.contacts.request(asker.home.caller, { kind: 'requestContact', fromUser: asker.user, invite: secret, purposes })

const use = async (world: RegistryWorld, asker: Subscriber, secret: Uint8Array, purposes?: readonly Purpose[]) => {
  const answer = await request(world, asker, secret, purposes)
  await world.registry.surfacing.idle()
  return answer
}

const revoke = ({ registry }: RegistryWorld, owner: Subscriber, id: InviteId) => registry.invites.revoke(owner.home.caller, { kind: 'revokeInvite', user: owner.user, inviteId: id })

t.test('two people without an address meet by an invite of either side, and the owner decides', async (t) => {
  const world = await openRegistryWorld(t)
  for (const [owner, asker] of [
    [await enlistInside(world, {}, { findable: false }), await enlistOutside(world, world.heron)], [await enlistOutside(world, world.heron), await enlistInside(world, {})],
  ] as const) {
    const { id, secret } = await invite(world, owner)
    t.match(await use(world, asker, secret), { kind: 'recorded' })
    const [shown] = await shownTo(world, owner)
    t.match(shown, { user: owner.user, fromParty: asker.home.party, inviteId: id })
    t.strictSame(await grantedTo(world, asker), [], 'an invite is no yes')
    if (shown) await decide(world, owner, shown.requestId, 'grant')
    t.match(await grantedTo(world, asker), [{ peerUser: owner.user, peerAddress: '' }])
    t.match(await grantedTo(world, owner), [{ peerUser: asker.user, requestId: shown?.requestId }])
  }
})

/** What an asker may have in hand; all of it but the first leads to nobody. */
const HANDS: Readonly<Record<string, (world: RegistryWorld, owner: Subscriber) => Promise<Uint8Array>>> = {
  'one that holds': async (world, owner) => (await invite(world, owner)).secret,
  'one that is over': async (world, owner) => {
    const { secret } = await invite(world, owner, { lifetimeSeconds: 1 })
    world.clock.advance(1_000)
    return secret
  },
  'one that was revoked': async (world, owner) => {
    const { id, secret } = await invite(world, owner)
    await revoke(world, owner, id)
    return secret
  },
  'one that is used up': async (world, owner) => {
    const { secret } = await invite(world, owner)
    await use(world, await enlistOutside(world, world.heron), secret)
    return secret
  },
  'one for people of another provider': async (world) => (await invite(world, await enlistInside(world, {}, { provider: world.egret }))).secret,
  'one of somebody of the asker’s own side': async (world) => (await invite(world, await enlistOutside(world, world.heron))).secret,
  'one for other purposes': async (world, owner) => (await invite(world, owner, { purposes: ['service'] })).secret,
  'one that nobody made': async () => Buffer.alloc(32, 9),
}

t.test('an invite gets the same bytes, one row and one unit of quota whether or not it holds', async (t) => {
  const answers = new Map<string, string>()
  for (const [title, make] of Object.entries(HANDS)) {
    const world = await openRegistryWorld(t)
    const [owner, asker] = [await enlistInside(world, {}, { findable: false }), await enlistOutside(world, world.heron)]
    const secret = await make(world, owner)
    const before = (await shownTo(world, owner)).length
    answers.set(title, await answerBytes(request(world, asker, secret)))
    await world.registry.surfacing.idle()
    t.equal(await world.store.read.countRequests(asker.user, 0), 1, title)
    t.equal((await shownTo(world, owner)).length - before, title === 'one that holds' ? 1 : 0, title)
  }
  t.equal(new Set(answers.values()).size, 1, JSON.stringify([...answers]))
})

t.test('somebody whom an invite could never lead anywhere does not use it up', async (t) => {
  const world = await openRegistryWorld(t)
  const owner = await enlistInside(world, {}, { findable: false })
  const { secret } = await invite(world, owner)
  for (const asker of [await enlistOutside(world, world.egret), await enlistInside(world, {}), owner]) await use(world, asker, secret)
  const ana = await enlistOutside(world, world.heron)
  await use(world, ana, secret, ['marketing'])
  t.strictSame(await shownTo(world, owner), [])
  await use(world, ana, secret)
  t.equal((await shownTo(world, owner)).length, 1)
})

t.test('an invite changes nothing for whom the owner blocked, denied or shut out', async (t) => {
  const world = await openRegistryWorld(t)
  const owner = await enlistInside(world, {}, { findable: false })
  const [ana, eve] = [await enlistOutside(world, world.heron), await enlistOutside(world, world.heron)]
  const { secret } = await invite(world, owner, { maxUses: 10 })
  await decide(world, owner, eve, 'block')
  await use(world, eve, secret)
  t.strictSame(await shownTo(world, owner), [])
  await use(world, ana, secret)
  const [shown] = await shownTo(world, owner)
  if (shown) await decide(world, owner, shown.requestId, 'deny')
  await use(world, ana, secret)
  t.equal((await shownTo(world, owner)).length, 1, 'a denial silences')
})

const CLOSED: Readonly<Record<string, { close: (world: RegistryWorld, owner: Subscriber) => Promise<unknown>; open: (world: RegistryWorld, owner: Subscriber) => Promise<unknown> }>> = {
  'has opted out': { close: (world, owner) => setParticipation(world, owner, { optedIn: false }), open: (world, owner) => setParticipation(world, owner) },
  'does not deal with the provider': { close: (world, owner) => setChoice(world, owner, { allowed: false }), open: (world, owner) => setChoice(world, owner) },
}

for (const [title, { close, open }] of Object.entries(CLOSED)) {
  t.test(`a request by invite waits while its owner ${title}, and is shown when that ends`, async (t) => {
    const world = await openRegistryWorld(t)
    const owner = await enlistInside(world, {}, { findable: false })
    const { secret } = await invite(world, owner)
    await close(world, owner)
    await use(world, await enlistOutside(world, world.heron), secret)
    t.strictSame(await shownTo(world, owner), [])
    await open(world, owner)
    await world.registry.surfacing.idle()
    t.equal((await shownTo(world, owner)).length, 1)
  })
}

t.test('a user has so many invites that hold; ends make room, and only one’s own can be ended', async (t) => {
  const world = await openRegistryWorld(t)
  const [owner, other] = [await enlistInside(world, {}), await enlistOutside(world, world.heron)]
  const made = await Promise.all(range(1, MAX_OPEN_INVITES).map(() => invite(world, owner)))
  await t.rejects(invite(world, owner), { code: 'TOO_MANY' })
  const [first] = made
  if (first) await revoke(world, other, first.id)
  await t.rejects(invite(world, owner), { code: 'TOO_MANY' }, 'somebody else ended nothing')
  if (first) t.same(await revoke(world, owner, first.id), { kind: 'done' })
  t.same(await revoke(world, owner, inviteId('00000000-0000-4000-8000-000000000000')), { kind: 'done' })
  await invite(world, owner)
  world.clock.advance(DAY_MS)
  await invite(world, owner)
  await t.rejects(invite(world, owner, { maxUses: 101 }), { code: 'MALFORMED' })
  await t.rejects(invite(world, owner, { lifetimeSeconds: 30 * 86_400 + 1 }), { code: 'MALFORMED' })
})

t.test('the store holds nothing from which a link could be made', async (t) => {
  const world = await openRegistryWorld(t)
  const { secret } = await invite(world, await enlistInside(world, {}), { maxUses: 5 })
  const asker = await enlistOutside(world, world.heron)
  await use(world, asker, secret)
  t.equal(await world.store.read.invite(secret), undefined, 'an invite is not kept under its secret')
  const [row] = await world.store.read.requestsBy(asker.user, 10)
  t.notOk(row && Buffer.concat([row.targetIndex, row.targetSealed]).includes(Buffer.from(secret)))
})
