// SPDX-License-Identifier: AGPL-3.0-only
import type { RequestId, UserId } from '../../../model/ids.ts'
import type { RequestState } from '../../rows.ts'
import { insertSql, upsertSql } from '../records.ts'
import { consents } from '../schema/people.ts'
import { redeemedTokens, requests } from '../schema/requests.ts'
import { MOVED } from './context.ts'
import type { Add, Put, Refusal, WriteContext } from './context.ts'
import { createUseInvite } from './invites.ts'
import { createCountTarget } from './usage.ts'
import type { Write } from '../../transactors.ts'

/** Writes of consents, requests, redeemed tokens and the issuer list. */
export const createContactWrites = (context: WriteContext) => ({
  ...createConsentWrites(context), ...createRequestWrites(context), ...createTokenWrites(context),
})

const createConsentWrites = ({ db, versions }: WriteContext) => {
  const upsert = db.prepare(upsertSql(consents, ['owner', 'peer']))
  const renew = db.prepare<[Uint8Array, number, UserId, UserId]>(
    "UPDATE consents SET tokenHash = ?, version = ? WHERE owner = ? AND peer = ? AND state = 'granted'")

  const consent = ({ row }: Put<'consent'>): Refusal | undefined => {
    upsert.run({ ...row, purposes: JSON.stringify(row.purposes), tokenHash: null, version: versions.next() })
    return undefined
  }

  // The owner of a row is reached by the token that the peer shows.
  const grant = ({ proof: { asker, granter }, askerTokenHash, granterTokenHash, ...terms }: Put<'grant'>): Refusal | undefined => {
    const both = { state: 'granted', purposes: JSON.stringify(terms.purposes), changedAt: terms.changedAt }
    upsert.run({ ...both, owner: granter, peer: asker, tokenHash: askerTokenHash, version: versions.next() })
    upsert.run({ ...both, owner: asker, peer: granter, tokenHash: granterTokenHash, version: versions.next() })
    return undefined
  }

  const token = ({ proof, tokenHash }: Put<'token'>): Refusal | undefined =>
    renew.run(tokenHash, versions.next(), proof.recipient, proof.sender).changes === 0 ? MOVED : undefined

  return { consent, grant, token }
}

const createRequestWrites = (context: WriteContext) => {
  const [{ db }, countTarget] = [context, createCountTarget(context)]
  const made = db.prepare<[UserId, number], number>('SELECT count(*) FROM requests WHERE fromUser = ? AND createdAt >= ?').pluck()
  const insert = db.prepare(insertSql(requests))
  const stateOf = db.prepare<[RequestId], RequestState>('SELECT state FROM requests WHERE request = ?').pluck()
  const use = createUseInvite(context)
  const move = db.prepare<[RequestState, UserId | undefined, RequestId]>('UPDATE requests SET state = ?, targetUser = coalesce(?, targetUser) WHERE request = ?')
  return {
    addRequest: (add: Add<'request'>): Refusal | undefined => {
      const { row, perDay, dayStart } = add
      if ((made.get(row.fromUser, dayStart) ?? 0) >= perDay) return { throttled: 'contactsPerUserDay' }
      if (!countTarget(add)) return { throttled: 'newTargetsPerDay' }
      insert.run({ ...row, ...use(add), purposes: JSON.stringify(row.purposes) })
      return undefined
    },
    moveRequest: ({ request, from, to, targetUser }: Extract<Write, { readonly move: 'request' }>): Refusal | undefined => {
      const state = stateOf.get(request)
      if (state === undefined || !from.includes(state)) return MOVED
      move.run(to, targetUser, request)
      return undefined
    },
  }
}

const createTokenWrites = ({ db, effects }: WriteContext) => {
  const redeemed = db.prepare<[Uint8Array], 1>('SELECT 1 FROM redeemedTokens WHERE idHash = ?').pluck()
  const redeem = db.prepare(insertSql(redeemedTokens))
  const replace = db.prepare<[number, string]>(`
    INSERT INTO issuerLists (id, version, list) VALUES (1, ?, ?)
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, list = excluded.list WHERE excluded.version > version`)
  return {
    addRedeemedToken: ({ idHash, digest, expiresAt }: Add<'redeemedToken'>): Refusal | undefined => {
      if (redeemed.get(idHash)) return { taken: 'redeemedToken' }
      redeem.run({ idHash, digest, expiresAt })
      return undefined
    },
    issuerList: ({ version, list, party }: Put<'issuerList'>): Refusal | undefined => {
      if (replace.run(version, list).changes === 0) return { taken: 'issuerList' }
      effects.released(party)
      return undefined
    },
  }
}
