// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../../model/ids.ts'
import type { FeedOffer, Transactors } from '../../transactors.ts'
import { oneByOne } from '../job.ts'
import { statement } from '../statement.ts'

type Taken = Awaited<ReturnType<Transactors['takeFeed']>>
type Offered = Awaited<ReturnType<Transactors['offerEvents']>>

// A feed begins with its first reader, which has no cursor yet.
const TAKE = statement(`
  INSERT INTO "feeds" ("party", "offered", "reader")
  SELECT $1::text, 0, $2::text WHERE $3::bigint = 0 OR EXISTS (SELECT 1 FROM "feeds" WHERE "party" = $1 AND "offered" >= $3)
  ON CONFLICT ("party") DO UPDATE SET "reader" = excluded."reader"`)
const OFFER = statement('UPDATE "feeds" SET "offered" = greatest("offered", $3::bigint) WHERE "party" = $1 AND "reader" = $2')
const ASIDE = statement('UPDATE "events" SET "aside" = true WHERE "id" = ANY ($1::bigint[]) AND "party" = $2')
const READMIT = statement(`
  WITH gone AS (DELETE FROM "events" WHERE "id" = ANY ($1::bigint[]) AND "party" = $2 AND "aside" RETURNING *)
  INSERT INTO "events" ("party", "user", "timeMs", "bodySealed", "about") SELECT "party", "user", "timeMs", "bodySealed", "about" FROM gone ORDER BY "id"`)

/** Gives a feed to its newest reader. */
export const takeFeed = oneByOne<{ readonly party: PartyId; readonly reader: string; readonly after: number }, Taken>(
  async ({ session }, { party, reader, after }) => (await session.run(TAKE, [party, reader, after]) === 0 ? { beyond: true } : { taken: true }))

/** Remembers how far a feed was offered to its reader. */
export const offerEvents = oneByOne<FeedOffer, Offered>(async ({ session }, { party, reader, upTo, aside }) => {
  if (await session.run(OFFER, [party, reader, upTo]) === 0) return { replaced: true }
  if (aside.length > 0) await session.run(ASIDE, [aside, party])
  return { offered: true }
})

/** Puts events that were set aside behind all others. */
export const readmitEvents = oneByOne<{ readonly party: PartyId; readonly ids: readonly number[] }, undefined>(async ({ session, effects }, { party, ids }) => {
  await session.run(READMIT, [ids, party])
  effects.deleted()
  effects.added(party)
}, ({ party }) => [party])
