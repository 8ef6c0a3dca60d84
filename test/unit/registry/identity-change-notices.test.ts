// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a peer who is told of a new identity key learns that key and its endorsement, and nothing else of the enlistment.
import t from 'tap'
import { acquaint, eventsOf } from '../../support/acquaintance.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'
import { enlistInside, enlistOutside, enlistRequest, signal } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'
import { endorsementTranscript } from '../../../src/wire/transcript.ts'

const changeIdentity = async ({ home, user, ...person }: Subscriber) => {
  const next = signal.createIdentity()
  const request = await enlistRequest({ ...person, home, user }, { identity: next, version: 2, devices: [[1, 2002]] })
  return { ...request, kind: 'changeIdentity', endorsement: signal.sign(person.identity, endorsementTranscript(user, next.publicKey)) } as const
}

t.test('what peers get of an endorsed change holds no reference, address or token', async (t) => {
  const world = await openRegistryWorld(t)
  const ada = await enlistOutside(world, world.heron, { address: 'ada@heron.example' })
  const bo = await enlistInside(world, { address: 'bo@wren.example' })
  await acquaint(world, ada, bo)
  for (const [person, peer] of [[{ ...bo, address: undefined }, ada], [{ ...ada, address: 'new@heron.example' }, bo]] as const) {
    const request = await changeIdentity(person)
    t.match(await world.registry.identities.changeIdentity(person.home.caller, request), { kind: 'enlisted' })
    const [notice] = (await eventsOf(world, peer)).filter(({ kind }) => kind === 'identityChanged')
    t.match(notice, { peerUser: person.user })
    const told = Object.values(notice ?? {}).map((value) => Buffer.from(value as string | Uint8Array).toString('latin1')).join('\n')
    for (const secret of [person.reference, 'new@heron.example', request.enlistment.token]) t.notMatch(told, secret)
  }
})
