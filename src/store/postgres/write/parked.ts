// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditLeaf } from '../../../model/audit/entry.ts'
import type { PartyId } from '../../../model/ids.ts'
import type { DroppedRow, ParkedOutcome } from '../../transactors.ts'
import { oneByOne } from '../job.ts'
import type { WriteContext } from '../job.ts'
import { statement } from '../statement.ts'
import { appendAudit } from './audit.ts'
import { endRows } from './mailbox.ts'

// Locked until the commit, in one order for all: another node waits here, and then sees what became of them.
const PARKED = statement<{ readonly id: number; readonly party: PartyId }>(`
  SELECT "id", "recipientParty" AS "party" FROM "mailbox" WHERE "id" = ANY ($1::bigint[]) AND "withheld" = 2 ORDER BY "id" FOR UPDATE`)
const RELEASE = statement('UPDATE "mailbox" SET "withheld" = 0 WHERE "id" = ANY ($1::bigint[])')

/** Puts parked rows back, all or none. */
export const release = oneByOne<{ readonly mailbox: readonly number[]; readonly audit: AuditLeaf }, ParkedOutcome>((context, { mailbox, audit }) => change(context, mailbox, audit, async (parties) => {
  await context.session.run(RELEASE, [mailbox])
  for (const party of parties) context.effects.released(party)
}))

/** Ends parked rows and tells of it, all or none. */
export const drop = oneByOne<{ readonly rows: readonly DroppedRow[]; readonly atMs: number; readonly audit: AuditLeaf }, ParkedOutcome>((context, { rows, atMs, audit }) => {
  const mailbox = rows.map(({ id }) => id)
  const concluded = { mailbox, events: rows.flatMap(({ events }) => events), ended: { as: 'dropped', atMs } } as const
  return change(context, mailbox, audit, () => endRows(context, concluded))
}, ({ rows }) => rows.flatMap(({ events }) => events.map(({ party }) => party)))

const change = async ({ session }: WriteContext, ids: readonly number[], audit: AuditLeaf, apply: (parties: readonly PartyId[]) => Promise<void>): Promise<ParkedOutcome> => {
  const parked = new Map((await session.all(PARKED, [ids])).map(({ id, party }) => [id, party]))
  const other = ids.find((id) => !parked.has(id))
  if (other !== undefined) return { notParked: other }
  await apply([...parked.values()])
  await appendAudit(session, audit)
  return { changed: true }
}
