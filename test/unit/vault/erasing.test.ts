// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { textOf } from '../../support/vault-user.ts'
import { createVaultWorld, refusalOf } from '../../support/vault-world.ts'

const NOTHING = new Uint8Array(0)

t.test('a daemon that lies cannot take back committed state by saying that the user was erased', async (t) => {
  const world = await createVaultWorld()
  const [anna, bruno] = [await world.user(), await world.outsider()]
  await anna.say(bruno, 'one')
  const old = anna.conversation(bruno.user)
  await anna.say(bruno, 'two')
  await anna.say(bruno, 'three')
  await world.vault.erase({ call: 'erase', user: anna.user })
  t.equal(await refusalOf(world.vault.seal({ ...anna.sealCall(bruno, textOf('another')), conversation: old })), 'rolled-back')
  t.equal(await refusalOf(world.vault.seal(anna.sealCall(bruno, textOf('another')))), 'rolled-back', 'nor with its newest state')
})

t.test('nor get a second identity for the user', async (t) => {
  const world = await createVaultWorld()
  const anna = await world.user()
  const mint = { call: 'mint', account: { ...anna.account, wrappedKey: NOTHING, state: { version: 0, bytes: NOTHING } }, lasting: false, ec: 0, kyber: 0, now: world.now } as const
  await world.vault.erase({ call: 'erase', user: anna.user })
  t.equal(await refusalOf(world.vault.mint(mint)), 'rolled-back')
  t.same(await world.vault.erase({ call: 'erase', user: anna.user }), {}, 'who is erased once more is answered')
  t.equal(await refusalOf(world.vault.mint(mint)), 'rolled-back')
})
