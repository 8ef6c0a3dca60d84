// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { address, partyId, userReference } from '../../../src/model/ids.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'
import { createSubscriber, range, setChoice, setParticipation } from '../../support/subscribers.ts'

const world = await openRegistryWorld(t)
const { registry, core, heron, store, deps } = world
const BO = createSubscriber(core, { reference: 'bo', address: 'bo@wren.example', forProvider: heron.party })

const personOf = (reference: string) => store.read.personByReference(core.party, deps.blindIndex('reference', `${core.party}\n${reference}`))

t.test('participation and choices are in force when the calls return', async (t) => {
  t.strictSame(await setParticipation(world, BO), { kind: 'done' })
  const first = (await personOf('bo'))!
  t.match(first, { optedIn: true, findable: true })
  t.strictSame(await setChoice(world, BO, { allowed: true }), { kind: 'done' })
  t.match(await store.read.choice(first.person, heron.party), { allowed: true, inbox: 'separate' })
  const second = (await personOf('bo'))!
  t.ok(second.version > first.version, 'a choice moves what decisions rest on')
  await setChoice(world, BO, { allowed: false })
  t.match(await store.read.choice(first.person, heron.party), { allowed: false })
  await setParticipation(world, { ...BO, address: undefined }, { optedIn: false, findable: false })
  t.match(await personOf('bo'), { person: first.person, optedIn: false, findable: false, addressIndex: undefined, addressSealed: undefined })
})

t.test('many first calls for one person make one person', async (t) => {
  const cy = createSubscriber(core, { reference: 'cy', address: 'cy@wren.example', forProvider: heron.party })
  await Promise.all(range(1, 20).map(() => setParticipation(world, cy)))
  t.ok(await personOf('cy'))
  await Promise.all(range(1, 4).map((index) => setChoice(world, cy, { allowed: index % 2 === 0 })))
})

t.test('an address is the core’s own and one person’s', async (t) => {
  await setParticipation(world, BO)
  for (const foreign of ['bo@heron.example', 'bo@sub.wren.example']) {
    await t.rejects(setParticipation(world, { ...BO, address: foreign }), { code: 'MALFORMED' }, foreign)
  }
  await t.rejects(setParticipation(world, createSubscriber(core, { address: 'bo@wren.example' })), { code: 'CONFLICT' })
  t.strictSame(await setParticipation(world, { ...BO, address: '+493012345' }), { kind: 'done' }, 'a number belongs to no domain')
  t.strictSame(await setParticipation(world, createSubscriber(core, { address: 'bo@wren.example' })), { kind: 'done' }, 'what was given up is free')
})

t.test('references, addresses and labels rest sealed', async (t) => {
  const dora = createSubscriber(core, { reference: 'dora 4711', address: 'dora@wren.example', forProvider: heron.party })
  await setParticipation(world, dora)
  await setChoice(world, dora)
  const person = (await personOf('dora 4711'))!
  const { labelSealed } = (await store.read.choice(person.person, heron.party))!
  for (const bytes of [person.referenceIndex, person.referenceSealed, person.addressIndex, person.addressSealed, labelSealed]) {
    t.notMatch(Buffer.from(bytes ?? '').toString('latin1'), /dora|4711|Heron people/)
  }
})

t.test('a choice is about a provider that is there, for a person that is', async (t) => {
  await t.rejects(setChoice(world, BO, { provider: core }), { code: 'NOT_FOUND' })
  await t.rejects(setChoice(world, BO, { provider: { ...heron, party: partyId('nobody.example') } }), { code: 'NOT_FOUND' })
  await t.rejects(setChoice(world, createSubscriber(core)), { code: 'NOT_FOUND' })
})

t.test('only the core decides for core users, and not while it is suspended', async (t) => {
  const participation = { kind: 'setParticipation', userReference: userReference('x'), optedIn: true, findable: true, address: address('x@heron.example') } as const
  await t.rejects(registry.participation.setParticipation(heron.caller, participation), { code: 'WRONG_ROLE' })
  await t.rejects(registry.participation.setProviderChoice(heron.caller, {
    kind: 'setProviderChoice', userReference: userReference('bo'), provider: heron.party, allowed: true, inbox: 'combined', label: '',
  }), { code: 'WRONG_ROLE' })
  await registry.parties.suspend(core.party, { actor: 'socket', reason: 'why' })
  await t.rejects(setParticipation(world, BO), { code: 'SUSPENDED', detail: 'why' })
  await t.rejects(setChoice(world, BO), { code: 'SUSPENDED', detail: 'why' })
})
