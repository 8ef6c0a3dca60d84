// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a confined vault with a core's keys pinned: people of a provider and of the core talk through it, and the core needs nothing but its own keys.
import { existsSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { Test } from 'tap'
import { createVaultChannel } from '../../src/agent/channel/index.ts'
import { launchVault } from '../../src/gateway/vault-launch.ts'
import type { CoreFacts } from '../../src/model/core-messages.ts'
import { submissionId, userId } from '../../src/model/ids.ts'
import { openStatement } from '../../src/sdk/device/statement.ts'
import { createVaultClient } from '../../src/vault/protocol/client.ts'
import type { VaultClient } from '../../src/vault/protocol/client.ts'
import type { Vault } from '../../src/vault/vault.ts'
import { createPinnedSecret, createStartSecret } from '../support/vault-secret.ts'
import { textOf } from '../support/vault-user.ts'
import { createVaultWorld } from '../support/vault-world.ts'

const skip = existsSync('/usr/bin/prlimit') ? false : 'prlimit is not installed (Debian: util-linux)'

/** The functions of a vault over its pipe. */
const overPipe = (client: VaultClient): Vault => ({
  mint: (call) => client.call(call), open: (call) => client.call(call), seal: (call) => client.call(call), accept: (call) => client.call(call),
  rotate: (call) => client.call(call), erase: (call) => client.call(call), discard: (call) => client.call(call),
})

/** A vault's process for the core of a world, and the core's end of its channel. */
const launch = async (t: Test, delegated = true) => {
  const world = await createVaultWorld()
  const { file, keys, core } = await createPinnedSecret(t.testdir({}), world.coreParty, delegated)
  const process_ = await launchVault({ execPath: process.execPath, shape: 'embedded', secretFile: file })
  t.teardown(async () => {
    process_.kill()
    await process_.ended
  })
  if (process_.pipe === undefined) throw new Error('no pipe')
  const client = createVaultClient(process_.pipe)
  world.vault = overPipe(client)
  return { world, client, channel: createVaultChannel({ own: core, vault: keys }) }
}

t.test('a user whom the vault minted is the core\'s by its delegation, and talks both ways with the core\'s keys alone', { skip }, async (t) => {
  const { world, client, channel } = await launch(t)
  const [anna, bruno] = [await world.user(), await world.outsider()]
  const { party, issuerKeys } = world.coreParty.application
  const issuers = { of: async () => issuerKeys.keys }
  t.match(await openStatement(anna.published?.statement ?? '', party, anna.user, issuers, world.now), { custody: 'VAULT', identityKey: anna.published?.identityKey })

  await bruno.begin(anna, 0)
  const parcel = await bruno.say(anna, 'hello')
  const opened = await anna.open(bruno, parcel)
  const { epoch, keyMessage } = await client.call({ call: 'epoch', now: world.now })
  t.equal(opened.epoch, epoch)
  const got = await channel.open({ content: opened.content, epochKey: keyMessage }, { from: bruno.user, to: anna.user, submissionId: parcel.submissionId, number: 1 }, world.now)
  t.match([got.facts.custody, JSON.parse(Buffer.from(got.json).toString())], ['DEVICE', { kind: 'text', text: 'hello', id: got.facts.messageId }])

  const json = textOf('hello yourself')
  const facts: CoreFacts = {
    messageId: String(json['id']), submissionId: submissionId(randomUUID()), from: anna.user, to: bruno.user, provider: got.facts.provider, custody: 'DEVICE', number: 1,
  }
  const { content, epochKey } = await channel.seal(facts, Buffer.from(JSON.stringify(json)), world.now)
  const call = anna.sealCall(bruno, json, { content, epochKey })
  const sealed = await anna.seal(call)
  t.equal(sealed.submissionId, facts.submissionId)
  t.match(await bruno.open(anna, sealed.envelopes[0]!), { senderUser: anna.user, body: { kind: 'text', text: 'hello yourself' } })
  await t.rejects(world.vault.seal({ ...call, conversation: anna.conversation(bruno.user) }), { name: 'CallRefused', refused: 'content-refused' }, 'the same number again')
})

t.test('a vault without a core says what it is and does nothing else', { skip }, async (t) => {
  const { file } = await createStartSecret(t.testdir({}))
  const vault = await launchVault({ execPath: process.execPath, shape: 'embedded', secretFile: file })
  t.teardown(async () => {
    vault.kill()
    await vault.ended
  })
  if (vault.pipe === undefined) throw new Error('no pipe')
  const client = createVaultClient(vault.pipe)
  for (const call of [{ call: 'epoch', now: 1 }, { call: 'erase', user: userId(randomUUID()) }] as const) {
    await t.rejects(client.call(call), { name: 'CallRefused', refused: 'unsupported' })
  }
  t.ok((await client.call({ call: 'attest', nonce: new Uint8Array(32) })).statement)
})

t.test('a vault to which its core has not delegated makes no user', { skip }, async (t) => {
  const { world, client } = await launch(t, false)
  await t.rejects(world.user(), { name: 'CallRefused', refused: 'unsupported' })
  t.ok((await client.call({ call: 'epoch', now: world.now })).keyMessage)
})
