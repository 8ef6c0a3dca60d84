// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { limitRanges, parseLimits } from '../../../src/model/agreement-limits.ts'
import { defaultLimits } from '../../../src/model/values.ts'

t.test('every limit has a range that its default lies in and a uint32 holds', async (t) => {
  t.same(Object.keys(limitRanges).sort(), Object.keys(defaultLimits).sort())
  t.same(parseLimits({ ...defaultLimits }), defaultLimits)
  for (const [name, { min, max }] of Object.entries(limitRanges)) {
    t.ok(min < max && max < 2 ** 32, name)
    t.same([parseLimits({ [name]: min }), parseLimits({ [name]: max })], [{ [name]: min }, { [name]: max }])
    for (const value of [min - 1, max + 1, min + 0.5, NaN]) {
      t.throws(() => parseLimits({ [name]: value }), { code: 'MALFORMED', detail: `${name}: a whole number from ${String(min)} to ${String(max)}, not ${String(value)}` })
    }
  }
})

t.test('a limit that there is not is refused with those that there are', async (t) => {
  for (const name of ['queued', '__proto__x', 'toString', 'QueuedPerPair']) {
    t.throws(() => parseLimits({ [name]: 1 }), { code: 'MALFORMED', detail: new RegExp(`no limit "${name}"; there are contactsPerUserDay, .*enlistmentsPerPartyDay$`) })
  }
})
