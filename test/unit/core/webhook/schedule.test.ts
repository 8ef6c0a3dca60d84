// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { PAUSES_MS, pauseAfterTry, readRetryAfter, restAfter } from '../../../../src/core/webhook/schedule.ts'

const HOUR = 3_600_000

t.test('an event is tried ten times in a good three days, as Standard Webhooks recommends', async (t) => {
  t.same(PAUSES_MS.map((ms) => ms / 1000), [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400])
  t.same(PAUSES_MS.map((_, index) => pauseAfterTry(index + 1, 0)), PAUSES_MS)
  t.equal(pauseAfterTry(10, 0), undefined, 'the tenth is the last')
  t.equal(PAUSES_MS.reduce((sum, ms) => sum + ms) / HOUR, 75.584_722_222_222_22)
  t.equal(pauseAfterTry(1, 0.999_999), 5_500, 'up to a tenth longer')
})

t.test('a receiver that fails is left alone for twice as long each time, up to a minute', async (t) => {
  t.same([1, 2, 3, 6, 7, 100].map((rests) => restAfter(rests, undefined, 0)), [1_000, 2_000, 4_000, 32_000, 60_000, 60_000])
  t.equal(restAfter(3, undefined, 0.5), 4_200)
  t.equal(restAfter(1, 90_000, 0), 90_000, 'or for as long as it asks for')
  t.equal(restAfter(1, 10 * HOUR, 0), HOUR, 'though not for longer than an hour')
  t.equal(restAfter(5, 1, 0), 16_000, 'nor for less')
})

t.test('Retry-After is seconds or a date to come, and anything else is nothing', async (t) => {
  const now = Date.parse('2027-01-15T08:00:00Z')
  t.equal(readRetryAfter('120', now), 120_000)
  t.equal(readRetryAfter('Fri, 15 Jan 2027 08:00:30 GMT', now), 30_000)
  for (const text of [undefined, '', '-1', '1.5', '9'.repeat(400), 'soon', 'Fri, 15 Jan 2027 07:00:00 GMT']) t.equal(readRetryAfter(text, now), undefined, String(text))
})
