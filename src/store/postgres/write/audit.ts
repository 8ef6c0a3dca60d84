// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditLeaf } from '../../../model/audit/entry.ts'
import { grow, leafHash } from '../../../model/audit/merkle.ts'
import { packFrontier, unpackHead } from '../../audit.ts'
import type { CheckpointRow } from '../../audit.ts'
import { oneByOne } from '../job.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'

// Locked until the commit: another node that appends waits here, so numbers follow each other in the order of the commits, without gaps.
const HEAD = statement<{ readonly size: number; readonly frontier: Uint8Array }>('SELECT "size", "frontier" FROM "auditHead" WHERE "id" = 1 FOR UPDATE')
const BEGIN_HEAD = statement(`INSERT INTO "auditHead" ("id", "size", "frontier") VALUES (1, 0, '') ON CONFLICT ("id") DO NOTHING`)
const INSERT = statement('INSERT INTO "auditEntries" ("entry", "leaf", "hash") VALUES ($1, $2, $3)')
const PUT_HEAD = statement('UPDATE "auditHead" SET "size" = $1, "frontier" = $2 WHERE "id" = 1')

/** Appends an entry to the audit log, inside the transaction of what it tells of. */
export const appendAudit = async (session: Session, leaf: AuditLeaf): Promise<undefined> => {
  const { size, frontier } = unpackHead(await lockedHead(session))
  const hash = leafHash(leaf)
  await session.run(INSERT, [size, leaf, hash])
  await session.run(PUT_HEAD, [size + 1, packFrontier(grow(frontier, size, hash))])
}

const lockedHead = async (session: Session): Promise<{ readonly size: number; readonly frontier: Uint8Array }> => {
  const found = await session.one(HEAD)
  if (found !== undefined) return found
  await session.run(BEGIN_HEAD)
  const begun = await session.one(HEAD)
  if (begun === undefined) throw new Error('the audit log has no head')
  return begun
}

const KEEP = statement('INSERT INTO "auditCheckpoints" ("size", "note") VALUES ($1, $2) ON CONFLICT ("size") DO NOTHING')

/** Keeps a checkpoint, once. */
export const keepCheckpoint = oneByOne<CheckpointRow, undefined>(async ({ session }, { size, note }) => {
  await session.run(KEEP, [size, note])
})
