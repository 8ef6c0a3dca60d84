// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import t from 'tap'
import { address } from '../../../src/model/ids.ts'
import type { AgreementLimits } from '../../../src/model/values.ts'
import { ask } from '../../support/acquaintance.ts'
import { DAY_MS, openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { enlistInside, enlistOutside, range } from '../../support/subscribers.ts'

t.setTimeout(220_000)

const PROBES = 100_000
const ASKERS = 100
const UNTIL_MIDNIGHT = 16 * 3_600

const limit = (world: RegistryWorld, limits: Partial<AgreementLimits>) => world.registry.parties.setLimits(world.heron.party, limits, { actor: 'test', reason: '' })
const alarms = ({ told }: RegistryWorld) => told.filter(([name]) => name === 'manyNewTargets')

t.test('100,000 probes by a hundred users of a provider reach no more people than its new targets of a day', async (t) => {
  const world = await openRegistryWorld(t)
  const [cap, there] = [200, 300]
  for (const index of range(1, there)) await enlistInside(world, { address: `p${String(index * (PROBES / there))}@wren.example` })
  const askers = await Promise.all(range(1, ASKERS).map(() => enlistOutside(world, world.heron)))
  await limit(world, { newTargetsPerDay: cap, contactsPerUserDay: 1_000 })
  const kinds = new Map<string, number>()
  for (const first of range(0, PROBES / 1_000 - 1)) {
    const answers = await Promise.all(range(1, 1_000).map((index) => world.registry.contacts.request(world.heron.caller, {
      kind: 'requestContact', fromUser: askers[index % ASKERS]!.user, toAddress: address(`p${String(first * 1_000 + index)}@wren.example`), purposes: ['chat'],
    })))
    for (const { kind } of answers) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  t.same(Object.fromEntries(kinds), { recorded: cap, throttled: PROBES - cap })
  await world.registry.surfacing.idle()
  t.ok((await world.store.read.eventPage(world.core.party, 0, 1_000)).length <= cap)
  t.equal(alarms(world).length, 1)
})

t.test('the operator is told once a day of a party that has asked for four fifths of the new targets it may', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron)
  await limit(world, { newTargetsPerDay: 5, contactsPerUserDay: 100 })
  for (const name of ['a', 'b', 'c']) await ask(world, asker, `${name}@wren.example`)
  t.same(alarms(world), [])
  await ask(world, asker, 'd@wren.example')
  await ask(world, asker, 'e@wren.example')
  t.same(alarms(world), [['manyNewTargets', world.heron.party, 4]])
  world.clock.advance(DAY_MS)
  await ask(world, asker, 'a@wren.example')
  t.equal(alarms(world).length, 1, 'a new day begins with none')
  for (const name of ['f', 'g', 'h', 'i']) await ask(world, asker, `${name}@wren.example`)
  t.equal(alarms(world).length, 2)
})

t.test('a request beyond the day’s new targets is told what is left and until when, whoever is asked for', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron)
  await enlistInside(world, { address: 'bo@wren.example' })
  await limit(world, { newTargetsPerDay: 2 })
  for (const name of ['a', 'b']) t.match(await ask(world, asker, `${name}@wren.example`), { kind: 'recorded' })
  const answer = await ask(world, asker, 'bo@wren.example')
  t.same(answer, {
    kind: 'throttled', retryAfterSeconds: UNTIL_MIDNIGHT, scope: 'party',
    headroom: [{ limit: 'newTargetsPerDay', left: 0, wholeAfterSeconds: UNTIL_MIDNIGHT }, { limit: 'contactsPerUserDay', left: 8, wholeAfterSeconds: 86_400 }],
  })
  t.same(await ask(world, asker, 'nobody@wren.example'), answer)
  t.match(await ask(world, asker, 'a@wren.example'), { kind: 'recorded', leftToday: 7 }, 'who was asked for before may be asked again')
  world.clock.advance(UNTIL_MIDNIGHT * 1_000)
  t.match(await ask(world, asker, 'bo@wren.example'), { kind: 'recorded' })
})

t.test('limits of none let nobody new be asked for', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron)
  await limit(world, { newTargetsPerDay: 0 })
  t.match(await ask(world, asker, 'bo@wren.example'), { kind: 'throttled', scope: 'party', headroom: [{ limit: 'newTargetsPerDay', left: 0, wholeAfterSeconds: 0 }, {}] })
  await limit(world, { newTargetsPerDay: 9, contactsPerUserDay: 0 })
  t.match(await ask(world, asker, 'bo@wren.example'), { kind: 'throttled', scope: 'user', retryAfterSeconds: 1, headroom: [{ limit: 'contactsPerUserDay', left: 0, wholeAfterSeconds: 0 }, {}] })
})
