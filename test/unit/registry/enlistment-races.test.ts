// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createMoments } from '../../support/moments.ts'
import { answerBytes, openRegistryWorld } from '../../support/registry-world.ts'
import { createSubscriber, enlistInside, enlistRequest, range, setParticipation, signal } from '../../support/subscribers.ts'

const counts = (texts: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(Object.groupBy(texts, (text) => text)).map(([text, all]) => [text, all?.length ?? 0]))

/** The error of a refused request, or the kind of its answer. */
const outcome = (request: Promise<{ readonly kind: string }>): Promise<string> =>
  request.then(({ kind }) => kind, (error: unknown) => (error as { readonly code: string }).code)

t.test('of 1,000 parallel redemptions of one token with the same bytes each gets the same answer', { timeout: 100_000 }, async (t) => {
  const { registry, heron, told } = await openRegistryWorld(t)
  const request = await enlistRequest(createSubscriber(heron))
  const answers = await Promise.all(range(1, 1_000).map(() => answerBytes(registry.enlistments.enlist(heron.caller, request))))
  t.equal(new Set(answers).size, 1)
  t.equal(told.filter(([name]) => name === 'userEnlisted').length, 1)
})

t.test('of parallel redemptions with other bytes one kind is taken and each of the other refused', { timeout: 100_000 }, async (t) => {
  const { registry, heron, store } = await openRegistryWorld(t)
  const person = createSubscriber(heron)
  const token = await heron.home.signEnlistmentToken({ userId: person.user, identityKey: person.identity.publicKey, custody: 'DEVICE' })
  const requests = await Promise.all(range(1, 10).map((index) => enlistRequest(person, { fields: { token, displayName: `name ${index}` } })))
  const outcomes = await Promise.all(range(1, 200).map((index) => outcome(registry.enlistments.enlist(heron.caller, requests[index % 10]!))))
  t.strictSame(counts(outcomes), { enlisted: 20, TOKEN_REFUSED: 180 })
  t.ok(await store.read.user(person.user))
})

t.test('of parallel enlistments of one user under different tokens one is taken', async (t) => {
  const { registry, heron } = await openRegistryWorld(t)
  const person = createSubscriber(heron)
  const requests = await Promise.all(range(1, 20).map(() => enlistRequest(person)))
  const outcomes = await Promise.all(requests.map((request) => outcome(registry.enlistments.enlist(heron.caller, request))))
  t.strictSame(counts(outcomes), { enlisted: 1, ALREADY_ENLISTED: 19 })
})

t.test('of parallel enlistments under one address one is taken', async (t) => {
  const { registry, heron } = await openRegistryWorld(t)
  const requests = await Promise.all(range(1, 20).map(() => enlistRequest(createSubscriber(heron, { address: 'ada@heron.example' }))))
  const outcomes = await Promise.all(requests.map((request) => outcome(registry.enlistments.enlist(heron.caller, request))))
  t.strictSame(counts(outcomes), { enlisted: 1, CONFLICT: 19 })
})

t.test('a token that was redeemed stays redeemed: after its user is gone, when it is over, and when the clock jumps back', async (t) => {
  const { registry, heron, store, clock } = await openRegistryWorld(t)
  const person = createSubscriber(heron)
  const request = await enlistRequest(person)
  const enlist = () => registry.enlistments.enlist(heron.caller, request)
  await enlist()
  t.match(await enlist(), { kind: 'enlisted', deviceListVersion: 1 })
  await registry.enlistments.unenlist(heron.caller, { kind: 'unenlist', userId: person.user })
  await t.rejects(enlist(), { code: 'TOKEN_REFUSED' })
  clock.advance(3_600_000)
  await store.write.sweep(clock.now(), 100)
  await t.rejects(enlist(), { code: 'TOKEN_REFUSED' })
  clock.advance(-3_600_000)
  await t.rejects(enlist(), { code: 'TOKEN_REFUSED' })
  t.equal(await store.read.user(person.user), undefined)
  clock.advance(4 * 86_400_000)
  t.ok(await store.write.sweep(clock.now(), 100), 'and is not kept for ever')
})

t.test('a redemption that meets its own repetition, at another node, gets the same answer; one with other bytes is refused', async (t) => {
  const moments = createMoments()
  const { registry, heron } = await openRegistryWorld(t, moments)
  const person = createSubscriber(heron)
  const token = await heron.home.signEnlistmentToken({ userId: person.user, identityKey: person.identity.publicKey, custody: 'DEVICE' })
  const [first, other] = [await enlistRequest(person, { fields: { token } }), await enlistRequest(person, { fields: { token, displayName: 'Another' } })]
  const enlist = (request: typeof first) => registry.enlistments.enlist(heron.caller, request)
  moments.before('user', () => enlist(first), person.user)
  t.match(await enlist(first), { kind: 'enlisted', deviceListVersion: 1 })

  const change = async () => {
    const { enlistment, signature } = await enlistRequest(person, { identity: signal.createIdentity(), version: 2, devices: [[1, 2002]] })
    return () => registry.identities.changeIdentity(heron.caller, { kind: 'changeIdentity', enlistment, signature, endorsement: new Uint8Array(0) })
  }
  const changed = await change()
  moments.before('user', changed, person.user)
  t.match(await changed(), { kind: 'enlisted', deviceListVersion: 2 })
  await registry.enlistments.unenlist(heron.caller, { kind: 'unenlist', userId: person.user })
  await t.rejects(enlist(other), { code: 'TOKEN_REFUSED' })
  t.equal(moments.pending(), 0)
})

t.test('an enlistment that meets a suspension is refused, and one that meets another change of the agreement is taken', async (t) => {
  const moments = createMoments()
  const world = await openRegistryWorld(t, moments)
  const { registry, heron, store } = world
  const [late, lucky] = [createSubscriber(heron), createSubscriber(heron)]
  moments.before('commit', () => registry.parties.resume(heron.party, { actor: 'socket', reason: 'touched' }), 'redeemedToken')
  t.match(await registry.enlistments.enlist(heron.caller, await enlistRequest(lucky)), { kind: 'enlisted' })
  moments.before('commit', () => registry.parties.suspend(heron.party, { actor: 'socket', reason: 'unpaid' }), 'redeemedToken')
  await t.rejects(registry.enlistments.enlist(heron.caller, await enlistRequest(late)), { code: 'SUSPENDED', detail: 'unpaid' })
  t.equal(await store.read.user(late.user), undefined)
  t.equal(moments.pending(), 0)
})

t.test('an enlistment that meets the withdrawal of its home’s key is refused', async (t) => {
  const moments = createMoments()
  const { registry, heron, egret } = await openRegistryWorld(t, moments)
  moments.before('commit', async (store) => {
    const { version: _, ...row } = (await store.read.party(heron.party))!
    await store.write.commit({ expect: [], writes: [{ put: 'party', row: { ...row, issuerKeys: (await store.read.party(egret.party))!.issuerKeys } }] })
  }, 'redeemedToken')
  await t.rejects(registry.enlistments.enlist(heron.caller, await enlistRequest(createSubscriber(heron))), { code: 'TOKEN_REFUSED' })
})

t.test('a core enlistment that meets a change of its person is decided anew', async (t) => {
  const moments = createMoments()
  const world = await openRegistryWorld(t, moments)
  const bo = await enlistInside(world, { address: 'bo@wren.example' })
  const again = { ...createSubscriber(world.core, { reference: bo.reference }), forProvider: world.egret.party }
  moments.before('commit', () => setParticipation(world, bo, { findable: false }), 'redeemedToken')
  t.match(await world.registry.enlistments.enlist(world.core.caller, await enlistRequest(again)), { kind: 'enlisted' })
  t.equal(moments.pending(), 0)
})
