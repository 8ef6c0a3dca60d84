// SPDX-License-Identifier: AGPL-3.0-only
// Columns bear the names of the fields in store/rows.ts; lists and limits are JSON text, as in the SQLite driver.
import { sql } from '../../drizzle.ts'
import { bigint, boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from '../drizzle.ts'
import type { EnforcementId } from '../../../model/enforcement.ts'
import type { PartyId, UserId } from '../../../model/ids.ts'
import type { ErasedKind } from '../../erasures.ts'
import type { Actor, AgreementState, BindingMode, ConsentState, Custody, Inbox, Role } from '../../../model/values.ts'
import { bytea, whole } from './columns.ts'

/** {@link PartyRow}. */
export const parties = pgTable('parties', {
  party: text().$type<PartyId>().primaryKey(),
  version: whole().notNull(),
  role: text().$type<Role>().notNull(),
  state: text().$type<AgreementState>().notNull(),
  limits: text().notNull(),
  displayName: text().notNull(),
  stateReason: text().notNull(),
  bindingMode: text().$type<BindingMode>().notNull(),
  policyVersion: integer().notNull(),
  linkKeys: text().notNull(),
  issuerKeys: text().notNull(),
  addedAt: whole().notNull(),
  wakeUrl: text().notNull(),
  mediaHosts: text().notNull().default('[]'),
  suspendedBy: uuid().$type<EnforcementId>(),
}, (table) => [uniqueIndex('parties_one_core').on(table.role).where(sql`role = 'core'`)])

/** {@link PersonRow}. A number is never used again, so that an old choice cannot fall to somebody else. */
export const persons = pgTable('persons', {
  person: bigint({ mode: 'number' }).generatedByDefaultAsIdentity().primaryKey(),
  version: whole().notNull(),
  party: text().$type<PartyId>().notNull(),
  optedIn: boolean().notNull(),
  findable: boolean().notNull(),
  referenceIndex: bytea().notNull(),
  referenceSealed: bytea().notNull(),
  addressIndex: bytea(),
  addressSealed: bytea(),
  displayNameSealed: bytea(),
}, (table) => [
  uniqueIndex('persons_reference').on(table.party, table.referenceIndex),
  uniqueIndex('persons_address').on(table.addressIndex),
])

/** {@link ChoiceRow}. */
export const choices = pgTable('choices', {
  person: whole().notNull().references(() => persons.person, { onDelete: 'cascade' }),
  provider: text().$type<PartyId>().notNull(),
  allowed: boolean().notNull(),
  inbox: text().$type<Inbox>().notNull(),
  labelSealed: bytea().notNull(),
}, (table) => [primaryKey({ columns: [table.person, table.provider] })])

/** {@link UserRow}; `forProvider` is empty for a provider's user, so that it can be part of unique indexes. */
export const users = pgTable('users', {
  user: uuid().$type<UserId>().primaryKey(),
  version: whole().notNull(),
  party: text().$type<PartyId>().notNull(),
  forProvider: text().$type<PartyId | ''>().notNull(),
  person: whole(),
  custody: text().$type<Custody>().notNull(),
  deviceListVersion: whole().notNull(),
  suspended: boolean().notNull().default(false),
  referenceIndex: bytea().notNull(),
  referenceSealed: bytea().notNull(),
  addressIndex: bytea(),
  addressSealed: bytea(),
  displayNameSealed: bytea().notNull(),
  actor: text().$type<Actor>().notNull(),
  identityKey: bytea().notNull(),
  identityStatement: text().notNull(),
  deviceList: bytea().notNull(),
  deviceListSignature: bytea().notNull(),
  enlistedAt: whole().notNull(),
}, (table) => [
  uniqueIndex('users_reference').on(table.party, table.forProvider, table.referenceIndex),
  uniqueIndex('users_address').on(table.party, table.forProvider, table.addressIndex),
  uniqueIndex('users_person').on(table.person, table.forProvider),
])

/** Whose the ids of erased users were, by SHA-256 of the id; kept for good, so that no other party can ever take one over. */
export const erasedUsers = pgTable('erasedUsers', {
  idHash: bytea().primaryKey(),
  party: text().$type<PartyId>().notNull(),
})

/** {@link ErasureRow}; kept for good, so that a list of them that was lost can be made anew. */
export const erasures = pgTable('erasures', {
  number: whole().primaryKey(),
  kind: text().$type<ErasedKind>().notNull(),
  hash: bytea().notNull(),
})

/** {@link ConsentRow}. */
export const consents = pgTable('consents', {
  owner: uuid().$type<UserId>().notNull(),
  peer: uuid().$type<UserId>().notNull(),
  version: whole().notNull(),
  state: text().$type<ConsentState>().notNull(),
  tokenHash: bytea(),
  purposes: text().notNull(),
  changedAt: whole().notNull(),
}, (table) => [
  primaryKey({ columns: [table.owner, table.peer] }),
  index('consents_peer').on(table.peer, table.state),
])
