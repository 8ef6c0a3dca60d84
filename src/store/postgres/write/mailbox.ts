// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../../model/ids.ts'
import { MAX_ATTEMPTS } from '../../../model/values.ts'
import type { Ending } from '../../rows.ts'
import type { Dispatched } from '../../transactors.ts'
import { allAtOnce, oneByOne } from '../job.ts'
import type { WriteContext } from '../job.ts'
import { statement } from '../statement.ts'
import type { Add, Refusal } from './refusal.ts'

/** What is asked of an acknowledgement. */
export interface Acknowledged { readonly party: PartyId; readonly mailbox: readonly number[]; readonly events: readonly number[]; readonly dispatched: Dispatched | undefined }
/** Rows of a party. */
export interface OwnRows { readonly party: PartyId; readonly mailbox: readonly number[] }
/** Rows that end, and what is told about it. */
export interface Concluded {
  readonly mailbox: readonly number[]
  readonly events: readonly Add<'event'>[]
  readonly ended: { readonly as: Ending; readonly atMs: number } | undefined
}

/** Forgets the lane of an erased user with the last row that waited in it. */
const FORGET_LANES = statement(`
  DELETE FROM "lanes" l WHERE l."lane" = ANY ($1::bigint[]) AND NOT EXISTS (SELECT 1 FROM "mailbox" m WHERE m."lane" = l."lane")
    AND NOT EXISTS (SELECT 1 FROM "users" u WHERE u."user" = l."recipientUser")`)
// Tells the lanes of rows that were withheld meanwhile: one of an erased user ends with its last row.
const ACKNOWLEDGE = statement<{ readonly lane: number }>(`
  WITH gone AS (
    DELETE FROM "mailbox" m USING unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[]) AS a("id", "party", "pushed", "at")
    WHERE m."id" = a."id" AND m."recipientParty" = a."party" RETURNING m."id", m."lane", m."withheld", m."recipientParty", m."attempt", a."pushed", a."at"), traced AS (
  INSERT INTO "traces" ("id", "recipientParty", "ending", "attempts", "pushedAtMs", "endedAtMs")
  SELECT "id", "recipientParty", 'delivered', "attempt", "pushed", "at" FROM gone WHERE "at" IS NOT NULL)
  SELECT DISTINCT "lane" FROM gone WHERE "withheld" = 1`)
const REMOVE_EVENTS = statement(`DELETE FROM "events" e USING unnest($1::bigint[], $2::text[]) AS a("id", "party") WHERE e."id" = a."id" AND e."party" = a."party"`)

/** Removes rows of many acknowledgements at once; what is not the party's own is left alone. */
export const acknowledge = allAtOnce<Acknowledged, undefined>(async ({ session, effects }, asked) => {
  const rows = asked.flatMap(({ party, mailbox, dispatched }) =>
    mailbox.map((id, index) => ({ id, party, pushed: dispatched?.pushedAtMs[index] ?? 0, at: dispatched?.atMs })))
  const events = asked.flatMap(({ party, events: ids }) => ids.map((id) => ({ id, party })))
  const lanes = rows.length === 0 ? [] : await session.all(ACKNOWLEDGE, [rows.map(({ id }) => id), rows.map(({ party }) => party), rows.map(({ pushed }) => pushed), rows.map(({ at }) => at)])
  if (lanes.length > 0) await session.run(FORGET_LANES, [lanes.map(({ lane }) => lane)])
  if (events.length > 0) await session.run(REMOVE_EVENTS, [events.map(({ id }) => id), events.map(({ party }) => party)])
  effects.deleted()
  return asked.map(() => undefined)
})

const COUNT = statement<{ readonly parked: boolean }>('SELECT unnest("countAttempts"($1::bigint[], $2::text[], $3::int)) AS "parked"')

/** Counts attempts in their order: each asks for a row of a party. */
export const countAttempt = allAtOnce<{ readonly party: PartyId; readonly id: number }, { readonly parked: boolean }>(({ session }, asked) =>
  session.all(COUNT, [asked.map(({ id }) => id), asked.map(({ party }) => party), MAX_ATTEMPTS]))

const WITHHOLD = statement('UPDATE "mailbox" SET "withheld" = 1 WHERE "id" = ANY ($1::bigint[]) AND "recipientParty" = $2')

/** Takes rows of a party out of delivery for good. */
export const withhold = oneByOne<OwnRows, undefined>(async ({ session }, { party, mailbox }) => {
  await session.run(WITHHOLD, [mailbox, party])
})

const REMOVE = statement<{ readonly lane: number }>(`
  WITH gone AS (DELETE FROM "mailbox" WHERE "id" = ANY ($1::bigint[]) RETURNING "id", "lane", "recipientParty", "attempt"), traced AS (
    INSERT INTO "traces" ("id", "recipientParty", "ending", "attempts", "pushedAtMs", "endedAtMs")
    SELECT "id", "recipientParty", $2::text, "attempt", 0, $3::bigint FROM gone WHERE $2::text IS NOT NULL)
  SELECT "lane" FROM gone`)

/** Deletes rows and tells of it; tells nothing if all of them were gone already. */
export const endRows = async (context: WriteContext, { mailbox, events, ended }: Concluded): Promise<undefined> => {
  const lanes = mailbox.length === 0 ? [] : await context.session.all(REMOVE, [mailbox, ended?.as, ended?.atMs])
  if (lanes.length > 0) await context.session.run(FORGET_LANES, [[...new Set(lanes.map(({ lane }) => lane))]])
  context.effects.deleted()
  if (mailbox.length > 0 && lanes.length === 0) return
  for (const event of events) await addEvent(context, event)
}

/** Ends rows, each asker's by themselves. */
export const conclude = oneByOne<Concluded, undefined>(endRows, ({ events }) => events.map(({ party }) => party))

const ADD_EVENT = statement('INSERT INTO "events" ("party", "user", "timeMs", "bodySealed", "about") VALUES ($1, $2, $3, $4, $5)')

/** Adds an event for a party. */
export const addEvent = async ({ session, effects }: WriteContext, { party, user, timeMs, bodySealed, about }: Add<'event'>): Promise<Refusal | undefined> => {
  await session.run(ADD_EVENT, [party, user, timeMs, bodySealed, about])
  effects.added(party)
  return undefined
}
