// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../../model/ids.ts'
import { defaultLimits } from '../../model/values.ts'
import type { AgreementLimits } from '../../model/values.ts'
import type { ConsentRow, DeviceRow, PartyRow, PersonRow, RequestRow, UserRow } from '../rows.ts'
import type { InviteRow } from '../invites.ts'
import type { devices } from './schema/devices.ts'
import type { consents, parties, persons, users } from './schema/people.ts'
import type { invites } from './schema/invites.ts'
import type { requests } from './schema/requests.ts'
import type { RecordOf } from './statement.ts'

/** JSON that this store wrote, back as what it was. */
export const parsed = <T>(text: string): T => JSON.parse(text) as T

/** `forProvider` as stored: empty for none. */
export const providerText = (provider: PartyId | undefined): PartyId | '' => provider ?? ''

/** Limits as stored, with the default of each that there was not when the agreement was made. */
export const limitsOf = (text: string): AgreementLimits => ({ ...defaultLimits, ...parsed<Partial<AgreementLimits>>(text) })

/** A party from its record. */
export const partyRow = (record: RecordOf<typeof parties>): PartyRow => ({
  ...record, limits: limitsOf(record.limits), linkKeys: parsed(record.linkKeys), issuerKeys: parsed(record.issuerKeys),
  mediaHosts: parsed(record.mediaHosts), suspendedBy: record.suspendedBy ?? undefined,
})

/** The record of a party. */
export const partyRecord = (row: PartyRow): RecordOf<typeof parties> => ({
  ...row, limits: JSON.stringify(row.limits), linkKeys: JSON.stringify(row.linkKeys), issuerKeys: JSON.stringify(row.issuerKeys),
  mediaHosts: JSON.stringify(row.mediaHosts), suspendedBy: row.suspendedBy ?? null,
})

/** A person from its record. */
export const personRow = (record: RecordOf<typeof persons>): PersonRow => ({
  ...record, addressIndex: record.addressIndex ?? undefined, addressSealed: record.addressSealed ?? undefined, displayNameSealed: record.displayNameSealed ?? undefined,
})

/** A user from its record. */
export const userRow = (record: RecordOf<typeof users>): UserRow => ({
  ...record, forProvider: record.forProvider === '' ? undefined : record.forProvider, person: record.person ?? undefined,
  addressIndex: record.addressIndex ?? undefined, addressSealed: record.addressSealed ?? undefined,
})

/** A device from its record. */
export const deviceRow = (record: RecordOf<typeof devices>): DeviceRow => ({
  deviceId: record.deviceId, registrationId: record.registrationId, capabilities: parsed(record.capabilities),
  signedPrekey: { id: record.signedId, publicKey: record.signedKey, signature: record.signedSignature },
  lastResortKyberPrekey: { id: record.lastResortId, publicKey: record.lastResortKey, signature: record.lastResortSignature },
})

/** The columns of a device's lasting keys, and the rest that a home says of it. */
export const deviceRecord = (user: UserId, { signedPrekey, lastResortKyberPrekey, ...device }: DeviceRow) => ({
  user, deviceId: device.deviceId, registrationId: device.registrationId, capabilities: JSON.stringify(device.capabilities),
  signedId: signedPrekey.id, signedKey: signedPrekey.publicKey, signedSignature: signedPrekey.signature,
  lastResortId: lastResortKyberPrekey.id, lastResortKey: lastResortKyberPrekey.publicKey, lastResortSignature: lastResortKyberPrekey.signature,
})

/** A consent from its record. */
export const consentRow = (record: RecordOf<typeof consents>): ConsentRow =>
  ({ ...record, purposes: parsed(record.purposes), tokenHash: record.tokenHash ?? undefined })

/** A request from its record. */
export const requestRow = (record: RecordOf<typeof requests>): RequestRow =>
  ({ ...record, purposes: parsed(record.purposes), targetUser: record.targetUser ?? undefined, inviter: record.inviter ?? undefined, invite: record.invite ?? undefined })

/** An invite from its record. */
export const inviteRow = (record: RecordOf<typeof invites>): InviteRow => ({ ...record, purposes: parsed(record.purposes) })
