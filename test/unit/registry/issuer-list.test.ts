// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { openRegistryWorld, START } from '../../support/registry-world.ts'
import { signJws } from '../../support/credentials.ts'
import { range } from '../../support/subscribers.ts'

const world = await openRegistryWorld(t)
const { registry: { issuerLists, parties }, core, heron } = world
const NOTHING = [{ party: heron.party, state: 'live', keys: heron.application.issuerKeys.keys }] as const
const listOf = (version: number) => core.home.signIssuerList({ version, parties: NOTHING })

t.test('before the core put a list there is none', async (t) => {
  await t.rejects(issuerLists.get(heron.caller), { code: 'NOT_FOUND' })
  const none = await signJws({ typ: 'drawbridge-issuers+jwt' }, { iss: core.party, iat: START / 1000, ver: 0, parties: [] }, core.keys)
  await t.rejects(issuerLists.put(core.caller, none), { code: 'ISSUER_LIST_REFUSED' }, 'versions start at 1')
})

t.test('the newest list is handed out as it was put, and its version only rises', async (t) => {
  const [first, second, third] = [await listOf(1), await listOf(2), await listOf(3)]
  t.strictSame(await issuerLists.put(core.caller, second), { kind: 'done' })
  t.strictSame(await issuerLists.get(heron.caller), { kind: 'issuerList', list: second })
  t.strictSame(await issuerLists.put(core.caller, second), { kind: 'done' }, 'the same again')
  await t.rejects(issuerLists.put(core.caller, first), { code: 'ISSUER_LIST_REFUSED' }, 'an older one')
  world.clock.advance(1_000)
  await t.rejects(issuerLists.put(core.caller, await listOf(2)), { code: 'ISSUER_LIST_REFUSED' }, 'another one of the same version')
  t.strictSame(await issuerLists.put(core.caller, third), { kind: 'done' })
  t.match(world.told.filter(([name]) => name === 'issuerListPut'), [['issuerListPut', 2], ['issuerListPut', 3]])
})

t.test('of lists that come at once the highest stays', async (t) => {
  const lists = await Promise.all(range(10, 20).toReversed().map(listOf))
  await Promise.allSettled(lists.map((list) => issuerLists.put(core.caller, list)))
  t.strictSame(await issuerLists.get(heron.caller), { kind: 'issuerList', list: lists[0] })
})

const header = { typ: 'drawbridge-issuers+jwt' }
const claims = { iss: core.party, iat: START / 1000, ver: 100, parties: [] }
const refused: Readonly<Record<string, () => Promise<string>>> = {
  'of another type': () => signJws({ typ: 'drawbridge-identity+jwt' }, claims, core.keys),
  'of another issuer': () => signJws(header, { ...claims, iss: heron.party }, core.keys),
  'by another party’s key': () => signJws(header, claims, heron.keys),
  'by another party’s key under the core’s id': () => signJws({ ...header, kid: core.keys.issuerKey.kid }, claims, heron.keys),
  'by the core’s link key': () => signJws(header, claims, { issuerKey: core.keys.linkKey }),
  'without a version': () => signJws(header, { ...claims, ver: undefined }, core.keys),
  'of half a version': () => signJws(header, { ...claims, ver: 100.5 }, core.keys),
  'of a version that is a text': () => signJws(header, { ...claims, ver: '100' }, core.keys),
  'of a version beyond counting': () => signJws(header, { ...claims, ver: 2 ** 53 }, core.keys),
  'that is none': async () => 'x.y.z',
  'that names no parties': () => signJws(header, { ...claims, ver: 201, parties: undefined }, core.keys),
  'with keys as they are in an application file': () => signJws(header, { ...claims, ver: 202, parties: [{ ...NOTHING[0], keys: { keys: NOTHING[0].keys } }] }, core.keys),
  'with a party twice': () => signJws(header, { ...claims, ver: 203, parties: [...NOTHING, ...NOTHING] }, core.keys),
  'with a party that is no domain name': () => signJws(header, { ...claims, ver: 204, parties: [{ ...NOTHING[0], party: 'Heron' }] }, core.keys),
  'with a key that is none': () => signJws(header, { ...claims, ver: 205, parties: [{ ...NOTHING[0], keys: [{ ...NOTHING[0].keys[0], x: 'AAAA' }] }] }, core.keys),
}

for (const [title, list] of Object.entries(refused)) {
  t.test(`a list ${title} is refused`, async (t) => {
    await t.rejects(issuerLists.put(core.caller, await list()), { code: 'ISSUER_LIST_REFUSED' })
    t.not(await list(), (await world.store.read.issuerList())?.list)
  })
}

t.test('a provider cannot put a list, not even of its own', async (t) => {
  const own = await heron.home.signIssuerList({ version: 1_000, parties: NOTHING })
  await t.rejects(issuerLists.put(heron.caller, own), { code: 'WRONG_ROLE' })
  await t.rejects(issuerLists.put(heron.caller, await listOf(1_000)), { code: 'WRONG_ROLE' })
})

t.test('a suspended core puts none', async (t) => {
  await parties.suspend(core.party, { actor: 'socket', reason: 'why' })
  await t.rejects(issuerLists.put(core.caller, await listOf(2_000)), { code: 'SUSPENDED' })
})
