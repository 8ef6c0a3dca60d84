// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { openVaultRelayWorld, vaultGone } from '../../support/vault-relay-world.ts'

const DAY_MS = 86_400_000

const open = async (t: Test) => {
  const world = await openVaultRelayWorld(t)
  const { registry, store, told } = world.world
  t.teardown(() => registry.vaultUpkeep.stop())
  /** Which key-encryption keys the users' keys are under, and for how many each. */
  const under = async () => (await store.read.wrappings()).map(({ key, users }) => [key, users])
  const happened = (name: string) => told.filter(([event]) => event === name)
  return { world, upkeep: registry.vaultUpkeep, store, under, happened }
}

t.test('after a new key-encryption key all users are wrapped anew while they write and are written to, and the old one is not needed any more', async (t) => {
  const { world, upkeep, under, happened } = await open(t)
  const pairs = []
  for (const name of ['bo', 'cy', 'di']) pairs.push(await world.pair(name))
  await world.start()
  for (const pair of pairs) await pair.say('before')
  await world.world.quiet()
  world.addKey()
  world.restartVault()
  t.same(await under(), [[1, 3]])
  const written = pairs.map(async (pair, index) => {
    for (const round of ['first', 'second', 'third']) {
      await pair.say(`${round} ${String(index)}`)
      t.match(await pair.post(pair.message(`answer ${round}`)), { kind: 'accepted' })
    }
  })
  await Promise.all([upkeep.look(), ...written])
  await world.world.quiet()
  t.same(await under(), [[2, 3]])
  t.same(happened('vaultKeysRewrapped'), [['vaultKeysRewrapped', 2, 3]])
  world.keys.delete(1)
  world.restartVault()
  for (const pair of pairs) await pair.say('after')
  await world.world.quiet()
  t.equal((await world.texts()).length, 3 * 5, 'every message came to the core')
  for (const pair of pairs) t.same(await pair.opened(), ['answer first', 'answer second', 'answer third'])
})

t.test('a vault that ends in the middle leaves some under the old key; both open, and the next look does the rest', async (t) => {
  const { world, upkeep, under, happened } = await open(t)
  const pairs = []
  for (const name of ['bo', 'cy', 'di']) pairs.push(await world.pair(name))
  await world.start()
  world.addKey()
  world.restartVault()
  let left = 2
  world.before = ({ call }) => { if (call === 'rotate' && left-- <= 0) vaultGone() }
  await upkeep.look()
  t.same(happened('backgroundFailed').length, 1)
  world.world.told.length = 0
  world.before = () => undefined
  for (const pair of pairs) await pair.say('meanwhile')
  await world.world.quiet()
  t.equal((await world.texts()).length, 3)
  await upkeep.look()
  t.same(await under(), [[2, 3]])
})

t.test('a message for a user whose key-encryption key the vault does not hold waits, and is opened when the key is back', async (t) => {
  const { world } = await open(t)
  const pair = await world.pair()
  const [first] = world.keys
  await world.start()
  world.addKey()
  world.keys.delete(1)
  world.restartVault()
  await pair.say('patience')
  for (let round = 0; round < 8; round += 1) {
    await world.world.quiet()
    world.world.timers.turn(10_000)
  }
  t.equal(await world.waiting(), 1, 'it is neither lost nor parked')
  await t.rejects(pair.post(pair.message('later')), { code: 'UNAVAILABLE' })
  world.keys.set(...first!)
  world.restartVault()
  world.world.timers.turn(10_000)
  await world.world.quiet()
  t.same(await world.texts(), ['patience'])
})

t.test('lasting keys are renewed weekly where there is a conversation and after thirty days where there is none, by the timer', async (t) => {
  const { world, upkeep, store, happened } = await open(t)
  const [talking, idle] = [await world.pair('bo'), await world.pair('cy')]
  await world.start()
  await talking.say('hello')
  await world.world.quiet()
  const late = await idle.end()
  await idle.outsider.begin(late)
  const signedIds = async () => Promise.all([talking, idle].map(async ({ bo }) => {
    const [device] = await store.read.devices(bo.user)
    return [device!.signedPrekey.id, device!.lastResortKyberPrekey.id > 1]
  }))
  const before = await signedIds()
  upkeep.start()
  await world.world.quiet()
  const pass = async (days: number): Promise<void> => {
    world.world.clock.advance(days * DAY_MS)
    world.world.timers.turn(5_000)
    await upkeep.look()
    await world.world.quiet()
  }
  await pass(6)
  t.same(await signedIds(), before, 'nothing is due')
  await pass(2)
  t.same((await signedIds()).map(([id]) => id), [2, 1])
  t.same(happened('vaultKeysRenewed'), [['vaultKeysRenewed', 1]])
  await pass(14)
  t.same((await signedIds()).map(([id]) => id), [3, 1])
  await idle.say('written under the first keys')
  await world.world.quiet()
  t.ok((await world.texts()).includes('written under the first keys'), 'a first message under replaced keys is opened')
  await pass(9)
  t.same((await signedIds()).map(([id]) => id), [4, 2])
})

t.test('while not every vault has the same newest key nothing is wrapped anew', async (t) => {
  const { world, upkeep, under } = await open(t)
  await world.pair()
  world.addKey()
  await upkeep.look()
  t.same(await under(), [[1, 1]])
  t.notOk(world.asked.includes('rotate'))
})
