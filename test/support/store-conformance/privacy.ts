// SPDX-License-Identifier: AGPL-3.0-only
import { erasedIdHash, erasedPersonHash } from '../../../src/store/erasures.ts'
import type { StoreCases } from '../store-conformance.ts'
import { attachmentOf, create } from './attached.ts'
import { admitted, makePair, message, put, send } from './pair.ts'
import { CORE, DAY, device, ecKey, hashOf, HERON, kyberKey, newUser, NOW, requestRow } from './rows.ts'

export const privacyCases: StoreCases = {
  'erasures are numbered in their order, also across a restart, and name nobody': async (t, store, reopen) => {
    t.same([await store.read.lastErasure(), await store.read.erasures(0, 10)], [0, []])
    const [one, other] = [await makePair(store), await makePair(store)]
    await put(store, { erase: 'user', user: one.alice })
    const { referenceIndex } = (await store.read.person(one.person))!
    await put(store, { erase: 'user', user: one.bob }, { erase: 'person', person: one.person })
    await put(store, { erase: 'user', user: one.alice })
    t.match(await store.read.erasures(0, 10), [
      { number: 1, kind: 'user', hash: erasedIdHash(one.alice) }, { number: 2, kind: 'user', hash: erasedIdHash(one.bob) }, { number: 3, kind: 'person', hash: erasedPersonHash(referenceIndex) },
    ], 'and nobody twice')
    const later = await reopen()
    await put(later, { erasures: 'above', number: 70 }, { erasures: 'above', number: 7 }, { erase: 'user', user: other.alice })
    t.match(await later.read.erasures(2, 1), [{ number: 3 }])
    t.match(await later.read.erasures(3, 10), [{ number: 71 }])
    t.equal(await later.read.lastErasure(), 71)
  },

  'what is held of a user is counted, and not what is others’ to know': async (t, store) => {
    const pair = await makePair(store)
    const { alice, bob } = pair
    await put(store, { add: 'prekeys', user: alice, device: device(1), ec: [1, 2, 3].map(ecKey), kyber: [1].map(kyberKey), maxEc: 100, maxKyber: 20 })
    await send(store, pair, 'sent by alice')
    await store.write.append(message(await admitted(store, 'submit', bob, alice), { recipientParty: HERON, text: 'sent to alice' }))
    const stranger = newUser()
    for (const row of [requestRow(alice), requestRow(stranger, { targetUser: alice, state: 'surfaced' })]) await put(store, { add: 'request', row, perDay: 10, dayStart: 0, targets: { party: HERON, perDay: 10, dayStart: 0 } })
    await put(store, { put: 'consent', row: { owner: alice, peer: stranger, state: 'requested', purposes: ['chat'], changedAt: NOW } })
    await put(store, { put: 'consent', row: { owner: stranger, peer: alice, state: 'blocked', purposes: [], changedAt: NOW } })
    await put(store, { add: 'event', party: HERON, user: alice, timeMs: NOW, bodySealed: hashOf('event') }, { add: 'event', party: CORE, user: bob, about: alice, timeMs: NOW, bodySealed: hashOf('other') })
    await create(store, attachmentOf(pair))
    const { rows, waiting } = await store.read.holdings(alice)
    t.match(rows, {
      'users.user': 1, 'devices.user': 1, 'ecPrekeys.user': 3, 'kyberPrekeys.user': 1, 'consents.owner': 1, 'requests.fromUser': 1, 'requests.targetUser': 1,
      'lanes.senderUser': 1, 'lanes.recipientUser': 1, 'submissions.senderUser': 1, 'events.user': 1, 'attachments.senderUser': 1, 'attachmentCounts.user': 1, 'attachmentUsage.user': 1, 'vaultAccounts.user': 0,
    })
    t.notOk(Object.hasOwn(rows, 'consents.peer') || Object.hasOwn(rows, 'events.about'))
    t.equal(waiting, 1)
    t.match(await store.read.consentsOf(alice, 10), { length: 2 })
    t.match(await store.read.requestsBy(alice, 10), [{ fromUser: alice }])

    await put(store, { erase: 'user', user: alice })
    const left = await store.read.holdings(alice)
    t.same(Object.entries(left.rows).filter(([, count]) => count > 0).map(([name]) => name).toSorted(), ['attachmentCounts.user', 'attachments.senderUser', 'lanes.recipientUser'],
      'but for bytes and what they count that are to be swept, and the lane in which an empty row waits to expire')
    t.equal(left.waiting, 0)
    const [expired] = await store.read.expired(NOW + 60 * DAY, 10)
    await store.write.conclude([expired!.id], [])
    t.equal((await store.read.holdings(alice)).rows['lanes.recipientUser'], 0)
  },

  'users and persons come in pages, each once': async (t, store) => {
    const pairs = [await makePair(store), await makePair(store), await makePair(store)]
    const users: string[] = []
    for (let page = await store.read.userPage(undefined, 2); page.length > 0; page = await store.read.userPage(page.at(-1)?.user, 2)) users.push(...page.map(({ user }) => user))
    t.same(users, pairs.flatMap(({ alice, bob }) => [alice, bob]).toSorted())
    const [first, ...others] = await store.read.personPage(0, 10)
    t.match(first, { person: pairs[0]!.person, referenceIndex: (await store.read.person(pairs[0]!.person))!.referenceIndex })
    t.equal(others.length, 2)
  },

  'a store says how far deleted rows are off its disk': async (t, store) => {
    const { alice } = await makePair(store)
    await put(store, { erase: 'user', user: alice })
    t.match(await store.wipe(), { engine: /^(?:sqlite|postgres)$/ })
  },
}
