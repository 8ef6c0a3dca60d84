// SPDX-License-Identifier: AGPL-3.0-only

/** One metric: what it says, and by what it is told apart. */
export interface Family {
  readonly kind: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  /** Each with a closed set of values: names of parties, words of the source, numbers of vaults. */
  readonly labels: readonly string[]
  /** `node`: of this process since its start. `gateway`: read from the store, so the same at every node. */
  readonly of: 'node' | 'gateway'
  readonly buckets?: readonly number[]
}

const node = (kind: 'counter' | 'gauge', help: string, ...labels: readonly string[]): Family => ({ kind, help, labels, of: 'node' })
const stored = (help: string, ...labels: readonly string[]): Family => ({ kind: 'gauge', help, labels, of: 'gateway' })
const timed = (help: string, buckets: readonly number[], ...labels: readonly string[]): Family => ({ kind: 'histogram', help, labels, of: 'node', buckets })

/** Under 50 ms is a link that is open and a disk that is well; 250 ms is the promise under attack; 30 s and more is a party that was away, up to the 30 days that a message may wait. */
const ACK_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30, 120, 900, 3_600, 21_600, 86_400, 604_800, 2_592_000]
/** A commit is 2 to 3 ms of fsync on an ordinary disk; above 100 ms senders notice, above a second the queue of writes fills. */
const COMMIT_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]
/** A commit takes 128 writes at most. */
const COMMIT_WRITES = [1, 2, 4, 8, 16, 32, 64, 128]
/** A vault opens or seals in about a millisecond; a call that waits behind a hundred others takes a tenth of a second. */
const VAULT_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30]

/** Every metric of ours. docs/metrics.md has the same table. */
export const families = Object.freeze({
  drawbridge_build_info: node('gauge', 'Always 1; the label says which version runs.', 'version'),
  drawbridge_phase: node('gauge', '1 for the phase of its life that the daemon is in, 0 for the others.', 'phase'),
  drawbridge_party_info: stored('Always 1; the role of each admitted party and the state of its agreement.', 'party', 'role', 'state'),
  drawbridge_agreements: stored('Agreements with providers, and requests for one, by state.', 'state'),
  drawbridge_agreement_due_seconds: stored('Until the end of the earliest day on which an agreement is due that is not live yet, by Article 7(5); negative once it is over, absent where none is due.'),

  drawbridge_messages_accepted_total: node('counter', 'Messages taken from the party and stored.', 'party'),
  drawbridge_envelopes_accepted_total: node('counter', 'Envelopes of those messages: one for each device of the recipient.', 'party'),
  drawbridge_envelopes_pushed_total: node('counter', 'Envelopes sent to the party over its link, repeated ones too.', 'party'),
  drawbridge_envelopes_acked_total: node('counter', 'Envelopes that the party has stored, or that a vault opened for it.', 'party'),
  drawbridge_accept_to_ack_seconds: timed('From the acceptance of a message to its acknowledgement by the party that it went to.', ACK_SECONDS, 'party'),
  drawbridge_messages_denied_total: node('counter', 'Messages of the party that were not permitted: no consent, no opt-in, suspended.', 'party'),
  drawbridge_messages_refused_total: node('counter', 'Envelopes that the party, or a vault for it, refused for good.', 'party'),
  drawbridge_messages_parked_total: node('counter', 'Envelopes for the party that were parked after five refusals.', 'party'),
  drawbridge_messages_expired_total: node('counter', 'Envelopes that ran out of time undelivered.'),
  drawbridge_resends_asked_total: node('counter', 'Messages that a device of the party could not open and asked for again.', 'party'),
  drawbridge_messages_lost_total: node('counter', 'Messages that a vault could never open for a user of the party, who is told so.', 'party'),
  drawbridge_requests_refused_total: node('counter', 'Requests on the links of the party that were answered with an error, by its code.', 'party', 'code'),
  drawbridge_contacts_total: node('counter', 'Contact requests of the users of the party, by how far they came.', 'party', 'step'),

  drawbridge_queue_waiting: stored('Envelopes that wait for the party, counted up to 10,000.', 'party'),
  drawbridge_queue_waiting_bytes: stored('Bytes of those envelopes; of more than 1,000 reckoned from the oldest 1,000.', 'party'),
  drawbridge_queue_oldest_age_seconds: stored('Age of the oldest envelope that waits for the party; 0 where none waits.', 'party'),
  drawbridge_queue_parked: stored('Envelopes for the party that are parked, counted up to 10,000.', 'party'),
  drawbridge_events_waiting: stored('Events that wait for the party, counted up to 10,000.', 'party'),
  drawbridge_events_oldest_age_seconds: stored('Age of the oldest event that waits for the party; 0 where none waits.', 'party'),

  drawbridge_links_open: node('gauge', 'Open links of the party at this node.', 'party'),
  drawbridge_links_opened_total: node('counter', 'Links that the party opened.', 'party'),
  drawbridge_links_closed_total: node('counter', 'Links of the party that ended, by how.', 'party', 'ending'),
  drawbridge_links_refused_total: node('counter', 'Connections that became no link, by the code that they were told.', 'code'),
  drawbridge_wakes_total: node('counter', 'Calls to wake the party: sent, or why one failed.', 'party', 'outcome'),

  drawbridge_attachment_tickets_total: node('counter', 'Tickets for the bytes of attachments given to the party.', 'party', 'direction'),
  drawbridge_attachment_bytes_total: node('counter', 'Bytes of attachments that passed by its tickets.', 'party', 'direction'),
  drawbridge_attachment_uploads_total: node('counter', 'Uploads of the party: finished, or the code that one was broken off with.', 'party', 'outcome'),
  drawbridge_object_store_failures_total: node('counter', 'Calls to the store of objects (S3) that failed.', 'call'),

  drawbridge_enforcement_steps_total: node('counter', 'Steps taken against the party or its users.', 'party', 'step'),
  drawbridge_events_total: node('counter', 'Every business event by its name in the log: also what has no metric of its own.', 'event'),

  drawbridge_vault_up: node('gauge', '1 for a vault that serves, 0 for one that does not.', 'place'),
  drawbridge_vault_call_seconds: timed('Calls to the vaults, failed ones too, from the question to the answer.', VAULT_SECONDS, 'call'),
  drawbridge_vault_refusals_total: node('counter', 'Stored state that a vault did not work on, by what it said.', 'refusal'),

  drawbridge_store_commit_seconds: timed('Transactions of the store, from their begin to the disk.', COMMIT_SECONDS),
  drawbridge_store_commit_writes: timed('Writes that shared a transaction.', COMMIT_WRITES),
  drawbridge_store_readable: node('gauge', '1 if what is read from the store could be read; while it is 0 those metrics are absent.'),
  drawbridge_audit_entries: stored('Entries of the audit log.'),
  drawbridge_audit_unsigned_age_seconds: stored('Age of the oldest entry of the audit log that no checkpoint signs; 0 where all are signed.'),
} satisfies Readonly<Record<string, Family>>)

/** The name of a metric of ours. */
export type FamilyName = keyof typeof families
