// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { didYouMean, editDistance } from '../../../src/config/did-you-mean.ts'

t.test('distance counts insertions, deletions, replacements and swapped neighbours', async (t) => {
  const cases: [string, string, number][] = [['', '', 0], ['', 'ab', 2], ['ab', '', 2], ['listen', 'listn', 1], ['listen', 'lisetn', 1], ['kitten', 'sitting', 3], ['a', 'b', 1]]
  for (const [a, b, distance] of cases) t.equal(editDistance(a, b), distance, `${a} ${b}`)
})

t.test('only what is near is offered, the nearest first', async (t) => {
  t.equal(didYouMean('proxys', ['listen', 'proxies']), 'proxies')
  t.equal(didYouMean('LISTEN', ['listen']), 'listen')
  t.equal(didYouMean('key', ['keys', 'data']), 'keys')
  t.equal(didYouMean('colour', ['links', 'log']), undefined)
  t.equal(didYouMean('x', []), undefined)
})
