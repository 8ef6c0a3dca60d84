// SPDX-License-Identifier: Apache-2.0
import type { UserId } from '../../model/ids.ts'
import { MAX_RECEIPT_IDS } from '../../wire/content/index.ts'
import type { MessageId, ReceiptKind } from '../../wire/content/index.ts'
import { queueMessage } from './composing.ts'
import type { Context } from './context.ts'
import { advance, settleTarget } from './progress.ts'
import type { Parcel } from './state/inbound.ts'

/** What the user allows to be told. */
export interface ReceiptSettings {
  readonly delivered: boolean
  readonly read: boolean
}

/** The settings; both are on until switched off. */
export const receiptSettings = ({ state }: Pick<Context, 'state'>): ReceiptSettings => (
  { delivered: state.settings.find('receipts.delivered') !== 'off', read: state.settings.find('receipts.read') !== 'off' })

/** Changes the settings that are named. What is switched off is not told any more, also of messages before. */
export const setReceipts = ({ state, commit }: Context, settings: Partial<ReceiptSettings>): void => {
  commit(() => {
    for (const kind of ['delivered', 'read'] as const) {
      const allowed = settings[kind]
      if (allowed === undefined) continue
      state.settings.save(`receipts.${kind}`, allowed ? 'on' : 'off')
      if (!allowed) state.dueReceipts.clear(kind)
    }
  })
}

/** Notes a receipt that is due, if the user allows it; inside the transaction that makes it true. */
export const dueReceipt = (context: Context, peer: UserId, kind: ReceiptKind, messageId: MessageId): void => {
  if (receiptSettings(context)[kind]) context.state.dueReceipts.add(peer, kind, messageId)
}

/** Makes one message out of the receipts that are due to a peer; false when none is. Encrypted like any message: it heals the ratchet. */
export const queueReceipts = (context: Context, peer: UserId): boolean => {
  const { state, commit } = context
  const due = state.dueReceipts.next(peer, MAX_RECEIPT_IDS)
  if (due === undefined) return false
  commit(() => {
    state.dueReceipts.remove(peer, due)
    queueMessage(context, { to: peer, body: { kind: 'receipt', receipt: due.kind, messageIds: due.messageIds } })
  })
  return true
}

/** A device of the peer has, or its person read, messages of one's own. Ids that were never sent to this peer say nothing. */
export const takeReceipt = (context: Context, parcel: Parcel, kind: ReceiptKind, messageIds: readonly MessageId[]): void => {
  for (const messageId of messageIds) {
    if (context.state.sent.find(messageId)?.peer !== parcel.peer) continue
    settleTarget(context, messageId, parcel.device, 'delivered')
    advance(context, messageId, kind)
  }
}
