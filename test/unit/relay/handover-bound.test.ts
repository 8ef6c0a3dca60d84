// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { openVaultRelayWorld } from '../../support/vault-relay-world.ts'

const QUEUED = 3
const ASK_FULL_MS = 1_000

t.test('while the core takes nothing, what waits of a pair is bounded by the agreement, opened or not; when it takes some the rest comes within a second', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  const { store, heron, core, timers, quiet } = world.world
  const { version: _, ...party } = (await store.read.party(heron.party))!
  await store.write.commit({ expect: [], writes: [{ put: 'party', row: { ...party, limits: { ...party.limits, queuedPerPair: QUEUED } } }] })
  await world.start()
  const accepted: string[] = []
  for (let count = 0; count < 4 * QUEUED; count += 1) {
    const text = `text ${String(count)}`
    const parcel = await pair.say(text).catch(() => undefined)
    if (parcel !== undefined) accepted.push(text)
    await quiet()
  }
  t.equal(accepted.length, 2 * QUEUED, 'the last ones were refused')
  t.same(await world.texts(), accepted.slice(0, QUEUED))
  t.equal(await world.waiting(), QUEUED, 'and as many wait in the mailbox, where they expire')

  const first = await store.read.eventPage(core.party, 0, 100)
  await store.write.acknowledge(core.party, [], first.map(({ id }) => id))
  timers.turn(ASK_FULL_MS)
  await quiet()
  t.same(await world.texts(), accepted.slice(QUEUED), 'in their order')
  t.equal(await world.waiting(), 0)
})
