// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { instanceName } from '../../../src/model/ids.ts'
import { createInFlight } from '../../../src/relay/in-flight.ts'
import type { Flight } from '../../../src/relay/in-flight.ts'
import { createPositions } from '../../../src/relay/positions.ts'
import { openRelayWorld } from '../../support/relay-world.ts'
import { CORE, HERON } from '../../support/standings.ts'
import { range } from '../../support/subscribers.ts'

const flight = (changes: Partial<Flight>): Flight => ({ of: 'mailbox', id: 1, lane: 1, bytes: 10, pushedAtMs: 0, refusals: 0, ...changes })
const flightsOf = (...ids: readonly number[]) => {
  const flights = createInFlight()
  for (const id of ids) flights.add(flight({ id, of: id % 10 === 0 ? 'event' : 'mailbox' }))
  return flights
}
const open = async (t: Test) => createPositions((await openRelayWorld(t)).relayDeps)
const name = (index: number) => instanceName(`i${index}`)

t.test('flights are taken by sequence, each once, and known by their row until then', (t) => {
  const flights = createInFlight()
  const sequences = (['mailbox', 'event', 'mailbox'] as const).map((of, index) => flights.add(flight({ of, id: 10 + index })))
  t.strictSame(sequences, [1, 2, 3])
  t.strictSame([flights.size, flights.bytes, flights.has({ of: 'mailbox', id: 10 }), flights.has({ of: 'event', id: 10 })], [3, 30, true, false])
  t.strictSame(flights.take(0, [3, 3, 4], 0).map(({ id }) => id), [12])
  t.strictSame(flights.take(2, [1], 0).map(({ id }) => id), [10, 11])
  t.strictSame([flights.size, flights.bytes, flights.has({ of: 'mailbox', id: 10 })], [0, 0, false])
  t.strictSame(flights.take(99, [], 0), [])
  t.equal(flights.add(flight({ of: 'event', id: 1 })), 4, 'a sequence is never given twice')
  t.end()
})

t.test('a lane’s load and its last answer are known while anything of it is under way', (t) => {
  const flights = createInFlight()
  flights.add(flight({ id: 1, lane: 7, pushedAtMs: 5 }))
  flights.add(flight({ id: 2, lane: 7, pushedAtMs: 6 }))
  flights.add(flight({ id: 3, lane: 0, of: 'event' }))
  t.strictSame(flights.lane(7), { count: 2, bytes: 20, sinceMs: 5 })
  flights.take(1, [], 9)
  t.strictSame(flights.lane(7), { count: 1, bytes: 10, sinceMs: 9 })
  flights.take(2, [], 10)
  t.strictSame([flights.lane(7), flights.lane(0)], [undefined, undefined])
  t.end()
})

t.test('only the oldest push of a lane without an answer is given up; it stays in the window and may be answered', (t) => {
  const flights = createInFlight()
  for (const [id, lane, pushedAtMs] of [[1, 7, 0], [2, 7, 0], [3, 8, 50]] as const) flights.add(flight({ id, lane, pushedAtMs }))
  t.strictSame(flights.giveUp(-1, 99), [])
  t.strictSame(flights.giveUp(0, 100).map(({ id }) => id), [1])
  t.strictSame([flights.size, flights.has({ of: 'mailbox', id: 1 }), flights.has({ of: 'mailbox', id: 2 })], [3, false, true])
  t.strictSame(flights.giveUp(99, 199).map(({ id }) => id), [3], 'the next of the lane has its full time')
  t.strictSame(flights.giveUp(100, 200).map(({ id }) => id), [2])
  t.equal(flights.add(flight({ id: 1, lane: 7, pushedAtMs: 300 })), 4)
  t.strictSame(flights.take(1, [], 301).map(({ id }) => id), [1])
  t.ok(flights.has({ of: 'mailbox', id: 1 }), 'a late answer to the first push does not answer for the second')
  t.end()
})

t.test('a position names the rows of its stream sequences, to its own party and instance, once', async (t) => {
  const positions = await open(t)
  const token = positions.mint()
  const flights = flightsOf(100, 7, 250, 3, 8)
  flights.take(1, [], 0)
  positions.keep(CORE, name(1), token, flights)
  t.equal(await positions.take(HERON, name(1), token, 9, []), undefined)
  t.equal(await positions.take(CORE, name(2), token, 9, []), undefined)
  t.equal(await positions.take(CORE, name(1), positions.mint(), 9, []), undefined)
  t.strictSame(await positions.take(CORE, name(1), token, 3, [1, 5, 77]), [{ of: 'mailbox', id: 7 }, { of: 'mailbox', id: 8 }, { of: 'event', id: 250 }])
  t.equal(await positions.take(CORE, name(1), token, 9, []), undefined)
})

t.test('a newer position of an instance replaces the older, and nothing under way is a position too', async (t) => {
  const positions = await open(t)
  const [older, newer] = [positions.mint(), positions.mint()]
  positions.keep(CORE, name(1), older, flightsOf(1))
  positions.keep(CORE, name(1), newer, flightsOf())
  await positions.idle()
  t.equal(await positions.take(CORE, name(1), older, 9, []), undefined)
  t.strictSame(await positions.take(CORE, name(1), newer, 9, []), [])
})

t.test('a full window is kept in a few bytes for each push', async (t) => {
  const texts: string[] = []
  const { relayDeps } = await openRelayWorld(t, { wrapStore: (store) => ({ ...store, write: { ...store.write, keepPosition: async (position) => { texts.push(position.flights) } } }) })
  const positions = createPositions(relayDeps)
  positions.keep(CORE, name(1), positions.mint(), flightsOf(...range(1_000_000_001, 1_000_001_024)))
  await positions.idle()
  t.ok(texts[0]!.length < 6 * 1_024, `${String(texts[0]!.length)} characters`)
})
