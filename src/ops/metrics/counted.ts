// SPDX-License-Identifier: AGPL-3.0-only
import type { Count } from '../counters.ts'
import type { FamilyName } from './families.ts'

/** One value of a metric, by the labels of its family in their order. */
export interface Sample {
  readonly family: FamilyName
  readonly labels: readonly string[]
  readonly value: number
}

/** Which counter a business event belongs to; `labels` makes the values of its labels. */
interface Counted {
  readonly family: FamilyName
  readonly labels: (count: Count) => readonly string[]
}

const byParty = (family: FamilyName): Counted => ({ family, labels: ({ party }) => [party] })
const byLabel = (family: FamilyName, word?: string): Counted => ({ family, labels: ({ label }) => [word ?? label] })
const byBoth = (family: FamilyName, word?: string): Counted => ({ family, labels: ({ party, label }) => [party, word ?? label] })

const COUNTED: Readonly<Record<string, Counted>> = {
  'message.accepted': byParty('drawbridge_messages_accepted_total'),
  'message.envelopes': byParty('drawbridge_envelopes_accepted_total'),
  'message.pushed': byParty('drawbridge_envelopes_pushed_total'),
  'message.delivered': byParty('drawbridge_envelopes_acked_total'),
  'message.denied': byParty('drawbridge_messages_denied_total'),
  'message.refused': byParty('drawbridge_messages_refused_total'),
  'message.parked': byParty('drawbridge_messages_parked_total'),
  'message.expired': { family: 'drawbridge_messages_expired_total', labels: () => [] },
  'resend.asked': byParty('drawbridge_resends_asked_total'),
  'message.lost': byParty('drawbridge_messages_lost_total'),
  'request.failed': byBoth('drawbridge_requests_refused_total'),
  'contact.requested': byBoth('drawbridge_contacts_total', 'requested'),
  'contact.surfaced': byBoth('drawbridge_contacts_total', 'surfaced'),
  'contact.answered': byBoth('drawbridge_contacts_total'),
  'link.opened': byParty('drawbridge_links_opened_total'),
  'link.closed': byBoth('drawbridge_links_closed_total'),
  'link.refused': byLabel('drawbridge_links_refused_total'),
  'wake.sent': byBoth('drawbridge_wakes_total', 'sent'),
  'wake.failed': byBoth('drawbridge_wakes_total'),
  'attachment.ticket': byBoth('drawbridge_attachment_tickets_total'),
  'attachment.bytes': byBoth('drawbridge_attachment_bytes_total'),
  'attachment.upload': byBoth('drawbridge_attachment_uploads_total'),
  'objects.failed': byLabel('drawbridge_object_store_failures_total'),
  'enforcement.taken': byBoth('drawbridge_enforcement_steps_total'),
  'vault.refused': byLabel('drawbridge_vault_refusals_total'),
}

/** Not events but amounts: a sum of bytes says nothing among numbers of events. */
const AMOUNTS: ReadonlySet<string> = new Set(['message.envelopes', 'attachment.bytes'])

/** What was counted, as samples. The same labels may come more than once: their values add up. */
export const samplesOf = (counts: readonly Count[]): readonly Sample[] => counts.flatMap((count) => {
  const { event, party, count: value } = count
  const own = COUNTED[event]
  return [
    ...(own === undefined ? [] : [{ family: own.family, labels: own.labels(count), value }]),
    ...(AMOUNTS.has(event) ? [] : [{ family: 'drawbridge_events_total', labels: [event], value } as const]),
    ...(event === 'link.opened' || event === 'link.closed' ? [{ family: 'drawbridge_links_open', labels: [party], value: event === 'link.opened' ? value : -value } as const] : []),
  ]
})
