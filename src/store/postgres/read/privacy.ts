// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../../../model/ids.ts'
import { ERASURES, ERASURES_DUE } from '../../erasures.ts'
import type { ErasureRow, WalkedPerson, WalkedUser } from '../../erasures.ts'
import { holdingsSql, toHoldings } from '../../holdings.ts'
import { consentRow, requestRow } from '../records.ts'
import type { consents } from '../schema/people.ts'
import type { requests } from '../schema/requests.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'
import type { RecordOf } from '../statement.ts'

type RequestRecord = RecordOf<typeof requests>

/** Below every id. */
const NOBODY = '00000000-0000-0000-0000-000000000000'
const ROWS = statement<ErasureRow>('SELECT "number", "kind", "hash" FROM "erasures" WHERE "number" > $1 ORDER BY "number" LIMIT $2')
const COUNTER = statement<{ readonly value: number }>('SELECT "value" FROM "counters" WHERE "name" = $1')
const USERS = statement<WalkedUser>('SELECT "user", "version" FROM "users" WHERE "user" > $1 ORDER BY "user" LIMIT $2')
const PERSONS = statement<WalkedPerson>(
  'SELECT "person", "version", "referenceIndex" FROM "persons" WHERE "person" > $1 ORDER BY "person" LIMIT $2')
const HOLDINGS = statement<Record<string, number>>(holdingsSql('$1'))
const CONSENTS_OF = statement<RecordOf<typeof consents>>('SELECT * FROM "consents" WHERE "owner" = $1 ORDER BY "peer" LIMIT $2')
const REQUESTS_BY = statement<RequestRecord>('SELECT * FROM "requests" WHERE "fromUser" = $1 ORDER BY "createdAt" DESC LIMIT $2')

/** Reads about what is held of people, and who was erased. */
export const createPrivacyReads = ({ all, one }: Session) => ({
  erasures: (after: number, limit: number) => all(ROWS, [after, limit]),
  lastErasure: async () => (await one(COUNTER, [ERASURES]))?.value ?? 0,
  erasuresDue: async () => (await one(COUNTER, [ERASURES_DUE]))?.value,
  userPage: (after: UserId | undefined, limit: number) => all(USERS, [after ?? NOBODY, limit]),
  personPage: (after: number, limit: number) => all(PERSONS, [after, limit]),
  holdings: async (user: UserId) => toHoldings(await one(HOLDINGS, [user]) ?? {}),
  consentsOf: async (owner: UserId, limit: number) => (await all(CONSENTS_OF, [owner, limit])).map(consentRow),
  requestsBy: async (user: UserId, limit: number) => (await all(REQUESTS_BY, [user, limit])).map(requestRow),
})
