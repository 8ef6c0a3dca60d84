// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { partyId } from '../../../src/model/ids.ts'
import { parseAdmissionFile } from '../../../src/model/party-files.ts'
import { defaultLimits } from '../../../src/model/values.ts'
import { createRegistry } from '../../../src/registry/index.ts'
import { createPartyKeys } from '../../../src/sdk/link/party-keys.ts'
import { createMoments } from '../../support/moments.ts'
import { openRegistryWorld, openTestStore } from '../../support/registry-world.ts'

const applicationOf = async (party: string, role: 'core' | 'provider') => (await createPartyKeys({ party, role, displayName: party })).application

t.test('a party that is added gets the file that its software may trust', async (t) => {
  const { registry, core, serviceKeys, clock, told } = await openRegistryWorld(t)
  const application = await applicationOf('stork.example', 'provider')
  const admission = await registry.parties.add(application, 'plain-loopback', { actor: 'socket', reason: '' })
  t.strictSame(parseAdmissionFile(JSON.parse(JSON.stringify(admission))), admission)
  t.match(admission, { party: 'stork.example', role: 'provider', bindingMode: 'plain-loopback', gateway: { id: serviceKeys.link.keyId }, core: { party: core.party } })
  t.same(admission.core.issuerKeys, core.application.issuerKeys)
  t.match(await registry.parties.find(partyId('stork.example')), {
    role: 'provider', displayName: 'stork.example', state: 'live', stateReason: '', limits: defaultLimits, policyVersion: 1, addedAt: clock.now(),
    linkKeys: [{ keyId: application.linkKeys.keys[0]!.kid }], issuerKeys: [{ keyId: application.issuerKeys.keys[0]!.kid }],
  })
  t.match(told.at(-1), ['partyAdded', 'stork.example', 'provider'])
  t.strictSame((await registry.parties.list()).map(({ party }) => party), ['egret.example', 'heron.example', 'stork.example', 'wren.example'])
})

t.test('a party keeps the wake-up URL of its application, and is not admitted with one that is not called', async (t) => {
  const { registry } = await openRegistryWorld(t)
  const application = await applicationOf('stork.example', 'provider')
  await t.rejects(registry.parties.add({ ...application, wakeUrl: 'https://169.254.169.254/' }, 'plain-loopback', { actor: 'socket', reason: '' }), { code: 'CONFIG_INVALID', detail: /^wakeUrl: must be an https/ })
  t.equal(await registry.parties.find(application.party), undefined)
  await registry.parties.add({ ...application, wakeUrl: 'https://stork.example/wake' }, 'plain-loopback', { actor: 'socket', reason: '' })
  t.match(await registry.parties.find(application.party), { wakeUrl: 'https://stork.example/wake' })
})

t.test('a core pins itself', async (t) => {
  const { deps } = await openRegistryWorld(t)
  const { parties } = createRegistry({ ...deps, store: await openTestStore(t) })
  const application = await applicationOf('wren.example', 'core')
  const admission = await parties.add(application, 'plain-loopback', { actor: 'socket', reason: '' })
  t.strictSame(parseAdmissionFile(JSON.parse(JSON.stringify(admission))).core, { party: 'wren.example', issuerKeys: application.issuerKeys })
})

t.test('there is exactly one core, it comes first, and nobody comes twice', async (t) => {
  const { registry, deps, heron } = await openRegistryWorld(t)
  await t.rejects(registry.parties.add(await applicationOf('crane.example', 'core'), 'proxy', { actor: 'socket', reason: '' }), { code: 'CONFLICT' })
  await t.rejects(registry.parties.add(heron.application, 'proxy', { actor: 'socket', reason: '' }), { code: 'CONFLICT' })
  const empty = createRegistry({ ...deps, store: await openTestStore(t) })
  await t.rejects(empty.parties.add(heron.application, 'proxy', { actor: 'socket', reason: '' }), { code: 'CONFLICT' })
  const cores = await Promise.all(['a.example', 'b.example', 'c.example'].map((name) => applicationOf(name, 'core')))
  const outcomes = await Promise.allSettled(cores.map((application) => empty.parties.add(application, 'proxy', { actor: 'socket', reason: '' })))
  t.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const outcome of outcomes) if (outcome.status === 'rejected') t.match(outcome.reason, { code: 'CONFLICT' })
  const same = await Promise.allSettled([1, 2, 3].map(() => empty.parties.add(heron.application, 'proxy', { actor: 'socket', reason: '' })))
  t.equal(same.filter(({ status }) => status === 'fulfilled').length, 1)
})

t.test('a suspension is in force, and the links closed, when it returns', async (t) => {
  const { registry, heron, closedLinks, told, store } = await openRegistryWorld(t)
  const before = (await store.read.party(heron.party))!
  const row = await registry.parties.suspend(heron.party, { actor: 'socket', reason: 'unpaid' })
  t.match(row, { state: 'suspended', stateReason: 'unpaid' })
  t.same(row, await store.read.party(heron.party))
  t.ok(row.version > before.version)
  t.strictSame(closedLinks, [{ party: heron.party, reason: 'unpaid', state: 'suspended' }], 'closed after it was on disk: a link opened meanwhile is refused')
  t.match(told.at(-1), ['partySuspended', 'heron.example', 'unpaid'])
  t.match(await registry.parties.resume(heron.party, { actor: 'socket', reason: 'paid' }), { state: 'live', stateReason: 'paid' })
  t.match(told.at(-1), ['partyResumed', 'heron.example', 'paid'])
  t.equal(closedLinks.length, 1)
})

t.test('a suspension does not return before the links are gone', async (t) => {
  const { deps, heron } = await openRegistryWorld(t)
  const order: string[] = []
  let close = (): void => { t.fail('nothing was closed') }
  const gone = new Promise<void>((resolve) => { close = resolve })
  const { parties } = createRegistry({ ...deps, closeLinks: async () => {
    await gone
    order.push('closed')
  } })
  const suspended = parties.suspend(heron.party, { actor: 'socket', reason: 'unpaid' }).then(() => order.push('returned'))
  close()
  await suspended
  t.strictSame(order, ['closed', 'returned'])
})

t.test('a suspension that meets another change of the agreement prevails', async (t) => {
  const moments = createMoments()
  const { registry, heron } = await openRegistryWorld(t, moments)
  moments.before('commit', async (store) => {
    const { version: _, ...row } = (await store.read.party(heron.party))!
    await store.write.commit({ expect: [], writes: [{ put: 'party', row: { ...row, policyVersion: 2 } }] })
  }, '"put":"party"')
  t.match(await registry.parties.suspend(heron.party, { actor: 'socket', reason: 'unpaid' }), { state: 'suspended', policyVersion: 2 })
})

t.test('limits that are changed rise in version and are announced once they are on disk; what another change did stays', async (t) => {
  const moments = createMoments()
  const { registry, heron, store, told } = await openRegistryWorld(t, moments)
  const before = (await store.read.party(heron.party))!
  moments.before('commit', async (below) => {
    const { version: _, ...row } = (await below.read.party(heron.party))!
    await below.write.commit({ expect: [], writes: [{ put: 'party', row: { ...row, policyVersion: 5, limits: { ...row.limits, bundlesPerPair: 7 } } }] })
  }, '"put":"party"')
  const row = await registry.parties.setLimits(heron.party, { queuedPerPair: 3 }, { actor: 'socket', reason: '' })
  const limits = { ...defaultLimits, bundlesPerPair: 7, queuedPerPair: 3 }
  t.match(row, { state: 'live', policyVersion: 6, limits })
  t.same(row, await store.read.party(heron.party))
  t.ok(row.version > before.version)
  t.strictSame(told.slice(-2), [['announceLimits', heron.party, 6, limits], ['limitsChanged', heron.party, 6, 'socket']])
  await t.rejects(registry.parties.setLimits(partyId('nobody.example'), { queuedPerPair: 3 }, { actor: 'socket', reason: '' }), { code: 'NOT_FOUND' })
})

t.test('nobody suspends or resumes a party that is not there', async (t) => {
  const { registry, closedLinks } = await openRegistryWorld(t)
  const nobody = partyId('nobody.example')
  await t.rejects(registry.parties.suspend(nobody, { actor: 'socket', reason: 'x' }), { code: 'NOT_FOUND' })
  await t.rejects(registry.parties.resume(nobody, { actor: 'socket', reason: 'x' }), { code: 'NOT_FOUND' })
  t.strictSame(closedLinks, [])
  t.equal(await registry.parties.find(nobody), undefined)
})
