// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../../model/ids.ts'
import type { AgreementRow, OfferRow } from '../../agreements.ts'
import { parsed } from '../records.ts'
import type { agreements } from '../schema/agreements.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'
import type { RecordOf } from '../statement.ts'

type Stored = RecordOf<typeof agreements>

const ONE = statement<Stored>('SELECT * FROM "agreements" WHERE "party" = $1')
const ALL = statement<Stored>('SELECT * FROM "agreements" ORDER BY "party" COLLATE "C"')
const LAST = statement<OfferRow>('SELECT * FROM "offers" ORDER BY "number" DESC LIMIT 1')

/** Reads of agreements and offers. */
export const createAgreementReads = ({ one, all }: Session) => ({
  agreement: async (party: PartyId): Promise<AgreementRow | undefined> => {
    const found = await one(ONE, [party])
    return found && row(found)
  },
  listAgreements: async (): Promise<readonly AgreementRow[]> => (await all(ALL, [])).map(row),
  lastOffer: (): Promise<OfferRow | undefined> => one(LAST, []),
})

const row = (stored: Stored): AgreementRow => ({ ...stored, record: parsed(stored.record) })
