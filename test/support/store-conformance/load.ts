// SPDX-License-Identifier: AGPL-3.0-only
import type { StoreCases } from '../store-conformance.ts'
import { admitted, makePair, message, put, send } from './pair.ts'
import { CORE, HERON, NOW, range } from './rows.ts'

const ALL = { count: 100, measure: 100 }
const NOTHING = { waiting: { count: 0, bytes: 0, oldestMs: undefined }, parked: 0, events: { count: 0, oldestMs: undefined } }

export const loadCases: StoreCases = {
  'how much waits for a party is told: what may be delivered, what is parked, and how old the oldest is': async (t, store) => {
    const pair = await makePair(store)
    t.same(await store.read.queueLoad(CORE, ALL), NOTHING)
    await store.write.append({ ...message(await admitted(store, 'submit', pair.alice, pair.bob), { text: 'first' }), gatewayTimeMs: NOW - 5_000 })
    await send(store, pair, 'parked', 'withheld', 'ab')
    const [, parked, withheld] = await store.read.mailboxPage(CORE, 0, 10)
    for (const _ of range(1, 5)) await store.write.countAttempt(CORE, parked!.id)
    await store.write.withhold(CORE, [withheld!.id])
    t.same(await store.read.queueLoad(CORE, ALL), { ...NOTHING, waiting: { count: 2, bytes: 7, oldestMs: NOW - 5_000 }, parked: 1 })
    t.same(await store.read.queueLoad(HERON, ALL), NOTHING, 'nothing of it is another party’s')
  },

  'counts end at their bound, and bytes beyond the measured rows are reckoned from them': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, ...range(1, 8).map(() => 'abcd'))
    t.match((await store.read.queueLoad(CORE, { count: 6, measure: 2 })).waiting, { count: 6, bytes: 24 })
    t.match((await store.read.queueLoad(CORE, { count: 100, measure: 2 })).waiting, { count: 8, bytes: 32 })
  },

  'events that were given up or set aside wait for nobody': async (t, store) => {
    const pair = await makePair(store)
    for (const index of range(1, 4)) await put(store, { add: 'event', party: CORE, user: pair.bob, timeMs: NOW + index, bodySealed: Buffer.from('e') })
    const [dead, aside, , last] = (await store.read.eventPage(CORE, 0, 10)).map(({ id }) => id)
    t.same((await store.read.queueLoad(CORE, ALL)).events, { count: 4, oldestMs: NOW + 1 })
    await store.write.noteUntaken(CORE, { event: dead!, attempts: 10, nextAtMs: NOW, deadSinceMs: NOW, reason: 'timeout' })
    await store.write.takeFeed(CORE, 'reader', 0)
    await store.write.offerEvents({ party: CORE, reader: 'reader', upTo: last!, aside: [aside!] })
    t.same((await store.read.queueLoad(CORE, ALL)).events, { count: 2, oldestMs: NOW + 3 })
  },
}
