// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../../model/ids.ts'
import type { FeedOffer, Transactors } from '../../transactors.ts'
import type { WriteContext } from './context.ts'

type Taken = Awaited<ReturnType<Transactors['takeFeed']>>
type Offered = Awaited<ReturnType<Transactors['offerEvents']>>

// A feed begins with its first reader, which has no cursor yet.
const TAKE = `
  INSERT INTO feeds (party, offered, reader)
  SELECT @party, 0, @reader WHERE @after = 0 OR EXISTS (SELECT 1 FROM feeds WHERE party = @party AND offered >= @after)
  ON CONFLICT (party) DO UPDATE SET reader = excluded.reader`
const OFFER = 'UPDATE feeds SET offered = max(offered, ?) WHERE party = ? AND reader = ?'
const ASIDE = 'UPDATE events SET aside = 1 WHERE id = ? AND party = ?'
const READMIT = `
  INSERT INTO events (party, user, timeMs, bodySealed, about) SELECT party, user, timeMs, bodySealed, about FROM events WHERE id = ? AND party = ? AND aside = 1`
const REMOVE = 'DELETE FROM events WHERE id = ? AND party = ? AND aside = 1'

/** How far parties were offered their events over HTTP. */
export const createFeedWrites = ({ db, effects }: WriteContext) => {
  const take = db.prepare<[{ readonly party: PartyId; readonly reader: string; readonly after: number }]>(TAKE)
  const offer = db.prepare<[number, PartyId, string]>(OFFER)
  const prepare = (sql: string) => db.prepare<[number, PartyId]>(sql)
  const [setAside, readmit, remove] = [prepare(ASIDE), prepare(READMIT), prepare(REMOVE)]
  return {
    take: (party: PartyId, reader: string, after: number): Taken => (take.run({ party, reader, after }).changes === 0 ? { beyond: true } : { taken: true }),
    offer: ({ party, reader, upTo, aside }: FeedOffer): Offered => {
      if (offer.run(upTo, party, reader).changes === 0) return { replaced: true }
      for (const id of aside) setAside.run(id, party)
      return { offered: true }
    },
    readmit: (party: PartyId, ids: readonly number[]): void => {
      for (const id of ids) {
        readmit.run(id, party)
        remove.run(id, party)
      }
      effects.deleted()
      effects.added(party)
    },
  }
}
