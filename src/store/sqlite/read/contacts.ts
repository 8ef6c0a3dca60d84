// SPDX-License-Identifier: AGPL-3.0-only
import type { RequestId, UserId } from '../../../model/ids.ts'
import type { Readers } from '../../readers.ts'
import type { Connection } from '../connection.ts'
import { consentRow, inviteRow, LIMIT, requestRow } from '../records.ts'
import type { RecordOf } from '../records.ts'
import type { consents } from '../schema/people.ts'
import type { invites } from '../schema/invites.ts'
import type { issuerLists, redeemedTokens, requests } from '../schema/requests.ts'

type RequestRecord = RecordOf<typeof requests>
type Waiting = Parameters<Readers['waitingRequests']>[0]

/** Earlier requests to one target that are looked at: more than a day's limit lets anybody make in a month. */
const MAX_EARLIER = 1_000

/** Reads of consents and requests. */
export const createContactReads = (db: Connection) => ({ ...createConsentReads(db), ...createRequestReads(db), ...createTokenReads(db), ...createInviteReads(db) })

const createConsentReads = (db: Connection) => {
  const one = db.prepare<[UserId, UserId], RecordOf<typeof consents>>('SELECT * FROM consents WHERE owner = ? AND peer = ?')
  const peers = db.prepare<[UserId, number], UserId>(`SELECT owner FROM consents WHERE peer = ? AND state = 'granted' ORDER BY owner ${LIMIT}`).pluck()
  return {
    consent: (owner: UserId, peer: UserId) => {
      const record = one.get(owner, peer)
      return record && consentRow(record)
    },
    peersOf: (user: UserId, limit: number) => peers.all(user, limit),
  }
}

const createRequestReads = (db: Connection) => {
  const one = db.prepare<[RequestId], RequestRecord>('SELECT * FROM requests WHERE request = ?')
  const all = db.prepare<[string, number], RequestRecord>(`SELECT * FROM requests WHERE state = 'waiting' AND request > ? ORDER BY request ${LIMIT}`)
  const ofTarget = db.prepare<[Uint8Array, string, number], RequestRecord>(
    `SELECT * FROM requests WHERE state = 'waiting' AND targetIndex = ? AND request > ? ORDER BY request ${LIMIT}`)
  const ofPerson = db.prepare<[number, string, number], RequestRecord>(`
    SELECT * FROM requests WHERE state = 'waiting' AND inviter IN (SELECT user FROM users WHERE person = ?) AND request > ? ORDER BY request ${LIMIT}`)
  const earlier = db.prepare<[UserId, Uint8Array, number, number], RequestRecord>(
    `SELECT * FROM requests WHERE fromUser = ? AND targetIndex = ? AND createdAt >= ? ORDER BY createdAt DESC ${LIMIT}`)
  const count = db.prepare<[UserId, number], number>('SELECT count(*) FROM requests WHERE fromUser = ? AND createdAt >= ?').pluck()
  const span = db.prepare<[UserId, number], { readonly oldest: number | null; readonly newest: number | null }>(
    'SELECT min(createdAt) AS oldest, max(createdAt) AS newest FROM requests WHERE fromUser = ? AND createdAt >= ?')
  return {
    request: (request: RequestId) => {
      const record = one.get(request)
      return record && requestRow(record)
    },
    waitingRequests: ({ index, inviting, after: last }: Waiting, limit: number) => {
      const after: string = last ?? ''
      if (inviting !== undefined) return ofPerson.all(inviting, after, limit).map(requestRow)
      return (index ? ofTarget.all(index, after, limit) : all.all(after, limit)).map(requestRow)
    },
    earlierRequests: (from: UserId, target: Uint8Array, since: number) => earlier.all(from, target, since, MAX_EARLIER).map(requestRow),
    countRequests: (from: UserId, since: number) => count.get(from, since) ?? 0,
    requestTimes: (from: UserId, since: number) => {
      const { oldest = null, newest = null } = span.get(from, since) ?? {}
      return oldest === null || newest === null ? undefined : { oldest, newest }
    },
  }
}

const createTokenReads = (db: Connection) => {
  const digest = db.prepare<[Uint8Array], RecordOf<typeof redeemedTokens>['digest']>('SELECT digest FROM redeemedTokens WHERE idHash = ?').pluck()
  const list = db.prepare<[], Omit<RecordOf<typeof issuerLists>, 'id'>>('SELECT version, list FROM issuerLists')
  return { redeemedToken: (idHash: Uint8Array) => digest.get(idHash), issuerList: () => list.get() }
}

const createInviteReads = (db: Connection) => {
  const one = db.prepare<[Uint8Array], RecordOf<typeof invites>>('SELECT * FROM invites WHERE secretHash = ?')
  return {
    invite: (secretHash: Uint8Array) => {
      const record = one.get(secretHash)
      return record && inviteRow(record)
    },
  }
}
