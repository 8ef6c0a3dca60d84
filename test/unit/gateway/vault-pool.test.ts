// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { Vault } from '../../../src/gateway/vault-child.ts'
import { createVaults } from '../../../src/gateway/vault-pool.ts'
import { userId } from '../../../src/model/ids.ts'
import type { UserId } from '../../../src/model/ids.ts'
import type { VaultCall } from '../../../src/vault/protocol/calls.ts'

const person = (): UserId => userId(randomUUID())

const world = (count: number) => {
  const asked: (readonly [number, VaultCall['call']])[] = []
  const all = Array.from({ length: count }, (_, place): Vault => ({
    call: async (call) => {
      asked.push([place, call.call])
      return {} as never
    },
    isReady: () => true, keyNumbers: () => [1], start: async () => undefined, stop: async () => undefined,
  }))
  return { vaults: createVaults(all), asked }
}

t.test('calls about one conversation go to one vault, always the same, and all vaults get some', async (t) => {
  const { vaults, asked } = world(3)
  const [user, peer] = [person(), person()]
  const discard = { call: 'discard', user, peer, version: 1 } as const
  await vaults.call(discard)
  await vaults.call(discard)
  t.same(asked, [[vaults.placeOf(user, peer), 'discard'], [vaults.placeOf(user, peer), 'discard']])
  const places = new Set(Array.from({ length: 100 }, () => vaults.placeOf(person(), person())))
  t.same([...places].sort(), [0, 1, 2])
})

t.test('that an account is erased, or a version of it is not in force, goes to all: any of them may have made it', async (t) => {
  const { vaults, asked } = world(4)
  const user = person()
  await vaults.call({ call: 'discard', user, peer: undefined, version: 1 })
  await vaults.call({ call: 'erase', user })
  t.same(asked, (['discard', 'erase'] as const).flatMap((call) => [0, 1, 2, 3].map((place) => [place, call])))
})
