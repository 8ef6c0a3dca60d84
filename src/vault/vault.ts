// SPDX-License-Identifier: AGPL-3.0-only
// Sees: sealed state and the calls about it; what is open is open inside the functions only.
// Promises: each call is a function of what it carries; between calls the vault keeps version numbers, sealed blobs, the newest issuer list, and the accounts
// of the users it served last.
// Never: keeps a session or a word of plaintext when a call has ended; keeps anything of a user who was erased, but that it was.
import type { SignalCrypto } from '../model/signal-crypto.ts'
import type { CoreChannel } from './core-channel.ts'
import { accept } from './functions/accept.ts'
import { mint } from './functions/mint.ts'
import { createOpenAccounts } from './functions/open-accounts.ts'
import { open } from './functions/open.ts'
import type { Parts } from './functions/parts.ts'
import { seal } from './functions/seal.ts'
import { createLanes } from './lanes.ts'
import { createMemory } from './memory.ts'
import type { RotateCall, VaultAnswers, VaultCall } from './protocol/calls.ts'
import { wipe } from './sealing/secret.ts'
import type { Secret } from './sealing/secret.ts'
import { createUserKeys } from './sealing/user-keys.ts'
import { createHomes } from './trust/homes.ts'
import type { PinnedCore } from './trust/homes.ts'
import { createStatementSigner } from './trust/own-statement.ts'
import type { StatementKey } from './trust/own-statement.ts'

/** What a vault is made of; all of it comes out of the start secret, but for the cryptography. */
export interface VaultMaterial {
  /** 32 bytes each, by number; the highest number wraps. */
  readonly keyEncryptionKeys: ReadonlyMap<number, Secret>
  readonly core: PinnedCore
  readonly statementKey: StatementKey
  readonly channel: CoreChannel
  readonly crypto: SignalCrypto
}

/** Calls that are about the vault itself and not about a user. */
type OwnCall = 'attest' | 'epoch'

/** The calls that are about users. Each rejects with `VaultRefused`, and then nothing has changed; anything else is a bug. */
export type Vault = {
  readonly [Name in Exclude<VaultCall['call'], OwnCall>]: (call: Extract<VaultCall, { readonly call: Name }>) => Promise<VaultAnswers[Name]>
}

/** A vault. Throws `TypeError` for material that is not fit. */
export const createVault = ({ keyEncryptionKeys, core, statementKey, channel, crypto }: VaultMaterial): Vault => {
  const parts: Parts = {
    crypto, channel, userKeys: createUserKeys(keyEncryptionKeys), homes: createHomes(core), memory: createMemory(), accounts: createOpenAccounts(),
    statements: createStatementSigner(core.party, statementKey),
  }
  const run = createLanes()
  return Object.freeze({
    mint: (call) => run(call.account.user, () => mint(parts, call)),
    open: (call) => run(call.account.user, () => open(parts, call)),
    seal: (call) => run(call.account.user, () => seal(parts, call)),
    accept: (call) => run(call.account.user, () => accept(parts, call)),
    rotate: (call) => run(call.account.user, async () => rotate(parts, call)),
    erase: ({ user }) => run(user, async () => {
      parts.memory.forget(user)
      parts.accounts.forget(user)
      return {}
    }),
    discard: ({ user, peer, version }) => run(user, async () => {
      parts.memory.discard({ user, peer }, version)
      return {}
    }),
  } satisfies Vault)
}

const rotate = ({ userKeys }: Parts, { account: { user, wrappedKey } }: RotateCall): VaultAnswers['rotate'] => {
  const userKey = userKeys.unwrap(user, wrappedKey)
  try {
    return { wrappedKey: userKeys.wrap(user, userKey) }
  } finally {
    wipe(userKey)
  }
}
