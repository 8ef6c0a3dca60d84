// SPDX-License-Identifier: AGPL-3.0-only
import fc from 'fast-check'
import t from 'tap'
import { arrive } from '../../../src/policy/rate.ts'
import type { Rate } from '../../../src/policy/rate.ts'

/** Admitted times of arrivals at these times. */
const admitted = (rate: Rate, times: readonly number[]): number[] => {
  let kept: number | undefined
  return times.filter((now) => {
    const outcome = arrive(rate, kept, now)
    if ('next' in outcome) kept = outcome.next
    return 'next' in outcome
  })
}

const anyRate = fc.record({ burst: fc.integer({ min: 1, max: 10 }), intervalMs: fc.integer({ min: 1, max: 1_000 }) })
const anyTimes = fc.array(fc.nat(500), { maxLength: 80 }).map((gaps) => {
  let now = 0
  return gaps.map((gap) => (now += gap))
})

t.test('a burst passes at once, the next one waits for its interval', async (t) => {
  const rate = { burst: 3, intervalMs: 100 }
  t.strictSame(admitted(rate, [0, 0, 0, 0, 99, 100, 100, 199, 200]), [0, 0, 0, 100, 200])
  t.strictSame(arrive(rate, undefined, 50), { next: 150 })
  t.strictSame(arrive(rate, 350, 50), { waitMs: 100 })
  t.strictSame(arrive(rate, 250, 50), { next: 350 })
  t.strictSame(arrive({ burst: 1, intervalMs: 100 }, 150, 50), { waitMs: 100 })
  t.strictSame(arrive({ burst: 1, intervalMs: 100 }, 50, 50), { next: 150 })
})

t.test('a key that rested has its whole burst again and no more', async (t) => {
  t.strictSame(admitted({ burst: 2, intervalMs: 100 }, [0, 0, 0, 10_000, 10_000, 10_000]), [0, 0, 10_000, 10_000])
})

t.test('no span of time lets more through than a burst and one for each interval', async (t) => {
  fc.assert(fc.property(anyRate, anyTimes, (rate, times) => {
    const passed = admitted(rate, times)
    for (const [first, from] of passed.entries()) {
      for (const [last, to] of passed.entries()) {
        const most = rate.burst + Math.floor((to - from) / rate.intervalMs)
        if (last >= first && last - first + 1 > most) throw new Error(`${last - first + 1} passed in ${to - from} ms`)
      }
    }
  }))
  t.pass('held')
})

t.test('who waits exactly as long as told passes, and a millisecond earlier does not', async (t) => {
  fc.assert(fc.property(anyRate, fc.nat(100_000), fc.nat(20_000), (rate, now, ahead) => {
    const outcome = arrive(rate, now + ahead, now)
    if ('next' in outcome) return outcome.next === now + ahead + rate.intervalMs
    const early = arrive(rate, now + ahead, now + outcome.waitMs - 1)
    return outcome.waitMs > 0 && 'next' in arrive(rate, now + ahead, now + outcome.waitMs) && 'waitMs' in early
  }))
  t.pass('held')
})
