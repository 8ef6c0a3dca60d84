// SPDX-License-Identifier: AGPL-3.0-only
// Sees: what the vault's functions work with.
// Promises: names it, so that each function says what it takes.
// Never: does anything.
import type { SignalCrypto } from '../../model/signal-crypto.ts'
import type { CoreChannel } from '../core-channel.ts'
import type { Memory } from '../memory.ts'
import type { UserKeys } from '../sealing/user-keys.ts'
import type { Homes } from '../trust/homes.ts'
import type { StatementSigner } from '../trust/own-statement.ts'
import type { OpenAccounts } from './open-accounts.ts'

/** What the functions of a vault work with. */
export interface Parts {
  readonly crypto: SignalCrypto
  readonly userKeys: UserKeys
  readonly homes: Homes
  readonly memory: Memory
  readonly accounts: OpenAccounts
  readonly channel: CoreChannel
  readonly statements: StatementSigner
}
