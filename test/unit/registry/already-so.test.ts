// SPDX-License-Identifier: AGPL-3.0-only
// Whoever repeats a change may do so because its answer got lost with the node that made it: what is answered then must be so on all nodes.
import t from 'tap'
import { GatewayError } from '../../../src/model/errors.ts'
import { userReference } from '../../../src/model/ids.ts'
import { endorsementTranscript } from '../../../src/wire/transcript.ts'
import { acquaint, decide } from '../../support/acquaintance.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { createSubscriber, enlistInside, enlistOutside, enlistRequest, signal } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

interface People { readonly ada: Subscriber; readonly bo: Subscriber }

/** Each gives what is done once, and then again. */
const repeatable: Readonly<Record<string, (world: RegistryWorld, people: People) => Promise<() => Promise<unknown>>>> = {
  'a grant': async (world, { ada, bo }) => () => decide(world, bo, ada, 'grant'),
  'an enlistment': async ({ registry, heron }) => {
    const request = await enlistRequest(createSubscriber(heron))
    return () => registry.enlistments.enlist(heron.caller, request)
  },
  'a change of identity': async ({ registry, heron }, { ada }) => {
    const next = signal.createIdentity()
    const { enlistment, signature } = await enlistRequest(ada, { identity: next, version: 2, devices: [[1, 2002]] })
    const endorsement = signal.sign(ada.identity, endorsementTranscript(ada.user, next.publicKey))
    return () => registry.identities.changeIdentity(heron.caller, { kind: 'changeIdentity', enlistment, signature, endorsement })
  },
  'an erasure of a core user': async ({ registry, core }, { bo }) => () => registry.people.erase(core.caller, userReference(bo.reference)),
}

for (const [title, prepare] of Object.entries(repeatable)) {
  t.test(`${title} that is repeated is answered once it is known on all nodes, and not before`, async (t) => {
    let inForce = (): Promise<void> => Promise.resolve()
    const world = await openRegistryWorld(t, { wrapStore: (store) => ({ ...store, inForce: () => inForce() }) })
    const people = { ada: await enlistOutside(world, world.heron, { address: 'ada@heron.example' }), bo: await enlistInside(world, { address: 'bo@wren.example' }) }
    await acquaint(world, people.ada, people.bo)
    const act = await prepare(world, people)
    await act()
    inForce = () => Promise.reject(new GatewayError('UNAVAILABLE', 'another node does not answer'))
    await t.rejects(act(), { code: 'UNAVAILABLE' })
    inForce = () => Promise.resolve()
    await t.resolves(act())
  })
}

t.test('an erasure over a link that is repeated is told that there is no such user once that is known on all nodes, and not before', async (t) => {
  let inForce = (): Promise<void> => Promise.resolve()
  const world = await openRegistryWorld(t, { wrapStore: (store) => ({ ...store, inForce: () => inForce() }) })
  const ada = await enlistOutside(world, world.heron, { address: 'ada@heron.example' })
  const act = () => world.registry.enlistments.unenlist(world.heron.caller, { kind: 'unenlist', userId: ada.user })
  await act()
  inForce = () => Promise.reject(new GatewayError('UNAVAILABLE', 'the list of erased users cannot be written'))
  await t.rejects(act(), { code: 'UNAVAILABLE' })
  inForce = () => Promise.resolve()
  await t.rejects(act(), { code: 'NOT_YOURS' })
})
