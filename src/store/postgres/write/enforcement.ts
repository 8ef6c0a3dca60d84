// SPDX-License-Identifier: AGPL-3.0-only
import type { WriteContext } from '../job.ts'
import { enforcement } from '../schema/enforcement.ts'
import { statement, upsertRecord } from '../statement.ts'
import { MOVED } from './refusal.ts'
import type { Put, Refusal } from './refusal.ts'
import { nextVersion } from './versions.ts'

const STORED = statement<{ readonly version: number }>('SELECT "version" FROM "enforcement" WHERE "id" = $1')
const PUT = upsertRecord(enforcement, ['id'])
const SUSPEND = statement('UPDATE "users" SET "suspended" = $1, "version" = $2 WHERE "user" = $3')

/** Puts a step of enforcement. */
export const putEnforcement = async ({ session }: WriteContext, { row }: Put<'enforcement'>): Promise<Refusal | undefined> => {
  if (((await session.one(STORED, [row.id]))?.version ?? 0) + 1 !== row.version) return MOVED
  await session.run(PUT.statement, PUT.values(row))
  return undefined
}

/** Sets whether a user is suspended. */
export const putSuspension = async (context: WriteContext, { user, suspended }: Put<'suspension'>): Promise<Refusal | undefined> =>
  (await context.session.run(SUSPEND, [suspended, await nextVersion(context), user]) === 0 ? MOVED : undefined)
