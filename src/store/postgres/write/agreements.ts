// SPDX-License-Identifier: AGPL-3.0-only
import type { WriteContext } from '../job.ts'
import { statement } from '../statement.ts'
import { MOVED } from './refusal.ts'
import type { Put, Refusal } from './refusal.ts'

const ADD = statement('INSERT INTO "agreements" ("party", "version", "record") VALUES ($1, 1, $2) ON CONFLICT ("party") DO NOTHING')
const CHANGE = statement('UPDATE "agreements" SET "version" = $1, "record" = $2 WHERE "party" = $3 AND "version" = $4')
const ADD_OFFER = statement('INSERT INTO "offers" ("number", "jws") VALUES ($1, $2) ON CONFLICT ("number") DO NOTHING')

/** Notes how far an agreement has come. */
export const putAgreement = async ({ session }: WriteContext, { row: { party, version, record } }: Put<'agreement'>): Promise<Refusal | undefined> => {
  const text = JSON.stringify(record)
  const changes = version === 1 ? await session.run(ADD, [party, text]) : await session.run(CHANGE, [version, text, party, version - 1])
  return changes === 0 ? MOVED : undefined
}

/** Keeps a signed offer. */
export const putOffer = async ({ session }: WriteContext, { row: { number, jws } }: Put<'offer'>): Promise<Refusal | undefined> =>
  (await session.run(ADD_OFFER, [number, jws]) === 0 ? MOVED : undefined)
