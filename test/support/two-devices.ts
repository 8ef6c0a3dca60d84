// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a core and a provider on a daemon of the test, with one person each whose device a test holds in its hands; both granted each other.
import { randomUUID } from 'node:crypto'
import type { Test } from 'tap'
import type { AdmissionFile } from '../../src/model/credentials.ts'
import { address, partyId, userId, userReference } from '../../src/model/ids.ts'
import type { PartyId, UserId } from '../../src/model/ids.ts'
import { createTrust, openDevice } from '../../src/sdk/device/index.ts'
import type { DeviceClient, InboxEntry } from '../../src/sdk/device/index.ts'
import { connectLink, createHome, createPartyKeys } from '../../src/sdk/link/index.ts'
import type { GatewayLink, Home } from '../../src/sdk/link/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import type { KillableDaemon } from './daemon.ts'
import { eventually } from './waiting.ts'

/** A person with a device. */
export interface DeviceOwner {
  readonly user: UserId
  readonly device: DeviceClient
  readonly link: () => GatewayLink
  /** The home's server leaves, and comes back. */
  readonly leave: () => Promise<void>
  readonly come: () => void
  /** What the device was shown of this kind, once there are so many. */
  readonly shown: <Kind extends InboxEntry['kind']>(kind: Kind, count: number) => Promise<readonly Extract<InboxEntry, { kind: Kind }>[]>
}

interface Side { readonly home: Home; link: GatewayLink; readonly open: () => GatewayLink; readonly listeners: Set<() => void> }

/** Ana of a provider and Ben of the core; `admitted` has each admission file on its way to its party. They meet by Ben's address, or else as said, and then Ben has none. */
export const createTwoDevices = async (
  t: Test, daemon: KillableDaemon, mediaHosts?: readonly string[], admitted: (admission: AdmissionFile) => Promise<AdmissionFile> = async (admission) => admission,
  meet: (ana: DeviceClient, ben: DeviceClient) => Promise<unknown> = byAddress,
): Promise<{ readonly ana: DeviceOwner; readonly ben: DeviceOwner }> => {
  const join = async (party: string, role: 'core' | 'provider') => {
    const { keys, application } = await createPartyKeys({ party, role, displayName: party, mediaHosts: role === 'provider' ? mediaHosts : undefined })
    const admission = await admitted(await daemon.addParty(application))
    const open = () => connectLink({ admission, keys, instance: role, reconnect: { initialMs: 20, maxMs: 200 } })
    const side: Side = { home: createHome({ keys, gatewayId: admission.gateway.id }), link: open(), open, listeners: new Set() }
    t.teardown(() => side.link.close())
    return { side, admission, application }
  }
  const [core, heron] = [await join('wren.example', 'core'), await join('heron.example', 'provider')]
  const issuers = [{ party: heron.application.party, state: 'live', keys: heron.application.issuerKeys.keys }] as const
  await core.side.link.request({ kind: 'putIssuerList', list: await core.side.home.signIssuerList({ version: 1, parties: issuers }) })
  await core.side.link.request({ kind: 'setParticipation', userReference: userReference('ben'), optedIn: true, address: meet === byAddress ? address('ben@wren.example') : undefined, findable: meet === byAddress })
  await core.side.link.request({ kind: 'setProviderChoice', userReference: userReference('ben'), provider: heron.application.party, allowed: true, inbox: 'separate', label: '' })
  const ben = await enlist(t, core, 'ben', heron.application.party)
  const ana = await enlist(t, heron, 'ana', undefined)
  await meet(ana.device, ben.device)
  await eventually(() => ana.device.contacts().length === 1 && ben.device.contacts().length === 1, 'the two granted each other')
  return { ana, ben }
}

const byAddress = async (ana: DeviceClient, ben: DeviceClient): Promise<void> => {
  ben.on('contactRequested', ({ requestId }) => void ben.decide({ requestId, decision: 'grant' }))
  await ana.requestContact({ toAddress: 'ben@wren.example' })
}

const enlist = async (
  t: Test, { side, admission }: { readonly side: Side; readonly admission: Parameters<typeof createTrust>[0]['admission'] }, name: string, forProvider: PartyId | undefined,
): Promise<DeviceOwner> => {
  // One transport for all links of the server, as an app has one for all connections to its server.
  const device = await openDevice({
    file: ':memory:', crypto: createLibsignal(), trust: createTrust({ admission }),
    transport: {
      request: (request, signal) => side.link.transport().request(request, signal),
      subscribe: (user, handler) => eachLink(side, (link) => link.transport().subscribe(user, handler)),
      subscribeOnce: (user, handler) => eachLink(side, (link) => link.transport().subscribeOnce?.(user, handler) ?? (() => undefined)),
      onOpen: (listener) => eachLink(side, (link) => link.transport().onOpen(listener)),
    },
  })
  t.teardown(() => device.close())
  const claim = device.prepareEnlistment({ userId: userId(randomUUID()) })
  const [token, identityStatement] = await Promise.all([side.home.signEnlistmentToken(claim), side.home.signIdentityStatement(claim)])
  await device.enlist({ token, identityStatement, userReference: userReference(name), displayName: name, forProvider: forProvider === undefined ? undefined : partyId(forProvider) })
  return {
    user: claim.userId, device, link: () => side.link,
    leave: () => side.link.close(),
    come: () => {
      side.link = side.open()
      for (const listener of side.listeners) listener()
    },
    shown: async <Kind extends InboxEntry['kind']>(kind: Kind, count: number) => {
      const found = () => device.inbox({ limit: 500 }).filter((entry): entry is Extract<InboxEntry, { kind: Kind }> => entry.kind === kind)
      await eventually(() => found().length >= count, `${name} is shown ${String(count)} of the kind ${kind}`)
      return found()
    },
  }
}

/** Does it on the link that there is, and on each that follows. */
const eachLink = (side: Side, begin: (link: GatewayLink) => () => void): (() => void) => {
  let stop = begin(side.link)
  const again = (): void => { stop = begin(side.link) }
  side.listeners.add(again)
  return () => {
    side.listeners.delete(again)
    stop()
  }
}
