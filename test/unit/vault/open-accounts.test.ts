// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { userId } from '../../../src/model/ids.ts'
import { createOpenAccounts } from '../../../src/vault/functions/open-accounts.ts'
import type { HeldAccount } from '../../../src/vault/functions/open-accounts.ts'
import { reveal, Secret } from '../../../src/vault/sealing/secret.ts'
import { createVaultWorld, refusalOf } from '../../support/vault-world.ts'

const account = (): HeldAccount => ({
  wrappedKey: Uint8Array.of(1), blob: Uint8Array.of(2), version: 3, userKey: new Secret(Uint8Array.of(4)), bytes: new Secret(Uint8Array.of(5)),
  state: {} as HeldAccount['state'],
})
const isWiped = ({ userKey, bytes }: HeldAccount): boolean => reveal(userKey)[0] === 0 && reveal(bytes)[0] === 0

t.test('an account is given out once, and only for the bytes that it came of', async (t) => {
  const [accounts, user, held] = [createOpenAccounts(), userId(randomUUID()), account()]
  accounts.put(user, held)
  for (const other of [{ wrappedKey: Uint8Array.of(9) }, { blob: Uint8Array.of(9) }, { version: 4 }]) t.equal(accounts.take(user, { ...held, ...other }), undefined)
  t.equal(accounts.take(userId(randomUUID()), held), undefined)
  t.equal(accounts.take(user, held), held)
  t.equal(accounts.take(user, held), undefined, 'it is with the call that took it')
})

t.test('what makes room, is replaced or forgotten is zeroed', async (t) => {
  const [accounts, users, held] = [createOpenAccounts(2), Array.from({ length: 3 }, () => userId(randomUUID())), Array.from({ length: 4 }, account)]
  for (const [at, user] of users.entries()) accounts.put(user, held[at]!)
  t.same(held.map(isWiped), [true, false, false, false])
  accounts.put(users[1]!, held[3]!)
  t.same(held.map(isWiped), [true, true, false, false])
  accounts.forget(users[2]!)
  t.same(held.map(isWiped), [true, true, true, false])
})

t.test('an account that is held open lets nothing pass that one out of its blob would not', async (t) => {
  const world = await createVaultWorld()
  const [anna, bruno] = [await world.user(), await world.outsider()]
  await bruno.begin(anna, 0)
  await anna.open(bruno, await bruno.say(anna, 'hello'))
  const call = anna.openCall(bruno, await bruno.say(anna, 'again'))
  const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte))
  const { account: own } = call
  for (const changed of [{ wrappedKey: flip(own.wrappedKey) }, { state: { ...own.state, bytes: flip(own.state.bytes) } }, { provider: 'crow.example' as typeof own.provider }]) {
    t.equal(await refusalOf(world.vault.open({ ...call, account: { ...own, ...changed } })), 'broken-seal')
  }
  t.equal(await refusalOf(world.vault.open(call)), 'nothing')
})

t.test('keys go on under a newer key-encryption key, and the old one can be taken away', async (t) => {
  const world = await createVaultWorld()
  const [anna, bruno] = [await world.user(), await world.outsider()]
  await bruno.begin(anna, 0)
  world.keyEncryptionKeys.set(2, new Secret(new Uint8Array(32).fill(7)))
  world.restart()
  await anna.open(bruno, await bruno.say(anna, 'under the old one'))
  const { wrappedKey } = await world.vault.rotate({ call: 'rotate', account: anna.account })
  const old = anna.account
  anna.wrappedKey = new Uint8Array(wrappedKey)
  world.keyEncryptionKeys.delete(1)
  world.restart()
  await anna.open(bruno, await bruno.say(anna, 'under the new one'))
  t.equal(await refusalOf(world.vault.rotate({ call: 'rotate', account: old })), 'unknown-key')
})
