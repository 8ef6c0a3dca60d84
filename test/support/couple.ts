// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a core and a provider on a daemon, with one user each who granted each other; their links, and nothing that
// encrypts: what a server of a party sees.
import type { Contact, EventBody } from '../../src/model/answers.ts'
import { address, deviceId, partyId, registrationId, userId, userReference } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import type { PartyRequest } from '../../src/model/requests.ts'
import type { IdentityKeys } from '../../src/model/signal-crypto.ts'
import { connectLink, createHome, createPartyKeys } from '../../src/sdk/link/index.ts'
import type { AdmissionFile, GatewayLink, Home, PartyKeys } from '../../src/sdk/link/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { decodeDeviceList, decodeEnlistment, encodeDeviceList, encodeEnlistment } from '../../src/wire/gateway/index.ts'
import { identityTranscript } from '../../src/wire/transcript.ts'
import type { KillableDaemon } from './daemon.ts'

const signal = createLibsignal()

/** Registration id of every device here. */
export const REGISTRATION = registrationId(4711)

/** A party with its link and one user of it. */
export interface Side {
  readonly keys: PartyKeys
  readonly admission: AdmissionFile
  readonly user: UserId
  readonly link: GatewayLink
  /** What this user shows to reach the other. */
  readonly token: Uint8Array
}

/** Both sides, acquainted. */
export interface Couple { readonly core: Side; readonly provider: Side }

/** Admits two parties and brings their users together; the provider wants to be woken at `wakeUrl`, and may host attachments at `mediaHosts`. */
export const createCouple = async (daemon: KillableDaemon, openLink: typeof connectLink = connectLink, wakeUrl?: string, mediaHosts?: readonly string[]): Promise<Couple> => {
  const join = async (name: string, role: 'core' | 'provider') => {
    const { keys, application } = await createPartyKeys({ party: name, role, displayName: name, ...(role === 'provider' ? { wakeUrl, mediaHosts } : {}) })
    const admission = await daemon.addParty(application)
    const link = openLink({ admission, keys, instance: 'one', reconnect: { initialMs: 20, maxMs: 200 } })
    return { keys, admission, link, home: createHome({ keys, gatewayId: admission.gateway.id }), user: userId(crypto.randomUUID()) }
  }
  const [core, provider] = [await join('wren.example', 'core'), await join('heron.example', 'provider')]
  const ben = userReference('ben')
  await core.link.request({ kind: 'setParticipation', userReference: ben, optedIn: true, address: address('ben@wren.example'), findable: true })
  await core.link.request({ kind: 'setProviderChoice', userReference: ben, provider: partyId('heron.example'), allowed: true, inbox: 'separate', label: '' })
  await core.link.request(await enlistRequest(core.home, core.user, 'ben', 'heron.example'))
  await provider.link.request(await enlistRequest(provider.home, provider.user, 'ana', undefined))
  const contacts = collectContacts([core, provider])
  await provider.link.request({ kind: 'requestContact', fromUser: provider.user, toAddress: address('ben@wren.example'), purposes: ['chat'] })
  const requestId = await contacts.request
  await core.link.request({ kind: 'decideContact', user: core.user, subject: { requestId }, decision: 'grant' })
  const [ofCore, ofProvider] = await Promise.all([contacts.of(core.user), contacts.of(provider.user)])
  contacts.stop()
  return { core: { ...core, token: ofCore.consentToken }, provider: { ...provider, token: ofProvider.consentToken } }
}

const collectContacts = (sides: readonly { readonly user: UserId; readonly link: GatewayLink }[]) => {
  const request = Promise.withResolvers<Extract<EventBody, { kind: 'contactRequested' }>['requestId']>()
  const granted = new Map(sides.map(({ user }) => [user, Promise.withResolvers<Contact>()]))
  const stops = sides.map(({ user, link }) => link.transport().subscribe(user, (push) => {
    if (push.kind === 'event' && push.body.kind === 'contactRequested') request.resolve(push.body.requestId)
    if (push.kind === 'event' && push.body.kind === 'contactGranted') granted.get(user)?.resolve(push.body)
    return Promise.resolve()
  }))
  const of = (user: UserId): Promise<Contact> => granted.get(user)?.promise ?? Promise.reject(new Error('nobody'))
  return { request: request.promise, of, stop: () => { for (const stop of stops) stop() } }
}

/** The enlistment of a user with one device, as its home sends it. */
export const enlistRequest = async (home: Home, user: UserId, reference: string, forProvider: string | undefined): Promise<PartyRequest> => {
  const identity: IdentityKeys = signal.createIdentity()
  const claim = { userId: user, identityKey: identity.publicKey, custody: 'DEVICE' } as const
  const list = encodeDeviceList({ userId: user, version: 1, devices: [{ deviceId: deviceId(1), registrationId: REGISTRATION, capabilities: [] }] })
  const bytes = encodeEnlistment({
    ...claim, userReference: userReference(reference), forProvider: forProvider === undefined ? undefined : partyId(forProvider), address: undefined,
    displayName: reference, actor: 'PERSON', identityStatement: await home.signIdentityStatement({ ...claim, deviceListVersion: 1 }),
    devices: decodeDeviceList({ list, signature: signal.sign(identity, identityTranscript('drawbridge.v1 devices', list)) }),
    deviceKeys: [{
      deviceId: deviceId(1), signedPrekey: signal.createSignedPrekey(identity, 1, Date.now()).published,
      lastResortKyberPrekey: signal.createKyberPrekey(identity, 1, Date.now()).published,
    }],
    token: await home.signEnlistmentToken(claim),
  })
  return { kind: 'enlist', enlistment: decodeEnlistment(bytes), signature: signal.sign(identity, identityTranscript('drawbridge.v1 enlistment', bytes)) }
}
