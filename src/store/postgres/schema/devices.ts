// SPDX-License-Identifier: AGPL-3.0-only
import { foreignKey, integer, pgTable, primaryKey, smallint, text, uuid } from '../drizzle.ts'
import type { DeviceId, RegistrationId, UserId } from '../../../model/ids.ts'
import { bytea } from './columns.ts'
import { users } from './people.ts'

/** {@link DeviceRow}, and the highest one-time ids it ever published. */
export const devices = pgTable('devices', {
  user: uuid().$type<UserId>().notNull().references(() => users.user, { onDelete: 'cascade' }),
  deviceId: smallint().$type<DeviceId>().notNull(),
  registrationId: integer().$type<RegistrationId>().notNull(),
  highestEcId: integer().notNull().default(0),
  highestKyberId: integer().notNull().default(0),
  capabilities: text().notNull(),
  signedId: integer().notNull(),
  signedKey: bytea().notNull(),
  signedSignature: bytea().notNull(),
  lastResortId: integer().notNull(),
  lastResortKey: bytea().notNull(),
  lastResortSignature: bytea().notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.deviceId] })])

/** The highest one-time ids of registrations that are no device any more: one that comes back goes on above them. */
export const retiredDevices = pgTable('retiredDevices', {
  user: uuid().$type<UserId>().notNull().references(() => users.user, { onDelete: 'cascade' }),
  deviceId: smallint().$type<DeviceId>().notNull(),
  registrationId: integer().$type<RegistrationId>().notNull(),
  highestEcId: integer().notNull(),
  highestKyberId: integer().notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.deviceId, table.registrationId] })])

/** One-time EC prekeys nobody took yet. */
export const ecPrekeys = pgTable('ecPrekeys', {
  user: uuid().$type<UserId>().notNull(),
  deviceId: smallint().$type<DeviceId>().notNull(),
  id: integer().notNull(),
  publicKey: bytea().notNull(),
}, (table) => [
  primaryKey({ columns: [table.user, table.deviceId, table.id] }),
  foreignKey({ columns: [table.user, table.deviceId], foreignColumns: [devices.user, devices.deviceId] }).onDelete('cascade'),
])

/** One-time Kyber prekeys nobody took yet. */
export const kyberPrekeys = pgTable('kyberPrekeys', {
  user: uuid().$type<UserId>().notNull(),
  deviceId: smallint().$type<DeviceId>().notNull(),
  id: integer().notNull(),
  publicKey: bytea().notNull(),
  signature: bytea().notNull(),
}, (table) => [
  primaryKey({ columns: [table.user, table.deviceId, table.id] }),
  foreignKey({ columns: [table.user, table.deviceId], foreignColumns: [devices.user, devices.deviceId] }).onDelete('cascade'),
])
