// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../../../model/ids.ts'
import { ERASURES, ERASURES_DUE } from '../../erasures.ts'
import type { ErasureRow, WalkedPerson, WalkedUser } from '../../erasures.ts'
import { holdingsSql, toHoldings } from '../../holdings.ts'
import type { Connection } from '../connection.ts'
import { consentRow, LIMIT, requestRow } from '../records.ts'
import type { RecordOf } from '../records.ts'
import type { consents } from '../schema/people.ts'
import type { requests } from '../schema/requests.ts'

type RequestRecord = RecordOf<typeof requests>

/** Reads about what is held of people, and who was erased. */
export const createPrivacyReads = (db: Connection) => {
  const erasures = db.prepare<[number, number], ErasureRow>(`SELECT number, kind, hash FROM erasures WHERE number > ? ORDER BY number ${LIMIT}`)
  const counter = db.prepare<[string], number>('SELECT value FROM counters WHERE name = ?').pluck()
  const userPage = db.prepare<[UserId | '', number], WalkedUser>(`SELECT user, version FROM users WHERE user > ? ORDER BY user ${LIMIT}`)
  const personPage = db.prepare<[number, number], WalkedPerson>(
    `SELECT person, version, referenceIndex FROM persons WHERE person > ? ORDER BY person ${LIMIT}`)
  const holdings = db.prepare<[{ user: UserId }], Record<string, number>>(holdingsSql('@user'))
  const consentsOf = db.prepare<[UserId, number], RecordOf<typeof consents>>(`SELECT * FROM consents WHERE owner = ? ORDER BY peer ${LIMIT}`)
  const requestsBy = db.prepare<[UserId, number], RequestRecord>(`SELECT * FROM requests WHERE fromUser = ? ORDER BY createdAt DESC ${LIMIT}`)
  return {
    erasures: (after: number, limit: number) => erasures.all(after, limit),
    lastErasure: () => counter.get(ERASURES) ?? 0,
    erasuresDue: () => counter.get(ERASURES_DUE),
    userPage: (after: UserId | undefined, limit: number) => userPage.all(after ?? '', limit),
    personPage: (after: number, limit: number) => personPage.all(after, limit),
    holdings: (user: UserId) => toHoldings(holdings.get({ user }) ?? {}),
    consentsOf: (owner: UserId, limit: number) => consentsOf.all(owner, limit).map(consentRow),
    requestsBy: (user: UserId, limit: number) => requestsBy.all(user, limit).map(requestRow),
  }
}
