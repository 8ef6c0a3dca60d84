// SPDX-License-Identifier: AGPL-3.0-only
import { createPrivateKey } from 'node:crypto'
import { createVaultChannel } from '../../src/agent/channel/index.ts'
import type { VaultChannel } from '../../src/agent/channel/index.ts'
import { createEd25519, createX25519, publicPart } from '../../src/cli/fresh-keys.ts'
import type { CoreSecretFile, VaultSecretFile } from '../../src/model/vault-files.ts'
import type { PartyId } from '../../src/model/ids.ts'
import { createCoreChannel } from '../../src/vault/channel/index.ts'
import type { OpenCoreChannel } from '../../src/vault/channel/index.ts'

/** Both ends of the channel between a vault and its core. */
export interface BothEnds {
  readonly vault: OpenCoreChannel
  readonly core: VaultChannel
  /** The vault's end as its start secret holds it. */
  readonly secret: Pick<VaultSecretFile, 'signingKey' | 'agreementKey'> & { readonly core: Pick<NonNullable<VaultSecretFile['core']>, 'party' | 'signingKey' | 'agreementKey'> }
}

/** Both ends, under keys of their own. */
export const createBothEnds = (party: PartyId): BothEnds => {
  const own: CoreSecretFile = { drawbridge: 'core-secret/1', party, signingKey: createEd25519(), agreementKey: createX25519() }
  const [signing, agreement] = [createEd25519(), createX25519()]
  const core = { party, signingKey: publicPart(own.signingKey), agreementKey: publicPart(own.agreementKey) }
  return {
    vault: createCoreChannel({ signing: privateKey(signing), agreement: privateKey(agreement), core }),
    core: createVaultChannel({ own, vault: { signingKey: publicPart(signing), agreementKey: publicPart(agreement) } }),
    secret: { signingKey: signing, agreementKey: agreement, core },
  }
}

const privateKey = (jwk: ReturnType<typeof createEd25519> | ReturnType<typeof createX25519>) => ({ kid: jwk.kid, key: createPrivateKey({ key: { ...jwk }, format: 'jwk' }) })
