// SPDX-License-Identifier: AGPL-3.0-only
import { TARGET_MS } from '../../usage.ts'
import type { Usage, UsageRow } from '../../usage.ts'
import { oneByOne } from '../job.ts'
import type { WriteContext } from '../job.ts'
import { erasedIdHash } from '../../erasures.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'
import type { Add, Refusal } from './refusal.ts'

const WHOLE_PARTY = new Uint8Array(0)
// In the order of the key, so that two nodes do not wait for each other.
const ADD = statement<Usage & { readonly n: number }>(`
  WITH added AS (
    INSERT INTO "usage" ("party", "subject", "dayStart", "messages", "bytes", "targets")
    SELECT p, s, d, m, b, 0 FROM unnest($1::text[], $2::bytea[], $3::bigint[], $4::bigint[], $5::bigint[]) AS x(p, s, d, m, b) ORDER BY p, s, d
    ON CONFLICT ("party", "subject", "dayStart") DO UPDATE SET "messages" = "usage"."messages" + excluded."messages", "bytes" = "usage"."bytes" + excluded."bytes"
    RETURNING "party", "subject", "dayStart", "messages", "bytes", "targets", "enlistments")
  SELECT x.n::int AS "n", a."messages", a."bytes", a."targets", a."enlistments" FROM unnest($1::text[], $2::bytea[], $3::bigint[]) WITH ORDINALITY AS x(p, s, d, n)
  JOIN added a ON a."party" = x.p AND a."subject" = x.s AND a."dayStart" = x.d ORDER BY x.n`)

/** Adds to what was used in a day. */
export const addUsage = oneByOne<readonly UsageRow[], readonly Usage[]>(async ({ session }, rows) => {
  const subjects = rows.map(({ user }) => (user === undefined ? WHOLE_PARTY : erasedIdHash(user)))
  const found = await session.all(ADD, [rows.map(({ party }) => party), subjects, rows.map(({ dayStart }) => dayStart), rows.map(({ messages }) => messages), rows.map(({ bytes }) => bytes)])
  return found.map(({ messages, bytes, targets, enlistments }) => ({ messages, bytes, targets, enlistments }))
})

const ASKED = statement<{ readonly askedAt: number }>('SELECT "askedAt" FROM "targets" WHERE "party" = $1 AND "targetIndex" = $2')
const USED = statement<{ readonly targets: number }>('SELECT "targets" FROM "usage" WHERE "party" = $1 AND "subject" = $2 AND "dayStart" = $3')
const COUNT = statement(`
  INSERT INTO "usage" ("party", "subject", "dayStart", "messages", "bytes", "targets") VALUES ($1, $2, $3, 0, 0, 1)
  ON CONFLICT ("party", "subject", "dayStart") DO UPDATE SET "targets" = "usage"."targets" + 1`)
const NOTE = statement(`
  INSERT INTO "targets" ("party", "targetIndex", "askedAt") VALUES ($1, $2, $3) ON CONFLICT ("party", "targetIndex") DO UPDATE SET "askedAt" = excluded."askedAt"`)

/** Counts the target of a request as one more of the asker's party where it is new; false where that would be one too many, and then nothing is counted. */
export const countTarget = async (session: Session, { row: { targetIndex, createdAt }, targets: { party, perDay, dayStart } }: Add<'request'>): Promise<boolean> => {
  const isKnown = ((await session.one(ASKED, [party, targetIndex]))?.askedAt ?? -Infinity) > createdAt - TARGET_MS
  if (!isKnown && ((await session.one(USED, [party, WHOLE_PARTY, dayStart]))?.targets ?? 0) >= perDay) return false
  if (!isKnown) await session.run(COUNT, [party, WHOLE_PARTY, dayStart])
  await session.run(NOTE, [party, targetIndex, createdAt])
  return true
}

const ENLISTED = statement<{ readonly enlistments: number }>('SELECT "enlistments" FROM "usage" WHERE "party" = $1 AND "subject" = $2 AND "dayStart" = $3')
const ENLIST = statement(`
  INSERT INTO "usage" ("party", "subject", "dayStart", "messages", "bytes", "targets", "enlistments") VALUES ($1, $2, $3, 0, 0, 0, 1)
  ON CONFLICT ("party", "subject", "dayStart") DO UPDATE SET "enlistments" = "usage"."enlistments" + 1`)

/** Counts an enlistment of its user and of the party; which limit is used up where one is, and then nothing is counted. Changes of all nodes come one after the other. */
export const countEnlistment = async ({ session }: WriteContext, { party, user, dayStart, perUser, perParty }: Add<'enlistment'>): Promise<Refusal | undefined> => {
  const own = erasedIdHash(user)
  if (((await session.one(ENLISTED, [party, own, dayStart]))?.enlistments ?? 0) >= perUser) return { throttled: 'enlistmentsPerUserDay' }
  if (((await session.one(ENLISTED, [party, WHOLE_PARTY, dayStart]))?.enlistments ?? 0) >= perParty) return { throttled: 'enlistmentsPerPartyDay' }
  // In the order of the key, so that two nodes do not wait for each other.
  for (const subject of [WHOLE_PARTY, own]) await session.run(ENLIST, [party, subject, dayStart])
  return undefined
}
