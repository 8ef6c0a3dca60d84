// SPDX-License-Identifier: Apache-2.0
import { deviceId, submissionId } from '../../../model/ids.ts'
import type { DeviceId, SubmissionId, UserId } from '../../../model/ids.ts'
import { flag } from './columns.ts'
import { messageId as parseId } from '../../../wire/content/index.ts'
import type { MessageId } from '../../../wire/content/index.ts'
import type { Database } from './database.ts'

/** What became of a message at one device. */
export type TargetOutcome = 'delivered' | 'failed' | 'expired'

/** One device that a message was sealed for. */
export interface Target {
  readonly messageId: MessageId
  readonly device: DeviceId
  /** The latest one. */
  readonly submissionId: SubmissionId
  readonly resends: number
  readonly outcome: TargetOutcome | undefined
  /** The submission that the device could not open, while the answer to it is due. */
  readonly resendOf: SubmissionId | undefined
  /** Whether the answer needs a new session. */
  readonly renew: boolean
}

interface Row {
  message: string; device: number; submission: string; resends: number; outcome: TargetOutcome | null; resend_of: string | null; renew: number
}

/** Where each message went, device by device. */
export const createTargets = (db: Database) => {
  const insert = db.prepare('INSERT INTO target (message, device, submission) VALUES (?, ?, ?)')
  const clear = db.prepare('DELETE FROM target WHERE message = ?')
  const of = db.prepare<[string], Row>('SELECT * FROM target WHERE message = ? ORDER BY device')
  const submitted = db.prepare<[string, string], Row>(
    'SELECT target.* FROM target JOIN sent ON sent.message = target.message WHERE submission = ? AND peer = ?')
  const withSubmission = db.prepare<[string], Row>('SELECT * FROM target WHERE submission = ?')
  const due = db.prepare<[string], Row>(
    'SELECT target.* FROM target JOIN sent ON sent.message = target.message WHERE resend_of IS NOT NULL AND peer = ? ORDER BY seq, device LIMIT 1')
  const ask = db.prepare('UPDATE target SET resend_of = submission, renew = ? WHERE message = ? AND device = ?')
  const resend = db.prepare('UPDATE target SET submission = ?, resends = resends + 1, resend_of = NULL, renew = 0 WHERE message = ? AND device = ?')
  const settle = db.prepare('UPDATE target SET outcome = ?, resend_of = NULL WHERE message = ? AND device = ?')
  return {
    /** The message goes to exactly these devices, in this submission. */
    place: (messageId: MessageId, devices: readonly DeviceId[], submission: SubmissionId): void => {
      clear.run(messageId)
      for (const device of devices) insert.run(messageId, device, submission)
    },
    of: (messageId: MessageId): readonly Target[] => of.all(messageId).map(read),
    /** Targets whose latest submission this is, if it went to this peer. */
    submitted: (submission: SubmissionId, peer: UserId): readonly Target[] => submitted.all(submission, peer).map(read),
    withSubmission: (submission: SubmissionId): readonly Target[] => withSubmission.all(submission).map(read),
    nextDue: (peer: UserId): Target | undefined => {
      const row = due.get(peer)
      return row === undefined ? undefined : read(row)
    },
    /** The device could not open it: an answer is due. */
    askedAgain: (target: Target, renew: boolean): void => { ask.run(flag(renew), target.messageId, target.device) },
    resent: (target: Target, submission: SubmissionId): void => { resend.run(submission, target.messageId, target.device) },
    settle: (messageId: MessageId, device: DeviceId, outcome: TargetOutcome): boolean => settle.run(outcome, messageId, device).changes === 1,
  }
}

const read = (row: Row): Target => ({
  messageId: parseId(row.message), device: deviceId(row.device), submissionId: submissionId(row.submission), resends: row.resends,
  outcome: row.outcome ?? undefined, resendOf: row.resend_of === null ? undefined : submissionId(row.resend_of), renew: row.renew === 1,
})
