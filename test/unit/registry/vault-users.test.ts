// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { VAULT_CAPABILITIES } from '../../../src/model/capabilities.ts'
import { address, userReference } from '../../../src/model/ids.ts'
import { LOW_EC_PREKEYS, LOW_KYBER_PREKEYS } from '../../../src/model/values.ts'
import { VAULT_DEVICE } from '../../../src/registry/index.ts'
import { acquaint } from '../../support/acquaintance.ts'
import { createSubscriber, enlistInside, enlistOutside, setChoice, setParticipation } from '../../support/subscribers.ts'
import { openVaultRelayWorld, vaultGone } from '../../support/vault-relay-world.ts'

const MONTH_MS = 31 * 86_400_000
const [NONE, FULL] = [{ ec: 0, kyber: 0 }, { ec: 40, kyber: 15 }]

t.test('a core user is enlisted once for a provider, with keys of the vault’s', async (t) => {
  const world = await openVaultRelayWorld(t)
  const { bo } = await world.pair()
  const { registry, store, core, heron } = world.world
  const again = await registry.vaultUsers.enlist(core.caller, { userReference: userReference(bo.reference), provider: heron.party })
  t.equal(again, bo.user)
  t.match(await store.read.user(bo.user), { custody: 'VAULT', forProvider: heron.party, deviceListVersion: 1 })
  const [device] = await store.read.devices(bo.user)
  t.strictSame(device!.capabilities, VAULT_CAPABILITIES)
  t.match(await store.read.prekeyStock(bo.user, device!.deviceId), { ec: 40, kyber: 15 })
  t.equal(world.asked.filter((call) => call === 'mint').length, 2, 'when it was enlisted, and at its first grant')
})

/** A core user who is enlisted for heron and has granted nothing, and what is left of its one-time keys. */
const newcomer = async ({ world }: Awaited<ReturnType<typeof openVaultRelayWorld>>) => {
  const { core, heron, registry, store } = world
  const cy = createSubscriber(core, { forProvider: heron.party, address: 'cy@wren.example' })
  await setParticipation(world, cy)
  await setChoice(world, cy)
  const user = await registry.vaultUsers.enlist(core.caller, { userReference: userReference(cy.reference), provider: heron.party })
  return { cy: { ...cy, user, address: address('cy@wren.example') }, left: () => store.read.prekeyStock(user, VAULT_DEVICE) }
}

t.test('one-time keys are made at a user’s first grant and not before, neither when its lasting keys are renewed', async (t) => {
  const world = await openVaultRelayWorld(t)
  await world.list()
  const { cy, left } = await newcomer(world)
  t.strictSame(await left(), NONE)
  world.world.clock.advance(MONTH_MS)
  await world.world.registry.vaultUpkeep.look()
  t.match(await world.world.store.read.devices(cy.user), [{ signedPrekey: { id: 2 } }], 'they are renewed')
  t.strictSame(await left(), NONE)
  await acquaint(world.world, await enlistOutside(world.world, world.world.heron, { address: 'ada@heron.example' }), cy)
  t.strictSame(await left(), FULL)
  await world.world.registry.vaultUsers.topUp(cy.user)
  t.strictSame(await left(), FULL, 'and not again')
})

t.test('what is gone of a stock that anybody may take from is made again when lasting keys are renewed', async (t) => {
  const world = await openVaultRelayWorld(t, { mayFail: true })
  world.before = ({ call }) => { if (call === 'mint' && world.asked.includes('mint', 1)) vaultGone() }
  const { bo } = await world.pair()
  const left = () => world.world.store.read.prekeyStock(bo.user, VAULT_DEVICE)
  t.strictSame(await left(), NONE, 'a grant does not need a vault')
  t.ok(world.world.told.some(([event]) => event === 'backgroundFailed'))
  world.before = () => undefined
  world.world.clock.advance(MONTH_MS)
  await world.world.registry.vaultUpkeep.look()
  t.strictSame(await left(), FULL)
})

t.test('who has a device of its own, or has set no participation, is not given to a vault', async (t) => {
  const world = await openVaultRelayWorld(t)
  const { registry, core, heron, egret } = world.world
  const own = await enlistInside(world.world, { address: 'own@wren.example' })
  const wish = (reference: string, provider = heron.party) => ({ userReference: userReference(reference), provider })
  await t.rejects(registry.vaultUsers.enlist(core.caller, wish(own.reference)), { code: 'CONFLICT' })
  await t.rejects(registry.vaultUsers.enlist(core.caller, wish(createSubscriber(core).reference)), { code: 'NOT_FOUND' })
  await t.rejects(registry.vaultUsers.enlist(core.caller, wish(own.reference, core.party)), { code: 'NOT_FOUND' })
  await t.rejects(registry.vaultUsers.enlist(egret.caller, wish(own.reference)), { code: 'WRONG_ROLE' })
  await t.rejects(registry.vaultUsers.erase(core.caller, own.user), { code: 'NOT_YOURS' })
  t.strictSame(world.asked, [])
})

t.test('while there is no vault nobody is enlisted', async (t) => {
  const world = await openVaultRelayWorld(t)
  world.before = () => { vaultGone() }
  await t.rejects(world.pair())
  t.strictSame(await world.world.store.read.vaultAccounts(undefined, 10), [])
})

t.test('a stock that runs low is filled up by the vault, and the core is told nothing', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  const { registry, store } = world.world
  const [device] = await store.read.devices(pair.bo.user)
  const left = async () => store.read.prekeyStock(pair.bo.user, device!.deviceId)
  await registry.vaultUsers.topUp(pair.bo.user)
  t.equal(world.asked.filter((call) => call === 'mint').length, 2, 'there is enough')
  for (let taken = 40; taken > LOW_EC_PREKEYS - 1; taken -= 1) {
    world.world.clock.advance(3_600_000)
    t.match(await registry.prekeys.get(world.world.heron.caller, {
      kind: 'getBundles', senderUser: pair.ada.user, recipientUser: pair.bo.user, consentToken: pair.token, deviceIds: [], demandedCustody: undefined,
    }), { kind: 'bundles' })
  }
  t.ok((await left())!.ec >= LOW_EC_PREKEYS)
  t.strictSame(await world.storedOf('prekeysLow'), [])
})

t.test('a stock that could not be filled up, since there was no vault, is filled up with the next hand-out', async (t) => {
  const world = await openVaultRelayWorld(t, { mayFail: true })
  const pair = await world.pair()
  const { registry, store } = world.world
  const [device] = await store.read.devices(pair.bo.user)
  const left = async () => (await store.read.prekeyStock(pair.bo.user, device!.deviceId))!
  const taken = async () => {
    world.world.clock.advance(3_600_000)
    await registry.prekeys.get(world.world.heron.caller, {
      kind: 'getBundles', senderUser: pair.ada.user, recipientUser: pair.bo.user, consentToken: pair.token, deviceIds: [], demandedCustody: undefined,
    })
  }
  world.before = (call) => { if (call.call === 'mint') vaultGone() }
  while ((await left()).kyber > 0) await taken()
  await taken()
  t.equal((await left()).kyber, 0, 'the last resort is handed out')
  world.before = () => undefined
  await taken()
  t.equal((await left()).kyber, 15)
})

t.test('an erased user is gone from the store and from the vault', async (t) => {
  const world = await openVaultRelayWorld(t)
  const { bo } = await world.pair()
  const { registry, store, core } = world.world
  t.match(await registry.vaultUsers.erase(core.caller, bo.user), { kind: 'erased' })
  t.equal(await store.read.vaultAccount(bo.user), undefined)
  t.equal(world.asked.at(-1), 'erase')
})

t.test('a stock that the vault filled up too late is filled up with the next hand-out', async (t) => {
  const world = await openVaultRelayWorld(t, { mayFail: true })
  const pair = await world.pair()
  const { registry, store } = world.world
  const [device] = await store.read.devices(pair.bo.user)
  const left = async () => (await store.read.prekeyStock(pair.bo.user, device!.deviceId))!
  const taken = async () => {
    world.world.clock.advance(3_600_000)
    await registry.prekeys.get(world.world.heron.caller, {
      kind: 'getBundles', senderUser: pair.ada.user, recipientUser: pair.bo.user, consentToken: pair.token, deviceIds: [], demandedCustody: undefined,
    })
  }
  world.after = ({ call }) => { if (call === 'mint') throw new DOMException('late', 'TimeoutError') }
  while ((await left()).kyber >= LOW_KYBER_PREKEYS) await taken()
  t.equal((await left()).kyber, LOW_KYBER_PREKEYS - 1, 'what came too late is not stored')
  t.equal(world.asked.filter((call) => call === 'mint').length, 3, 'it was asked for')
  world.after = () => undefined
  await taken()
  t.equal((await left()).kyber, 15)
})
