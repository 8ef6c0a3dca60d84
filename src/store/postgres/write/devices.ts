// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, RegistrationId } from '../../../model/ids.ts'
import type { WriteContext } from '../job.ts'
import { deviceRecord } from '../records.ts'
import { devices as table } from '../schema/devices.ts'
import { insertRecord, statement } from '../statement.ts'
import { leaveAttachments } from './attachment-ends.ts'
import { MOVED } from './refusal.ts'
import type { Put, Refusal } from './refusal.ts'
import { nextVersion } from './versions.ts'

interface Highest { readonly highestEcId: number; readonly highestKyberId: number }
interface Kept { readonly deviceId: DeviceId; readonly registrationId: RegistrationId }

/** Of a registration that published nothing yet. */
const NEW: Highest = { highestEcId: 0, highestKyberId: 0 }
const TOUCH_USER = statement('UPDATE "users" SET "version" = $1 WHERE "user" = $2')
const OLD = statement<Kept>('SELECT "deviceId", "registrationId" FROM "devices" WHERE "user" = $1')
const RETIRE = statement(`
  INSERT INTO "retiredDevices" ("user", "deviceId", "registrationId", "highestEcId", "highestKyberId")
  SELECT "user", "deviceId", "registrationId", "highestEcId", "highestKyberId" FROM "devices"
  WHERE "user" = $1 AND "deviceId" = $2 AND ("highestEcId" > 0 OR "highestKyberId" > 0)
  ON CONFLICT ("user", "deviceId", "registrationId") DO UPDATE SET "highestEcId" = excluded."highestEcId", "highestKyberId" = excluded."highestKyberId"`)
const RETIRED = statement<Highest>('SELECT "highestEcId", "highestKyberId" FROM "retiredDevices" WHERE "user" = $1 AND "deviceId" = $2 AND "registrationId" = $3')
// One-time keys go with their device.
const REMOVE = statement('DELETE FROM "devices" WHERE "user" = $1 AND "deviceId" = $2')
const WITHHOLD = statement(`
  UPDATE "mailbox" SET "withheld" = 1, "envelope" = ''
  WHERE "lane" IN (SELECT "lane" FROM "lanes" WHERE "recipientUser" = $1 AND "recipientDevice" = $2)`)
const INSERT = insertRecord(table)
const UPDATE = statement(`
  UPDATE "devices" SET "capabilities" = $3, "signedId" = $4, "signedKey" = $5, "signedSignature" = $6,
    "lastResortId" = $7, "lastResortKey" = $8, "lastResortSignature" = $9 WHERE "user" = $1 AND "deviceId" = $2`)

/** Replaces a user's devices. */
export const putDevices = async (context: WriteContext, { user, devices }: Put<'devices'>): Promise<Refusal | undefined> => {
  const { session } = context
  if (await session.run(TOUCH_USER, [await nextVersion(context), user]) === 0) return MOVED
  const kept = await removeOthers(context, user, devices)
  for (const device of devices) {
    const record = deviceRecord(user, device)
    if (kept.has(device.deviceId)) {
      await session.run(UPDATE, [user, device.deviceId, record.capabilities, record.signedId, record.signedKey, record.signedSignature,
        record.lastResortId, record.lastResortKey, record.lastResortSignature])
      continue
    }
    const highest = await session.one(RETIRED, [user, device.deviceId, device.registrationId]) ?? NEW
    await session.run(INSERT.statement, INSERT.values({ ...record, ...highest }))
  }
  return undefined
}

/** Returns the devices that stay as they are registered. */
const removeOthers = async (context: WriteContext, user: Put<'devices'>['user'], devices: Put<'devices'>['devices']): Promise<Set<DeviceId>> => {
  const { session, effects } = context
  const kept = new Set<DeviceId>()
  for (const { deviceId, registrationId } of await session.all(OLD, [user])) {
    const wanted = devices.find((device) => device.deviceId === deviceId)
    if (wanted?.registrationId === registrationId) {
      kept.add(deviceId)
      continue
    }
    await session.run(RETIRE, [user, deviceId])
    await session.run(REMOVE, [user, deviceId])
    // What waits for one that is registered anew goes to it as it is now.
    if (!wanted) {
      await session.run(WITHHOLD, [user, deviceId])
      await leaveAttachments(context, user, deviceId)
    }
    effects.deleted()
  }
  return kept
}

const THERE = statement('SELECT 1 FROM "devices" WHERE "user" = $1 AND "deviceId" = $2')
const SIGNED = statement('UPDATE "devices" SET "signedId" = $3, "signedKey" = $4, "signedSignature" = $5 WHERE "user" = $1 AND "deviceId" = $2')
const LAST_RESORT = statement('UPDATE "devices" SET "lastResortId" = $3, "lastResortKey" = $4, "lastResortSignature" = $5 WHERE "user" = $1 AND "deviceId" = $2')

/** Replaces lasting keys of a device one by one. */
export const putLastingKeys = async ({ session }: WriteContext, { user, device, signedPrekey, lastResortKyberPrekey }: Put<'lastingKeys'>): Promise<Refusal | undefined> => {
  if (!await session.one(THERE, [user, device])) return MOVED
  for (const [into, key] of [[SIGNED, signedPrekey], [LAST_RESORT, lastResortKyberPrekey]] as const) {
    if (key) await session.run(into, [user, device, key.id, key.publicKey, key.signature])
  }
  return undefined
}
