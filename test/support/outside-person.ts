// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a person of a provider with a real device, who comes to know a core's user behind a vault.
import { randomUUID } from 'node:crypto'
import type { SignalCrypto } from '../../src/model/signal-crypto.ts'
import { createTrust, openDevice } from '../../src/sdk/device/index.ts'
import type { DeviceClient } from '../../src/sdk/device/index.ts'
import { userId, userReference } from '../../src/sdk/link/index.ts'
import type { Address, UserId } from '../../src/sdk/link/index.ts'
import type { DeviceTransport } from '../../src/sdk/transport.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import type { CoreCall, CoreFeed } from './core-http.ts'
import type { AdmittedParty } from './pinned-core.ts'
import type { Teardown } from './scope.ts'
import { eventually } from './waiting.ts'

/** Somebody of the provider. */
export interface OutsidePerson { readonly user: UserId; readonly device: DeviceClient }

/** How a person is called, and where the device keeps its state. */
export interface PersonOptions { readonly name: string; readonly displayName?: string; readonly address?: Address; readonly file?: string; readonly crypto?: SignalCrypto }

/** Opens a device on a transport of the provider's link and enlists its person. */
export const enlistPerson = async (t: Teardown, { admission, home }: AdmittedParty, transport: DeviceTransport, { name, displayName = name, address, file = ':memory:', crypto = createLibsignal() }: PersonOptions): Promise<OutsidePerson> => {
  const device = await openDevice({ file, crypto, transport, trust: createTrust({ admission }) })
  t.teardown(() => device.close())
  const claim = device.prepareEnlistment({ userId: userId(randomUUID()) })
  const [token, identityStatement] = await Promise.all([home.signEnlistmentToken({ ...claim, address }), home.signIdentityStatement(claim)])
  await device.enlist({ token, identityStatement, userReference: userReference(name), displayName, ...(address === undefined ? {} : { address }) })
  return { user: claim.userId, device }
}

/** A core's user who is opted in and lets the provider in. */
export interface Insider { readonly ref: string; readonly address: string; readonly provider: string; readonly label?: string }

/** Opts a core's user in; gives the id under which the user goes at the provider. */
export const optIn = async (call: CoreCall, { ref, address, provider, label = 'Heron' }: Insider): Promise<UserId> => {
  await call('PUT', `/users/${ref}`, { optedIn: true, findable: true, address })
  await call('PUT', `/users/${ref}/providers/${provider}`, { allowed: true, inbox: 'separate', label })
  const { providers } = await call('GET', `/users/${ref}`) as unknown as { readonly providers: readonly { readonly user: string }[] }
  return userId(providers[0]?.user ?? '')
}

/** The person asks, the user says yes; resolves when the person may write. */
export const befriend = async (call: CoreCall, feed: CoreFeed, { device }: OutsidePerson, { ref, address, provider }: Insider): Promise<void> => {
  await device.requestContact({ toAddress: address })
  const { request } = await feed.next('contact.requested')
  await call('POST', `/users/${ref}/contacts/${String(request)}`, { provider, decision: 'grant' })
  await feed.next('contact.granted')
  await eventually(() => device.contacts().some(({ state }) => state === 'granted'), `${ref} is a contact`)
}
