// SPDX-License-Identifier: AGPL-3.0-only
import type { CoreDeps } from '../core/index.ts'
import { VAULT_DEVICE } from '../registry/index.ts'
import type { Minter, Registry } from '../registry/index.ts'
import { asAnswer } from '../relay/index.ts'
import type { Relay, RelayVaults, VaultSide } from '../relay/index.ts'
import { CallRefused } from '../vault/protocol/client.ts'
import { decodeEnvelope, encodeEnvelope, prekeysNamedBy } from '../wire/gateway/index.ts'
import type { Vaults } from './vault-pool.ts'

/** Told how many seconds a call to a vault took, failed ones too. */
export interface VaultTimes {
  readonly monotonic: () => number
  readonly called: (call: string, seconds: number) => void
}

/** The vaults as the relay asks them. */
export const relayVaults = (vaults: Vaults, { monotonic, called }: VaultTimes): RelayVaults => ({
  call: async (call, signal) => {
    const begun = monotonic()
    try {
      return await vaults.call(call, signal)
    } finally {
      called(call.call, (monotonic() - begun) / 1_000)
    }
  },
  epoch: async (user, peer, now) => {
    const vault = vaults.all[vaults.placeOf(user, peer)]
    if (vault === undefined) throw new RangeError('no such vault')
    return vault.call({ call: 'epoch', now })
  },
})

/** What the relay needs to serve users of a vault. */
export const vaultSideOf = (vaults: RelayVaults, bundlesTaken: VaultSide['bundlesTaken']): VaultSide => ({
  vaults, bundlesTaken, envelopes: { decode: decodeEnvelope, encode: encodeEnvelope, prekeysNamedBy },
})

/** Long enough for a user's first keys on a loaded machine. */
const MINT_MS = 30_000

/** The vaults as the registry asks them for keys. */
export const minterOf = (vaults: Pick<RelayVaults, 'call'>, wrappingKey: Minter['wrappingKey']): Minter => ({
  wrappingKey,
  mint: ({ user, provider, device, account, lasting, ec, kyber, now }) => vaults.call({
    call: 'mint', lasting, ec, kyber, now,
    account: {
      user, provider, device, wrappedKey: account?.wrappedKey ?? new Uint8Array(0),
      state: { version: account?.version ?? 0, bytes: account?.state ?? new Uint8Array(0) },
    },
  }, AbortSignal.timeout(MINT_MS)),
  discard: async (user, version) => {
    try {
      await vaults.call({ call: 'discard', user, peer: undefined, version }, AbortSignal.timeout(MINT_MS))
    } catch (error) {
      // What came back in another call is in force.
      if (!(error instanceof CallRefused)) throw error
    }
  },
  rewrap: async ({ user, provider, version, wrappedKey, state }) => {
    const account = { user, provider, device: VAULT_DEVICE, wrappedKey, state: { version, bytes: state } }
    return (await vaults.call({ call: 'rotate', account }, AbortSignal.timeout(MINT_MS))).wrappedKey
  },
  erase: async (user) => { await vaults.call({ call: 'erase', user }, AbortSignal.timeout(MINT_MS)) },
})

/** What a core over HTTP asks of the vaults; nothing where there are none. */
export const forCore = (vaults: Vaults | undefined, { vaultUsers }: Pick<Registry, 'vaultUsers'>, relay: Pick<Relay, 'sealForCore' | 'acceptIdentity'>): Pick<CoreDeps, 'sealForCore' | 'acceptIdentity' | 'enlist'> => ({
  sealForCore: vaults && ((caller, { senderUser, recipientUser, ...message }, gone) =>
    relay.sealForCore(caller, { ...message, user: senderUser, peer: recipientUser, urgent: true, ttlSeconds: 0 }, gone)),
  acceptIdentity: vaults && ((caller, { senderUser: user, recipientUser: peer, content, epochKey }) => relay.acceptIdentity(caller, { user, peer, content, epochKey })),
  enlist: vaults && ((caller, wish) => vaultUsers.enlist(caller, wish).catch((error: unknown) => { throw asAnswer(error) })),
})
