// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { FAULTS, faultNamed, parseFaults } from '../../../src/conformance/faults/fault.ts'
import type { Fault } from '../../../src/conformance/faults/fault.ts'
import { createSchedule } from '../../../src/conformance/faults/schedule.ts'

const FIRST = Array.from({ length: 400 }, (_, index) => index)
/** At which of its first occasions a fault comes. */
const comings = (list: string, seed: number, fault: Fault = 'drop'): readonly number[] => {
  const schedule = createSchedule(parseFaults(list) ?? new Map(), seed)
  return FIRST.filter(() => schedule.due(fault))
}

t.test('a list names faults and how often each comes, the last word about one holds, and anything else is no list', async (t) => {
  t.same([...parseFaults('drop, reorder:3') ?? []], [['drop', FAULTS.drop], ['reorder', 3]])
  t.same([...parseFaults('all:0,drop:7') ?? []].filter(([, every]) => every > 0), [['drop', 7]])
  t.equal(parseFaults('all')?.size, Object.keys(FAULTS).length)
  for (const bad of ['', 'drop,', 'dorp', 'drop:', 'drop:x', 'drop:-1', 'drop:10001', 'drop:1:2', 'constructor']) t.equal(parseFaults(bad), undefined, bad)
})

t.test('whoever is texted a word of another form knows it all the same, and no other', async (t) => {
  t.same([' Identity\n', 'DROP', 'drops', ''].map(faultNamed), ['identity', 'drop', undefined, undefined])
})

t.test('the same seed repeats a run, another does not, and a fault comes about as often as the list says', async (t) => {
  t.same(comings('drop:5', 13), comings('drop:5', 13))
  t.notSame(comings('drop:5', 13), comings('drop:5', 14))
  t.ok(Math.abs(comings('drop:5', 13).length - FIRST.length / 5) < FIRST.length / 20, String(comings('drop:5', 13).length))
  t.same(comings('drop:1', 13), FIRST, 'each time')
  t.same([comings('drop:0', 13), comings('reorder', 13)], [[], []], 'one with 0, or that is not there, comes never by itself')
})

t.test('a fault that is asked for comes once, at its next occasion', async (t) => {
  const schedule = createSchedule(new Map(), 13)
  schedule.ask('drop')
  t.same([schedule.due('reorder'), schedule.due('drop'), schedule.due('drop')], [false, true, false])
})
