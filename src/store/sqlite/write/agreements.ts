// SPDX-License-Identifier: AGPL-3.0-only
import { MOVED } from './context.ts'
import type { Put, Refusal, WriteContext } from './context.ts'

/** Writes of agreements and offers. */
export const createAgreementWrites = ({ db }: WriteContext) => {
  const add = db.prepare<[string, string]>('INSERT INTO agreements (party, version, record) VALUES (?, 1, ?) ON CONFLICT (party) DO NOTHING')
  const change = db.prepare<[number, string, string, number]>('UPDATE agreements SET version = ?, record = ? WHERE party = ? AND version = ?')
  const addOffer = db.prepare<[number, string]>('INSERT INTO offers (number, jws) VALUES (?, ?) ON CONFLICT (number) DO NOTHING')
  return {
    agreement: ({ row: { party, version, record } }: Put<'agreement'>): Refusal | undefined => {
      const text = JSON.stringify(record)
      const { changes } = version === 1 ? add.run(party, text) : change.run(version, text, party, version - 1)
      return changes === 0 ? MOVED : undefined
    },
    offer: ({ row: { number, jws } }: Put<'offer'>): Refusal | undefined => (addOffer.run(number, jws).changes === 0 ? MOVED : undefined),
  }
}
