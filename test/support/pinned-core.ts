// SPDX-License-Identifier: AGPL-3.0-only
// Promise: parties of a daemon that runs for real: a core whose half of the channel and a vault's start secret pin each other, and a provider.
import { join } from 'node:path'
import type { CoreChannelKeys } from '../../src/agent/channel/index.ts'
import { keyId, partyId } from '../../src/model/ids.ts'
import type { PartyId } from '../../src/model/ids.ts'
import { openCoreCredentials } from '../../src/ops/core-credentials.ts'
import { connectLink, createHome, createPartyKeys } from '../../src/sdk/link/index.ts'
import type { AdmissionFile, ApplicationFile, GatewayLink, Home, LinkOptions, PartyKeys } from '../../src/sdk/link/index.ts'
import type { Teardown } from './scope.ts'
import { createPinnedSecret } from './vault-secret.ts'

/** A core before it is admitted. */
export interface PinnedCore {
  readonly keys: PartyKeys
  readonly application: ApplicationFile
  /** Of the vault that pins it. */
  readonly secretFile: string
  readonly channelKeys: CoreChannelKeys & { readonly vault: Awaited<ReturnType<typeof createPinnedSecret>>['keys'] }
}

/** A party that is admitted. */
export interface AdmittedParty {
  readonly party: PartyId
  readonly keys: PartyKeys
  readonly admission: AdmissionFile
  readonly home: Home
  /** A link that ends with the test. */
  open(t: Teardown, options?: Pick<LinkOptions, 'reconnect'>): GatewayLink
}

type Admits = { addParty(application: ApplicationFile): Promise<AdmissionFile> }

const CORE = 'core.example'

/** Keys of a core, and the start secret of its vault in a folder. */
export const createPinnedCore = async (folder: string): Promise<PinnedCore> => {
  const { keys, application } = await createPartyKeys({ party: CORE, role: 'core', displayName: 'Example Chat' })
  // A delegation names no gateway.
  const home = createHome({ keys, gatewayId: keyId(keys.issuerKey.kid) })
  const { file, keys: vault, core: own } = await createPinnedSecret(folder, { keys, application, home })
  return { keys, application, secretFile: file, channelKeys: { own, vault } }
}

/** A credential for the listener of the core, put where a daemon that starts on this folder finds it. */
export const addCredential = (dataFolder: string): string => openCoreCredentials(join(dataFolder, 'core-credentials.json')).add('server-1', Date.now())

/** Admits a core, and a provider of this name that the core lists and that may host attachments at `mediaHosts`. */
export const admitParties = async (t: Teardown, daemon: Admits, { keys, application }: Pick<PinnedCore, 'keys' | 'application'>, provider: string, mediaHosts?: readonly string[]): Promise<{ readonly core: AdmittedParty; readonly provider: AdmittedParty }> => {
  const made = await createPartyKeys({ party: provider, role: 'provider', displayName: provider, mediaHosts })
  const [core, other] = [admitted(keys, await daemon.addParty(application)), admitted(made.keys, await daemon.addParty(made.application))]
  const link = core.open(t)
  const parties = [{ party: other.party, state: 'live', keys: made.application.issuerKeys.keys }] as const
  await link.request({ kind: 'putIssuerList', list: await core.home.signIssuerList({ version: 1, parties }) })
  await link.close()
  return { core, provider: other }
}

const admitted = (keys: PartyKeys, admission: AdmissionFile): AdmittedParty => ({
  party: partyId(keys.party), keys, admission, home: createHome({ keys, gatewayId: admission.gateway.id }),
  open: (t, options = {}) => {
    const link = connectLink({ admission, keys, instance: `${keys.party}-1`, ...options })
    t.teardown(() => link.close())
    return link
  },
})
