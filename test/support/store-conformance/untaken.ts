// SPDX-License-Identifier: AGPL-3.0-only
import type { Store } from '../../../src/store/port.ts'
import type { UntakenNote } from '../../../src/store/transactors.ts'
import type { StoreCases } from '../store-conformance.ts'
import { makePair, put } from './pair.ts'
import { auditLeaf, CORE, HERON, NOW, range } from './rows.ts'

/** Events of the core's user, by id. */
const addEvents = async (store: Store, count: number) => {
  const pair = await makePair(store)
  for (const index of range(1, count)) await put(store, { add: 'event', party: CORE, user: pair.bob, about: pair.alice, timeMs: NOW + index, bodySealed: Buffer.from('e') })
  return { ...pair, ids: (await store.read.eventPage(CORE, 0, 1000)).map(({ id }) => id) }
}

const note = (event: number, more: Partial<UntakenNote> = {}): UntakenNote => ({ event, attempts: 1, nextAtMs: NOW, deadSinceMs: undefined, reason: 'timeout', ...more })
const page = async (store: Store, isDead?: boolean) => (await store.read.untakenPage(CORE, 0, 100, isDead)).map(({ event }) => event)

export const untakenCases: StoreCases = {
  'what is noted of an event that was not taken is replaced, outlasts a restart and goes with the event': async (t, store, reopen) => {
    const { bob, ids: [first = 0, second = 0, third = 0] } = await addEvents(store, 3)
    await store.write.noteUntaken(CORE, note(first))
    await store.write.noteUntaken(CORE, note(first, { attempts: 2, nextAtMs: NOW + 5, reason: 'status-500' }))
    await store.write.noteUntaken(CORE, note(third, { attempts: 10, deadSinceMs: NOW + 9 }))
    await store.write.noteUntaken(HERON, note(second))
    await store.write.noteUntaken(CORE, note(98_765))
    const again = await reopen()
    t.same(await again.read.untakenPage(CORE, 0, 10), [
      { event: first, user: bob, timeMs: NOW + 1, attempts: 2, nextAtMs: NOW + 5, deadSinceMs: undefined, reason: 'status-500' },
      { event: third, user: bob, timeMs: NOW + 3, attempts: 10, nextAtMs: NOW, deadSinceMs: NOW + 9, reason: 'timeout' },
    ], 'nothing of another party’s event, nor of one that is not there')
    t.same([await page(again, true), await page(again, false)], [[third], [first]])
    t.same((await again.read.untakenPage(CORE, first, 1)).map(({ event }) => event), [third])
    await again.write.acknowledge(CORE, [], [first])
    t.same(await page(again), [third])
    t.equal((await again.read.eventPage(CORE, 0, 10)).length, 2, 'a dead letter is still an event')
  },

  'the erasure of either user takes the dead letters about them along': async (t, store) => {
    const { alice, ids } = await addEvents(store, 2)
    for (const id of ids) await store.write.noteUntaken(CORE, note(id, { deadSinceMs: NOW }))
    await put(store, { erase: 'user', user: alice })
    t.same([await page(store), await store.read.eventPage(CORE, 0, 10)], [[], []])
  },

  'what is offered again counts as new, and readers hear of it': async (t, store) => {
    const { ids } = await addEvents(store, 4)
    for (const id of ids) await store.write.noteUntaken(CORE, note(id, { deadSinceMs: id === ids[0] ? undefined : NOW }))
    const heard = new Promise<unknown>((resolve) => { t.teardown(store.watch((party, hint) => { resolve([party, hint]) })) })
    t.equal(await store.write.offerAgain(HERON, undefined, auditLeaf()), 0)
    t.equal(await store.write.offerAgain(CORE, [ids[1]!, 98_765], auditLeaf()), 1)
    t.same(await page(store), [ids[0], ids[2], ids[3]])
    t.equal(await store.write.offerAgain(CORE, undefined, auditLeaf()), 3)
    t.same([await page(store), (await store.read.eventPage(CORE, 0, 10)).length], [[], 4])
    t.same((await heard as unknown[])[1], 'released')
  },

  'dead letters that are too old or too many are dropped, and nothing else': async (t, store) => {
    const { ids } = await addEvents(store, 8)
    for (const [index, id] of ids.entries()) await store.write.noteUntaken(CORE, note(id, { deadSinceMs: index === 0 ? undefined : NOW + index }))
    t.equal(await store.write.dropDead(HERON, NOW + 100, 0, 100), 0)
    t.equal(await store.write.dropDead(CORE, NOW + 3, 100, 100), 2, 'the two that are dead for longest')
    t.same(await page(store), [ids[0], ...ids.slice(3)])
    t.equal(await store.write.dropDead(CORE, NOW, 2, 1), 1, 'the oldest first')
    t.equal(await store.write.dropDead(CORE, NOW, 2, 100), 2)
    t.same(await page(store), [ids[0], ...ids.slice(6)])
    t.same((await store.read.eventPage(CORE, 0, 10)).map(({ id }) => id), [ids[0], ...ids.slice(6)], 'with their events')
  },
}
