// SPDX-License-Identifier: AGPL-3.0-only
import type { StoreCases } from '../store-conformance.ts'
import { admitted, makePair, message, put, send, waitingTexts } from './pair.ts'
import { HERON, partyRow, range } from './rows.ts'

export const storeCases: StoreCases = {
  'everything that was answered is there after a restart': async (t, store, reopen) => {
    const pair = await makePair(store)
    await send(store, pair, ...range(1, 300).map((index) => `message ${index}`))
    const before = {
      alice: await store.read.user(pair.alice), bob: await store.read.user(pair.bob), devices: await store.read.devices(pair.bob),
      standing: await store.read.standing(pair.alice, pair.bob), mailbox: await waitingTexts(store), parties: await store.read.listParties(),
    }
    const again = await reopen()
    t.same({
      alice: await again.read.user(pair.alice), bob: await again.read.user(pair.bob), devices: await again.read.devices(pair.bob),
      standing: await again.read.standing(pair.alice, pair.bob), mailbox: await waitingTexts(again), parties: await again.read.listParties(),
    }, before)
  },

  'closing finishes what was begun and refuses the rest': async (t, store, reopen) => {
    const { alice, bob } = await makePair(store)
    const proof = await admitted(store, 'submit', alice, bob)
    const begun = range(1, 500).map((index) => store.write.append(message(proof, { text: String(index) })))
    const closed = store.close()
    await t.rejects(store.write.append(message(proof)), { code: 'UNAVAILABLE' })
    t.equal((await Promise.all(begun)).filter((outcome) => 'accepted' in outcome).length, 500)
    await closed
    await t.rejects(store.read.user(alice), { code: 'UNAVAILABLE' })
    t.same((await waitingTexts(await reopen())).length, 500)
  },

  'more work at once than the store can hold is turned away, and what was taken is done': async (t, store) => {
    const outcomes = await Promise.allSettled(range(1, 20_000).map(() => store.write.sweep(0, 1)))
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    t.ok(refused.length > 0 && refused.length < 20_000)
    t.ok(refused.every(({ reason }) => (reason as { code?: string }).code === 'UNAVAILABLE'))
    await put(store, { put: 'party', row: partyRow(HERON) })
    t.ok(await store.read.party(HERON), 'and the store goes on')
  },
}
