// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { daysUntil, endOfDay, lastDayToComply, parseDay } from '../../../src/model/agreement-time.ts'

t.test('a request is due three calendar months later, on the last day of a month that has no such day', async (t) => {
  const cases: readonly (readonly [asked: string, due: string])[] = [
    ['2026-01-15T12:00:00Z', '2026-04-15'], ['2026-11-28T00:00:00Z', '2027-02-28'], ['2026-11-29T23:59:59.999Z', '2027-02-28'], ['2026-11-30T08:00:00Z', '2027-02-28'],
    ['2027-11-29T08:00:00Z', '2028-02-29'], ['2027-11-30T08:00:00Z', '2028-02-29'], ['2026-01-31T08:00:00Z', '2026-04-30'], ['2026-03-31T08:00:00Z', '2026-06-30'], ['2026-08-31T08:00:00Z', '2026-11-30'],
    ['2026-05-31T08:00:00Z', '2026-08-31'], ['2026-10-01T00:00:00Z', '2027-01-01'], ['2026-12-31T23:59:59Z', '2027-03-31'],
  ]
  for (const [asked, due] of cases) t.equal(lastDayToComply(Date.parse(asked)), due, asked)
})

t.test('the day that is due is wholly the gatekeeper\'s, and the next one is late', async (t) => {
  t.equal(daysUntil('2027-02-28', Date.parse('2027-02-27T23:59:59Z')), 1)
  t.equal(daysUntil('2027-02-28', Date.parse('2027-02-28T23:59:59Z')), 0)
  t.equal(daysUntil('2027-02-28', Date.parse('2027-03-01T00:00:00Z')), -1)
  t.equal(endOfDay('2027-02-28'), Date.parse('2027-03-01T00:00:00Z'))
})

t.test('a day is read in one form only, and exists', async (t) => {
  t.equal(parseDay('2028-02-29'), Date.UTC(2028, 1, 29))
  for (const bad of ['2027-02-29', '2027-2-1', '28.02.2027', '2027-02-28T00:00:00Z', '', 'today', '0000-01-01', '1969-12-31']) t.throws(() => parseDay(bad), { code: 'MALFORMED' }, bad)
})
