// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId } from '../../../model/attachments.ts'
import type { DeviceId, UserId } from '../../../model/ids.ts'
import { UNBINDABLE_MS } from '../../attachments.ts'
import type { Append } from '../../transactors.ts'
import type { Connection } from '../connection.ts'

interface Wanted { readonly id: AttachmentId; readonly sender: UserId; readonly recipient: UserId; readonly from: number }

const BINDABLE = `
  SELECT 1 FROM attachments WHERE id = @id AND senderUser = @sender AND recipientUser = @recipient AND hasBytes = 1 AND expiresAt > @from AND isBound = 0
    AND (state = 'available' OR (state = 'pending' AND host IS NOT NULL))`
const BIND = `
  UPDATE attachments SET isBound = 1, expiresAt = max(expiresAt, @until), fetchAt = iif(state = 'pending', min(@now, @from), NULL) WHERE id = @id`

// What became of it is the recipient's to know, and a ticket that is refused would tell by its time whether it is still there.
const END_UPLOAD = "DELETE FROM attachmentTickets WHERE attachment = ? AND direction = 'upload'"
const COUNT_ON = 'UPDATE attachmentCounts SET countedUntil = max(countedUntil, @until) WHERE attachment = @id'

/** Binds the attachments that a message names to the devices that it goes to: all of them, or none and false. */
export const createBinding = (db: Connection) => {
  const bindable = db.prepare<[Wanted], 1>(BINDABLE).pluck()
  const bind = db.prepare<[{ readonly id: AttachmentId; readonly now: number; readonly from: number; readonly until: number }]>(BIND)
  const countOn = db.prepare<[{ readonly id: AttachmentId; readonly until: number }]>(COUNT_ON)
  const endUpload = db.prepare<[AttachmentId]>(END_UPLOAD)
  const addDevice = db.prepare<[UserId, AttachmentId, DeviceId]>('INSERT INTO attachmentDevices (user, attachment, deviceId) VALUES (?, ?, ?)')

  return ({ proof: { sender, recipient }, attachments, attachmentsAt: at, attachmentsUntil: until, envelopes, gatewayTimeMs: now }: Append): boolean => {
    const from = at + UNBINDABLE_MS
    if (!attachments.every((id) => bindable.get({ id, sender, recipient, from }) === 1)) return false
    for (const id of attachments) {
      bind.run({ id, now, from, until })
      countOn.run({ id, until })
      endUpload.run(id)
      for (const { deviceId } of envelopes) addDevice.run(recipient, id, deviceId)
    }
    return true
  }
}
