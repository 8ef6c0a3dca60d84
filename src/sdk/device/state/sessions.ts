// SPDX-License-Identifier: Apache-2.0
import type { DeviceId, UserId } from '../../../model/ids.ts'
import type { Bytes, DeviceAddress } from '../../../model/signal-crypto.ts'
import { blob } from './columns.ts'
import type { Database } from './database.ts'

/** Ratchet state by peer device and identity key, so that keys under two identities never mix. */
export const createSessions = (db: Database) => {
  const find = db.prepare<[string, number, Uint8Array], { record: Buffer }>(
    'SELECT record FROM session WHERE peer = ? AND device = ? AND identity = ?')
  const save = db.prepare('INSERT OR REPLACE INTO session (peer, device, identity, record) VALUES (?, ?, ?, ?)')
  const dropOthers = db.prepare('DELETE FROM session WHERE peer = ? AND identity != ?')
  const clear = db.prepare('DELETE FROM session')
  const renewal = db.prepare<[string, number], { at_ms: number }>('SELECT at_ms FROM renewal WHERE peer = ? AND device = ?')
  const renewed = db.prepare('INSERT OR REPLACE INTO renewal (peer, device, at_ms) VALUES (?, ?, ?)')
  return {
    find: ({ user, device }: DeviceAddress, identityKey: Uint8Array): Bytes | undefined => {
      const row = find.get(user, device, identityKey)
      return row === undefined ? undefined : blob(row.record)
    },
    save: ({ user, device }: DeviceAddress, identityKey: Uint8Array, record: Uint8Array): void => {
      save.run(user, device, identityKey, record)
    },
    /** Forgets what was agreed under other identity keys of the peer. */
    keepOnly: (user: UserId, identityKey: Uint8Array): void => { dropOthers.run(user, identityKey) },
    clear: (): void => { clear.run() },
    renewedAt: (user: UserId, device: DeviceId): number | undefined => renewal.get(user, device)?.at_ms,
    renewed: (user: UserId, device: DeviceId, now: number): void => { renewed.run(user, device, now) },
  }
}
