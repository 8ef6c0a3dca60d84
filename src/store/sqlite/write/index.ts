// SPDX-License-Identifier: AGPL-3.0-only
import type { Admitted } from '../../../model/proofs/admitted.ts'
import type { Committer } from '../../committer.ts'
import type { Append, Transactors } from '../../transactors.ts'
import { createAppend } from './append.ts'
import { createAttachmentWrites } from './attachments.ts'
import { createAttachmentEnds } from './attachment-ends.ts'
import { createKeepCheckpoint } from './audit.ts'
import { createApply } from './change.ts'
import type { WriteContext } from './context.ts'
import { createFeedWrites } from './feeds.ts'
import { createMailboxWrites } from './mailbox.ts'
import { createPositionWrites } from './positions.ts'
import { createTakeBundles } from './prekeys.ts'
import { createReportWrites } from './reports.ts'
import { createSweep } from './sweep.ts'
import { createUntakenWrites } from './untaken.ts'
import { createUsageWrites } from './usage.ts'
import { createAppendSealed, createHandOver } from './vault.ts'

/** All writes, each a job of the committer. */
export const createTransactors = (committer: Committer, context: WriteContext): Transactors => {
  const [apply, append, mailbox] = [createApply(context), createAppend(context), createMailboxWrites(context)]
  const [takeBundles, positions, sweep, feeds] = [createTakeBundles(context), createPositionWrites(context), createSweep(context), createFeedWrites(context)]
  const usage = createUsageWrites(context)
  const [untaken, attachments, ends] = [createUntakenWrites(context), createAttachmentWrites(context), createAttachmentEnds(context)]
  const reports = createReportWrites(context)
  const keepCheckpoint = createKeepCheckpoint(context.db)
  const [appendSealed, handOver] = [createAppendSealed(context, append), createHandOver(context, mailbox.acknowledge)]
  const done = <T>(job: () => T, bytes?: number): Promise<T> => committer.add(() => ({ value: job() }), bytes)

  return {
    commit: async (change) => committer.add(() => apply(change)),
    append: async (item) => committer.add(() => append(proven(item, 'submit')), bytesOf(item)),
    appendSealed: async (item, conversation, kept) =>
      committer.add(() => appendSealed(proven(item, 'submit'), conversation, kept), bytesOf(item) + conversation.state.length + kept.content.length),
    handOver: async (item) => committer.add(() => handOver(item), item.conversation.state.length + item.event.bodySealed.length),
    takeBundles: async (proof, devices) => committer.add(() => takeBundles(proven({ proof }, 'take-keys').proof, devices)),
    acknowledge: async (party, ids, events, dispatched) => done(() => mailbox.acknowledge(party, ids, events, dispatched)),
    takeFeed: async (party, reader, after) => done(() => feeds.take(party, reader, after)),
    offerEvents: async (offer) => done(() => feeds.offer(offer)),
    readmitEvents: async (party, ids) => done(() => feeds.readmit(party, ids)),
    countAttempt: async (party, id) => done(() => mailbox.countAttempt(party, id)),
    withhold: async (party, ids) => done(() => mailbox.withhold(party, ids)),
    release: async (ids, audit) => done(() => mailbox.release(ids, audit)),
    drop: async (rows, atMs, audit) => done(() => mailbox.drop(rows, atMs, audit)),
    conclude: async (ids, events, ended) => done(() => mailbox.conclude(ids, events, ended)),
    noteUntaken: async (party, note) => done(() => untaken.note(party, note)),
    offerAgain: async (party, events, audit) => done(() => untaken.offerAgain(party, events, audit)),
    dropDead: async (party, before, keep, limit) => done(() => untaken.dropDead(party, before, keep, limit)),
    keepPosition: async (position) => done(() => positions.keep(position), position.flights.length),
    takePosition: async (of, now) => done(() => positions.take(of, now)),
    createAttachment: async (row, quota, proof, ticket) => done(() => attachments.create(row, quota, proven({ proof }, 'attach').proof, ticket)),
    addTicket: async (ticket) => done(() => attachments.addTicket(ticket)),
    spendTicket: async (hash, bytes) => done(() => attachments.spendTicket(hash, bytes)),
    advanceAttachment: async (id, from, to) => done(() => attachments.advance(id, from, to)),
    claimFetches: async (now, leaseUntil, limit, except = []) => done(() => attachments.claimFetches(now, leaseUntil, limit, except)),
    postponeFetch: async (id, postponed) => done(() => attachments.postponeFetch(id, postponed)),
    settleAttachment: async (id, state, lease) => done(() => ends.settle(id, state, lease)),
    finishAttachment: async (id, user, device) => done(() => ends.finish(id, user, device)),
    forgetBytes: async (id, state, rememberUntil) => done(() => ends.forgetBytes(id, state, rememberUntil)),
    addReport: async (report, quota) => done(() => reports.add(report, quota), report.sealed.length),
    addUsage: async (rows) => done(() => usage.add(rows)),
    dropReport: async (id, judged, audit) => done(() => reports.drop(id, judged, audit)),
    keepCheckpoint: async (row) => done(() => keepCheckpoint(row)),
    sweep: async (now, limit) => done(() => sweep(now, limit)),
  }
}

// A yes to one thing is not a yes to another: whoever passes the wrong proof has a bug.
const proven = <T extends { readonly proof: Admitted }>(item: T, action: Admitted['action']): T => {
  if (item.proof.action !== action) throw new Error(`a proof for ${item.proof.action} was shown for ${action}`)
  return item
}

const bytesOf = ({ envelopes }: Append): number => envelopes.reduce((sum, { bytes }) => sum + bytes.length, 0)
