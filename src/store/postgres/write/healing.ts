// SPDX-License-Identifier: AGPL-3.0-only
import type { SubmissionId, UserId } from '../../../model/ids.ts'
import type { Append, Kept } from '../../transactors.ts'
import type { WriteContext } from '../job.ts'
import { vaultAwaited, vaultSent } from '../schema/vault.ts'
import { insertRecord, statement, upsertRecord } from '../statement.ts'
import { endRows } from './mailbox.ts'
import { MOVED } from './refusal.ts'
import type { End, Put, Refusal } from './refusal.ts'

const TELL = statement(`
  INSERT INTO "vaultTold" ("user", "peer", "identityKey") SELECT "user", $2::uuid, $3::bytea FROM "vaultAccounts" WHERE "user" = $1
  ON CONFLICT ("user", "peer") DO UPDATE SET "identityKey" = excluded."identityKey"`)

/** Remembers which new identity of a peer the core was told of. */
export const putVaultTold = async ({ session }: WriteContext, { row: { user, peer, identityKey } }: Put<'vaultTold'>): Promise<undefined> => {
  await session.run(TELL, [user, peer, identityKey])
}

const AWAITED = upsertRecord(vaultAwaited, ['user', 'submissionId'])

/** Waits for a resend. */
export const putVaultAwaited = async (context: WriteContext, { row, follows }: Put<'vaultAwaited'>): Promise<undefined> => {
  if (follows !== undefined) await endAwaited(context, row.user, follows)
  await context.session.run(AWAITED.statement, AWAITED.values(row))
}

const END_AWAITED = statement('DELETE FROM "vaultAwaited" WHERE "user" = $1 AND "submissionId" = $2')

/** Waits for a resend no more; says whether it was waited for. */
export const endAwaited = async ({ session, effects }: WriteContext, user: UserId, submission: SubmissionId): Promise<boolean> => {
  effects.deleted()
  return await session.run(END_AWAITED, [user, submission]) > 0
}

/** Locks the row until the commit. */
export const WAITS = statement('SELECT 1 FROM "mailbox" WHERE "id" = $1 AND "recipientParty" = $2 AND "withheld" = 0 FOR UPDATE')

/** Ends what still waits. */
export const end = async (context: WriteContext, one: Exclude<End, { readonly end: 'invite' }>): Promise<Refusal | undefined> => {
  if (one.end === 'vaultAwaited') return await endAwaited(context, one.user, one.submissionId) ? undefined : MOVED
  if (!await context.session.one(WAITS, [one.mailbox, one.party])) return MOVED
  await endRows(context, { mailbox: [one.mailbox], events: [], ended: one })
  return undefined
}

const SENT = insertRecord(vaultSent)
const PRUNE = statement(`
  DELETE FROM "vaultSent" WHERE "user" = $1 AND "peer" = $2 AND "sentAtMs" <=
    (SELECT "sentAtMs" FROM "vaultSent" WHERE "user" = $1 AND "peer" = $2 ORDER BY "sentAtMs" DESC LIMIT 1 OFFSET $3)`)

/** Keeps what a message was sealed from, and of its pair no more than the newest. */
export const keep = async ({ session, effects }: WriteContext, { proof, senderDevice, submissionId, gatewayTimeMs }: Append, { maxKept, ...kept }: Kept): Promise<void> => {
  if (await session.run(PRUNE, [proof.sender, proof.recipient, maxKept - 1]) > 0) effects.deleted()
  await session.run(SENT.statement, SENT.values({ ...kept, user: proof.sender, device: senderDevice, submissionId, peer: proof.recipient, sentAtMs: gatewayTimeMs }))
}
