// SPDX-License-Identifier: AGPL-3.0-only
import type { Delivery, PushedEvent } from '../model/answers.ts'
import type { MailboxRow } from '../store/rows.ts'
import type { Waiting } from './pages.ts'

/** Bytes of a frank's HMAC; the signature follows it in a stored frank. */
const FRANK_MAC_BYTES = 32

/** A waiting row as it goes out under a stream sequence. */
export const pushOf = (item: Waiting, streamSequence: number): Delivery | PushedEvent => {
  if (item.flight.of === 'mailbox') return deliveryOf(item.flight.row, item, streamSequence)
  if (!item.event) throw new Error('an event without a body')
  return { kind: 'event', streamSequence, timeMs: item.event.timeMs, body: item.event.body }
}

const deliveryOf = (row: MailboxRow, { attempt, late }: Waiting, streamSequence: number): Delivery => ({
  kind: 'deliver', streamSequence, submissionId: row.submissionId, senderUser: row.senderUser, senderDevice: row.senderDevice,
  recipientUser: row.recipientUser, recipientDevice: row.recipientDevice, laneSequence: row.laneSequence, gatewayTimeMs: row.gatewayTimeMs,
  attempt, commitment: row.commitment, envelope: row.envelope, urgent: row.urgent, late,
  frank: row.frank.length === 0 ? undefined
    : { keyEpoch: row.frankEpoch, mac: row.frank.subarray(0, FRANK_MAC_BYTES), signature: row.frank.subarray(FRANK_MAC_BYTES) },
})
