// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, PartyId, SubmissionId, UserId } from '../../../model/ids.ts'
import type { VaultAwaitedRow, VaultSentRow, VaultToldRow } from '../../rows.ts'
import type { Append, Kept } from '../../transactors.ts'
import { insertSql, upsertSql } from '../records.ts'
import { vaultAwaited, vaultSent, vaultTold } from '../schema/vault.ts'
import { MOVED } from './context.ts'
import type { End, Put, Refusal, WriteContext } from './context.ts'
import { createMailboxWrites } from './mailbox.ts'

const TELL = `${insertSql(vaultTold).replace(/VALUES \((.*)\)/, 'SELECT $1 WHERE EXISTS (SELECT 1 FROM vaultAccounts WHERE user = @user)')}
  ON CONFLICT (user, peer) DO UPDATE SET identityKey = excluded.identityKey`

/** Writes of what is to be sent, or told, once more. */
export const createHealingWrites = (context: WriteContext) => {
  const { db, effects } = context
  const tell = db.prepare<[VaultToldRow]>(TELL)
  const put = db.prepare<[VaultAwaitedRow]>(upsertSql(vaultAwaited, ['user', 'submissionId']))
  const end = db.prepare<[UserId, SubmissionId]>('DELETE FROM vaultAwaited WHERE user = ? AND submissionId = ?')
  const waits = createWaits(db)
  const { conclude } = createMailboxWrites(context)
  const endAwaited = (user: UserId, submission: SubmissionId): boolean => {
    effects.deleted()
    return end.run(user, submission).changes > 0
  }
  return {
    endAwaited,
    told: ({ row }: Put<'vaultTold'>): Refusal | undefined => {
      tell.run(row)
      return undefined
    },
    awaited: ({ row, follows }: Put<'vaultAwaited'>): Refusal | undefined => {
      if (follows !== undefined) endAwaited(row.user, follows)
      put.run(row)
      return undefined
    },
    end: (one: Exclude<End, { readonly end: 'invite' }>): Refusal | undefined => {
      if (one.end === 'vaultAwaited') return endAwaited(one.user, one.submissionId) ? undefined : MOVED
      if (!waits(one.mailbox, one.party)) return MOVED
      conclude([one.mailbox], [], one)
      return undefined
    },
  }
}

/** Whether a row of a party is neither gone nor held back. */
export const createWaits = (db: WriteContext['db']) => {
  const waits = db.prepare<[number, PartyId], 1>('SELECT 1 FROM mailbox WHERE id = ? AND recipientParty = ? AND withheld = 0').pluck()
  return (mailbox: number, party: PartyId): boolean => waits.get(mailbox, party) === 1
}

/** Keeps what a message was sealed from, and of its pair no more than the newest. */
export const createKeep = ({ db, effects }: WriteContext) => {
  const put = db.prepare<[VaultSentRow]>(insertSql(vaultSent))
  const oldest = db.prepare<[UserId, UserId, number], { readonly sentAtMs: number }>(
    'SELECT sentAtMs FROM vaultSent WHERE user = ? AND peer = ? ORDER BY sentAtMs DESC LIMIT 1 OFFSET (? + 0)')
  const prune = db.prepare<[UserId, UserId, number]>('DELETE FROM vaultSent WHERE user = ? AND peer = ? AND sentAtMs <= ?')
  return ({ proof, senderDevice: device, submissionId, gatewayTimeMs }: Append & { readonly senderDevice: DeviceId }, { maxKept, ...kept }: Kept): void => {
    const over = oldest.get(proof.sender, proof.recipient, maxKept - 1)
    if (over !== undefined) {
      prune.run(proof.sender, proof.recipient, over.sentAtMs)
      effects.deleted()
    }
    put.run({ ...kept, user: proof.sender, device, submissionId, peer: proof.recipient, sentAtMs: gatewayTimeMs })
  }
}
