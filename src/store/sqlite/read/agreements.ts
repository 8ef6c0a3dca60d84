// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../../model/ids.ts'
import type { AgreementRow, OfferRow } from '../../agreements.ts'
import type { Connection } from '../connection.ts'
import { parsed } from '../records.ts'
import type { RecordOf } from '../records.ts'
import type { agreements } from '../schema/agreements.ts'

type Stored = RecordOf<typeof agreements>

/** Reads of agreements and offers. */
export const createAgreementReads = (db: Connection) => {
  const one = db.prepare<[PartyId], Stored>('SELECT * FROM agreements WHERE party = ?')
  const all = db.prepare<[], Stored>('SELECT * FROM agreements ORDER BY party')
  const last = db.prepare<[], OfferRow>('SELECT * FROM offers ORDER BY number DESC LIMIT 1')
  return {
    agreement: (party: PartyId): AgreementRow | undefined => {
      const found = one.get(party)
      return found && row(found)
    },
    listAgreements: (): readonly AgreementRow[] => all.all().map(row),
    lastOffer: (): OfferRow | undefined => last.get(),
  }
}

const row = (stored: Stored): AgreementRow => ({ ...stored, record: parsed(stored.record) })
