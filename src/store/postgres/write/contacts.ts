// SPDX-License-Identifier: AGPL-3.0-only
import type { RequestState } from '../../rows.ts'
import type { Write } from '../../transactors.ts'
import type { WriteContext } from '../job.ts'
import { consents } from '../schema/people.ts'
import { redeemedTokens, requests } from '../schema/requests.ts'
import { insertRecord, statement, upsertRecord } from '../statement.ts'
import { MOVED } from './refusal.ts'
import type { Add, Put, Refusal } from './refusal.ts'
import { useInvite } from './invites.ts'
import { countTarget } from './usage.ts'
import { nextVersion } from './versions.ts'

const CONSENT = upsertRecord(consents, ['owner', 'peer'])

/** Puts a stance other than `granted`, which has no token. */
export const putConsent = async (context: WriteContext, { row }: Put<'consent'>): Promise<Refusal | undefined> => {
  const record = { ...row, purposes: JSON.stringify(row.purposes), tokenHash: null, version: await nextVersion(context) }
  await context.session.run(CONSENT.statement, CONSENT.values(record))
  return undefined
}

/** Opens both directions; the owner of a row is reached by the token that the peer shows. */
export const putGrant = async (context: WriteContext, { proof: { asker, granter }, askerTokenHash, granterTokenHash, ...terms }: Put<'grant'>): Promise<Refusal | undefined> => {
  const both = { state: 'granted', purposes: JSON.stringify(terms.purposes), changedAt: terms.changedAt } as const
  const opened = { ...both, owner: granter, peer: asker, tokenHash: askerTokenHash, version: await nextVersion(context) }
  await context.session.run(CONSENT.statement, CONSENT.values(opened))
  const own = { ...both, owner: asker, peer: granter, tokenHash: granterTokenHash, version: await nextVersion(context) }
  await context.session.run(CONSENT.statement, CONSENT.values(own))
  return undefined
}

const RENEW = statement(`UPDATE "consents" SET "tokenHash" = $1, "version" = $2 WHERE "owner" = $3 AND "peer" = $4 AND "state" = 'granted'`)

/** Puts a new token for a grant that is there. */
export const putToken = async (context: WriteContext, { proof, tokenHash }: Put<'token'>): Promise<Refusal | undefined> =>
  (await context.session.run(RENEW, [tokenHash, await nextVersion(context), proof.recipient, proof.sender]) === 0 ? MOVED : undefined)

const MADE = statement<{ readonly made: number }>('SELECT count(*) AS "made" FROM "requests" WHERE "fromUser" = $1 AND "createdAt" >= $2')
const REQUEST = insertRecord(requests)

/** Adds a request, unless its asker made too many, or its party asked for too many new ones. */
export const addRequest = async ({ session }: WriteContext, add: Add<'request'>): Promise<Refusal | undefined> => {
  const { row, perDay, dayStart } = add
  if (((await session.one(MADE, [row.fromUser, dayStart]))?.made ?? 0) >= perDay) return { throttled: 'contactsPerUserDay' }
  if (!await countTarget(session, add)) return { throttled: 'newTargetsPerDay' }
  await session.run(REQUEST.statement, REQUEST.values({ ...row, ...await useInvite(session, add), purposes: JSON.stringify(row.purposes) }))
  return undefined
}

const STATE_OF = statement<{ readonly state: RequestState }>('SELECT "state" FROM "requests" WHERE "request" = $1')
const MOVE = statement('UPDATE "requests" SET "state" = $1, "targetUser" = coalesce($2, "targetUser") WHERE "request" = $3')

/** Moves a request from a state that it may leave. */
export const moveRequest = async ({ session }: WriteContext, { request, from, to, targetUser }: Extract<Write, { readonly move: 'request' }>): Promise<Refusal | undefined> => {
  const found = await session.one(STATE_OF, [request])
  if (found === undefined || !from.includes(found.state)) return MOVED
  await session.run(MOVE, [to, targetUser, request])
  return undefined
}

const REDEEMED = statement('SELECT 1 FROM "redeemedTokens" WHERE "idHash" = $1')
const REDEEM = insertRecord(redeemedTokens)

/** Notes that a token was redeemed, once. */
export const addRedeemedToken = async ({ session }: WriteContext, { idHash, digest, expiresAt }: Add<'redeemedToken'>): Promise<Refusal | undefined> => {
  if (await session.one(REDEEMED, [idHash])) return { taken: 'redeemedToken' }
  await session.run(REDEEM.statement, REDEEM.values({ idHash, digest, expiresAt }))
  return undefined
}

const ISSUERS = statement(`
  INSERT INTO "issuerLists" ("id", "version", "list") VALUES (1, $1, $2)
  ON CONFLICT ("id") DO UPDATE SET "version" = excluded."version", "list" = excluded."list" WHERE excluded."version" > "issuerLists"."version"`)

/** Replaces the issuer list by a higher version. */
export const putIssuerList = async ({ session, effects }: WriteContext, { version, list, party }: Put<'issuerList'>): Promise<Refusal | undefined> => {
  if (await session.run(ISSUERS, [version, list]) === 0) return { taken: 'issuerList' }
  effects.released(party)
  return undefined
}
