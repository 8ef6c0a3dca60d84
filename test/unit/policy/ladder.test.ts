// SPDX-License-Identifier: AGPL-3.0-only
import fc from 'fast-check'
import t from 'tap'
import { enforcementSteps } from '../../../src/model/enforcement.ts'
import type { EnforcementStep } from '../../../src/model/enforcement.ts'
import { judgeConduct, levelOf, NO_CONDUCT, rules, suggestStep } from '../../../src/policy/ladder.ts'
import type { Conduct, Sentence } from '../../../src/policy/ladder.ts'

const DAY_MS = 86_400_000
const conduct = (changes: Partial<Conduct>): Conduct => ({ ...NO_CONDUCT, ...changes })

/** The next step whoever takes it. */
const nextOf = (of: Conduct, present?: EnforcementStep) => judgeConduct(of, present, 'suspend') ?? suggestStep(of, present, 'suspend')

/** The step that conduct leads to when every step was taken one after the other. */
const endOf = (of: Conduct, next: (of: Conduct, present?: EnforcementStep) => Sentence | undefined = nextOf) => {
  let present: EnforcementStep | undefined
  for (let one = next(of, present); one; one = next(of, present)) present = one.step
  return present
}

t.test('each rule takes its steps exactly from its numbers on, and none below the least it counts', async (t) => {
  const cases: readonly (readonly [Partial<Conduct>, EnforcementStep | undefined])[] = [
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
  t.same(nextOf(conduct({ reporters: 10 })), { step: 'notice', rule: 'reporters', reason: 'reported by 10 different people', durationMs: 7 * DAY_MS })
  t.same(nextOf(conduct({ answered: 20, refused: 19 }), 'notice'), {
    step: 'slow', rule: 'refused', reason: '19 of 20 answered contact requests were denied or blocked', durationMs: DAY_MS,
  })
  t.same(judgeConduct(conduct({ sent: 2_000, throttled: 1_950 }), 'slow', 'suspend'), {
    step: 'suspend', rule: 'throttled', reason: '1950 of 2000 messages were above the limits', durationMs: 7 * DAY_MS,
  })
  t.match(judgeConduct(conduct({ sent: 2_000, repeated: 1_000 }), undefined, 'suspend'), { rule: 'repeated', reason: '1000 of 2000 messages had been answered before' })
})

t.test('the rule that asks for most is named, and of those that ask for the same the first', async (t) => {
  const much = conduct({ reporters: 2, answered: 100, refused: 80, sent: 1_000, throttled: 800 })
  t.match(suggestStep(much, undefined, undefined), { rule: 'refused' })
  t.match(suggestStep({ ...much, reporters: 5 }, undefined, undefined), { rule: 'reporters' })
  t.match(suggestStep({ ...much, throttled: 950 }, undefined, undefined), { rule: 'throttled' })
  t.match(judgeConduct({ ...much, repeated: 700 }, undefined, 'suspend'), { rule: 'throttled' })
  t.same(rules.map(({ id }) => id), ['reporters', 'refused', 'throttled', 'repeated'])
})

t.test('who did nothing has a count of each thing to add to', async (t) => {
  t.same(NO_CONDUCT, { sent: 0, throttled: 0, repeated: 0, answered: 0, refused: 0, reporters: 0, activeUsers: undefined })
})

t.test('steps have their places', async (t) => {
  t.same([undefined, ...enforcementSteps].map(levelOf), [0, 1, 2, 3])
})

const counts = fc.nat(3_000)
const anyConduct = fc.record({ sent: counts, throttled: counts, repeated: counts, answered: counts, refused: counts, reporters: fc.nat(200), activeUsers: fc.constantFrom(undefined, 0, 100, 10_000) })
const anyStep = fc.constantFrom(undefined, ...enforcementSteps)

t.test('a step is the next one above the present, never one that was taken, and never above the hardest', async (t) => {
  fc.assert(fc.property(anyConduct, anyStep, anyStep, (of, present, hardest) => {
    const next = judgeConduct(of, present, hardest)
    return next === undefined || (levelOf(next.step) === levelOf(present) + 1 && levelOf(next.step) <= levelOf(hardest))
  }))
  fc.assert(fc.property(anyConduct, anyStep, (of, present) => judgeConduct(of, present, undefined) === undefined))
  fc.assert(fc.property(anyConduct, anyStep, anyStep, (of, present, hardest) => levelOf(suggestStep(of, present, hardest)?.step ?? 'notice') <= levelOf(present) + 1))
  t.pass('held')
})

t.test('more reporters never lead to a milder step', async (t) => {
  fc.assert(fc.property(anyConduct, fc.nat(200), (of, more) => levelOf(endOf({ ...of, reporters: of.reporters + more })) >= levelOf(endOf(of))))
  t.pass('held')
})

t.test('what other people decided about somebody never takes a step, whatever else is so: it suggests one', async (t) => {
  fc.assert(fc.property(anyConduct, anyConduct, anyStep, anyStep, ({ answered, refused, reporters, activeUsers }, own, present, hardest) => {
    t.same(judgeConduct({ ...own, answered, refused, reporters, activeUsers }, present, hardest), judgeConduct(own, present, hardest))
  }), { numRuns: 50 })
  for (const done of [{ reporters: 10 }, { answered: 10, refused: 10 }]) {
    t.equal(judgeConduct(conduct(done), 'notice', 'suspend'), undefined)
    t.match(suggestStep(conduct(done), 'notice', 'suspend'), { step: 'slow' })
  }
  t.same(rules.map(({ counts }) => counts), ['others', 'others', 'own', 'own'])
})

t.test('a step is taken or suggested, never both, and beyond what the operator allows it is suggested', async (t) => {
  fc.assert(fc.property(anyConduct, anyStep, anyStep, (of, present, hardest) => judgeConduct(of, present, hardest) === undefined || suggestStep(of, present, hardest) === undefined))
  const flood = conduct({ sent: 1_000, throttled: 1_000 })
  t.same([suggestStep(flood, 'notice', 'slow'), judgeConduct(flood, 'notice', 'slow')?.step], [undefined, 'slow'])
  t.match(suggestStep(flood, 'slow', 'slow'), { step: 'suspend', rule: 'throttled' })
  t.match(suggestStep(flood, undefined, undefined), { step: 'notice', rule: 'throttled' })
  t.equal(suggestStep(flood, 'suspend', undefined), undefined)
})

t.test('of a party reporters weigh by how many of its users are active, and never more than ten of them as one of a user', async (t) => {
  const cases: readonly (readonly [reporters: number, activeUsers: number, EnforcementStep | undefined])[] = [
    [19, 0, undefined], [20, 0, 'notice'], [49, 0, 'notice'], [50, 0, 'slow'], [99, 0, 'slow'], [100, 0, 'suspend'],
    [19, 2_000, undefined], [20, 2_000, 'notice'], [20, 2_001, undefined], [50, 2_000, 'slow'], [100, 2_000, 'suspend'],
    [50, 1_000_000, undefined], [9_999, 1_000_000, undefined], [10_000, 1_000_000, 'notice'], [25_000, 1_000_000, 'slow'], [50_000, 1_000_000, 'suspend'],
  ]
  for (const [reporters, activeUsers, step] of cases) t.equal(endOf(conduct({ reporters, activeUsers })), step, `${String(reporters)} of ${String(activeUsers)}`)
  t.match(suggestStep(conduct({ reporters: 20, activeUsers: 2_000 }), undefined, undefined), { reason: 'reported by 20 different people, with 2000 active users' })
})
