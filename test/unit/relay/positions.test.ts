// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { instanceName } from '../../../src/model/ids.ts'
import { createInFlight } from '../../../src/relay/in-flight.ts'
import { createPositions } from '../../../src/relay/positions.ts'
import { seededRandomness } from '../../support/registry-world.ts'
import { CORE, HERON } from '../../support/standings.ts'
import { range } from '../../support/subscribers.ts'

const flightsOf = (count: number) => {
  const flights = createInFlight()
  for (const id of range(1, count)) flights.add({ of: 'mailbox', id, refusals: 0, urgent: false })
  return flights
}
const open = () => createPositions({ ...seededRandomness('positions'), now: () => 0 })
const name = (index: number) => instanceName(`i${index}`)

t.test('flights are taken by sequence, each once, and known by their row until then', (t) => {
  const flights = createInFlight()
  const sequences = (['mailbox', 'event', 'mailbox'] as const).map((of, index) => flights.add({ of, id: 10 + index, refusals: 0, urgent: false }))
  t.strictSame(sequences, [1, 2, 3])
  t.strictSame([flights.size, flights.has({ of: 'mailbox', id: 10 }), flights.has({ of: 'event', id: 10 })], [3, true, false])
  t.strictSame(flights.take(0, [3, 3, 4]).map(({ id }) => id), [12])
  t.strictSame(flights.take(2, [1]).map(({ id }) => id), [10, 11])
  t.strictSame([flights.size, flights.has({ of: 'mailbox', id: 10 })], [0, false])
  t.strictSame(flights.take(99, []), [])
  t.equal(flights.add({ of: 'event', id: 1, refusals: 0, urgent: false }), 4, 'a sequence is never given twice')
  t.end()
})

t.test('a newer position of an instance replaces the older', (t) => {
  const positions = open()
  const [older, newer] = [positions.mint(), positions.mint()]
  positions.keep(CORE, name(1), older, flightsOf(1))
  positions.keep(CORE, name(1), newer, flightsOf(2))
  t.equal(positions.take(CORE, name(1), older), undefined)
  t.equal(positions.take(HERON, name(1), newer), undefined)
  t.equal(positions.take(CORE, name(1), newer)?.size, 2)
  t.equal(positions.take(CORE, name(1), newer), undefined)
  t.end()
})

t.test('of more positions than are kept the oldest go', (t) => {
  const positions = open()
  const tokens = range(1, 1_001).map((index) => {
    const token = positions.mint()
    positions.keep(CORE, name(index), token, flightsOf(0))
    return token
  })
  t.equal(positions.take(CORE, name(1), tokens[0]!), undefined)
  t.ok(positions.take(CORE, name(2), tokens[1]!))
  t.ok(positions.take(CORE, name(1_001), tokens[1_000]!))
  t.end()
})

t.test('of more pushes than are kept the oldest positions go, and what was taken counts no more', (t) => {
  const positions = open()
  const keep = (index: number) => {
    const token = positions.mint()
    positions.keep(CORE, name(index), token, flightsOf(1_000))
    return token
  }
  const tokens = range(1, 100).map(keep)
  t.ok(positions.take(CORE, name(50), tokens[49]!))
  const more = keep(101)
  t.ok(positions.take(CORE, name(1), tokens[0]!), 'a hundred fit')
  keep(102)
  keep(103)
  t.equal(positions.take(CORE, name(2), tokens[1]!), undefined)
  t.ok(positions.take(CORE, name(101), more))
  t.end()
})
