// SPDX-License-Identifier: AGPL-3.0-only
import { BUCKET, fromBucket } from '../../bucket.ts'
import type { WriteContext } from '../job.ts'
import { statement } from '../statement.ts'
import { MOVED } from './refusal.ts'
import type { Put, Refusal } from './refusal.ts'

const ADD = statement('INSERT INTO "counters" ("name", "value") VALUES ($1, $2) ON CONFLICT ("name") DO NOTHING')
const CHANGE = statement('UPDATE "counters" SET "value" = $2 WHERE "name" = $1 AND "value" = $3')

/** Notes which bucket is this store's. */
export const putBucket = async ({ session }: WriteContext, { row, from }: Put<'bucket'>): Promise<Refusal | undefined> => {
  const changes = from === undefined ? await session.run(ADD, [BUCKET, fromBucket(row)]) : await session.run(CHANGE, [BUCKET, fromBucket(row), fromBucket(from)])
  return changes === 0 ? MOVED : undefined
}
