// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, RegistrationId, UserId } from '../../../model/ids.ts'
import type { DeviceRow } from '../../rows.ts'
import { insertSql } from '../records.ts'
import { devices as table } from '../schema/devices.ts'
import { createAttachmentEnds } from './attachment-ends.ts'
import { MOVED } from './context.ts'
import type { Put, Refusal, WriteContext } from './context.ts'

interface Highest { readonly highestEcId: number; readonly highestKyberId: number }
interface Kept { readonly deviceId: DeviceId; readonly registrationId: RegistrationId }

const SIGNED = 'signedId = @id, signedKey = @publicKey, signedSignature = @signature'
const LAST_RESORT = 'lastResortId = @id, lastResortKey = @publicKey, lastResortSignature = @signature'
/** Of a registration that published nothing yet. */
const NEW: Highest = { highestEcId: 0, highestKyberId: 0 }
const RETIRE = `
  INSERT OR REPLACE INTO retiredDevices (user, deviceId, registrationId, highestEcId, highestKyberId)
  SELECT user, deviceId, registrationId, highestEcId, highestKyberId FROM devices
  WHERE user = ? AND deviceId = ? AND (highestEcId > 0 OR highestKyberId > 0)`
const RETIRED = 'SELECT highestEcId, highestKyberId FROM retiredDevices WHERE user = ? AND deviceId = ? AND registrationId = ?'
const WITHHOLD = `
  UPDATE mailbox SET withheld = 1, envelope = x''
  WHERE lane IN (SELECT lane FROM lanes WHERE recipientUser = ? AND recipientDevice = ?)`

/** Writes of devices and their lasting keys. */
export const createDeviceWrites = (context: WriteContext) => ({ devices: createPutDevices(context), lastingKeys: createPutLastingKeys(context) })

const createPutDevices = (context: WriteContext) => {
  const { db, versions, effects } = context
  const attachments = createAttachmentEnds(context)
  const touch = db.prepare<[number, UserId]>('UPDATE users SET version = ? WHERE user = ?')
  const old = db.prepare<[UserId], Kept>('SELECT deviceId, registrationId FROM devices WHERE user = ?')
  const retire = db.prepare<[UserId, DeviceId]>(RETIRE)
  const retired = db.prepare<[UserId, DeviceId, RegistrationId], Highest>(RETIRED)
  // One-time keys go with their device.
  const remove = db.prepare<[UserId, DeviceId]>('DELETE FROM devices WHERE user = ? AND deviceId = ?')
  const withhold = db.prepare<[UserId, DeviceId]>(WITHHOLD)
  const insert = db.prepare(insertSql(table))
  const update = db.prepare(`UPDATE devices SET capabilities = @capabilities, ${['signed', 'lastResort']
    .map((kind) => `${kind}Id = @${kind}Id, ${kind}Key = @${kind}Key, ${kind}Signature = @${kind}Signature`).join(', ')}
    WHERE user = @user AND deviceId = @deviceId`)

  return ({ user, devices }: Put<'devices'>): Refusal | undefined => {
    if (touch.run(versions.next(), user).changes === 0) return MOVED
    const kept = new Set<DeviceId>()
    for (const { deviceId, registrationId } of old.all(user)) {
      const wanted = devices.find((device) => device.deviceId === deviceId)
      if (wanted?.registrationId === registrationId) {
        kept.add(deviceId)
        continue
      }
      retire.run(user, deviceId)
      remove.run(user, deviceId)
      // What waits for one that is registered anew goes to it as it is now.
      if (!wanted) {
        withhold.run(user, deviceId)
        attachments.leave(user, deviceId)
      }
      effects.deleted()
    }
    for (const device of devices) {
      const record = deviceRecord(user, device)
      if (kept.has(device.deviceId)) update.run(record)
      else insert.run({ ...record, ...(retired.get(user, device.deviceId, device.registrationId) ?? NEW) })
    }
    return undefined
  }
}

const createPutLastingKeys = ({ db }: WriteContext) => {
  const there = db.prepare<[UserId, DeviceId], 1>('SELECT 1 FROM devices WHERE user = ? AND deviceId = ?').pluck()
  const putSigned = db.prepare(`UPDATE devices SET ${SIGNED} WHERE user = @user AND deviceId = @device`)
  const putLastResort = db.prepare(`UPDATE devices SET ${LAST_RESORT} WHERE user = @user AND deviceId = @device`)
  return ({ user, device, signedPrekey, lastResortKyberPrekey }: Put<'lastingKeys'>): Refusal | undefined => {
    if (!there.get(user, device)) return MOVED
    if (signedPrekey) putSigned.run({ ...signedPrekey, user, device })
    if (lastResortKyberPrekey) putLastResort.run({ ...lastResortKyberPrekey, user, device })
    return undefined
  }
}

const deviceRecord = (user: UserId, { signedPrekey, lastResortKyberPrekey, ...device }: DeviceRow) => ({
  user, deviceId: device.deviceId, registrationId: device.registrationId, capabilities: JSON.stringify(device.capabilities),
  signedId: signedPrekey.id, signedKey: signedPrekey.publicKey, signedSignature: signedPrekey.signature,
  lastResortId: lastResortKyberPrekey.id, lastResortKey: lastResortKyberPrekey.publicKey, lastResortSignature: lastResortKyberPrekey.signature,
})
