// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, PartyId, RegistrationId, UserId } from '../../../model/ids.ts'
import type { ConsentFacts, Standing, UserFacts } from '../../../model/standing.ts'
import { defaultLimits } from '../../../model/values.ts'
import type { AgreementLimits, AgreementState, ConsentState, Custody, Role } from '../../../model/values.ts'
import type { Connection } from '../connection.ts'
import { parsed } from '../records.ts'

interface UserRecord {
  readonly user: UserId | null
  readonly version: number
  readonly forProvider: PartyId | ''
  readonly person: number | null
  readonly custody: Custody
  readonly deviceListVersion: number
  readonly party: PartyId
  readonly role: Role
  readonly state: AgreementState
  readonly limits: string | null
  readonly partyVersion: number
  readonly optedIn: number
  readonly personVersion: number
  readonly providerAllowed: number | null
}
type DeviceFacts = { readonly deviceId: DeviceId; readonly registrationId: RegistrationId }
type ConsentRecord = { readonly state: ConsentState; readonly tokenHash: Uint8Array | null; readonly version: number }

// The joins look up party, person and choice under an impossible key when there is no user, so that an unknown user
// costs the look-ups of a known one. Nothing here is cached: a cache would tell who exists by its speed.
const USER = `
  SELECT u.user, u.version, u.forProvider, u.person, u.custody, u.deviceListVersion, p.party, p.role, p.state, p.limits,
    p.version AS partyVersion, n.optedIn, n.version AS personVersion, c.allowed AS providerAllowed
  FROM (SELECT ? AS wanted)
  LEFT JOIN users u ON u.user = wanted
  LEFT JOIN parties p ON p.party = coalesce(u.party, '')
  LEFT JOIN persons n ON n.person = coalesce(u.person, 0)
  LEFT JOIN choices c ON c.person = coalesce(u.person, 0) AND c.provider = coalesce(u.forProvider, '')`
const DEVICES = 'SELECT deviceId, registrationId FROM devices WHERE user = ? ORDER BY deviceId'
const CONSENT = 'SELECT state, tokenHash, version FROM consents WHERE owner = ? AND peer = ?'
const NO_LIMITS = JSON.stringify(defaultLimits)

/** The facts about an ordered pair, by the same look-ups whoever of the two exists. */
export const createStandingRead = (db: Connection): ((sender: UserId, recipient: UserId) => Standing) => {
  const userOf = db.prepare<[UserId], UserRecord>(USER)
  const devicesOf = db.prepare<[UserId], DeviceFacts>(DEVICES)
  const consentOf = db.prepare<[UserId, UserId], ConsentRecord>(CONSENT)

  const user = (id: UserId): UserFacts | undefined => {
    const [record, devices] = [userOf.get(id), devicesOf.all(id)]
    const limits = parsed<AgreementLimits>(record?.limits ?? NO_LIMITS)
    return record && userFacts(record, devices, limits)
  }
  const consent = (owner: UserId, peer: UserId): ConsentFacts | undefined => {
    const record = consentOf.get(owner, peer)
    return record && { ...record, tokenHash: record.tokenHash ?? undefined }
  }
  return (sender, recipient) => ({
    sender: user(sender), recipient: user(recipient),
    recipientConsent: consent(recipient, sender), senderConsent: consent(sender, recipient),
  })
}

const userFacts = (record: UserRecord, devices: readonly DeviceFacts[], limits: AgreementLimits): UserFacts | undefined => {
  const { user, party, role, state, person } = record
  if (user === null) return undefined
  return {
    user, home: { party, role, state, limits, version: record.partyVersion },
    forProvider: record.forProvider === '' ? undefined : record.forProvider,
    participation: person === null ? undefined
      : { person, optedIn: record.optedIn === 1, providerAllowed: record.providerAllowed === 1, version: record.personVersion },
    custody: record.custody, devices, deviceListVersion: record.deviceListVersion, version: record.version,
  }
}
