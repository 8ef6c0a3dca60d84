// SPDX-License-Identifier: AGPL-3.0-only
import fc from 'fast-check'
import t from 'tap'
import { enforcementSteps } from '../../../src/model/enforcement.ts'
import { judgeConduct, levelOf, NO_CONDUCT, rules } from '../../../src/policy/ladder.ts'
import type { Conduct } from '../../../src/policy/ladder.ts'

const DAY_MS = 86_400_000
const conduct = (changes: Partial<Conduct>): Conduct => ({ ...NO_CONDUCT, ...changes })

/** The step that conduct leads to when every step was taken one after the other. */
const endOf = (of: Conduct) => {
  let present: (typeof enforcementSteps)[number] | undefined
  for (let next = judgeConduct(of, present, 'suspend'); next; next = judgeConduct(of, present, 'suspend')) present = next.step
  return present
}

t.test('each rule takes its steps exactly from its numbers on, and none below the least it counts', async (t) => {
  const cases: readonly (readonly [Partial<Conduct>, (typeof enforcementSteps)[number] | undefined])[] = [
    [{}, undefined],
    [{ reporters: 1 }, undefined], [{ reporters: 2 }, 'notice'], [{ reporters: 4 }, 'notice'], [{ reporters: 5 }, 'slow'], [{ reporters: 9 }, 'slow'], [{ reporters: 10 }, 'suspend'],
    [{ answered: 9, refused: 9 }, undefined], [{ answered: 10, refused: 4 }, undefined], [{ answered: 10, refused: 5 }, 'notice'], [{ answered: 100, refused: 49 }, undefined],
    [{ answered: 100, refused: 74 }, 'notice'], [{ answered: 100, refused: 75 }, 'slow'], [{ answered: 100, refused: 89 }, 'slow'], [{ answered: 10, refused: 9 }, 'suspend'],
    [{ sent: 999, throttled: 999 }, undefined], [{ sent: 1_000, throttled: 499 }, undefined], [{ sent: 1_000, throttled: 500 }, 'notice'], [{ sent: 1_000, throttled: 799 }, 'notice'],
    [{ sent: 1_000, throttled: 800 }, 'slow'], [{ sent: 1_000, throttled: 949 }, 'slow'], [{ sent: 1_000, throttled: 950 }, 'suspend'],
    [{ sent: 999, repeated: 999 }, undefined], [{ sent: 1_000, repeated: 499 }, undefined], [{ sent: 1_000, repeated: 500 }, 'notice'],
    [{ sent: 1_000, repeated: 800 }, 'slow'], [{ sent: 1_000, repeated: 950 }, 'suspend'],
  ]
  for (const [changes, step] of cases) t.equal(endOf(conduct(changes)), step, JSON.stringify(changes))
})

t.test('a step names its rule, says why in numbers, and has its time', async (t) => {
  t.same(judgeConduct(conduct({ reporters: 10 }), undefined, 'suspend'), { step: 'notice', rule: 'reporters', reason: 'reported by 10 different people', durationMs: 7 * DAY_MS })
  t.same(judgeConduct(conduct({ answered: 20, refused: 19 }), 'notice', 'suspend'), {
    step: 'slow', rule: 'refused', reason: '19 of 20 answered contact requests were denied or blocked', durationMs: DAY_MS,
  })
  t.same(judgeConduct(conduct({ sent: 2_000, throttled: 1_950 }), 'slow', 'suspend'), {
    step: 'suspend', rule: 'throttled', reason: '1950 of 2000 messages were above the limits', durationMs: 7 * DAY_MS,
  })
  t.match(judgeConduct(conduct({ sent: 2_000, repeated: 1_000 }), undefined, 'suspend'), { rule: 'repeated', reason: '1000 of 2000 messages had been answered before' })
})

t.test('the rule that asks for most is named, and of those that ask for the same the first', async (t) => {
  const much = conduct({ reporters: 2, answered: 100, refused: 80, sent: 1_000, throttled: 800 })
  t.match(judgeConduct(much, undefined, 'suspend'), { rule: 'refused' })
  t.match(judgeConduct({ ...much, reporters: 5 }, undefined, 'suspend'), { rule: 'reporters' })
  t.match(judgeConduct({ ...much, throttled: 950 }, undefined, 'suspend'), { rule: 'throttled' })
  t.same(rules.map(({ id }) => id), ['reporters', 'refused', 'throttled', 'repeated'])
})

t.test('steps have their places', async (t) => {
  t.same([undefined, ...enforcementSteps].map(levelOf), [0, 1, 2, 3])
})

const counts = fc.nat(3_000)
const anyConduct = fc.record({ sent: counts, throttled: counts, repeated: counts, answered: counts, refused: counts, reporters: fc.nat(30) })
const anyStep = fc.constantFrom(undefined, ...enforcementSteps)

t.test('a step is the next one above the present, never one that was taken, and never above the hardest', async (t) => {
  fc.assert(fc.property(anyConduct, anyStep, anyStep, (of, present, hardest) => {
    const next = judgeConduct(of, present, hardest)
    return next === undefined || (levelOf(next.step) === levelOf(present) + 1 && levelOf(next.step) <= levelOf(hardest))
  }))
  fc.assert(fc.property(anyConduct, anyStep, (of, present) => judgeConduct(of, present, undefined) === undefined))
  t.pass('held')
})

t.test('more reporters never lead to a milder step', async (t) => {
  fc.assert(fc.property(anyConduct, fc.nat(20), (of, more) => levelOf(endOf({ ...of, reporters: of.reporters + more })) >= levelOf(endOf(of))))
  t.pass('held')
})
