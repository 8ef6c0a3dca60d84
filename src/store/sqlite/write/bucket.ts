// SPDX-License-Identifier: AGPL-3.0-only
import { BUCKET, fromBucket } from '../../bucket.ts'
import { MOVED } from './context.ts'
import type { Put, Refusal, WriteContext } from './context.ts'

/** Notes which bucket is this store's. */
export const createBucketWrite = ({ db }: WriteContext) => {
  const add = db.prepare<[string, number]>('INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING')
  const change = db.prepare<[number, string, number]>('UPDATE counters SET value = ? WHERE name = ? AND value = ?')
  return ({ row, from }: Put<'bucket'>): Refusal | undefined => {
    const { changes } = from === undefined ? add.run(BUCKET, fromBucket(row)) : change.run(fromBucket(row), BUCKET, fromBucket(from))
    return changes === 0 ? MOVED : undefined
  }
}
