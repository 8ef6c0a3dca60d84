// SPDX-License-Identifier: AGPL-3.0-only
// Columns bear the names of the fields in store/rows.ts; lists and limits are JSON text, yes and no are 1 and 0. `version`
// comes early in a row, since the check before every write reads nothing else.
import { sql } from '../../drizzle.ts'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from '../drizzle.ts'
import type { EnforcementId } from '../../../model/enforcement.ts'
import type { PartyId, UserId } from '../../../model/ids.ts'
import type { ErasedKind } from '../../erasures.ts'
import type { Actor, AgreementState, BindingMode, ConsentState, Custody, Inbox, Role } from '../../../model/values.ts'

/** {@link PartyRow}. */
export const parties = sqliteTable('parties', {
  party: text().$type<PartyId>().primaryKey(),
  version: integer().notNull(),
  role: text().$type<Role>().notNull(),
  state: text().$type<AgreementState>().notNull(),
  limits: text().notNull(),
  displayName: text().notNull(),
  stateReason: text().notNull(),
  bindingMode: text().$type<BindingMode>().notNull(),
  policyVersion: integer().notNull(),
  linkKeys: text().notNull(),
  issuerKeys: text().notNull(),
  addedAt: integer().notNull(),
  wakeUrl: text().notNull().default(''),
  mediaHosts: text().notNull().default('[]'),
  suspendedBy: text().$type<EnforcementId>(),
}, (table) => [uniqueIndex('parties_one_core').on(table.role).where(sql`role = 'core'`)])

/** {@link PersonRow}. A number is never used again, so that an old choice cannot fall to somebody else. */
export const persons = sqliteTable('persons', {
  person: integer().primaryKey({ autoIncrement: true }),
  version: integer().notNull(),
  party: text().$type<PartyId>().notNull(),
  optedIn: integer().notNull(),
  findable: integer().notNull(),
  referenceIndex: blob({ mode: 'buffer' }).notNull(),
  referenceSealed: blob({ mode: 'buffer' }).notNull(),
  addressIndex: blob({ mode: 'buffer' }),
  addressSealed: blob({ mode: 'buffer' }),
  displayNameSealed: blob({ mode: 'buffer' }),
}, (table) => [
  uniqueIndex('persons_reference').on(table.party, table.referenceIndex),
  uniqueIndex('persons_address').on(table.addressIndex),
])

/** {@link ChoiceRow}. */
export const choices = sqliteTable('choices', {
  person: integer().notNull().references(() => persons.person, { onDelete: 'cascade' }),
  provider: text().$type<PartyId>().notNull(),
  allowed: integer().notNull(),
  inbox: text().$type<Inbox>().notNull(),
  labelSealed: blob({ mode: 'buffer' }).notNull(),
}, (table) => [primaryKey({ columns: [table.person, table.provider] })])

/** {@link UserRow}; `forProvider` is empty for a provider's user, so that it can be part of unique indexes. */
export const users = sqliteTable('users', {
  user: text().$type<UserId>().primaryKey(),
  version: integer().notNull(),
  party: text().$type<PartyId>().notNull(),
  forProvider: text().$type<PartyId | ''>().notNull(),
  person: integer(),
  custody: text().$type<Custody>().notNull(),
  deviceListVersion: integer().notNull(),
  suspended: integer().notNull().default(0),
  referenceIndex: blob({ mode: 'buffer' }).notNull(),
  referenceSealed: blob({ mode: 'buffer' }).notNull(),
  addressIndex: blob({ mode: 'buffer' }),
  addressSealed: blob({ mode: 'buffer' }),
  displayNameSealed: blob({ mode: 'buffer' }).notNull(),
  actor: text().$type<Actor>().notNull(),
  identityKey: blob({ mode: 'buffer' }).notNull(),
  identityStatement: text().notNull(),
  deviceList: blob({ mode: 'buffer' }).notNull(),
  deviceListSignature: blob({ mode: 'buffer' }).notNull(),
  enlistedAt: integer().notNull(),
}, (table) => [
  uniqueIndex('users_reference').on(table.party, table.forProvider, table.referenceIndex),
  uniqueIndex('users_address').on(table.party, table.forProvider, table.addressIndex),
  uniqueIndex('users_person').on(table.person, table.forProvider),
])

/** Whose the ids of erased users were, by SHA-256 of the id; kept for good, so that no other party can ever take one over. */
export const erasedUsers = sqliteTable('erasedUsers', {
  idHash: blob({ mode: 'buffer' }).primaryKey(),
  party: text().$type<PartyId>().notNull(),
})

/** {@link ErasureRow}; kept for good, so that a list of them that was lost can be made anew. */
export const erasures = sqliteTable('erasures', {
  number: integer().primaryKey(),
  kind: text().$type<ErasedKind>().notNull(),
  hash: blob({ mode: 'buffer' }).notNull(),
})

/** {@link ConsentRow}. */
export const consents = sqliteTable('consents', {
  owner: text().$type<UserId>().notNull(),
  peer: text().$type<UserId>().notNull(),
  version: integer().notNull(),
  state: text().$type<ConsentState>().notNull(),
  tokenHash: blob({ mode: 'buffer' }),
  purposes: text().notNull(),
  changedAt: integer().notNull(),
}, (table) => [
  primaryKey({ columns: [table.owner, table.peer] }),
  index('consents_peer').on(table.peer, table.state),
])
