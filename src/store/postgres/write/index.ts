// SPDX-License-Identifier: AGPL-3.0-only
import type { Admitted } from '../../../model/proofs/admitted.ts'
import type { Append, Transactors } from '../../transactors.ts'
import type { Committer } from '../committer.ts'
import { append } from './append.ts'
import { finishAttachment, forgetBytes, settleAttachment } from './attachment-ends.ts'
import { addTicket, advanceAttachment, claimFetches, createAttachment, postponeFetch, spendTicket } from './attachments.ts'
import { keepCheckpoint } from './audit.ts'
import { commit } from './change.ts'
import { offerEvents, readmitEvents, takeFeed } from './feeds.ts'
import { acknowledge, conclude, countAttempt, withhold } from './mailbox.ts'
import { drop, release } from './parked.ts'
import { keepPosition, takePosition } from './positions.ts'
import { takeBundles } from './prekeys.ts'
import { addReport, dropReport } from './reports.ts'
import { sweep } from './sweep.ts'
import { dropDead, noteUntaken, offerAgain } from './untaken.ts'
import { addUsage } from './usage.ts'
import { appendSealed, handOver } from './vault.ts'

/** All writes, each a job of the committer. */
export const createTransactors = ({ add }: Committer): Transactors => ({
  commit: (change) => add(commit, change),
  append: async (item) => add(append, sound(proven(item, 'submit')), bytesOf(item)),
  appendSealed: async (item, conversation, kept) =>
    add(appendSealed, { item: sound(proven(item, 'submit')), conversation, kept }, bytesOf(item) + conversation.state.length + kept.content.length),
  handOver: (item) => add(handOver, item, item.conversation.state.length + item.event.bodySealed.length),
  takeBundles: async (proof, devices) => add(takeBundles, { proof: proven({ proof }, 'take-keys').proof, devices }),
  acknowledge: (party, mailbox, events, dispatched) => add(acknowledge, { party, mailbox, events, dispatched }),
  takeFeed: (party, reader, after) => add(takeFeed, { party, reader, after }),
  offerEvents: (offer) => add(offerEvents, offer),
  readmitEvents: (party, ids) => add(readmitEvents, { party, ids }),
  countAttempt: (party, id) => add(countAttempt, { party, id }),
  withhold: (party, mailbox) => add(withhold, { party, mailbox }),
  release: (mailbox, audit) => add(release, { mailbox, audit }),
  drop: (rows, atMs, audit) => add(drop, { rows, atMs, audit }),
  conclude: (mailbox, events, ended) => add(conclude, { mailbox, events, ended }),
  noteUntaken: (party, note) => add(noteUntaken, { party, note }),
  offerAgain: (party, events, audit) => add(offerAgain, { party, events, audit }),
  dropDead: (party, before, keep, limit) => add(dropDead, { party, before, keep, limit }),
  keepPosition: (position) => add(keepPosition, position, position.flights.length),
  takePosition: (of, now) => add(takePosition, { of, now }),
  createAttachment: async (row, quota, proof, ticket) => add(createAttachment, { row, quota, proof: proven({ proof }, 'attach').proof, ticket }),
  addTicket: (ticket) => add(addTicket, ticket),
  spendTicket: (hash, bytes) => add(spendTicket, { hash, bytes }),
  advanceAttachment: (id, from, to) => add(advanceAttachment, { id, from, to }),
  claimFetches: (now, leaseUntil, limit, except = []) => add(claimFetches, { now, leaseUntil, limit, except }),
  postponeFetch: (id, postponed) => add(postponeFetch, { id, ...postponed }),
  settleAttachment: (id, state, lease) => add(settleAttachment, { id, state, lease }),
  finishAttachment: (id, user, device) => add(finishAttachment, { id, user, device }),
  forgetBytes: (id, state, rememberUntil) => add(forgetBytes, { id, state, rememberUntil }),
  addReport: (report, quota) => add(addReport, { report, quota }, report.sealed.length),
  addUsage: (rows) => add(addUsage, rows),
  dropReport: (id, judged, audit) => add(dropReport, { id, judged, audit }),
  keepCheckpoint: (row) => add(keepCheckpoint, row),
  sweep: (now, limit) => add(sweep, { now, limit }),
})

// A yes to one thing is not a yes to another: whoever passes the wrong proof has a bug.
const proven = <T extends { readonly proof: Admitted }>(item: T, action: Admitted['action']): T => {
  if (item.proof.action !== action) throw new Error(`a proof for ${item.proof.action} was shown for ${action}`)
  return item
}

const sound = (item: Append): Append => {
  if (new Set(item.envelopes.map(({ deviceId }) => deviceId)).size < item.envelopes.length) throw new Error('a device is named twice')
  if (new Set(item.attachments).size < item.attachments.length) throw new Error('an attachment is named twice')
  return item
}

const bytesOf = ({ envelopes }: Append): number => envelopes.reduce((sum, { bytes }) => sum + bytes.length, 0)
