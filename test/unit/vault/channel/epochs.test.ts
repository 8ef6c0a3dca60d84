// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a key that is not needed any more is zeros, and one key seals no more messages than it may.
import { inspect } from 'node:util'
import t from 'tap'
import { createVaultChannel } from '../../../../src/agent/channel/index.ts'
import { createCoreEpochs } from '../../../../src/vault/channel/core-epochs.ts'
import { createOwnEpochs } from '../../../../src/vault/channel/epochs.ts'
import { reveal } from '../../../../src/vault/sealing/secret.ts'
import { coreKeys, createEndKeys, someFacts, vaultKeys } from '../../../support/channel-ends.ts'

const NOW = 1_800_000_000_000
const isWiped = (key: Parameters<typeof reveal>[0]): boolean => reveal(key).every((byte) => byte === 0)

t.test('an epoch of the vault is wiped when the next one begins', async (t) => {
  const epochs = createOwnEpochs(vaultKeys(createEndKeys(), createEndKeys()))
  const first = epochs.at(NOW)
  t.notOk(isWiped(first.key))
  const second = epochs.at(NOW + 86_400_000)
  t.ok(isWiped(first.key))
  t.notOk(isWiped(second.key))
})

t.test('an epoch of the vault ends with the last message that it may seal', async (t) => {
  const epochs = createOwnEpochs(vaultKeys(createEndKeys(), createEndKeys()), 2)
  const first = epochs.at(NOW)
  epochs.count()
  t.equal(epochs.at(NOW), first)
  epochs.count()
  t.not(epochs.at(NOW).header.epoch, first.header.epoch)
})

t.test('of the core\'s epochs the one that was not used longest is wiped, and none is opened twice meanwhile', async (t) => {
  const [vault, core] = [createEndKeys(), createEndKeys()]
  const epochs = createCoreEpochs(vaultKeys(vault, core))
  const keyMessages = await Promise.all(Array.from({ length: 65 }, async () => (await createVaultChannel(coreKeys(core, vault)).seal(someFacts(), new Uint8Array(2), NOW)).epochKey))
  const opened = keyMessages.slice(0, 64).map((keyMessage) => epochs.require(keyMessage))
  t.equal(epochs.require(keyMessages[0] ?? ''), opened[0])
  epochs.require(keyMessages[64] ?? '')
  t.strictSame(opened.map(({ key }) => isWiped(key)), opened.map((_, at) => at === 1))
})

t.test('printing an epoch shows no key', async (t) => {
  const epoch = createOwnEpochs(vaultKeys(createEndKeys(), createEndKeys())).at(NOW)
  const key = Buffer.from(reveal(epoch.key))
  for (const shown of [inspect(epoch, { depth: 9 }), JSON.stringify(epoch)]) {
    t.match(shown, epoch.header.epoch)
    for (const form of ['hex', 'base64', 'base64url'] as const) t.notOk(shown.includes(key.toString(form)))
  }
})
