// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { deviceId, partyId, registrationId, userId } from '../../src/model/ids.ts'
import type { PartyId, UserId } from '../../src/model/ids.ts'
import type { ConsentFacts, PartyFacts, Standing, UserFacts } from '../../src/model/standing.ts'
import { defaultLimits } from '../../src/model/values.ts'
import type { AgreementState, ConsentState, Role } from '../../src/model/values.ts'

export const CORE = partyId('wren.example')
export const HERON = partyId('heron.example')
export const EGRET = partyId('egret.example')
export const CORE_USER = userId('11111111-1111-4111-8111-111111111111')
export const HERON_USER = userId('22222222-2222-4222-8222-222222222222')

export const CONSENT_STATES: readonly (ConsentState | 'none')[] = ['none', 'requested', 'granted', 'denied', 'blocked', 'withdrawn']

/** SHA-256 of a token's text. */
export const hashOf = (token: string): Uint8Array => createHash('sha256').update(token).digest()

/** The token that opens the way to the owner of a stance. */
export const TOKEN_HASH = hashOf('the right token')

/** A party of this role. */
export const partyFacts = (party: PartyId, role: Role, state: AgreementState = 'live'): PartyFacts =>
  ({ party, role, state, limits: defaultLimits, version: 10 })

/** A user with one device. */
export const userFacts = (user: UserId, home: PartyFacts, changes: Partial<UserFacts> = {}): UserFacts => ({
  user, home, forProvider: undefined, participation: undefined, custody: 'DEVICE',
  devices: [{ deviceId: deviceId(1), registrationId: registrationId(7) }], deviceListVersion: 1, suspended: false, version: 20, ...changes,
})

/** A core user, opted in, who allows the provider. */
export const coreUser = (changes: Partial<UserFacts> = {}): UserFacts => userFacts(CORE_USER, partyFacts(CORE, 'core'), {
  forProvider: HERON, participation: { person: 1, optedIn: true, providerAllowed: true, version: 30 }, ...changes,
})

/** A provider's user. */
export const heronUser = (changes: Partial<UserFacts> = {}): UserFacts => userFacts(HERON_USER, partyFacts(HERON, 'provider'), changes)

/** A recorded stance, or none. */
export const consent = (state: ConsentState | 'none', tokenHash: Uint8Array | undefined = TOKEN_HASH, version = 40): ConsentFacts | undefined =>
  (state === 'none' ? undefined : { state, tokenHash, version })

/** Everything open from the provider's user to the core's. */
export const openStanding = (changes: Partial<Standing> = {}): Standing => ({
  sender: heronUser(), recipient: coreUser(), recipientConsent: consent('granted'),
  senderConsent: consent('granted', hashOf('the other direction'), 41), ...changes,
})

/** The same pair seen from the other end. */
export const turned = ({ sender, recipient, senderConsent, recipientConsent }: Standing): Standing =>
  ({ sender: recipient, recipient: sender, senderConsent: recipientConsent, recipientConsent: senderConsent })
