// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { median, quantiles } from '../../../bench/load/percentile.ts'

t.test('a quantile is the smallest value that the share of all does not exceed', async (t) => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  t.same(quantiles(hundred), { p50: 50, p99: 99 })
  t.same(quantiles([...hundred, 1_000]), { p50: 51, p99: 100 })
  t.same(quantiles([7]), { p50: 7, p99: 7 })
  t.same(quantiles([2, 10]), { p50: 2, p99: 10 }, 'compared as numbers, not as text')
  t.same(quantiles([]), { p50: 0, p99: 0 })
})

t.test('the median is the middle value, or the mean of two', async (t) => {
  t.equal(median([3, 10, 1]), 3)
  t.equal(median([4, 1, 2, 100]), 3)
  t.equal(median([]), 0)
})
