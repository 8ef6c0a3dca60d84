// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a party changes of its users and keys is told in the audit log, with keyed ids only, and what it is refused is not.
import t from 'tap'
import { userReference } from '../../../src/model/ids.ts'
import { decodeEntry } from '../../../src/model/audit/entry.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { enlistInside, enlistOutside, enlistRequest, signal } from '../../support/subscribers.ts'

/** What `act` adds to the log. */
const toldOf = async ({ store }: RegistryWorld, act: () => Promise<unknown>) => {
  const { size } = await store.read.auditHead()
  await act()
  return (await store.read.auditPage(size, 100)).map(({ leaf }) => ({ ...decodeEntry(leaf), text: Buffer.from(leaf).toString() }))
}

t.test('a new issuer list is told once, and an older one or the same again is not', async (t) => {
  const world = await openRegistryWorld(t)
  const { registry: { issuerLists }, core, heron } = world
  const listOf = (version: number) => core.home.signIssuerList({ version, parties: [{ party: heron.party, state: 'live', keys: heron.application.issuerKeys.keys }] })
  const [first, second] = [await listOf(1), await listOf(2)]
  t.match(await toldOf(world, () => issuerLists.put(core.caller, second)), [{ act: 'issuer-list.put', actor: 'party:wren.example', details: { version: 2 } }])
  t.same(await toldOf(world, () => issuerLists.put(core.caller, second)), [])
  t.same(await toldOf(world, () => t.rejects(issuerLists.put(core.caller, first), { code: 'ISSUER_LIST_REFUSED' })), [])
})

t.test('a new identity and an erasure are told of a keyed id, without user id, address or reference', async (t) => {
  const world = await openRegistryWorld(t)
  const { registry, heron } = world
  const ada = await enlistOutside(world, heron, { address: 'ada@heron.example' })
  const subject = world.deps.audit.user(ada.user)
  t.match(subject, /^user:[A-Za-z0-9_-]{12}$/)
  const { enlistment, signature } = await enlistRequest(ada, { identity: signal.createIdentity(), version: 2, devices: [[1, 2002]] })
  const changed = await toldOf(world, () => registry.identities.changeIdentity(heron.caller, { kind: 'changeIdentity', enlistment, signature, endorsement: new Uint8Array(0) }))
  t.match(changed, [{ act: 'identity.changed', actor: 'party:heron.example', subject, details: { endorsed: 'no' } }])
  const erased = await toldOf(world, () => registry.enlistments.unenlist(heron.caller, { kind: 'unenlist', userId: ada.user }))
  t.match(erased, [{ act: 'user.erased', actor: 'party:heron.example', subject }])
  for (const { text } of [...changed, ...erased]) for (const secret of [ada.user, 'ada@', ada.reference]) t.notOk(text.includes(secret))
})

t.test('a core user who is erased is told once for each enlistment', async (t) => {
  const world = await openRegistryWorld(t)
  const { registry, core } = world
  const bo = await enlistInside(world, { address: 'bo@wren.example' })
  const told = await toldOf(world, () => registry.people.erase(core.caller, userReference(bo.reference)))
  t.match(told, [{ act: 'user.erased', actor: 'party:wren.example', subject: world.deps.audit.user(bo.user) }])
  t.equal(told.length, 1)
  t.same(await toldOf(world, () => registry.people.erase(core.caller, userReference('nobody'))), [])
})
