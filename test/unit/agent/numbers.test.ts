// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a core tells a message that was due from one that it has, one that is missing, and one that there are two of.
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { judgeNumber } from '../../../src/agent/channel/numbers.ts'
import type { LastTaken, NumberVerdict } from '../../../src/agent/channel/numbers.ts'
import { submissionId } from '../../../src/model/ids.ts'

const [one, two] = [submissionId(randomUUID()), submissionId(randomUUID())]

t.test('each running number has one verdict', async (t) => {
  const cases: readonly (readonly [LastTaken | undefined, LastTaken, NumberVerdict])[] = [
    [undefined, { number: 1, submissionId: one }, 'next'],
    [undefined, { number: 2, submissionId: one }, 'gap'],
    [{ number: 1, submissionId: one }, { number: 2, submissionId: two }, 'next'],
    [{ number: 1, submissionId: one }, { number: 4, submissionId: two }, 'gap'],
    [{ number: 2, submissionId: one }, { number: 2, submissionId: one }, 'again'],
    [{ number: 2, submissionId: one }, { number: 2, submissionId: two }, 'contradicted'],
    [{ number: 2, submissionId: one }, { number: 1, submissionId: two }, 'again'],
  ]
  for (const [last, came, verdict] of cases) t.equal(judgeNumber(last, came), verdict, JSON.stringify({ last, came }))
})

t.test('whatever is delivered again, all are taken once; whatever is left out, it is noticed', async (t) => {
  const deliveries = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 })
  fc.assert(fc.property(deliveries, fc.option(fc.nat(29)), (repeats, missing) => {
    const sent = repeats.map((_, at): LastTaken => ({ number: at + 1, submissionId: submissionId(randomUUID()) }))
    const handed = sent.flatMap((message, at) => (at === missing ? [] : repeats[at] === true ? [message, message] : [message]))
    let last: LastTaken | undefined
    const verdicts: NumberVerdict[] = []
    for (const message of handed) {
      const verdict = judgeNumber(last, message)
      verdicts.push(verdict)
      if (verdict === 'next' || verdict === 'gap') last = message
    }
    const isNoticeable = missing !== null && missing < sent.length - 1
    return verdicts.includes('gap') === isNoticeable && !verdicts.includes('contradicted')
      && verdicts.filter((verdict) => verdict !== 'again').length === new Set(handed).size
  }))
  t.pass()
})
