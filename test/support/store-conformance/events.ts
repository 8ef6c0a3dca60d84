// SPDX-License-Identifier: AGPL-3.0-only
import type { StoreCases } from '../store-conformance.ts'
import { makePair, put } from './pair.ts'
import { CORE, HERON, NOW, range } from './rows.ts'

export const eventCases: StoreCases = {
  'events are told in the order in which they were added, per party': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const add = (party: typeof CORE, user: typeof alice, text: string) =>
      put(store, { add: 'event', party, user, timeMs: NOW, bodySealed: Buffer.from(text) })
    await Promise.all(range(1, 200).map((index) => (index % 2 === 0 ? add(CORE, bob, `c${index}`) : add(HERON, alice, `h${index}`))))
    const rows = await store.read.eventPage(HERON, 0, 1000)
    t.same(rows.map(({ bodySealed }) => Buffer.from(bodySealed).toString()), range(1, 200).filter((index) => index % 2 === 1).map((index) => `h${index}`))
    t.match(rows[0], { party: HERON, user: alice, timeMs: NOW })
    t.same(Object.keys(rows[0]!).sort(), ['bodySealed', 'id', 'party', 'timeMs', 'user'], 'a row says what it promises and no more')
    const rest = await store.read.eventPage(HERON, rows[9]!.id, 5)
    t.same(rest.map(({ id }) => id), rows.slice(10, 15).map(({ id }) => id))
  },

  'an event is acknowledged by its own party only, and its id is never used again': async (t, store, reopen) => {
    const { alice } = await makePair(store)
    const event = { add: 'event', party: HERON, user: alice, timeMs: NOW, bodySealed: Buffer.from('e') } as const
    await put(store, event)
    const [row] = await store.read.eventPage(HERON, 0, 1)
    await store.write.acknowledge(CORE, [], [row!.id])
    t.equal((await store.read.eventPage(HERON, 0, 10)).length, 1)
    await store.write.acknowledge(HERON, [], [row!.id, 12_345])
    t.same(await store.read.eventPage(HERON, 0, 10), [])
    const again = await reopen()
    await put(again, event)
    t.ok((await again.read.eventPage(HERON, 0, 1))[0]!.id > row!.id)
  },
}
