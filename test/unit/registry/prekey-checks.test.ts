// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { openRegistryWorld } from '../../support/registry-world.ts'
import { enlistOutside, prekeysRequest, range } from '../../support/subscribers.ts'

t.test('checking a full load of keys lets others have their turn in between', async (t) => {
  const world = await openRegistryWorld(t)
  const person = await enlistOutside(world, world.heron)
  const request = prekeysRequest(person, { ec: range(1, 100), kyber: range(1, 20) })
  let turns = 0
  let isDone = false
  const count = (): void => {
    turns += 1
    if (!isDone) setImmediate(count)
  }
  setImmediate(count)
  t.match(await world.registry.prekeys.put(world.heron.caller, request), { oneTimePrekeys: 100, oneTimeKyberPrekeys: 20 })
  isDone = true
  t.ok(turns >= 15, `${String(turns)} turns of the event loop`)
})

t.test('keys that a full stock would refuse are not looked at', async (t) => {
  const world = await openRegistryWorld(t)
  const person = await enlistOutside(world, world.heron)
  await world.registry.prekeys.put(world.heron.caller, prekeysRequest(person, { ec: range(1, 100) }))
  const worthless = { ...prekeysRequest(person, {}), oneTimePrekeys: [{ id: 101, publicKey: new Uint8Array(33) }] }
  await t.rejects(world.registry.prekeys.put(world.heron.caller, worthless), { code: 'TOO_MANY' })
})
