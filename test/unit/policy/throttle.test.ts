// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { arrive, roomOf } from '../../../src/policy/rate.ts'
import { DAY_MS, dayStartOf, drawOnDay, throttleOf } from '../../../src/policy/throttle.ts'
import type { Draw } from '../../../src/policy/throttle.ts'

const RATE = { burst: 4, intervalMs: 250 }
const draw = (limit: Draw['limit'], waitMs: number, more: Partial<Draw> = {}): Draw => ({ limit, scope: 'pair', left: 0, waitMs, wholeMs: 0, ...more })

t.test('the room of a rate is what passes at once, and it is whole when the last of it has come back', async (t) => {
  t.same(roomOf(RATE, undefined, 1_000), { left: 4, wholeMs: 0 })
  t.same(roomOf(RATE, 900, 1_000), { left: 4, wholeMs: 0 }, 'a rested key')
  let kept: number | undefined
  for (const left of [3, 2, 1, 0]) {
    const outcome = arrive(RATE, kept, 1_000)
    if (!('next' in outcome)) throw new Error('it should pass')
    kept = outcome.next
    t.same(roomOf(RATE, kept, 1_000), { left, wholeMs: (4 - left) * 250 })
  }
  t.same(roomOf(RATE, kept, 1_249), { left: 0, wholeMs: 751 }, 'a unit that is nearly back is not back')
  t.same(roomOf(RATE, kept, 1_250), { left: 1, wholeMs: 750 })
  t.same(roomOf({ burst: 2, intervalMs: 250 }, 2_000, 1_000), { left: 0, wholeMs: 1_000 }, 'a burst that was lowered leaves no less than nothing')
})

t.test('a day begins at midnight UTC', async (t) => {
  for (const [time, start] of [[0, 0], [DAY_MS - 1, 0], [DAY_MS, DAY_MS], [1_800_000_000_000, 1_799_971_200_000]] as const) t.equal(dayStartOf(time), start)
})

t.test('a draw on a day passes up to the last unit and then waits for midnight', async (t) => {
  const of = (used: number, wanted: number, unit?: number) =>
    drawOnDay({ limit: 'messagesPerUserDay', scope: 'user', most: 3, used, wanted, ...(unit === undefined ? {} : { unit }) }, DAY_MS + 1_000)
  const left = DAY_MS - 1_000
  t.same(of(0, 1), { limit: 'messagesPerUserDay', scope: 'user', left: 3, waitMs: 0, wholeMs: 0 })
  t.same(of(2, 1), { limit: 'messagesPerUserDay', scope: 'user', left: 1, waitMs: 0, wholeMs: left })
  t.same(of(3, 1), { limit: 'messagesPerUserDay', scope: 'user', left: 0, waitMs: left, wholeMs: left })
  t.match(of(3, 0), { waitMs: 0 }, 'who wants nothing waits for nothing')
  t.match(of(9, 1), { left: 0, waitMs: left }, 'a limit that was lowered leaves no less than nothing')
  t.match(of(2_500, 500, 1_000), { left: 0, waitMs: 0 }, 'the last bytes pass')
  t.match(of(2_500, 501, 1_000), { left: 0, waitMs: left })
  t.match(of(1_999, 1, 1_000), { left: 1, waitMs: 0 }, 'whole units are told')
})

t.test('a request waits for the longest of what it draws on, and passes when it waits for none', async (t) => {
  t.equal(throttleOf([]), undefined)
  t.equal(throttleOf([draw('messagesPerPair', 0), draw('mibPerPartyDay', 0)]), undefined)
  const throttle = throttleOf([
    draw('messagesPerPair', 1_001, { left: 0, wholeMs: 5_000 }), draw('messagesPerUserDay', 0, { scope: 'user', left: 7, wholeMs: 1 }), draw('mibPerPartyDay', 60_000, { scope: 'party', left: 2, wholeMs: 60_000 }),
  ])
  t.same(throttle, {
    retryAfterSeconds: 60, scope: 'party',
    headroom: [
      { limit: 'mibPerPartyDay', left: 2, wholeAfterSeconds: 60 }, { limit: 'messagesPerPair', left: 0, wholeAfterSeconds: 5 }, { limit: 'messagesPerUserDay', left: 7, wholeAfterSeconds: 1 },
    ],
  })
  t.match(throttleOf([draw('messagesPerPair', 1_001)]), { retryAfterSeconds: 2, scope: 'pair' }, 'part of a second is a second')
  t.match(throttleOf([draw('messagesPerPair', 1)]), { retryAfterSeconds: 1 })
})

t.test('of limits that are alike the order stays', async (t) => {
  const names = ['messagesPerPair', 'messagesPerUserDay', 'messagesPerPartyMinute'] as const
  t.same(throttleOf(names.map((name) => draw(name, 10)))?.headroom.map(({ limit }) => limit), names)
})
