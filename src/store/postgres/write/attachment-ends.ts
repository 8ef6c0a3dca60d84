// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId, AttachmentState } from '../../../model/attachments.ts'
import type { DeviceId, UserId } from '../../../model/ids.ts'
import { oneByOne } from '../job.ts'
import type { AttachmentRecord } from '../read/attachments.ts'
import { statement } from '../statement.ts'
import { holdUsage } from './attachments.ts'

/** What an end sets, with the state as SQL: its bytes are to be deleted now, not when its time is over. */
export const endedAs = (state: string): string => `"state" = ${state}, "fetchAt" = NULL, "expiresAt" = least("expiresAt", "createdAt")`

const AWAITED = `"id" = $1 AND "state" = 'pending' AND ($2::bigint IS NULL OR "fetchAt" = $2)`
const AVAILABLE = statement(`UPDATE "attachments" SET "state" = 'available', "fetchAt" = NULL, "receivedBytes" = "sizeBytes" WHERE ${AWAITED}`)
const FAILED = statement(`UPDATE "attachments" SET ${endedAs('$3')} WHERE ${AWAITED}`)

interface Settling { readonly id: AttachmentId; readonly state: AttachmentState; readonly lease: number | undefined }

/** Notes what came of a pending attachment. */
export const settleAttachment = oneByOne<Settling, boolean>(async ({ session }, { id, state, lease = null }) =>
  await (state === 'available' ? session.run(AVAILABLE, [id, lease]) : session.run(FAILED, [id, lease, state])) > 0)

// Held first, so that of two devices that are done at once, on two nodes, the later one sees the other, and so does a message that binds it anew.
const HOLD = statement('SELECT 1 FROM "attachments" WHERE "id" = $1 AND "recipientUser" = $2 FOR UPDATE')
const DONE = statement('UPDATE "attachmentDevices" SET "isDone" = true WHERE "user" = $1 AND "attachment" = $2 AND "deviceId" = $3')
const DONE_BY_ALL = statement(`
  UPDATE "attachments" a SET ${endedAs("'gone'")} WHERE a."id" = $1 AND a."state" IN ('pending', 'available')
    AND NOT EXISTS (SELECT 1 FROM "attachmentDevices" d WHERE d."user" = a."recipientUser" AND d."attachment" = a."id" AND NOT d."isDone")`)

/** Notes that a device has it, and ends it with the last one. */
export const finishAttachment = oneByOne<{ readonly id: AttachmentId; readonly user: UserId; readonly device: DeviceId }, undefined>(async ({ session }, { id, user, device }) => {
  if (!await session.one(HOLD, [id, user])) return
  if (await session.run(DONE, [user, id, device]) > 0) await session.run(DONE_BY_ALL, [id])
})

const FORGET = statement<Pick<AttachmentRecord, 'senderParty' | 'senderUser' | 'sizeBytes' | 'state'>>(`
  UPDATE "attachments" SET "hasBytes" = false, "fetchAt" = NULL, "expiresAt" = $3, "state" = CASE WHEN "state" IN ('pending', 'available') THEN $2 ELSE "state" END
  WHERE "id" = $1 AND "hasBytes" RETURNING "senderParty", "senderUser", "sizeBytes", "state"`)
const GIVE_BACK = statement(`UPDATE "attachmentUsage" SET "count" = "count" - 1, "bytes" = "bytes" - $3 WHERE "party" = $1 AND "user" IN ('', $2)`)
// The row of the party stays: whoever counts holds it.
const USED_NOTHING = statement(`DELETE FROM "attachmentUsage" WHERE "party" = $1 AND "user" = $2 AND "user" <> '' AND "count" = 0`)
const REMOVE = statement('DELETE FROM "attachments" WHERE "id" = $1')
const REMOVE_TICKETS = statement('DELETE FROM "attachmentTickets" WHERE "attachment" = $1')

interface Forgetting { readonly id: AttachmentId; readonly state: AttachmentState; readonly rememberUntil: number }

/** Notes that bytes are deleted, and gives back what they used. */
export const forgetBytes = oneByOne<Forgetting, undefined>(async (context, { id, state, rememberUntil }) => {
  const { session, effects } = context
  const forgotten = await session.one(FORGET, [id, state, rememberUntil])
  if (!forgotten) return
  await holdUsage(context, forgotten.senderParty)
  await session.run(GIVE_BACK, [forgotten.senderParty, forgotten.senderUser, forgotten.sizeBytes])
  await session.run(USED_NOTHING, [forgotten.senderParty, forgotten.senderUser])
  await session.run(forgotten.state === 'gone' ? REMOVE : REMOVE_TICKETS, [id])
  effects.deleted()
})
