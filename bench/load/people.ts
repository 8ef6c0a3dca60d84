// SPDX-License-Identifier: AGPL-3.0-only
// Promise: parties and users as a gateway admits them, with real keys and consent both ways; no session is ever opened.
import { randomUUID } from 'node:crypto'
import type { Contact } from '../../src/model/answers.ts'
import { address, deviceId, registrationId, userId, userReference } from '../../src/model/ids.ts'
import type { PartyId, RequestId, UserId } from '../../src/model/ids.ts'
import type { PartyRequest } from '../../src/model/requests.ts'
import { connectLink, createHome, createPartyKeys } from '../../src/sdk/link/index.ts'
import type { AdmissionFile, ApplicationFile, GatewayLink, Home, PartyKeys } from '../../src/sdk/link/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { decodeDeviceList, decodeEnlistment, encodeDeviceList, encodeEnlistment } from '../../src/wire/gateway/index.ts'
import { identityTranscript } from '../../src/wire/transcript.ts'

/** Registration id of every device here. */
export const REGISTRATION = registrationId(4711)

/** How a party comes in: what the operator does with its application. */
export type Admit = (application: ApplicationFile) => Promise<AdmissionFile>

/** What opens links of a party. */
export interface Member {
  readonly keys: PartyKeys
  readonly admission: AdmissionFile
}

/** One user of the core and one of the provider who granted each other. */
export interface Pair {
  readonly core: Person
  readonly provider: Person
}

/** A user and what it shows to reach the other one of its pair. */
export interface Person {
  readonly user: UserId
  /** 32 bytes. */
  readonly token: Uint8Array
}

/** A core and a provider with acquainted users. */
export interface Acquainted {
  readonly core: Member
  readonly provider: Member
  readonly pairs: readonly Pair[]
}

const signal = createLibsignal()

/** Admits a party under a name, as `role`. */
export const admitParty = async (admit: Admit, name: string, role: 'core' | 'provider'): Promise<Member> => {
  const { keys, application } = await createPartyKeys({ party: name, role, displayName: name })
  return { keys, admission: await admit(application) }
}

/** Admits a core and a provider and makes so many pairs of users known to each other. The links that did it are closed again. */
export const acquaint = async (admit: Admit, pairs: number): Promise<Acquainted> => {
  const core = await admitParty(admit, 'core.example', 'core')
  const provider = await admitParty(admit, 'provider.example', 'provider')
  const [coreDesk, providerDesk] = [openDesk(core), openDesk(provider)]
  const names = Array.from({ length: pairs }, (_, index) => `user-${String(index)}`)
  const made = await Promise.all(names.map((name) => acquaintPair(coreDesk, providerDesk, name)))
  await Promise.all([coreDesk.link.close(), providerDesk.link.close()])
  return { core, provider, pairs: made }
}

/** A party's link while its users are set up, and what comes for them. */
interface Desk {
  readonly party: PartyId
  readonly home: Home
  readonly link: GatewayLink
  requested(user: UserId): Promise<RequestId>
  granted(user: UserId): Promise<Contact>
}

const openDesk = ({ keys, admission }: Member): Desk => {
  const link = connectLink({ admission, keys, instance: 'setup' })
  const [requested, granted] = [createPromised<RequestId>(), createPromised<Contact>()]
  link.onPush(async (push) => {
    if (push.kind !== 'event') return
    const { body } = push
    if (body.kind === 'contactRequested') requested(body.user).resolve(body.requestId)
    if (body.kind === 'contactGranted') granted(body.user).resolve(body)
  })
  return {
    party: admission.party, home: createHome({ keys, gatewayId: admission.gateway.id }), link,
    requested: (user) => requested(user).promise, granted: (user) => granted(user).promise,
  }
}

/** One promise for each user, whether it is kept or asked for first. */
const createPromised = <T>() => {
  const promised = new Map<UserId, PromiseWithResolvers<T>>()
  return (user: UserId): PromiseWithResolvers<T> => {
    const known = promised.get(user) ?? Promise.withResolvers<T>()
    promised.set(user, known)
    return known
  }
}

const acquaintPair = async (core: Desk, provider: Desk, name: string): Promise<Pair> => {
  const [ben, ana] = [userId(randomUUID()), userId(randomUUID())]
  const reference = userReference(name)
  const itsAddress = address(`${name}@${core.party}`)
  await core.link.request({ kind: 'setParticipation', userReference: reference, optedIn: true, address: itsAddress, findable: true })
  await core.link.request({ kind: 'setProviderChoice', userReference: reference, provider: provider.party, allowed: true, inbox: 'separate', label: '' })
  await core.link.request(await enlistment(core.home, ben, name, provider.party))
  await provider.link.request(await enlistment(provider.home, ana, name, undefined))
  await provider.link.request({ kind: 'requestContact', fromUser: ana, toAddress: itsAddress, purposes: ['chat'] })
  await core.link.request({ kind: 'decideContact', user: ben, subject: { requestId: await core.requested(ben) }, decision: 'grant' })
  const [ofBen, ofAna] = await Promise.all([core.granted(ben), provider.granted(ana)])
  return { core: { user: ben, token: ofBen.consentToken }, provider: { user: ana, token: ofAna.consentToken } }
}

const enlistment = async (home: Home, user: UserId, name: string, forProvider: PartyId | undefined): Promise<PartyRequest> => {
  const identity = signal.createIdentity()
  const claim = { userId: user, identityKey: identity.publicKey, custody: 'DEVICE' } as const
  const list = encodeDeviceList({ userId: user, version: 1, devices: [{ deviceId: deviceId(1), registrationId: REGISTRATION, capabilities: [] }] })
  const bytes = encodeEnlistment({
    ...claim, userReference: userReference(name), forProvider, address: undefined, displayName: name, actor: 'PERSON',
    identityStatement: await home.signIdentityStatement({ ...claim, deviceListVersion: 1 }),
    devices: decodeDeviceList({ list, signature: signal.sign(identity, identityTranscript('drawbridge.v1 devices', list)) }),
    deviceKeys: [{
      deviceId: deviceId(1), signedPrekey: signal.createSignedPrekey(identity, 1, Date.now()).published,
      lastResortKyberPrekey: signal.createKyberPrekey(identity, 1, Date.now()).published,
    }],
    token: await home.signEnlistmentToken(claim),
  })
  return { kind: 'enlist', enlistment: decodeEnlistment(bytes), signature: signal.sign(identity, identityTranscript('drawbridge.v1 enlistment', bytes)) }
}
