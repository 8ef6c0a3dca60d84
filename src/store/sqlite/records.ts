// SPDX-License-Identifier: AGPL-3.0-only
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { getTableColumns, getTableName } from '../drizzle.ts'
import type { PartyId } from '../../model/ids.ts'
import { defaultLimits } from '../../model/values.ts'
import type { AgreementLimits } from '../../model/values.ts'
import type { InviteRow } from '../invites.ts'
import type { ChoiceRow, ConsentRow, DeviceRow, PartyRow, PersonRow, RequestRow, UserRow } from '../rows.ts'
import type { devices } from './schema/devices.ts'
import type { choices, consents, parties, persons, users } from './schema/people.ts'
import type { invites } from './schema/invites.ts'
import type { requests } from './schema/requests.ts'

/** What SQLite gives for one row of a table. */
export type RecordOf<Table extends SQLiteTable> = Table['$inferSelect']

/** JSON that this store wrote, back as what it was. */
export const parsed = <T>(text: string): T => JSON.parse(text) as T

/** A bound limit of rows. SQLite peeks at a bare parameter there and prepares the statement anew for each run, at ten times what the run costs. */
export const LIMIT = 'LIMIT (? + 0)'

/** SQLite's yes and no. */
export const bit = (value: boolean): 0 | 1 => (value ? 1 : 0)

/** `forProvider` as stored: empty for none. */
export const providerText = (provider: PartyId | undefined): PartyId | '' => provider ?? ''

/** SQL that inserts a record given by column names, replacing the one with the same `key` but for the columns that stay as they were, or get their default. */
export const upsertSql = (table: SQLiteTable, key: readonly string[], stay: readonly string[] = []): string => {
  const rest = Object.keys(getTableColumns(table)).filter((name) => !key.includes(name) && !stay.includes(name))
  return `${insertSql(table, stay)} ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${rest.map((name) => `${name} = excluded.${name}`).join(', ')}`
}

/** SQL that inserts a record given by column names; columns that are left out get their default. */
export const insertSql = (table: SQLiteTable, without: readonly string[] = []): string => {
  const names = Object.keys(getTableColumns(table)).filter((name) => !without.includes(name))
  return `INSERT INTO ${getTableName(table)} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`
}

/** A party from its record. */
export const partyRow = (record: RecordOf<typeof parties>): PartyRow => ({
  // An agreement made before there was a limit has its default.
  ...record, limits: { ...defaultLimits, ...parsed<Partial<AgreementLimits>>(record.limits) }, linkKeys: parsed(record.linkKeys), issuerKeys: parsed(record.issuerKeys),
  mediaHosts: parsed(record.mediaHosts), suspendedBy: record.suspendedBy ?? undefined,
})

/** The record of a party. */
export const partyRecord = (row: PartyRow): RecordOf<typeof parties> => ({
  ...row, limits: JSON.stringify(row.limits), linkKeys: JSON.stringify(row.linkKeys), issuerKeys: JSON.stringify(row.issuerKeys),
  mediaHosts: JSON.stringify(row.mediaHosts), suspendedBy: row.suspendedBy ?? null,
})

/** A person from its record. */
export const personRow = (record: RecordOf<typeof persons>): PersonRow => ({
  ...record, optedIn: record.optedIn === 1, findable: record.findable === 1,
  addressIndex: record.addressIndex ?? undefined, addressSealed: record.addressSealed ?? undefined, displayNameSealed: record.displayNameSealed ?? undefined,
})

/** A choice from its record. */
export const choiceRow = (record: RecordOf<typeof choices>): ChoiceRow => ({ ...record, allowed: record.allowed === 1 })

/** A user from its record. */
export const userRow = (record: RecordOf<typeof users>): UserRow => ({
  ...record, forProvider: record.forProvider === '' ? undefined : record.forProvider, person: record.person ?? undefined, suspended: record.suspended === 1,
  addressIndex: record.addressIndex ?? undefined, addressSealed: record.addressSealed ?? undefined,
})

/** A device from its record. */
export const deviceRow = (record: RecordOf<typeof devices>): DeviceRow => ({
  deviceId: record.deviceId, registrationId: record.registrationId, capabilities: parsed(record.capabilities),
  signedPrekey: { id: record.signedId, publicKey: record.signedKey, signature: record.signedSignature },
  lastResortKyberPrekey: { id: record.lastResortId, publicKey: record.lastResortKey, signature: record.lastResortSignature },
})

/** A consent from its record. */
export const consentRow = (record: RecordOf<typeof consents>): ConsentRow => ({
  ...record, purposes: parsed(record.purposes), tokenHash: record.tokenHash ?? undefined,
})

/** A request from its record. */
export const requestRow = (record: RecordOf<typeof requests>): RequestRow => ({
  ...record, purposes: parsed(record.purposes), targetUser: record.targetUser ?? undefined, inviter: record.inviter ?? undefined, invite: record.invite ?? undefined,
})

/** An invite from its record. */
export const inviteRow = (record: RecordOf<typeof invites>): InviteRow => ({ ...record, purposes: parsed(record.purposes) })
