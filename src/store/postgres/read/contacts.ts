// SPDX-License-Identifier: AGPL-3.0-only
import type { RequestId, UserId } from '../../../model/ids.ts'
import type { Readers } from '../../readers.ts'
import { consentRow, inviteRow, requestRow } from '../records.ts'
import type { invites } from '../schema/invites.ts'
import type { consents } from '../schema/people.ts'
import type { requests } from '../schema/requests.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'
import type { RecordOf } from '../statement.ts'

type RequestRecord = RecordOf<typeof requests>

/** Earlier requests to one target that are looked at: more than a day's limit lets anybody make in a month. */
const MAX_EARLIER = 1_000
/** Before every request. */
const NONE = '00000000-0000-0000-0000-000000000000'

const CONSENT = statement<RecordOf<typeof consents>>('SELECT * FROM "consents" WHERE "owner" = $1 AND "peer" = $2')
const PEERS = statement<{ readonly owner: UserId }>(`SELECT "owner" FROM "consents" WHERE "peer" = $1 AND "state" = 'granted' ORDER BY "owner" LIMIT $2`)
const REQUEST = statement<RequestRecord>('SELECT * FROM "requests" WHERE "request" = $1')
const WAITING = statement<RequestRecord>(`SELECT * FROM "requests" WHERE "state" = 'waiting' AND "request" > $1 ORDER BY "request" LIMIT $2`)
const WAITING_OF = statement<RequestRecord>(
  `SELECT * FROM "requests" WHERE "state" = 'waiting' AND "targetIndex" = $1 AND "request" > $2 ORDER BY "request" LIMIT $3`)
const WAITING_FOR = statement<RequestRecord>(`
  SELECT * FROM "requests" WHERE "state" = 'waiting' AND "inviter" IN (SELECT "user" FROM "users" WHERE "person" = $1) AND "request" > $2 ORDER BY "request" LIMIT $3`)
const INVITE = statement<RecordOf<typeof invites>>('SELECT * FROM "invites" WHERE "secretHash" = $1')
const EARLIER = statement<RequestRecord>(
  'SELECT * FROM "requests" WHERE "fromUser" = $1 AND "targetIndex" = $2 AND "createdAt" >= $3 ORDER BY "createdAt" DESC LIMIT $4')
const MADE = statement<{ readonly made: number }>('SELECT count(*) AS "made" FROM "requests" WHERE "fromUser" = $1 AND "createdAt" >= $2')
const TIMES = statement<{ readonly oldest: number | null; readonly newest: number | null }>(
  'SELECT min("createdAt") AS "oldest", max("createdAt") AS "newest" FROM "requests" WHERE "fromUser" = $1 AND "createdAt" >= $2')
const REDEEMED = statement<{ readonly digest: Uint8Array }>('SELECT "digest" FROM "redeemedTokens" WHERE "idHash" = $1')
const ISSUERS = statement<{ readonly version: number; readonly list: string }>('SELECT "version", "list" FROM "issuerLists"')

/** Reads of consents, requests, redeemed tokens and the issuer list. */
export const createContactReads = ({ all, one }: Session) => ({
  consent: async (owner: UserId, peer: UserId) => {
    const record = await one(CONSENT, [owner, peer])
    return record && consentRow(record)
  },
  peersOf: async (user: UserId, limit: number) => (await all(PEERS, [user, limit])).map(({ owner }) => owner),
  request: async (request: RequestId) => {
    const record = await one(REQUEST, [request])
    return record && requestRow(record)
  },
  invite: async (secretHash: Uint8Array) => {
    const record = await one(INVITE, [secretHash])
    return record && inviteRow(record)
  },
  waitingRequests: async ({ index, inviting, after }: Parameters<Readers['waitingRequests']>[0], limit: number) => {
    if (inviting !== undefined) return (await all(WAITING_FOR, [inviting, after ?? NONE, limit])).map(requestRow)
    const records = index ? await all(WAITING_OF, [index, after ?? NONE, limit]) : await all(WAITING, [after ?? NONE, limit])
    return records.map(requestRow)
  },
  earlierRequests: async (from: UserId, target: Uint8Array, since: number) => (await all(EARLIER, [from, target, since, MAX_EARLIER])).map(requestRow),
  countRequests: async (from: UserId, since: number) => (await one(MADE, [from, since]))?.made ?? 0,
  requestTimes: async (from: UserId, since: number) => {
    const { oldest = null, newest = null } = await one(TIMES, [from, since]) ?? {}
    return oldest === null || newest === null ? undefined : { oldest, newest }
  },
  redeemedToken: async (idHash: Uint8Array) => (await one(REDEEMED, [idHash]))?.digest,
  issuerList: () => one(ISSUERS),
})
