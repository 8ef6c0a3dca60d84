// SPDX-License-Identifier: AGPL-3.0-only
import type { StoreCases } from '../store-conformance.ts'
import { put } from './pair.ts'
import { HERON, partyRow, range } from './rows.ts'

export const nodeCases: StoreCases = {
  'of two numbers of nodes the one that was asked for later is the greater, and no two are the same': async (t, { nodes }) => {
    const inTurn: number[] = []
    for (const _ of range(1, 5)) inTurn.push(await nodes.nextNumber())
    const atOnce = await Promise.all(range(1, 50).map(() => nodes.nextNumber()))
    const after = await nodes.nextNumber()
    t.same(inTurn, [...new Set(inTurn)].sort((a, b) => a - b))
    t.equal(new Set(atOnce).size, 50)
    t.ok(Math.min(...atOnce) > inTurn.at(-1)! && Math.max(...atOnce) < after)
    t.ok(Number.isSafeInteger(after))
  },

  'what was read is in force when the store says so: no moment holds that began before it was committed': async (t, store) => {
    const moment = store.moment()
    const changing = put(store, { put: 'party', row: partyRow(HERON) })
    while (await store.read.party(HERON) === undefined) await new Promise((resolve) => { setImmediate(resolve) })
    await store.inForce()
    t.notOk(moment.holds())
    await changing
  },
}
