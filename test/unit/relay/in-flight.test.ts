// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createInFlight } from '../../../src/relay/in-flight.ts'
import type { Flight } from '../../../src/relay/in-flight.ts'

const flight = (changes: Partial<Flight>): Flight => ({ of: 'mailbox', id: 1, lane: 1, bytes: 10, pushedAtMs: 0, acceptedAtMs: 0, refusals: 0, ...changes })

t.test('flights are taken by sequence, each once, and known by their row until then', (t) => {
  const flights = createInFlight()
  const sequences = ([['mailbox', 1], ['event', 0], ['mailbox', 1]] as const).map(([of, lane], index) => flights.push(flight({ of, lane, id: 10 + index })))
  t.strictSame(sequences, [1, 2, 3])
  t.strictSame([flights.count, flights.bytes], [3, 30])
  t.match([flights.latest({ id: 10, lane: 1 }), flights.latest({ id: 11, lane: 1 }), flights.latest({ id: 11, lane: 0 })], [{ id: 10 }, undefined, { of: 'event' }])
  t.strictSame(flights.take(0, [3, 3, 4], 0).map(({ id }) => id), [12])
  t.strictSame(flights.take(2, [1], 0).map(({ id }) => id), [10, 11])
  t.strictSame([flights.count, flights.bytes, flights.latest({ id: 10, lane: 1 })], [0, 0, undefined])
  t.strictSame(flights.take(99, [], 0), [])
  t.equal(flights.push(flight({ of: 'event', lane: 0, id: 1 })), 4, 'a sequence is never given twice')
  t.end()
})

t.test('a lane’s load and its last answer are known while anything of it is under way', (t) => {
  const flights = createInFlight()
  flights.push(flight({ id: 1, lane: 7, pushedAtMs: 5 }))
  flights.push(flight({ id: 2, lane: 7, pushedAtMs: 6 }))
  flights.push(flight({ id: 3, lane: 0, of: 'event' }))
  t.match(flights.lane(7), { count: 2, bytes: 20, sinceMs: 5 })
  flights.take(1, [], 9)
  t.match(flights.lane(7), { count: 1, bytes: 10, sinceMs: 9 })
  flights.take(2, [], 10)
  t.equal(flights.lane(7), undefined)
  t.end()
})

t.test('only the first of a lane is overdue, until it is answered or leaves the lane', (t) => {
  const flights = createInFlight()
  for (const [id, lane, pushedAtMs] of [[1, 7, 0], [2, 7, 0], [3, 8, 50], [4, 0, 0]] as const) flights.push(flight({ id, lane, pushedAtMs }))
  const overdue = (beforeMs: number, nowMs: number) => flights.overdue(beforeMs, nowMs).map(({ id }) => id)
  t.strictSame(overdue(-1, 99), [])
  t.strictSame(overdue(0, 100), [1])
  t.strictSame(overdue(99, 199), [3], 'once in so much time')
  t.strictSame(overdue(100, 200), [1])
  flights.take(0, [2], 250)
  flights.push(flight({ id: 5, lane: 7, pushedAtMs: 250 }))
  t.strictSame(overdue(200, 300), [1, 3], 'whatever else is answered')
  flights.leaveLane({ id: 1, lane: 7 }, 310)
  t.strictSame(overdue(309, 311), [3])
  t.strictSame(overdue(310, 370), [5], 'the next has its full time')
  t.end()
})

t.test('a row that is pushed again keeps its place in its lane, and what was open of it stays open', (t) => {
  const flights = createInFlight()
  for (const id of [1, 2]) flights.push(flight({ id, lane: 7 }))
  t.equal(flights.push(flight({ id: 1, lane: 7, pushedAtMs: 300 })), 3)
  t.match([flights.count, flights.spent, flights.lane(7)], [3, { count: 1, bytes: 10 }, { count: 2, bytes: 20, spent: { count: 1, bytes: 10 } }])
  t.strictSame(flights.overdue(299, 301), [])
  t.match(flights.overdue(300, 360), [{ id: 1, pushedAtMs: 300 }], 'it is still the first')
  flights.leaveLane({ id: 1, lane: 7 }, 361)
  flights.leaveLane({ id: 1, lane: 7 }, 361)
  t.match([flights.count, flights.spent, flights.lane(7)], [3, { count: 2, bytes: 20 }, { count: 1, bytes: 10 }])
  t.strictSame(flights.take(1, [], 400).map(({ id }) => id), [1], 'a late answer')
  t.match([flights.count, flights.spent, flights.latest({ id: 2, lane: 7 })], [2, { count: 1, bytes: 10 }, { id: 2 }])
  flights.take(2, [], 400)
  t.match([flights.count, flights.lane(7)], [1, { count: 0, bytes: 0 }])
  flights.take(3, [], 400)
  t.match([flights.count, flights.spent, flights.lane(7)], [0, { count: 0, bytes: 0 }, undefined])
  t.end()
})

t.test('a late answer to the first push of a row does not answer for the second', (t) => {
  const flights = createInFlight()
  for (const pushedAtMs of [0, 60]) flights.push(flight({ id: 1, lane: 7, pushedAtMs }))
  t.strictSame(flights.take(1, [], 61).map(({ pushedAtMs }) => pushedAtMs), [0])
  t.match(flights.latest({ id: 1, lane: 7 }), { pushedAtMs: 60 })
  t.end()
})
