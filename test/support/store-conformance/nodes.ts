// SPDX-License-Identifier: AGPL-3.0-only
import { MAX_SIGNAL_BYTES } from '../../../src/store/nodes.ts'
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

  'a signal that is too large is refused at once, and a listener that fails keeps it from nobody else': async (t, { nodes }) => {
    const signal = { signal: 'shut-out', party: HERON, reason: 'why' } as const
    const heard: string[] = []
    const listeners = [() => Promise.reject(new Error('a listener failed')), () => { throw new Error('another one failed') }, () => { heard.push('heard') }]
    const ends = listeners.map((listener) => nodes.listen(listener))
    const large = { ...signal, reason: 'x'.repeat(MAX_SIGNAL_BYTES) }
    t.throws(() => { nodes.tell(large) }, RangeError)
    await t.rejects(nodes.tellAndWait(large), RangeError)
    nodes.tell(signal)
    await t.rejects(nodes.tellAndWait(signal))
    t.strictSame(heard, ['heard', 'heard'])
    for (const end of ends) end()
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
