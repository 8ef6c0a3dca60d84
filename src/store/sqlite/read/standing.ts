// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, PartyId, RegistrationId, UserId } from '../../../model/ids.ts'
import type { ConsentFacts, Standing, UserFacts } from '../../../model/standing.ts'
import { defaultLimits } from '../../../model/values.ts'
import type { AgreementLimits, AgreementState, ConsentState, Custody, Role } from '../../../model/values.ts'
import type { Connection } from '../connection.ts'
import { parsed } from '../records.ts'

interface UserRecord {
  readonly user: UserId
  readonly version: number
  readonly forProvider: PartyId | ''
  readonly person: number | null
  readonly custody: Custody
  readonly deviceListVersion: number
  readonly party: PartyId
  readonly role: Role
  readonly state: AgreementState
  readonly limits: string
  readonly partyVersion: number
  readonly optedIn: number
  readonly personVersion: number
  readonly providerAllowed: number | null
}
type DeviceFacts = { readonly deviceId: DeviceId; readonly registrationId: RegistrationId }
type ConsentRecord = { readonly state: ConsentState; readonly tokenHash: Uint8Array | null; readonly version: number }

// The joins look up person and choice under an impossible key for users that have none, so that all users cost the same
// look-ups. Nothing here is cached: a cache would tell who exists by its speed.
const USER = `
  SELECT u.user, u.version, u.forProvider, u.person, u.custody, u.deviceListVersion, p.party, p.role, p.state, p.limits,
    p.version AS partyVersion, n.optedIn, n.version AS personVersion, c.allowed AS providerAllowed
  FROM users u JOIN parties p ON p.party = u.party
  LEFT JOIN persons n ON n.person = coalesce(u.person, 0)
  LEFT JOIN choices c ON c.person = coalesce(u.person, 0) AND c.provider = u.forProvider
  WHERE u.user = ?`
const DEVICES = 'SELECT deviceId, registrationId FROM devices WHERE user = ? ORDER BY deviceId'
const CONSENT = 'SELECT state, tokenHash, version FROM consents WHERE owner = ? AND peer = ?'

/**
 * The facts about an ordered pair. For a recipient that nobody is, those of the user with the next higher id are read and
 * thrown away: a row that is found costs a quarter more than one that is not (measured), and a stranger could time that.
 */
export const createStandingRead = (db: Connection): ((sender: UserId, recipient: UserId) => Standing) => {
  const userOf = db.prepare<[UserId], UserRecord>(USER)
  const nearest = db.prepare<[UserId], UserId>('SELECT user FROM users WHERE user >= ? ORDER BY user LIMIT 1').pluck()
  const devicesOf = db.prepare<[UserId], DeviceFacts>(DEVICES)
  const consentOf = db.prepare<[UserId, UserId], ConsentRecord>(CONSENT)

  const user = (id: UserId): UserFacts | undefined => {
    const record = userOf.get(id)
    return record && userFacts(record, devicesOf.all(id))
  }
  const recipientOrDecoy = (sender: UserId, recipient: UserId): UserFacts | undefined => {
    const facts = user(nearest.get(recipient) ?? sender)
    return facts?.user === recipient ? facts : undefined
  }
  const consent = (owner: UserId, peer: UserId): ConsentFacts | undefined => {
    const record = consentOf.get(owner, peer)
    return record && { ...record, tokenHash: record.tokenHash ?? undefined }
  }
  return (sender, recipient) => ({
    sender: user(sender), recipient: recipientOrDecoy(sender, recipient),
    recipientConsent: consent(recipient, sender), senderConsent: consent(sender, recipient),
  })
}

const userFacts = (record: UserRecord, devices: readonly DeviceFacts[]): UserFacts => {
  const { user, party, role, state, person } = record
  return {
    user, home: { party, role, state, limits: { ...defaultLimits, ...parsed<Partial<AgreementLimits>>(record.limits) }, version: record.partyVersion },
    forProvider: record.forProvider === '' ? undefined : record.forProvider,
    participation: person === null ? undefined
      : { person, optedIn: record.optedIn === 1, providerAllowed: record.providerAllowed === 1, version: record.personVersion },
    custody: record.custody, devices, deviceListVersion: record.deviceListVersion, version: record.version,
  }
}
