// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import t from 'tap'
import type { Test } from 'tap'
import { acquaint, ask, decide, grantedTo, shownTo, withdraw } from '../../support/acquaintance.ts'
import { createMoments } from '../../support/moments.ts'
import { plain } from '../../support/plain.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld, WorldOptions } from '../../support/registry-world.ts'
import { createSubscriber, enlistInside, enlistOutside, range, setParticipation } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

const BO = 'bo@wren.example'
const hash = (token: Uint8Array) => createHash('sha256').update(token).digest()

const twoPeople = async (t: Test, options?: WorldOptions) => {
  const world = await openRegistryWorld(t, options)
  return { world, ada: await enlistOutside(world, world.heron, { address: 'ada@heron.example' }), bo: await enlistInside(world, { address: BO }) }
}

/** Whether the token that one person holds takes keys of the other. */
const opens = ({ registry }: RegistryWorld, from: Subscriber, to: Subscriber, consentToken: Uint8Array): Promise<boolean> =>
  registry.prekeys.get(from.home.caller, { kind: 'getBundles', senderUser: from.user, recipientUser: to.user, consentToken, demandedCustody: undefined, deviceIds: [] })
    .then(({ kind }) => kind === 'bundles', (error: unknown) => (error as { code: string }).code !== 'NOT_PERMITTED')

const reissue = ({ registry }: RegistryWorld, person: Subscriber, peer: Subscriber) =>
  registry.grants.reissue(person.home.caller, { kind: 'reissueToken', user: person.user, peerUser: peer.user })

t.test('a grant opens both directions, each with a token of its own', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  const contacts = await acquaint(world, ada, bo)
  const { requestId } = (await shownTo(world, bo))[0]!
  t.match(contacts.asker, { user: ada.user, peerUser: bo.user, peerParty: 'wren.example', peerDisplayName: 'Ada', peerAddress: BO, purposes: ['chat'] })
  t.notOk('requestId' in contacts.asker, 'the asker knows no request id')
  t.match(contacts.target, { user: bo.user, peerUser: ada.user, peerParty: 'heron.example', peerAddress: 'ada@heron.example', requestId })
  t.equal(contacts.asker.consentToken.length, 32)
  t.not(plain(contacts.asker.consentToken), plain(contacts.target.consentToken))
  t.ok(await opens(world, ada, bo, contacts.asker.consentToken))
  t.ok(await opens(world, bo, ada, contacts.target.consentToken))
  t.notOk(await opens(world, ada, bo, contacts.target.consentToken), 'the other direction’s')
  t.notOk(await opens(world, bo, ada, contacts.asker.consentToken))
  t.match(await world.store.read.request(requestId), { state: 'granted' })
})

t.test('tokens rest hashed, and in events sealed', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  const { asker, target } = await acquaint(world, ada, bo)
  t.equal(plain((await world.store.read.consent(bo.user, ada.user))?.tokenHash), plain(hash(asker.consentToken)))
  t.equal(plain((await world.store.read.consent(ada.user, bo.user))?.tokenHash), plain(hash(target.consentToken)))
  for (const party of [world.heron, world.core]) {
    for (const { bodySealed } of await world.store.read.eventPage(party.party, 0, 10)) {
      t.equal(Buffer.from(bodySealed).indexOf(Buffer.from(asker.consentToken).toString('base64')), -1)
      t.equal(Buffer.from(bodySealed).indexOf(Buffer.from('contactGranted')), -1)
    }
  }
})

t.test('a token opens the way of its ordered pair only', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  const [eve, cy] = [await enlistOutside(world, world.heron), await enlistInside(world, { address: 'cy@wren.example' })]
  const { asker } = await acquaint(world, ada, bo)
  await acquaint(world, eve, bo)
  await acquaint(world, ada, cy)
  t.notOk(await opens(world, eve, bo, asker.consentToken), 'another sender')
  t.notOk(await opens(world, ada, cy, asker.consentToken), 'another recipient')
  t.ok(await opens(world, ada, bo, asker.consentToken))
})

t.test('granting what is open changes nothing, also many times at once', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  await ask(world, ada, BO)
  const { requestId } = (await shownTo(world, bo))[0]!
  const answers = await Promise.all(range(1, 4).map(() => decide(world, bo, requestId, 'grant')))
  for (const answer of answers) t.strictSame(answer, { kind: 'done' })
  const [first] = await grantedTo(world, ada)
  t.equal((await grantedTo(world, ada)).length, 1)
  t.strictSame(await decide(world, bo, requestId, 'grant'), { kind: 'done' })
  t.strictSame(await decide(world, ada, bo, 'grant'), { kind: 'done' })
  t.ok(await opens(world, ada, bo, first!.consentToken))
  t.equal(world.told.filter(([name]) => name === 'contactGranted').length, 1)
})

t.test('two who asked each other are open after one grant, and neither request stays open', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  await ask(world, ada, BO)
  await ask(world, bo, 'ada@heron.example')
  const [toBo, toAda] = [(await shownTo(world, bo))[0]!, (await shownTo(world, ada))[0]!]
  await decide(world, bo, toBo.requestId, 'grant')
  t.strictSame(await decide(world, ada, toAda.requestId, 'grant'), { kind: 'done' })
  t.match(await world.store.read.request(toAda.requestId), { state: 'granted' })
  t.equal((await grantedTo(world, ada)).length, 1)
})

t.test('who took back a yes may give it again, and the other too learns a new token', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  const old = await acquaint(world, ada, bo)
  await withdraw(world, bo, ada)
  await t.rejects(decide(world, ada, bo, 'grant'), { code: 'NOT_PERMITTED' }, 'one’s own yes does not replace the other’s')
  const { requestId } = (await shownTo(world, bo))[0]!
  for (const subject of [ada, requestId]) {
    t.strictSame(await decide(world, bo, subject, 'grant'), { kind: 'done' })
    const [ofAda, ofBo] = [(await grantedTo(world, ada)).at(-1)!, (await grantedTo(world, bo)).at(-1)!]
    t.ok(await opens(world, ada, bo, ofAda.consentToken))
    t.ok(await opens(world, bo, ada, ofBo.consentToken))
    t.notOk(await opens(world, ada, bo, old.asker.consentToken))
    t.notOk(await opens(world, bo, ada, old.target.consentToken))
    world.clock.advance(7_200_000)
    await withdraw(world, bo, ada)
  }
  t.equal((await grantedTo(world, ada)).length, 3)
})

t.test('a new token makes the old one worthless, and only that one', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  const old = await acquaint(world, ada, bo)
  const fresh = await reissue(world, ada, bo)
  t.match(fresh, { kind: 'contact', user: ada.user, peerUser: bo.user, peerParty: 'wren.example', peerDisplayName: 'Ada', purposes: ['chat'], requestId: undefined })
  t.notOk(await opens(world, ada, bo, old.asker.consentToken))
  t.ok(await opens(world, ada, bo, fresh.kind === 'contact' ? fresh.consentToken : new Uint8Array()))
  t.ok(await opens(world, bo, ada, old.target.consentToken))
  t.equal((await grantedTo(world, ada)).length, 1, 'the answer is enough')
})

t.test('of new tokens asked for at once the last one made opens, and the others do not', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  await acquaint(world, ada, bo)
  const answers = await Promise.all(range(1, 4).map(() => reissue(world, ada, bo)))
  const hashes = answers.map((answer) => (answer.kind === 'contact' ? hash(answer.consentToken).toString('hex') : ''))
  const kept = Buffer.from((await world.store.read.consent(bo.user, ada.user))!.tokenHash!).toString('hex')
  t.equal(hashes.filter((one) => one === kept).length, 1)
})

t.test('the address that somebody took since is not told to those who know an older one', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  await acquaint(world, ada, bo)
  await setParticipation(world, { ...bo, address: '+491701234567' }, { findable: false })
  t.notMatch(JSON.stringify(await reissue(world, ada, bo)), '+491701234567')
  await withdraw(world, bo, ada)
  await decide(world, bo, ada, 'grant')
  t.notMatch(JSON.stringify(await grantedTo(world, ada)), '+491701234567')
})

t.test('the asker is told the address that it typed, even if the target has another by now', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  await ask(world, ada, BO)
  await setParticipation(world, { ...bo, address: 'robert@wren.example' })
  await decide(world, bo, (await shownTo(world, bo))[0]!.requestId, 'grant')
  t.match(await grantedTo(world, ada), [{ peerAddress: BO }])
})

t.test('only the person’s own home asks for its tokens', async (t) => {
  const { world, ada, bo } = await twoPeople(t)
  await acquaint(world, ada, bo)
  await t.rejects(world.registry.grants.reissue(world.egret.caller, { kind: 'reissueToken', user: ada.user, peerUser: bo.user }), { code: 'NOT_YOURS' })
  await t.rejects(reissue(world, createSubscriber(world.heron), bo), { code: 'NOT_YOURS' })
})

const moves: Readonly<Record<string, (world: RegistryWorld, ada: Subscriber, bo: Subscriber) => Promise<unknown>>> = {
  'the asker takes its yes back': (world, ada, bo) => world.store.write.commit({
    expect: [], writes: [{ put: 'consent', row: { owner: ada.user, peer: bo.user, state: 'withdrawn', purposes: [], changedAt: 0 } }],
  }),
  'the granter opts out': (world, _, bo) => setParticipation(world, bo, { optedIn: false }),
  'the asker’s party is suspended': (world) => world.registry.parties.suspend(world.heron.party, { actor: 'socket', reason: 'why' }),
  'the asker leaves': (world, ada) => world.registry.enlistments.unenlist(world.heron.caller, { kind: 'unenlist', userId: ada.user }),
}

for (const [title, move] of Object.entries(moves)) {
  t.test(`nothing is granted when ${title} in the moment before`, async (t) => {
    const moments = createMoments()
    const { world, ada, bo } = await twoPeople(t, moments)
    await ask(world, ada, BO)
    moments.before('commit', () => move(world, ada, bo), '"put":"grant"')
    // The request of an asker who left is gone with it.
    const code = title === 'the asker leaves' ? 'NOT_FOUND' : 'NOT_PERMITTED'
    await t.rejects(decide(world, bo, (await shownTo(world, bo))[0]!.requestId, 'grant'), { code })
    t.equal(moments.pending(), 0)
    t.not((await world.store.read.consent(bo.user, ada.user))?.state, 'granted')
    t.strictSame([await grantedTo(world, ada), await grantedTo(world, bo)], [[], []])
  })
}
