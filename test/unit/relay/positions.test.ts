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

const flight = (changes: Partial<Flight>): Flight => ({ of: 'mailbox', id: 1, lane: 1, bytes: 10, pushedAtMs: 0, acceptedAtMs: 0, refusals: 0, ...changes })
const flightsOf = (...ids: readonly number[]) => {
  const flights = createInFlight()
  for (const id of ids) flights.push(flight({ id, of: id % 10 === 0 ? 'event' : 'mailbox' }))
  return flights
}
const open = async (t: Test) => createPositions((await openRelayWorld(t)).relayDeps)
const name = (index: number) => instanceName(`i${index}`)

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
