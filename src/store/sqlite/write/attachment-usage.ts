// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../../../model/ids.ts'
import type { AttachmentUsage, NewAttachment } from '../../attachments.ts'
import type { Connection } from '../connection.ts'
import { LIMIT } from '../records.ts'

const COUNT = `
  INSERT INTO attachmentCounts (attachment, party, user, bytes, countedUntil) VALUES (@id, @senderParty, @senderUser, @sizeBytes, @expiresAt)`
const ADD = `
  INSERT INTO attachmentUsage (party, user, count, bytes) VALUES (@party, @user, 1, @bytes)
  ON CONFLICT (party, user) DO UPDATE SET count = count + 1, bytes = bytes + excluded.bytes`
const OVER = `
  DELETE FROM attachmentCounts WHERE attachment IN (SELECT attachment FROM attachmentCounts WHERE countedUntil <= ? ORDER BY countedUntil ${LIMIT})
  RETURNING party, user, bytes`
const GIVE_BACK = "UPDATE attachmentUsage SET count = count - 1, bytes = bytes - @bytes WHERE party = @party AND user IN ('', @user)"
// The row of the party stays.
const USED_NOTHING = "DELETE FROM attachmentUsage WHERE party = @party AND user = @user AND user <> '' AND count = 0"

interface Counted { readonly party: PartyId; readonly user: UserId | ''; readonly bytes: number }
type Counting = Pick<NewAttachment, 'id' | 'senderParty' | 'senderUser' | 'sizeBytes' | 'expiresAt'>

/** What counts against the quotas of users and parties. */
export const createUsage = (db: Connection) => {
  const of = db.prepare<[PartyId, UserId | ''], AttachmentUsage>('SELECT count, bytes FROM attachmentUsage WHERE party = ? AND user = ?')
  const [count, add] = [db.prepare<[Counting]>(COUNT), db.prepare<[Counted]>(ADD)]
  const over = db.prepare<[number, number], Counted>(OVER)
  const [giveBack, usedNothing] = [db.prepare<[Counted]>(GIVE_BACK), db.prepare<[Counted]>(USED_NOTHING)]
  return {
    of: (party: PartyId, user: UserId | ''): AttachmentUsage | undefined => of.get(party, user),
    add: ({ id, senderParty, senderUser, sizeBytes, expiresAt }: Counting): void => {
      count.run({ id, senderParty, senderUser, sizeBytes, expiresAt })
      for (const user of [senderUser, ''] as const) add.run({ party: senderParty, user, bytes: sizeBytes })
    },
    /** Gives back what counts no longer; returns how many attachments. */
    sweep: (now: number, limit: number): number => {
      const counted = over.all(now, limit)
      for (const one of counted) {
        giveBack.run(one)
        usedNothing.run(one)
      }
      return counted.length
    },
  }
}
