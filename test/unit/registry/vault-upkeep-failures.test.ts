// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import type { UserId } from '../../../src/model/ids.ts'
import { CallRefused } from '../../../src/vault/protocol/client.ts'
import { openVaultRelayWorld } from '../../support/vault-relay-world.ts'

const MONTH_MS = 31 * 86_400_000

/** A world with so many users of a vault, all of whose lasting keys are due. */
const open = async (t: Test, count: number) => {
  const world = await openVaultRelayWorld(t, { mayFail: true })
  const { registry: { vaultUpkeep: upkeep }, store, clock, told } = world.world
  t.teardown(() => upkeep.stop())
  const users: UserId[] = []
  for (let number = 0; number < count; number += 1) users.push((await world.pair(`bo${String(number)}`)).bo.user)
  clock.advance(MONTH_MS)
  const renewed = async () => Promise.all(users.map(async (user) => (await store.read.devices(user))[0]!.signedPrekey.id > 1))
  return { world, upkeep, users, renewed, failures: () => told.filter(([event]) => event === 'backgroundFailed').length }
}

const brokenSeal = (): never => {
  throw new CallRefused({ refused: 'broken-seal', retry: undefined })
}

t.test('one wrapped key that the vault does not take stops neither the wrapping nor the renewal of anybody else’s keys', async (t) => {
  const { world, upkeep, users, renewed, failures } = await open(t, 2)
  world.before = (call) => { if (call.call === 'rotate' && call.account.user === users[0]) brokenSeal() }
  world.addKey()
  world.restartVault()
  await upkeep.look()
  t.strictSame((await world.world.store.read.wrappings()).map(({ key, users: count }) => [key, count]), [[1, 1], [2, 1]])
  t.strictSame(await renewed(), [true, true])
  t.equal(failures(), 1, 'it is told')
})

t.test('users whose keys cannot be renewed, as many as a page has, do not stand before the others', async (t) => {
  const { world, upkeep, users, renewed, failures } = await open(t, 6)
  const bad = new Set<UserId>(users.slice(0, 5))
  world.before = (call) => { if (call.call === 'mint' && bad.has(call.account.user)) brokenSeal() }
  await upkeep.look()
  t.strictSame(await renewed(), [false, false, false, false, false, true])
  t.equal(failures(), 1, 'the first error of a look is told')
  world.before = () => undefined
  await upkeep.look()
  t.strictSame(await renewed(), [true, true, true, true, true, true], 'the next look tries them again')
})

t.test('keys that a vault made too late are made again by the next look', async (t) => {
  const { world, upkeep, renewed } = await open(t, 6)
  let late = 4
  world.after = ({ call }) => { if (call === 'mint' && late-- > 0) throw new DOMException('late', 'TimeoutError') }
  await upkeep.look()
  await upkeep.look()
  t.strictSame(await renewed(), [true, true, true, true, true, true])
})

t.test('so are they where the vault could not be told that it was given up', async (t) => {
  const { world, upkeep, renewed } = await open(t, 1)
  let late = 1
  world.before = ({ call }) => { if (call === 'discard' && late >= 0) throw new DOMException('late', 'TimeoutError') }
  world.after = ({ call }) => { if (call === 'mint' && late-- > 0) throw new DOMException('late', 'TimeoutError') }
  await upkeep.look()
  t.strictSame(await renewed(), [false])
  late = -1
  await upkeep.look()
  await upkeep.look()
  t.strictSame(await renewed(), [true])
})
