// SPDX-License-Identifier: AGPL-3.0-only
import { index, integer, pgTable, text, uuid } from '../drizzle.ts'
import type { UserId } from '../../../model/ids.ts'
import type { InviteId } from '../../../model/invites.ts'
import { bytea, whole } from './columns.ts'

/** {@link InviteRow}. */
export const invites = pgTable('invites', {
  secretHash: bytea().primaryKey(),
  invite: uuid().$type<InviteId>().notNull(),
  owner: uuid().$type<UserId>().notNull(),
  purposes: text().notNull(),
  usesLeft: integer().notNull(),
  expiresAt: whole().notNull(),
}, (table) => [index('invites_owner').on(table.owner), index('invites_end').on(table.expiresAt)])
