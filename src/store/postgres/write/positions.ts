// SPDX-License-Identifier: AGPL-3.0-only
import { MAX_POSITIONS } from '../../transactors.ts'
import type { Position } from '../../transactors.ts'
import { oneByOne } from '../job.ts'
import { positions } from '../schema/messages.ts'
import { statement, upsertRecord } from '../statement.ts'

const PUT = upsertRecord(positions, ['party', 'instance'])
const SURPLUS = statement(`
  DELETE FROM "positions" WHERE "party" = $1 AND "instance" IN
    (SELECT "instance" FROM "positions" WHERE "party" = $1 ORDER BY "keepUntil" DESC OFFSET ${String(MAX_POSITIONS)})`)
const TAKE = statement<Pick<Position, 'flights' | 'keepUntil'>>(
  'DELETE FROM "positions" WHERE "party" = $1 AND "instance" = $2 AND "tokenHash" = $3 RETURNING "flights", "keepUntil"')

/** Keeps where a link ended, until the next one takes up from there. */
export const keepPosition = oneByOne<Position, undefined>(async ({ session }, position) => {
  await session.run(PUT.statement, PUT.values(position))
  await session.run(SURPLUS, [position.party])
})

/** Takes out what a link left, in its time. */
export const takePosition = oneByOne<{ readonly of: Pick<Position, 'party' | 'instance' | 'tokenHash'>; readonly now: number }, string | undefined>(
  async ({ session }, { of: { party, instance, tokenHash }, now }) => {
    const found = await session.one(TAKE, [party, instance, tokenHash])
    return found && found.keepUntil >= now ? found.flights : undefined
  })
