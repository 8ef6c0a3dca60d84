// SPDX-License-Identifier: AGPL-3.0-only
import type { InstanceName, PartyId } from '../../../model/ids.ts'
import { MAX_POSITIONS } from '../../transactors.ts'
import type { Position } from '../../transactors.ts'
import { upsertSql } from '../records.ts'
import { positions } from '../schema/messages.ts'
import type { WriteContext } from './context.ts'

const SURPLUS = `
  DELETE FROM positions WHERE party = @party AND instance IN
    (SELECT instance FROM positions WHERE party = @party ORDER BY keepUntil DESC LIMIT -1 OFFSET ${MAX_POSITIONS})`
const TAKE = 'DELETE FROM positions WHERE party = ? AND instance = ? AND tokenHash = ? RETURNING flights, keepUntil'

/** Where links ended, until the next one takes up from there. */
export const createPositionWrites = ({ db }: WriteContext) => {
  const put = db.prepare(upsertSql(positions, ['party', 'instance']))
  const removeSurplus = db.prepare<[{ readonly party: PartyId }]>(SURPLUS)
  const take = db.prepare<[PartyId, InstanceName, Uint8Array], Pick<Position, 'flights' | 'keepUntil'>>(TAKE)
  return {
    keep: (position: Position): void => {
      put.run(position)
      removeSurplus.run({ party: position.party })
    },
    take: ({ party, instance, tokenHash }: Pick<Position, 'party' | 'instance' | 'tokenHash'>, now: number): string | undefined => {
      const found = take.get(party, instance, tokenHash)
      return found && found.keepUntil >= now ? found.flights : undefined
    },
  }
}
