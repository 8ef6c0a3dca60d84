// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a vault's functions with a core, a provider and their people, in one line of a test.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { keyId } from '../../src/model/ids.ts'
import { createHome } from '../../src/sdk/link/home.ts'
import type { Home } from '../../src/sdk/link/home.ts'
import { createPartyKeys } from '../../src/sdk/link/party-keys.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import type { PeerProof } from '../../src/vault/protocol/calls.ts'
import { VaultRefused } from '../../src/vault/refusal.ts'
import { Secret } from '../../src/vault/sealing/secret.ts'
import { createVault } from '../../src/vault/vault.ts'
import type { Vault, VaultMaterial } from '../../src/vault/vault.ts'
import { CoreEnd } from './core-end.ts'
import { Outsider } from './outsider.ts'
import { VaultUser } from './vault-user.ts'

const NOW = 1_800_000_000_000

type MadeKeys = Awaited<ReturnType<typeof createPartyKeys>>
/** A party that signs for its users. */
export interface SigningParty extends MadeKeys { readonly home: Home }

export class VaultWorld {
  now = NOW
  readonly core = new CoreEnd()
  readonly coreParty: SigningParty
  readonly provider: SigningParty
  readonly keyEncryptionKeys = new Map([[1, new Secret(new Uint8Array(randomBytes(32)))]])
  issuerList = ''
  vault: Vault

  constructor(coreParty: SigningParty, provider: SigningParty) {
    this.coreParty = coreParty
    this.provider = provider
    this.vault = createVault(this.material)
  }

  get material(): VaultMaterial {
    const { application } = this.coreParty
    return {
      keyEncryptionKeys: this.keyEncryptionKeys, core: { party: application.party, issuerKeys: application.issuerKeys.keys }, channel: this.core.channel,
      statementKey: { key: STATEMENT_KEY, kid: 'vault-statements', delegation: 'delegation' }, crypto: createLibsignal(),
    }
  }

  /** The vault's process is killed, and another one comes up with the same start secret. */
  restart(): void {
    this.vault = createVault(this.material)
  }

  async outsider(): Promise<Outsider> {
    const outsider = new Outsider()
    await this.state(outsider)
    return outsider
  }

  /** The home states the outsider's identity key as it is now. */
  async state(outsider: Outsider, custody: 'DEVICE' | 'VAULT' = 'DEVICE', deviceListVersion = 1): Promise<PeerProof> {
    const statement = await this.provider.home.signIdentityStatement({
      userId: outsider.user, identityKey: outsider.identity.publicKey, custody, deviceListVersion,
    })
    outsider.proof = { home: this.provider.keys.party, statement, issuerList: this.issuerList }
    return outsider.proof
  }

  list(version: number, parties: readonly SigningParty[], by = this.coreParty): Promise<string> {
    return by.home.signIssuerList({
      version, parties: parties.map(({ application }) => ({ party: application.party, state: 'live', keys: application.issuerKeys.keys })),
    })
  }

  /** A vault's user with keys. */
  async user(): Promise<VaultUser> {
    const user = new VaultUser(this)
    await user.mint({ ec: 3, kyber: 3 })
    return user
  }
}

const STATEMENT_KEY = generateKeyPairSync('ed25519').privateKey

/** A party with keys of its own. */
export const signingParty = async (party: string, role: 'core' | 'provider'): Promise<SigningParty> => {
  const made = await createPartyKeys({ party, role, displayName: party })
  const [linkKey] = made.application.linkKeys.keys
  if (linkKey === undefined) throw new Error('the keys were made above')
  return { ...made, home: createHome({ keys: made.keys, gatewayId: keyId(linkKey.kid), now: () => NOW }) }
}

/** A world with a core and one provider. */
export const createVaultWorld = async (): Promise<VaultWorld> => {
  const world = new VaultWorld(await signingParty('core.example', 'core'), await signingParty('heron.example', 'provider'))
  world.issuerList = await world.list(1, [world.provider])
  return world
}

/** The word with which a call was refused; 'nothing' when it was not. */
export const refusalOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
    return 'nothing'
  } catch (error) {
    if (error instanceof VaultRefused) return error.refused
    throw error
  }
}
