// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId, AttachmentState } from '../../../model/attachments.ts'
import type { DeviceId, UserId } from '../../../model/ids.ts'
import type { WriteContext } from './context.ts'

/** What an end sets, with the state as SQL: its bytes are to be deleted now, not when its time is over. */
export const endedAs = (state: string): string => `state = ${state}, fetchAt = NULL, expiresAt = min(expiresAt, createdAt)`

const AWAITED = "id = @id AND state = 'pending' AND (@lease IS NULL OR fetchAt = @lease)"
const AVAILABLE = `UPDATE attachments SET state = 'available', fetchAt = NULL, receivedBytes = sizeBytes WHERE ${AWAITED}`
const FAILED = `UPDATE attachments SET ${endedAs('@state')} WHERE ${AWAITED}`
const DONE = 'UPDATE attachmentDevices SET isDone = 1 WHERE user = ? AND attachment = ? AND deviceId = ?'
const DONE_BY_ALL = `
  UPDATE attachments SET ${endedAs("'gone'")} WHERE id = ? AND state = 'available' AND isBound = 1
    AND NOT EXISTS (SELECT 1 FROM attachmentDevices d WHERE d.user = attachments.recipientUser AND d.attachment = attachments.id AND d.isDone = 0)`
const FORGET = `
  UPDATE attachments SET hasBytes = 0, fetchAt = NULL, state = iif(state IN ('pending', 'available'), @state, state),
    expiresAt = max(@rememberUntil, coalesce((SELECT countedUntil FROM attachmentCounts WHERE attachment = @id), 0))
  WHERE id = @id AND hasBytes = 1`
const FORGET_DEVICES = `
  DELETE FROM attachmentDevices WHERE user = (SELECT recipientUser FROM attachments WHERE id = @id) AND attachment = @id
    AND (isDone = 1 OR (SELECT state FROM attachments WHERE id = @id) = 'gone')`
const WITHOUT_SENDER = 'DELETE FROM attachments WHERE id = @id AND NOT EXISTS (SELECT 1 FROM users WHERE user = senderUser)'
const BOUND_TO = 'SELECT attachment FROM attachmentDevices WHERE user = ? AND deviceId = ?'
const LEAVE = 'DELETE FROM attachmentDevices WHERE user = ? AND attachment = ? AND deviceId = ?'
const LEAVE_TICKETS = 'DELETE FROM attachmentTickets WHERE attachment = @id AND user = @user AND deviceId = @device'

interface Settling { readonly id: AttachmentId; readonly lease: number | null }
interface Forgetting { readonly id: AttachmentId; readonly state: AttachmentState; readonly rememberUntil: number }

/** What attachments come to. */
export const createAttachmentEnds = ({ db, effects }: WriteContext) => {
  const available = db.prepare<[Settling]>(AVAILABLE)
  const failed = db.prepare<[Settling & { readonly state: AttachmentState }]>(FAILED)
  const [done, doneByAll] = [db.prepare<[UserId, AttachmentId, DeviceId]>(DONE), db.prepare<[AttachmentId]>(DONE_BY_ALL)]
  const boundTo = db.prepare<[UserId, DeviceId], AttachmentId>(BOUND_TO).pluck()
  const leave = db.prepare<[UserId, AttachmentId, DeviceId]>(LEAVE)
  const leaveTickets = db.prepare<[{ readonly id: AttachmentId; readonly user: UserId; readonly device: DeviceId }]>(LEAVE_TICKETS)
  const [forget, withoutSender] = [db.prepare<[Forgetting]>(FORGET), db.prepare<[{ readonly id: AttachmentId }]>(WITHOUT_SENDER)]
  const forgetDevices = db.prepare<[{ readonly id: AttachmentId }]>(FORGET_DEVICES)
  const removeTickets = db.prepare<[AttachmentId]>('DELETE FROM attachmentTickets WHERE attachment = ?')

  return {
    settle: (id: AttachmentId, state: AttachmentState, lease: number | null = null): boolean => {
      const isSettled = (state === 'available' ? available.run({ id, lease }) : failed.run({ id, lease, state })).changes > 0
      // Every device may have been done with it before it came.
      if (isSettled) doneByAll.run(id)
      return isSettled
    },
    finish: (id: AttachmentId, user: UserId, device: DeviceId): void => {
      if (done.run(user, id, device).changes > 0) doneByAll.run(id)
    },
    /** The device left its user's list: it counts as done with all that it was sent, and reads no further. */
    leave: (user: UserId, device: DeviceId): void => {
      for (const id of boundTo.all(user, device)) {
        leave.run(user, id, device)
        leaveTickets.run({ id, user, device })
        doneByAll.run(id)
      }
    },
    forgetBytes: (id: AttachmentId, state: AttachmentState, rememberUntil: number): void => {
      if (forget.run({ id, state, rememberUntil }).changes === 0) return
      removeTickets.run(id)
      forgetDevices.run({ id })
      withoutSender.run({ id })
      effects.deleted()
    },
  }
}
