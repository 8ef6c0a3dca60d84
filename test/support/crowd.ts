// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a core and providers with several people who granted each other, and links that come and go; nothing encrypts.
import type { Contact } from '../../src/model/answers.ts'
import { address, partyId, userId, userReference } from '../../src/model/ids.ts'
import type { RequestId, UserId } from '../../src/model/ids.ts'
import { connectLink, createHome, createPartyKeys } from '../../src/sdk/link/index.ts'
import type { AdmissionFile, GatewayLink, Home, PartyKeys } from '../../src/sdk/link/index.ts'
import { enlistRequest } from './couple.ts'
import type { KillableDaemon } from './daemon.ts'

/** A gateway that comes back is met at once. */
const RECONNECT = { initialMs: 10, maxMs: 60 }

/** What a crowd asks of the gateway. */
type Admits = Pick<KillableDaemon, 'addParty' | 'admin'>

/** A few pairs say as much as a thousand do. */
const UNLIMITED = { messagesPerPair: 1_000_000, messagesPerPairMinute: 60_000_000, messagesPerUserDay: 1_000_000_000 }

/** A party whose link may be open or not. */
export class CrowdParty {
  readonly keys: PartyKeys
  readonly admission: AdmissionFile
  readonly home: Home
  #link: GatewayLink | undefined
  /** Called with each new link. */
  readonly onLink = new Set<(link: GatewayLink) => void>()

  constructor(keys: PartyKeys, admission: AdmissionFile) {
    this.keys = keys
    this.admission = admission
    this.home = createHome({ keys, gatewayId: admission.gateway.id })
  }

  get link(): GatewayLink {
    if (this.#link === undefined) throw new Error(`${this.keys.party} has no link`)
    return this.#link
  }

  get isOpen(): boolean {
    return this.#link?.state === 'open'
  }

  /** Opens a link; to another node of the gateway, or through a proxy, if a URL is given. */
  open(url = this.admission.gateway.url): void {
    this.#link = connectLink({ admission: { ...this.admission, gateway: { ...this.admission.gateway, url } }, keys: this.keys, instance: 'one', reconnect: RECONNECT })
    for (const told of this.onLink) told(this.#link)
  }

  /** Leaves the link as it is and opens another elsewhere: what a party does whose gateway no longer answers. */
  move(url: string): void {
    const left = this.#link
    this.open(url)
    void left?.close()
  }

  async close(): Promise<void> {
    const link = this.#link
    this.#link = undefined
    await link?.close()
  }
}

/** One end of a pair. */
export interface CrowdUser { readonly party: CrowdParty; readonly user: UserId; readonly token: Uint8Array }

/** A core's user and a provider's, who granted each other. */
export interface CrowdPair { readonly core: CrowdUser; readonly provider: CrowdUser }

/** Everybody. */
export interface Crowd {
  readonly core: CrowdParty
  /** In the order in which they were named. */
  readonly providers: readonly { readonly party: CrowdParty; readonly pairs: readonly CrowdPair[] }[]
  close(): Promise<void>
}

/** Admits a core and providers, each with so many pairs of users and these media hosts; all links are open. */
export const createCrowd = async (gateway: Admits, pairsOf: Readonly<Record<string, number>>, mediaHosts: readonly string[] = []): Promise<Crowd> => {
  const core = await admitParty(gateway, 'wren.example', 'core')
  const providers: Crowd['providers'][number][] = []
  for (const [name, count] of Object.entries(pairsOf)) {
    const party = await admitParty(gateway, name, 'provider', mediaHosts)
    const pairs: CrowdPair[] = []
    for (let index = 0; index < count; index++) pairs.push(await acquaint(core, party, `ben-${name}-${String(index)}`))
    providers.push({ party, pairs })
  }
  return { core, providers, close: async () => { await Promise.all([core, ...providers.map(({ party }) => party)].map((party) => party.close())) } }
}

const admitParty = async (gateway: Admits, name: string, role: 'core' | 'provider', mediaHosts: readonly string[] = []): Promise<CrowdParty> => {
  const { keys, application } = await createPartyKeys({ party: name, role, displayName: name, ...(mediaHosts.length === 0 ? {} : { mediaHosts }) })
  const party = new CrowdParty(keys, await gateway.addParty(application))
  await gateway.admin('POST', `/v1/parties/${name}/limits`, { set: UNLIMITED, reason: 'to be measured' })
  party.open()
  return party
}

const acquaint = async (core: CrowdParty, provider: CrowdParty, name: string): Promise<CrowdPair> => {
  const [reference, where] = [userReference(name), address(`${name}@wren.example`)]
  const [ben, ana] = [userId(crypto.randomUUID()), userId(crypto.randomUUID())]
  await core.link.request({ kind: 'setParticipation', userReference: reference, optedIn: true, address: where, findable: true })
  await core.link.request({ kind: 'setProviderChoice', userReference: reference, provider: partyId(provider.keys.party), allowed: true, inbox: 'separate', label: '' })
  await core.link.request(await enlistRequest(core.home, ben, name, provider.keys.party))
  await provider.link.request(await enlistRequest(provider.home, ana, name, undefined))
  const requested = Promise.withResolvers<RequestId>()
  const [ofCore, ofProvider] = [Promise.withResolvers<Contact>(), Promise.withResolvers<Contact>()]
  const stops = [
    core.link.transport().subscribe(ben, async (push) => {
      if (push.kind !== 'event') return
      if (push.body.kind === 'contactRequested') requested.resolve(push.body.requestId)
      if (push.body.kind === 'contactGranted') ofCore.resolve(push.body)
    }),
    provider.link.transport().subscribe(ana, async (push) => {
      if (push.kind === 'event' && push.body.kind === 'contactGranted') ofProvider.resolve(push.body)
    }),
  ]
  await provider.link.request({ kind: 'requestContact', fromUser: ana, toAddress: where, purposes: ['chat'] })
  await core.link.request({ kind: 'decideContact', user: ben, subject: { requestId: await requested.promise }, decision: 'grant' })
  const [coreSide, providerSide] = await Promise.all([ofCore.promise, ofProvider.promise])
  for (const stop of stops) stop()
  return { core: { party: core, user: ben, token: coreSide.consentToken }, provider: { party: provider, user: ana, token: providerSide.consentToken } }
}
