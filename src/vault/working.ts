// SPDX-License-Identifier: AGPL-3.0-only
// Sees: the start secret, once, on its way into what works with it.
// Promises: a vault that pins a core does all calls, though it mints no user before the core delegated; one that pins none can say what it is and nothing else.
// Never: keeps the key-encryption keys in any other place than where they wrap and unwrap.
import { createLibsignal } from '../signal/private/index.ts'
import { createAttest } from './attest.ts'
import type { Self } from './attest.ts'
import { createCoreChannel } from './channel/index.ts'
import { Secret } from './sealing/secret.ts'
import type { StartSecret } from './secret.ts'
import type { VaultFunctions } from './serve.ts'
import { createVault } from './vault.ts'

/** All that this vault can do with its secret. */
export const createFunctions = (secret: StartSecret, self: Self): VaultFunctions => {
  const attest = createAttest(secret, self)
  const { core, keyEncryptionKeys, signing, agreement, statement, delegation } = secret
  if (core === null) return { attest }
  const channel = createCoreChannel({ signing, agreement, core })
  const { mint, ...vault } = createVault({
    keyEncryptionKeys: new Map([...keyEncryptionKeys].map(([id, key]) => [id, new Secret(key)])),
    core: { party: core.party, issuerKeys: core.issuerKeys.keys }, statementKey: { ...statement, delegation }, channel, crypto: createLibsignal(),
  })
  return { ...vault, ...(delegation === '' ? {} : { mint }), attest, epoch: async ({ now }) => channel.epoch(now) }
}
