// SPDX-License-Identifier: AGPL-3.0-only
import type { StoreCases } from '../store-conformance.ts'
import { admitted, makePair, makePeople, message, put, send, waitingTexts } from './pair.ts'
import { CORE, DAY, device, deviceRow, ecKey, hashOf, HERON, kyberKey, newUser, NOW, requestRow, userRow } from './rows.ts'

export const erasureCases: StoreCases = {
  'erasing a user removes everything that is its own and tells how much': async (t, store) => {
    const pair = await makePair(store)
    const { alice, bob } = pair
    await put(store, { add: 'prekeys', user: alice, device: device(1), ec: [1, 2, 3].map(ecKey), kyber: [1, 2].map(kyberKey), maxEc: 100, maxKyber: 20 })
    await send(store, pair, 'sent by alice', 'and another')
    await store.write.append(message(await admitted(store, 'submit', bob, alice), { recipientParty: HERON, text: 'sent to alice' }))
    const [made, got] = [requestRow(alice), requestRow(newUser(), { targetUser: alice, state: 'surfaced' })]
    for (const row of [made, got]) await put(store, { add: 'request', row, perDay: 10, dayStart: 0, targets: { party: HERON, perDay: 10, dayStart: 0 } })
    await put(store, { add: 'event', party: HERON, user: alice, timeMs: NOW, bodySealed: hashOf('event') })

    const { erased } = await put(store, { erase: 'user', user: alice })
    t.same(erased, { prekeys: 5, queuedMessages: 1, consents: 1 }, 'not what it sent, not what others said')
    t.equal(await store.read.user(alice), undefined)
    t.same(await store.read.devices(alice), [])
    t.equal(await store.read.prekeyStock(alice, device(1)), undefined)
    t.same([await store.read.consent(alice, bob), await store.read.consent(bob, alice)], [undefined, undefined])
    t.equal(await store.read.request(made.request), undefined)
    t.match(await store.read.request(got.request), { state: 'dropped', targetUser: undefined, targetSealed: Buffer.alloc(0) }, 'its asker’s quota counts on')
    t.equal(await store.read.countRequests(got.fromUser, 0), 1)
    t.same(await store.read.eventPage(HERON, 0, 10), [])
    t.same([await waitingTexts(store), await waitingTexts(store, HERON)], [[], []])
    t.match((await store.read.standing(bob, alice)).recipient, undefined)
  },

  'what waited for an erased user expires for its sender like any other, without its envelope': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'secret')
    await put(store, { erase: 'user', user: pair.bob })
    t.same(await waitingTexts(store), [])
    const [row] = await store.read.expired(NOW + 30 * DAY, 10)
    t.match(row, { senderParty: HERON, senderUser: pair.alice, recipientDevice: 1, retryRequest: false })
    await store.write.conclude([row!.id], [])
    t.same(await store.read.expired(NOW + 30 * DAY, 10), [])
  },

  'erasing one user leaves the others and the person behind it': async (t, store) => {
    const [gone, stays] = [await makePair(store), await makePeople(store)]
    await send(store, gone, 'gone')
    await send(store, stays, 'stays')
    const { erased } = await put(store, { erase: 'user', user: gone.bob })
    t.match(erased, { queuedMessages: 1, consents: 1 })
    t.ok(await store.read.person(gone.person))
    t.ok(await store.read.choice(gone.person, HERON))
    t.ok(await store.read.user(gone.alice))
    t.match(await store.read.standing(stays.alice, stays.bob), { recipientConsent: { state: 'granted' }, recipient: { devices: [{}, {}] } })
    t.same(await waitingTexts(store), ['stays'])
  },

  'erasing a person with its enlistments leaves neither choices nor a number that is given again': async (t, store) => {
    const gone = await makePair(store)
    const { erased } = await put(store, { erase: 'user', user: gone.bob }, { erase: 'person', person: gone.person })
    t.match(erased, { consents: 1 })
    t.equal(await store.read.person(gone.person), undefined)
    t.equal(await store.read.choice(gone.person, HERON), undefined)
    t.equal(await store.read.user(gone.bob), undefined)
    const other = await makePair(store)
    t.ok(other.person > gone.person)
  },

  'the id of an erased user is its home’s for good': async (t, store, reopen) => {
    const { alice } = await makePair(store)
    t.equal(await store.read.formerHome(alice), undefined)
    for (const round of ['first', 'second']) {
      await put(store, { erase: 'user', user: alice })
      t.equal(await store.read.formerHome(alice), HERON, round)
      const elsewhere = { put: 'user', row: userRow(alice, { party: CORE }) } as const
      t.same(await store.write.commit({ expect: [], writes: [elsewhere] }), { moved: true }, round)
      await put(store, { put: 'user', row: userRow(alice) })
    }
    t.equal(await (await reopen()).read.formerHome(alice), HERON)
  },

  'what is acknowledged only after its reader was erased leaves nothing of its lane': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'a', 'b')
    const [first, second] = (await store.read.mailboxPage(CORE, 0, 10)).map(({ id }) => id)
    const bob = (await store.read.user(pair.bob))!
    await put(store, { erase: 'user', user: pair.bob })
    await store.write.acknowledge(CORE, [first!], [], { atMs: NOW, pushedAtMs: [NOW] })
    await store.write.acknowledge(CORE, [second!], [])
    await put(store, { put: 'user', row: bob }, { put: 'devices', user: pair.bob, devices: [deviceRow(1)] })
    t.match(await send(store, pair, 'c'), [{ accepted: true, places: [{ laneSequence: 1 }] }])
  },

  'a user that was erased can enlist again and starts anew, also in its lanes': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'a', 'b')
    await put(store, { erase: 'user', user: pair.alice })
    t.match(await put(store, { erase: 'user', user: pair.alice }), { erased: { prekeys: 0, queuedMessages: 0, consents: 0 } }, 'once more erases nothing')
    await put(store, { put: 'user', row: userRow(pair.alice) })
    t.match(await send(store, pair, 'c'), [{ accepted: true, places: [{ laneSequence: 1 }] }])
    t.match((await store.read.mailboxPage(CORE, 0, 10)).length, 1)
  },
}
