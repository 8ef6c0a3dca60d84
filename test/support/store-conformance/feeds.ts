// SPDX-License-Identifier: AGPL-3.0-only
import type { Store } from '../../../src/store/port.ts'
import type { StoreCases } from '../store-conformance.ts'
import { makePair, put } from './pair.ts'
import type { Pair } from './pair.ts'
import { CORE, HERON, NOW } from './rows.ts'

const add = (store: Store, { alice, bob }: Pair, ...texts: readonly string[]) =>
  put(store, ...texts.map((text) => ({ add: 'event', party: CORE, user: bob, about: alice, timeMs: NOW, bodySealed: Buffer.from(text) } as const)))
const textsOf = (rows: readonly { readonly bodySealed: Uint8Array }[]) => rows.map(({ bodySealed }) => Buffer.from(bodySealed).toString())
const taken = { taken: true } as const

export const feedCases: StoreCases = {
  'a cursor is taken up to what was offered to its party, whatever else has an id, also after a restart': async (t, store, reopen) => {
    const pair = await makePair(store)
    await add(store, pair, 'one', 'two', 'three')
    const [one, two, three] = (await store.read.eventPage(CORE, 0, 10)).map(({ id }) => id) as [number, number, number]
    t.same(await store.write.takeFeed(CORE, 'first', one), { beyond: true }, 'nothing was offered yet')
    t.same(await store.write.offerEvents({ party: CORE, reader: 'first', upTo: two, aside: [] }), { replaced: true }, 'whoever was refused reads nothing')
    t.same(await store.write.takeFeed(CORE, 'first', 0), taken)
    t.same(await store.write.offerEvents({ party: CORE, reader: 'first', upTo: two, aside: [] }), { offered: true })
    t.same(await store.write.offerEvents({ party: CORE, reader: 'first', upTo: one, aside: [] }), { offered: true }, 'less than before takes nothing back')
    const again = await reopen()
    t.same(await again.write.takeFeed(CORE, 'second', three), { beyond: true })
    t.same(await again.write.takeFeed(HERON, 'second', one), { beyond: true }, 'another party was offered nothing')
    for (const after of [two, one, 0]) t.same(await again.write.takeFeed(CORE, 'second', after), taken)
  },

  'events about a peer are counted for each of its pairs, up to a bound': async (t, store) => {
    const pair = await makePair(store)
    t.same(await store.read.eventsAbout(pair.bob, pair.alice, 10), { count: 0, bytes: 0 })
    await add(store, pair, 'one', 'three')
    t.same(await store.read.eventsAbout(pair.bob, pair.alice, 10), { count: 2, bytes: 8 })
    t.match(await store.read.eventsAbout(pair.bob, pair.alice, 1), { count: 1 })
    t.same(await store.read.eventsAbout(pair.alice, pair.bob, 10), { count: 0, bytes: 0 })
    const [one, three] = await store.read.eventPage(CORE, 0, 10)
    await store.write.noteUntaken(CORE, { event: one!.id, attempts: 10, nextAtMs: NOW, deadSinceMs: NOW, reason: 'timeout' })
    t.match(await store.read.eventsAbout(pair.bob, pair.alice, 10), { count: 1 }, 'a dead letter waits for nobody')
    await store.write.takeFeed(CORE, 'reader', 0)
    await store.write.offerEvents({ party: CORE, reader: 'reader', upTo: three!.id, aside: [three!.id] })
    t.match(await store.read.eventsAbout(pair.bob, pair.alice, 10), { count: 0 }, 'nor does what does not open')
  },

  'a feed is its newest reader’s': async (t, store) => {
    const pair = await makePair(store)
    await add(store, pair, 'one')
    const [row] = await store.read.eventPage(CORE, 0, 1)
    const offer = (reader: string) => store.write.offerEvents({ party: CORE, reader, upTo: row!.id, aside: [row!.id] })
    await store.write.takeFeed(CORE, 'older', 0)
    await store.write.takeFeed(CORE, 'newer', 0)
    t.same(await offer('older'), { replaced: true })
    t.equal((await store.read.eventPage(CORE, 0, 10)).length, 1, 'and it has set nothing aside')
    t.same(await store.write.takeFeed(CORE, 'newest', row!.id), { beyond: true }, 'nor counted anything as offered')
    t.same(await offer('newer'), { offered: true })
  },

  'an event that is set aside is out of the way until it is put behind the others': async (t, store, reopen) => {
    const pair = await makePair(store)
    await add(store, pair, 'one', 'two', 'three')
    const [one, , three] = await store.read.eventPage(CORE, 0, 10)
    await store.write.takeFeed(CORE, 'a', 0)
    await store.write.offerEvents({ party: CORE, reader: 'a', upTo: three!.id, aside: [one!.id] })
    t.same(textsOf(await store.read.eventPage(CORE, 0, 10)), ['two', 'three'])
    const again = await reopen()
    t.same(await again.read.asideEvents(CORE, 0, 10), [one])
    t.same([await again.read.asideEvents(CORE, one!.id, 10), await again.read.asideEvents(HERON, 0, 10)], [[], []])
    await again.write.readmitEvents(HERON, [one!.id])
    await again.write.readmitEvents(CORE, [one!.id, three!.id])
    const rows = await again.read.eventPage(CORE, 0, 10)
    t.same(textsOf(rows), ['two', 'three', 'one'], 'what was not set aside stays where it is')
    t.ok(rows[2]!.id > three!.id)
    t.match(rows[2], { user: pair.bob, timeMs: NOW })
    t.same(await again.read.asideEvents(CORE, 0, 10), [])
    await put(again, { erase: 'user', user: pair.alice })
    t.same(await again.read.eventPage(CORE, 0, 10), [], 'it is still known whom it is about')
  },
}
