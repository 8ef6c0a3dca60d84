// SPDX-License-Identifier: AGPL-3.0-only
import { blob, foreignKey, integer, primaryKey, sqliteTable, text } from '../drizzle.ts'
import type { DeviceId, RegistrationId, UserId } from '../../../model/ids.ts'
import { users } from './people.ts'

/** {@link DeviceRow}, and the highest one-time ids it ever published. */
export const devices = sqliteTable('devices', {
  user: text().$type<UserId>().notNull().references(() => users.user, { onDelete: 'cascade' }),
  deviceId: integer().$type<DeviceId>().notNull(),
  registrationId: integer().$type<RegistrationId>().notNull(),
  highestEcId: integer().notNull().default(0),
  highestKyberId: integer().notNull().default(0),
  capabilities: text().notNull(),
  signedId: integer().notNull(),
  signedKey: blob({ mode: 'buffer' }).notNull(),
  signedSignature: blob({ mode: 'buffer' }).notNull(),
  lastResortId: integer().notNull(),
  lastResortKey: blob({ mode: 'buffer' }).notNull(),
  lastResortSignature: blob({ mode: 'buffer' }).notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.deviceId] })])

/** The highest one-time ids of registrations that are no device any more: one that comes back goes on above them. */
export const retiredDevices = sqliteTable('retiredDevices', {
  user: text().$type<UserId>().notNull().references(() => users.user, { onDelete: 'cascade' }),
  deviceId: integer().$type<DeviceId>().notNull(),
  registrationId: integer().$type<RegistrationId>().notNull(),
  highestEcId: integer().notNull(),
  highestKyberId: integer().notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.deviceId, table.registrationId] })])

/** One-time EC prekeys nobody took yet. */
export const ecPrekeys = sqliteTable('ecPrekeys', {
  user: text().$type<UserId>().notNull(),
  deviceId: integer().$type<DeviceId>().notNull(),
  id: integer().notNull(),
  publicKey: blob({ mode: 'buffer' }).notNull(),
}, (table) => [
  primaryKey({ columns: [table.user, table.deviceId, table.id] }),
  foreignKey({ columns: [table.user, table.deviceId], foreignColumns: [devices.user, devices.deviceId] }).onDelete('cascade'),
])

/** One-time Kyber prekeys nobody took yet. */
export const kyberPrekeys = sqliteTable('kyberPrekeys', {
  user: text().$type<UserId>().notNull(),
  deviceId: integer().$type<DeviceId>().notNull(),
  id: integer().notNull(),
  publicKey: blob({ mode: 'buffer' }).notNull(),
  signature: blob({ mode: 'buffer' }).notNull(),
}, (table) => [
  primaryKey({ columns: [table.user, table.deviceId, table.id] }),
  foreignKey({ columns: [table.user, table.deviceId], foreignColumns: [devices.user, devices.deviceId] }).onDelete('cascade'),
])
