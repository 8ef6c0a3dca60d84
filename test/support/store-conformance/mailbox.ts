// SPDX-License-Identifier: AGPL-3.0-only
import type { StoreCases } from '../store-conformance.ts'
import { admitted, makePair, message, put, send, waitingTexts } from './pair.ts'
import { CORE, DAY, HERON, hashOf, NOW } from './rows.ts'

export const mailboxCases: StoreCases = {
  'a page holds the rows of its party above the cursor, in order, as many as asked for': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'a', 'b', 'c')
    const back = await admitted(store, 'submit', pair.bob, pair.alice)
    await store.write.append(message(back, { recipientParty: HERON, text: 'answer' }))
    const rows = await store.read.mailboxPage(CORE, 0, 2)
    t.same(rows.map(({ envelope }) => Buffer.from(envelope).toString()), ['a', 'b'])
    t.match(await store.read.mailboxPage(CORE, rows[1]!.id, 2), [{ envelope: Buffer.from('c') }])
    t.same(await store.read.mailboxPage(CORE, rows[1]!.id + 100, 2), [])
    t.same(await waitingTexts(store, HERON), ['answer'])
  },

  'an acknowledgement removes the party’s own rows and ignores all others': async (t, store, reopen) => {
    const pair = await makePair(store)
    await send(store, pair, 'a', 'b')
    const [first] = await store.read.mailboxPage(CORE, 0, 1)
    await store.write.acknowledge(HERON, [first!.id], [])
    t.same(await waitingTexts(store), ['a', 'b'])
    await store.write.acknowledge(CORE, [first!.id, 999_999], [])
    await store.write.acknowledge(CORE, [first!.id], [])
    t.same(await waitingTexts(store), ['b'])
    t.same(await waitingTexts(await reopen()), ['b'])
  },

  'an attempt is counted on a row of the party': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'a')
    const [row] = await store.read.mailboxPage(CORE, 0, 1)
    await Promise.all([store.write.countAttempt(CORE, row!.id), store.write.countAttempt(CORE, row!.id), store.write.countAttempt(HERON, row!.id)])
    t.match(await store.read.mailboxPage(CORE, 0, 1), [{ attempt: 2 }])
  },

  'a withheld row is never delivered and expires in its time': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'a', 'b')
    const [first] = await store.read.mailboxPage(CORE, 0, 1)
    await store.write.withhold(HERON, [first!.id])
    t.same(await waitingTexts(store), ['a', 'b'], 'not by another party')
    await store.write.withhold(CORE, [first!.id])
    t.same(await waitingTexts(store), ['b'])
    t.same(await store.read.expired(NOW + 30 * DAY - 1, 10), [])
    t.equal((await store.read.expired(NOW + 30 * DAY, 10)).length, 2)
  },

  'expired rows name their sender and come in the order of their time, as many as asked for': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const proof = await admitted(store, 'submit', alice, bob)
    const [late, early] = [message(proof, { expiresAt: NOW + 20 }), message(proof, { expiresAt: NOW + 10 })]
    for (const item of [late, early]) await store.write.append(item)
    t.same(await store.read.expired(NOW + 9, 10), [])
    const [first, ...more] = await store.read.expired(NOW + 20, 1)
    t.match(first, { id: Number, senderParty: HERON, senderUser: alice, senderDevice: 1, submissionId: early.submissionId, recipientDevice: 1, retryRequest: false })
    t.same(more, [])
  },

  'concluding deletes rows and adds events in one step': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'a', 'b')
    const [first, second] = await store.read.mailboxPage(CORE, 0, 2)
    const expired = { add: 'event', party: HERON, user: pair.alice, timeMs: NOW, bodySealed: hashOf('expired') } as const
    await store.write.conclude([first!.id], [expired])
    t.same(await waitingTexts(store), ['b'])
    t.match(await store.read.eventPage(HERON, 0, 10), [{ party: HERON, user: pair.alice, bodySealed: expired.bodySealed }])
    await store.write.conclude([first!.id], [expired])
    await Promise.all([store.write.acknowledge(CORE, [second!.id], []), store.write.conclude([second!.id], [expired])])
    t.equal((await store.read.eventPage(HERON, 0, 10)).length, 1, 'nothing is told about rows that were gone already')
    await store.write.conclude([], [expired])
    t.equal((await store.read.eventPage(HERON, 0, 10)).length, 2)
  },

  'listeners hear which parties got rows, after the commit, until they stop listening': async (t, store) => {
    const pair = await makePair(store)
    const heard: string[] = []
    const stop = store.watch((party) => { heard.push(party) })
    await send(store, pair, 'a', 'b', 'c')
    t.same(heard, [CORE], 'once for each party and commit')
    await put(store, { add: 'event', party: HERON, user: pair.alice, timeMs: NOW, bodySealed: hashOf('e') })
    t.same(heard, [CORE, HERON])
    await put(store, { put: 'issuerList', version: 1, list: 'list' })
    await store.write.acknowledge(CORE, [1, 2], [])
    t.same(heard, [CORE, HERON], 'nothing was added')
    stop()
    await send(store, pair, 'd')
    t.same(heard, [CORE, HERON])
  },

  'a listener finds the rows that it hears of': async (t, store) => {
    const pair = await makePair(store)
    const found = new Promise<string[]>((resolve) => { store.watch(() => resolve(waitingTexts(store))) })
    await send(store, pair, 'a')
    t.same(await found, ['a'])
  },
}
