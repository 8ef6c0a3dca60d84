// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { openReceipt } from '../../../src/model/erasure-receipt.ts'
import { address, deviceId, userReference } from '../../../src/model/ids.ts'
import type { Subject } from '../../../src/registry/held.ts'
import type { OperatorsWords } from '../../../src/ops/events.ts'
import { acquaint, ask, decide, shownTo, withdraw } from '../../support/acquaintance.ts'
import { DAY_MS, openRegistryWorld, START } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { pending, sendNaming, uploaded } from '../../support/store-conformance/attached.ts'
import { enlistInside, enlistOutside, enlistRequest, setChoice } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

const [ADA, BO] = ['ada@heron.example', 'bo@wren.example']
const because: OperatorsWords = { actor: 'socket', reason: 'OPS-41' }

/** The ways to name somebody. */
const waysTo = (person: Subscriber): readonly Subject[] =>
  [{ user: person.user }, { address: address(person.address ?? '') }, { party: person.home.party, reference: userReference(person.reference) }]

t.test('whichever way somebody is named, the same is exported, in plain words', async (t) => {
  const world = await openRegistryWorld(t)
  const [ada, bo] = [await enlistOutside(world, world.heron, { address: ADA }), await enlistInside(world, { address: BO })]
  await acquaint(world, ada, bo)
  const exported = (subject: Subject) => world.registry.userDesk.export(subject, because)
  for (const subject of waysTo(ada)) {
    t.match(await exported(subject), {
      party: 'heron.example', users: [{ id: ada.user, reference: ada.reference, address: ADA, custody: 'DEVICE', consents: [], requestsMade: [{}] }],
      limits: { contactsPerUserDay: 10 }, kept: { membership: { kept: 'until the user leaves' }, request: { kept: '30 days' } },
    }, JSON.stringify(subject))
  }
  for (const subject of waysTo(bo)) {
    t.match(await exported(subject), {
      party: 'wren.example', person: { reference: bo.reference, address: BO, optedIn: true, choices: [{ provider: 'heron.example', allowed: true }] },
      users: [{ id: bo.user, forProvider: 'heron.example', requestsMade: [] }],
    }, JSON.stringify(subject))
  }
  t.equal(world.told.filter(([name]) => name === 'userExported').length, 6)
  t.equal(await exported({ address: address('nobody@heron.example') }), undefined)
})

/** What an asker's export must not depend on. */
const fates: Readonly<Record<string, (world: RegistryWorld, asker: Subscriber) => Promise<unknown>>> = {
  'nobody': async () => undefined,
  'somebody who was asked and says nothing': (world) => enlistInside(world, { address: BO }),
  'somebody who denied': (world, asker) => refuse(world, asker, 'deny'),
  'somebody who blocked': (world, asker) => refuse(world, asker, 'block'),
  'somebody who was asked and left': async (world, asker) => {
    const bo = await enlistInside(world, { address: BO })
    await ask(world, asker, BO)
    await world.registry.userDesk.erase({ user: bo.user }, because, false)
  },
}

const refuse = async (world: RegistryWorld, asker: Subscriber, decision: 'deny' | 'block') => {
  const bo = await enlistInside(world, { address: BO })
  await ask(world, asker, BO)
  await decide(world, bo, (await shownTo(world, bo))[0]!.requestId, decision)
}

t.test('an export does not tell what became of a request at the other side', async (t) => {
  const told = new Map<string, string>()
  for (const [fate, prepare] of Object.entries(fates)) {
    const world = await openRegistryWorld(t)
    const ada = await enlistOutside(world, world.heron, { address: ADA })
    await prepare(world, ada)
    if ((await world.store.read.requestsBy(ada.user, 10)).length === 0) await ask(world, ada, BO)
    const { users } = (await world.registry.userDesk.export({ user: ada.user }, because))!
    told.set(fate, JSON.stringify(users.map(({ consents, requestsMade, rows }) => ({ consents, requestsMade, rows }))))
  }
  for (const [fate, text] of told) t.equal(text, told.get('nobody'), fate)
})

/** A message and a file that wait, and one that is not there yet. */
const write = async ({ store }: RegistryWorld, from: Subscriber, to: Subscriber) => {
  const [two, parties] = [{ alice: from.user, bob: to.user }, { senderParty: from.home.party, recipientParty: to.home.party }]
  await pending(store, two, parties)
  const { deviceId = 0 } = (await store.read.devices(to.user))[0] ?? {}
  const sent = await sendNaming(store, two, [await uploaded(store, two, parties)], [deviceId], { recipientParty: to.home.party, gatewayTimeMs: START })
  if (!('accepted' in sent)) throw new Error(`not sent: ${JSON.stringify(sent)}`)
}

/** What the sweeps of files and rows take by then. */
const sweep = async ({ store }: RegistryWorld, now: number) => {
  for (const { id } of await store.read.endedAttachments(now, 10)) await store.write.forgetBytes(id, 'gone', now + 30 * DAY_MS)
  await store.write.sweep(now, 100)
}

/** What somebody whom this user knows, or said no to, does later. */
const later: Readonly<Record<string, (world: RegistryWorld, bo: Subscriber, ada: Subscriber) => Promise<unknown>>> = {
  'nothing': async () => undefined,
  'leaves': (world, _, { user }) => world.registry.enlistments.unenlist(world.heron.caller, { kind: 'unenlist', userId: user }),
  'takes back the yes': (world, bo, ada) => withdraw(world, ada, bo),
  'asks again': (world, _, ada) => ask(world, ada, BO),
}

t.test('an export does not tell what a contact did later: that it left, nor that one who was denied asked again', async (t) => {
  const prepared: Readonly<Record<string, (world: RegistryWorld, bo: Subscriber, ada: Subscriber) => Promise<unknown>>> = {
    'a contact': (world, bo, ada) => acquaint(world, ada, bo),
    'a contact who wrote': async (world, bo, ada) => {
      await acquaint(world, ada, bo)
      await write(world, ada, bo)
    },
    'a contact who was written to': async (world, bo, ada) => {
      await acquaint(world, ada, bo)
      await write(world, bo, ada)
    },
    'one who was denied': async (world, bo, ada) => {
      await ask(world, ada, BO)
      await decide(world, bo, (await shownTo(world, bo))[0]!.requestId, 'deny')
    },
    'one who was not answered': (world, _, ada) => ask(world, ada, BO),
  }
  for (const [who, prepare] of Object.entries(prepared)) {
    const told = new Map<string, string>()
    for (const [what, act] of Object.entries(later)) {
      const world = await openRegistryWorld(t)
      const [bo, ada] = [await enlistInside(world, { address: BO }), await enlistOutside(world, world.heron, { address: ADA })]
      await prepare(world, bo, ada)
      const said = await world.registry.userDesk.export({ user: bo.user }, because)
      t.match(said?.users[0]?.consents, who === 'one who was denied' ? [{ peer: ada.user, state: 'denied' }] : [])
      await act(world, bo, ada)
      await world.registry.surfacing.idle()
      const exports: unknown[] = []
      for (const since of [0, DAY_MS, 31 * DAY_MS]) {
        await sweep(world, START + since)
        const { users, kept } = (await world.registry.userDesk.export({ user: bo.user }, because))!
        exports.push([users.map(({ id: _id, reference: _reference, identityKey: _key, identityStatement: _statement, devices, ...rest }) => [devices.length, rest]), kept])
      }
      told.set(what, JSON.stringify(exports).replaceAll(ada.user, 'ada'))
    }
    for (const [what, text] of told) t.equal(text, told.get('nothing'), `${who} ${what}`)
  }
})

t.test('a person is erased with all enlistments and choices, once, and the receipt proves it', async (t) => {
  const world = await openRegistryWorld(t)
  const { registry, store, serviceKeys } = world
  const bo = await enlistInside(world, { address: BO })
  const ada = await enlistOutside(world, world.heron, { address: ADA })
  await acquaint(world, ada, bo)
  await setChoice(world, bo, { provider: world.egret })
  const dry = await registry.userDesk.erase({ user: bo.user }, because, true)
  t.match(dry, { receipt: { dryRun: true, of: 'person', rows: { persons: 1, choices: 2, 'users.user': 1 }, remains: [], disk: [] } })
  t.ok(await store.read.user(bo.user), 'a dry run does nothing')
  const before = await store.read.person((await store.read.user(bo.user))!.person!)
  const { receipt, jws } = (await registry.userDesk.erase({ address: address(BO) }, because, false))!
  t.same(receipt.rows, dry!.receipt.rows, 'and says what then happens')
  t.match(receipt, { dryRun: false, party: 'wren.example', reason: 'OPS-41', actor: 'socket', disk: [/secure_delete/, /cut to nothing/] })
  t.ok(receipt.remains.length > 4)
  t.same([await store.read.user(bo.user), await store.read.person(before!.person)], [undefined, undefined])
  t.same(openReceipt(jws, serviceKeys.link.jwk), receipt)
  t.equal(openReceipt(jws.replace(/.{4}$/, 'AAAA'), serviceKeys.link.jwk), undefined)
  t.equal(openReceipt(jws, serviceKeys.frank.jwk), undefined, 'nor under another key')
  t.notOk([bo.user, bo.reference, BO].some((name) => JSON.stringify(receipt).includes(name)))
  t.equal(await registry.userDesk.erase({ address: address(BO) }, because, false), undefined)
  t.match(world.told.filter(([name]) => name === 'userErasedByOperator'), [['userErasedByOperator', 'wren.example', because]])
  t.match(await registry.userDesk.erase({ party: ada.home.party, reference: userReference(ada.reference) }, because, false), { receipt: { of: 'user' } })
})

t.test('the home of whom the operator erased is told so at its next call for them and by no event, and may enlist the same id again', async (t) => {
  const world = await openRegistryWorld(t)
  const { registry, heron, core } = world
  const [ada, bo] = [await enlistOutside(world, heron, { address: ADA }), await enlistInside(world, { address: BO })]
  await acquaint(world, ada, bo)
  for (const { user } of [ada, bo]) await registry.userDesk.erase({ user }, because, false)
  await t.rejects(registry.prekeys.count(heron.caller, { kind: 'countPrekeys', userId: ada.user, deviceId: deviceId(1) }), { code: 'NOT_YOURS' })
  await t.rejects(registry.people.find(core.caller, userReference(bo.reference)), { code: 'NOT_FOUND' })
  for (const home of [heron, core]) t.same(await world.eventsFor(home), [])
  t.match(await registry.enlistments.enlist(heron.caller, await enlistRequest(ada)), { kind: 'enlisted' })
})

t.test('an address that users of several parties have is not guessed about', async (t) => {
  const world = await openRegistryWorld(t)
  const number = '+491701234567'
  const [one, other] = [await enlistOutside(world, world.heron, { address: number }), await enlistOutside(world, world.egret, { address: number })]
  await t.rejects(world.registry.userDesk.export({ address: address(number) }, because), { code: 'CONFLICT' })
  t.match(await world.registry.userDesk.export({ party: one.home.party, reference: userReference(one.reference) }, because), { users: [{ id: one.user, address: number }] })
  await world.registry.userDesk.erase({ user: one.user }, because, false)
  t.match(await world.registry.userDesk.export({ address: address(number) }, because), { users: [{ id: other.user }] })
  await t.rejects(world.registry.userDesk.export({ party: 'nobody.example' as typeof one.home.party, reference: userReference(one.reference) }, because), { code: 'NOT_FOUND' })
})
