// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { requestId } from '../../../src/model/ids.ts'
import type { ContactDecision } from '../../../src/model/values.ts'
import { acquaint, ask, decide, eventsOf, shownTo, withdraw } from '../../support/acquaintance.ts'
import { createMoments } from '../../support/moments.ts'
import { answerBytes, DAY_MS, openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld, WorldOptions } from '../../support/registry-world.ts'
import { createSubscriber, enlistInside, enlistOutside, range } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

const BO = 'bo@wren.example'

const twoPeople = async (t: Test, options?: WorldOptions) => {
  const world = await openRegistryWorld(t, options)
  return { world, ada: await enlistOutside(world, world.heron, { address: 'ada@heron.example' }), bo: await enlistInside(world, { address: BO }) }
}

const shownRequest = async (world: RegistryWorld, asker: Subscriber, target: Subscriber) => {
  await ask(world, asker, target.address!)
  return (await shownTo(world, target)).at(-1)!.requestId
}

const stance = async ({ store }: RegistryWorld, owner: Subscriber, peer: Subscriber) => (await store.read.consent(owner.user, peer.user))?.state

for (const [decision, state] of [['deny', 'denied'], ['block', 'blocked']] as const) {
  t.test(`to ${decision} a request closes it, and the asker is told nothing`, async (t) => {
    const { world, ada, bo } = await twoPeople(t)
    const request = await shownRequest(world, ada, bo)
    t.strictSame(await decide(world, bo, request, decision), { kind: 'done' })
    t.equal(await stance(world, bo, ada), state)
    t.match(await world.store.read.request(request), { state: 'denied' })
    t.strictSame(await eventsOf(world, ada), [])
    await t.rejects(decide(world, bo, request, 'grant'), { code: 'NOT_FOUND' }, 'it is closed')
  })

  t.test(`to ${decision} a contact closes both directions until it is granted again`, async (t) => {
    const { world, ada, bo } = await twoPeople(t)
    await acquaint(world, ada, bo)
    const told = (await eventsOf(world, ada)).length
    t.strictSame(await decide(world, bo, ada, decision), { kind: 'done' })
    t.match(await world.store.read.consent(bo.user, ada.user), { state, tokenHash: undefined })
    t.equal((await eventsOf(world, ada)).length, told)
    await t.rejects(decide(world, ada, bo, 'grant'), { code: 'NOT_PERMITTED' })
    t.strictSame(await decide(world, bo, ada, 'grant'), { kind: 'done' })
    t.equal(await stance(world, bo, ada), 'granted')
  })
}

t.test('a block ends with a grant and with nothing less', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  await acquaint(world, ada, bo)
  await decide(world, bo, ada, 'block')
  for (const weaker of [() => withdraw(world, bo, ada), () => decide(world, bo, ada, 'deny')]) {
    t.strictSame(await weaker(), { kind: 'done' })
    t.equal(await stance(world, bo, ada), 'blocked')
  }
  world.clock.advance(40 * DAY_MS)
  await ask(world, ada, BO)
  t.equal((await shownTo(world, bo)).length, 1)
})

t.test('a denial is not softened by taking back a yes that is none', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  await acquaint(world, ada, bo)
  await decide(world, bo, ada, 'deny')
  await withdraw(world, bo, ada)
  t.equal(await stance(world, bo, ada), 'denied')
  await ask(world, ada, BO)
  t.equal((await shownTo(world, bo)).length, 1)
})

t.test('either of the two closes both directions by taking back its own yes', async (t) => {
  for (const side of ['ada', 'bo'] as const) {
    const { world, ...people } = await twoPeople(t)
    const { ada, bo } = people
    await acquaint(world, ada, bo)
    const [one, other] = side === 'ada' ? [ada, bo] : [bo, ada]
    t.strictSame(await withdraw(world, one, other), { kind: 'done' })
    t.equal(await stance(world, one, other), 'withdrawn')
    t.equal(await stance(world, other, one), 'granted', 'the other’s own yes is its own')
    for (const [from, to] of [[ada, bo], [bo, ada]] as const) {
      const standing = await world.store.read.standing(from.user, to.user)
      t.not(standing.recipientConsent?.state === 'granted' && standing.senderConsent?.state === 'granted', true)
    }
  }
})

t.test('a yes that waits for its answer can be taken back, and given again', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  const request = await shownRequest(world, ada, bo)
  t.strictSame(await withdraw(world, ada, bo), { kind: 'done' })
  t.equal(await stance(world, ada, bo), 'withdrawn')
  await t.rejects(decide(world, bo, request, 'grant'), { code: 'NOT_PERMITTED' })
  await ask(world, ada, BO)
  t.equal((await shownTo(world, bo)).length, 1)
  t.strictSame(await decide(world, bo, request, 'grant'), { kind: 'done' })
})

t.test('a request that was granted can still be denied, and a denial by its id ends the contact', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  const request = await shownRequest(world, ada, bo)
  await decide(world, bo, request, 'grant')
  await decide(world, bo, request, 'deny')
  t.equal(await stance(world, bo, ada), 'denied')
})

t.test('only who was asked decides, and only about a request that is there', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  const cy = await enlistInside(world, { address: 'cy@wren.example' })
  const request = await shownRequest(world, ada, bo)
  for (const decision of ['grant', 'deny', 'block'] as const) {
    await t.rejects(decide(world, cy, request, decision), { code: 'NOT_FOUND' }, 'another of the same party')
    await t.rejects(decide(world, ada, request, decision), { code: 'NOT_FOUND' }, 'the asker')
    await t.rejects(decide(world, bo, requestId('00000000-0000-4000-8000-000000000000'), decision), { code: 'NOT_FOUND' })
    await t.rejects(decide(world, createSubscriber(world.core), request, decision), { code: 'NOT_YOURS' })
    await t.rejects(decide(world, { ...bo, home: world.heron }, request, decision), { code: 'NOT_YOURS' }, 'another party')
  }
  t.equal(await stance(world, bo, ada), undefined)
  await setWaiting(world, ada)
})

/** A request that nobody was shown is nobody's to decide. */
const setWaiting = async (world: RegistryWorld, asker: Subscriber) => {
  await ask(world, asker, 'later@wren.example')
  const [row] = await world.store.read.waitingRequests({}, 10)
  const later = await enlistInside(world, { address: 'other@wren.example' })
  await decide(world, later, row!.request, 'grant').then(() => { throw new Error('granted') }, () => undefined)
}

/** What an asker may try to learn from its own decisions about a user id that it knows from elsewhere. */
const probes: Readonly<Record<string, (world: RegistryWorld, person: Subscriber, peer: Subscriber) => Promise<unknown>>> = {
  'nobody has the id': async () => undefined,
  'the request waits for an answer': async (world, person) => ask(world, person, BO),
  'the request was denied': async (world, person, peer) => decide(world, peer, await shownRequest(world, person, peer), 'deny'),
  'the request was answered with a block': async (world, person, peer) => decide(world, peer, await shownRequest(world, person, peer), 'block'),
  'the two have nothing to do with each other': async () => undefined,
}

t.test('one’s own decisions do not tell what became of one’s request', async (t) => {
  for (const probe of ['withdraw', 'deny', 'block'] as const) {
    const answers = new Map<string, string>()
    for (const [title, prepare] of Object.entries(probes)) {
      const { world, ada, bo } = await twoPeople(t)
      await prepare(world, ada, bo)
      const peer = title === 'nobody has the id' ? createSubscriber(world.core) : bo
      answers.set(title, await answerBytes(probe === 'withdraw' ? withdraw(world, ada, peer) : decide(world, ada, peer, probe satisfies ContactDecision)))
    }
    t.equal(new Set(answers.values()).size, 1, `${probe}: ${JSON.stringify(Object.fromEntries(answers))}`)
  }
})

t.test('to grant somebody who has not said yes is refused alike, whoever it is', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  const eve = await enlistOutside(world, world.egret)
  const blocker = await enlistInside(world, { address: 'cy@wren.example' })
  await acquaint(world, ada, blocker)
  await decide(world, blocker, ada, 'block')
  const answers = await Promise.all([createSubscriber(world.core), bo, eve, blocker, ada].map((peer) => answerBytes(decide(world, ada, peer, 'grant'))))
  t.equal(new Set(answers).size, 1)
})

t.test('refusals of strangers are counted, so that they cannot fill the disk', async (t) => {
  const { world, ada } = await twoPeople(t)
  const refuse = () => decide(world, ada, createSubscriber(world.core), 'block')
  for (const _ of range(1, 100)) t.strictSame(await refuse(), { kind: 'done' })
  t.match(await refuse(), { kind: 'throttled', scope: 'user' })
  world.clock.advance(60_000)
  t.strictSame(await refuse(), { kind: 'done' })
})

t.test('a refusal that meets a grant prevails over it', async (t) => {
  const moments = createMoments()
  const { world, ada, bo } = await twoPeople(t, moments)
  const request = await shownRequest(world, ada, bo)
  moments.before('commit', () => decide(world, bo, request, 'grant'), '"state":"blocked"')
  t.strictSame(await decide(world, bo, request, 'block'), { kind: 'done' })
  t.equal(moments.pending(), 0)
  t.equal(await stance(world, bo, ada), 'blocked')
})
