// SPDX-License-Identifier: AGPL-3.0-only
import type { Delivery, Frank, PushedEvent } from '../model/answers.ts'
import type { MailboxRow } from '../store/rows.ts'
import type { Waiting } from './pages.ts'

/** Bytes of a frank's HMAC; the signature follows it in a stored frank. */
const FRANK_MAC_BYTES = 32

/** A waiting row as it goes out under a stream sequence. */
export const pushOf = (item: Waiting, streamSequence: number): Delivery | PushedEvent =>
  (item.of === 'mailbox' ? deliveryOf(item.row, streamSequence) : { kind: 'event', streamSequence, timeMs: item.row.timeMs, body: item.body })

const deliveryOf = (row: MailboxRow, streamSequence: number): Delivery => ({
  kind: 'deliver', streamSequence, submissionId: row.submissionId, senderUser: row.senderUser, senderDevice: row.senderDevice,
  recipientUser: row.recipientUser, recipientDevice: row.recipientDevice, laneSequence: row.laneSequence, gatewayTimeMs: row.gatewayTimeMs,
  // Others of its lane went out while it was refused.
  attempt: row.attempt + 1, late: row.attempt > 0,
  commitment: row.commitment, envelope: row.envelope, urgent: row.urgent,
  frank: frankOf(row),
})

/** What the gateway vouched for when it took the message; undefined for a retry request. */
export const frankOf = ({ frank, frankEpoch }: Pick<MailboxRow, 'frank' | 'frankEpoch'>): Frank | undefined =>
  (frank.length === 0 ? undefined : { keyEpoch: frankEpoch, mac: frank.subarray(0, FRANK_MAC_BYTES), signature: frank.subarray(FRANK_MAC_BYTES) })
