// SPDX-License-Identifier: AGPL-3.0-only
import { eventWrite } from '../registry/sealed-event.ts'
import type { MailboxRow } from '../store/rows.ts'
import type { RelayDeps } from './ports.ts'

type FailedRow = Pick<MailboxRow, 'senderUser' | 'senderDevice' | 'submissionId' | 'recipientDevice'> & { readonly retryRequest: boolean }

/** What the sender of an envelope that failed for good is told; nobody is told of a retry request, or of what a user who left had sent. */
export const failedNotice = async ({ store, sealer, now }: RelayDeps, row: FailedRow): Promise<ReturnType<typeof eventWrite>[]> => {
  const sender = row.retryRequest ? undefined : await store.read.user(row.senderUser)
  if (!sender) return []
  const { senderUser: user, senderDevice, recipientDevice } = row
  // The core of a vault's user knows its own submission, of which this may be a resend.
  const kept = sender.custody === 'VAULT' ? await store.read.vaultSent(user, senderDevice, row.submissionId) : undefined
  const submissionId = kept?.spoken ?? row.submissionId
  return [eventWrite(sealer, sender.party, user, now(), { kind: 'messageFailed', user, senderDevice, submissionId, deviceIds: [recipientDevice] })]
}
