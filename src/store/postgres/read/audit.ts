// SPDX-License-Identifier: AGPL-3.0-only
import { EMPTY_HEAD, unpackHead } from '../../audit.ts'
import type { AuditReaders, AuditRow, CheckpointRow } from '../../audit.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'

const HEAD = statement<{ readonly size: number; readonly frontier: Uint8Array }>('SELECT "size", "frontier" FROM "auditHead" WHERE "id" = 1')
const PAGE = statement<AuditRow>('SELECT "entry", "leaf", "hash" FROM "auditEntries" WHERE "entry" >= $1 ORDER BY "entry" LIMIT $2')
const CHECKPOINTS = statement<CheckpointRow>('SELECT "size", "note" FROM "auditCheckpoints" WHERE "size" > $1 ORDER BY "size" LIMIT $2')
const LAST = statement<CheckpointRow>('SELECT "size", "note" FROM "auditCheckpoints" ORDER BY "size" DESC LIMIT 1')

/** Reads of the audit log. */
export const createAuditReads = ({ all, one }: Session): AuditReaders => ({
  auditHead: async () => {
    const stored = await one(HEAD)
    return stored === undefined ? EMPTY_HEAD : unpackHead(stored)
  },
  auditPage: (from, limit) => all(PAGE, [from, limit]),
  checkpointPage: (above, limit) => all(CHECKPOINTS, [above, limit]),
  lastCheckpoint: () => one(LAST),
})
