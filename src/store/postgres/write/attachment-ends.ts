// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId, AttachmentState } from '../../../model/attachments.ts'
import type { DeviceId, UserId } from '../../../model/ids.ts'
import { oneByOne } from '../job.ts'
import type { WriteContext } from '../job.ts'
import type { AttachmentRecord } from '../read/attachments.ts'
import { statement } from '../statement.ts'

/** What an end sets, with the state as SQL: its bytes are to be deleted now, not when its time is over. */
export const endedAs = (state: string): string => `"state" = ${state}, "fetchAt" = NULL, "expiresAt" = least("expiresAt", "createdAt")`

const AWAITED = `"id" = $1 AND "state" = 'pending' AND ($2::bigint IS NULL OR "fetchAt" = $2)`
const AVAILABLE = statement(`UPDATE "attachments" SET "state" = 'available', "fetchAt" = NULL, "receivedBytes" = "sizeBytes" WHERE ${AWAITED}`)
const FAILED = statement(`UPDATE "attachments" SET ${endedAs('$3')} WHERE ${AWAITED}`)

interface Settling { readonly id: AttachmentId; readonly state: AttachmentState; readonly lease: number | undefined }

// Held first, so that of two devices that are done at once, on two nodes, the later one sees the other, and so does a message that binds it anew.
const HOLD = statement('SELECT 1 FROM "attachments" WHERE "id" = $1 AND "recipientUser" = $2 FOR UPDATE')
const DONE = statement('UPDATE "attachmentDevices" SET "isDone" = true WHERE "user" = $1 AND "attachment" = $2 AND "deviceId" = $3')
const DONE_BY_ALL = statement(`
  UPDATE "attachments" a SET ${endedAs("'gone'")} WHERE a."id" = ANY ($1::uuid[]) AND a."state" = 'available' AND a."isBound"
    AND NOT EXISTS (SELECT 1 FROM "attachmentDevices" d WHERE d."user" = a."recipientUser" AND d."attachment" = a."id" AND NOT d."isDone")`)

/** Notes what came of a pending attachment; every device may have been done with it before it came. */
export const settleAttachment = oneByOne<Settling, boolean>(async ({ session }, { id, state, lease = null }) => {
  const isSettled = await (state === 'available' ? session.run(AVAILABLE, [id, lease]) : session.run(FAILED, [id, lease, state])) > 0
  if (isSettled) await session.run(DONE_BY_ALL, [[id]])
  return isSettled
})

/** Notes that a device has it, and ends it with the last one. */
export const finishAttachment = oneByOne<{ readonly id: AttachmentId; readonly user: UserId; readonly device: DeviceId }, undefined>(async ({ session }, { id, user, device }) => {
  if (!await session.one(HOLD, [id, user])) return
  if (await session.run(DONE, [user, id, device]) > 0) await session.run(DONE_BY_ALL, [[id]])
})

const HOLD_BOUND = statement<Pick<AttachmentRecord, 'id'>>(`
  SELECT "id" FROM "attachments" WHERE "id" IN (SELECT d."attachment" FROM "attachmentDevices" d WHERE d."user" = $1 AND d."deviceId" = $2) ORDER BY "id" FOR UPDATE`)
const LEAVE = statement('DELETE FROM "attachmentDevices" WHERE "user" = $1 AND "attachment" = ANY ($2::uuid[]) AND "deviceId" = $3')
const LEAVE_TICKETS = statement('DELETE FROM "attachmentTickets" WHERE "attachment" = ANY ($2::uuid[]) AND "user" = $1 AND "deviceId" = $3')

/** The device left its user's list: it counts as done with all that it was sent, and reads no further. */
export const leaveAttachments = async ({ session }: WriteContext, user: UserId, device: DeviceId): Promise<void> => {
  const ids = (await session.all(HOLD_BOUND, [user, device])).map(({ id }) => id)
  if (ids.length === 0) return
  for (const one of [LEAVE, LEAVE_TICKETS]) await session.run(one, [user, ids, device])
  await session.run(DONE_BY_ALL, [ids])
}

const FORGET = statement(`
  UPDATE "attachments" SET "hasBytes" = false, "fetchAt" = NULL, "state" = CASE WHEN "state" IN ('pending', 'available') THEN $2 ELSE "state" END,
    "expiresAt" = greatest($3, (SELECT c."countedUntil" FROM "attachmentCounts" c WHERE c."attachment" = $1))
  WHERE "id" = $1 AND "hasBytes"`)
const WITHOUT_SENDER = statement('DELETE FROM "attachments" WHERE "id" = $1 AND NOT EXISTS (SELECT 1 FROM "users" u WHERE u."user" = "senderUser")')
const FORGET_DEVICES = statement(`
  DELETE FROM "attachmentDevices" d USING "attachments" a WHERE a."id" = $1 AND d."user" = a."recipientUser" AND d."attachment" = a."id" AND (d."isDone" OR a."state" = 'gone')`)
const REMOVE_TICKETS = statement('DELETE FROM "attachmentTickets" WHERE "attachment" = $1')

interface Forgetting { readonly id: AttachmentId; readonly state: AttachmentState; readonly rememberUntil: number }

/** Notes that bytes are deleted. */
export const forgetBytes = oneByOne<Forgetting, undefined>(async ({ session, effects }, { id, state, rememberUntil }) => {
  if (await session.run(FORGET, [id, state, rememberUntil]) === 0) return
  for (const one of [REMOVE_TICKETS, FORGET_DEVICES, WITHOUT_SENDER]) await session.run(one, [id])
  effects.deleted()
})
