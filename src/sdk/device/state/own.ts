// SPDX-License-Identifier: Apache-2.0
import { deviceId, registrationId, userId } from '../../../model/ids.ts'
import type { RegistrationId } from '../../../model/ids.ts'
import type { DeviceAddress, IdentityKeys } from '../../../model/signal-crypto.ts'
import { blob } from './columns.ts'
import type { Database } from './database.ts'

/** The identity in use, or the one that is to replace it. */
export type OwnSlot = 'current' | 'next'

/** A signed enlistment, exactly as it is sent however often. */
export interface SignedEnlistment {
  readonly enlistment: Uint8Array
  readonly signature: Uint8Array
  /** By the identity key before; empty when there was none. */
  readonly endorsement: Uint8Array
}

/** One identity of the user on this device. */
export interface OwnIdentity {
  readonly address: DeviceAddress
  readonly registrationId: RegistrationId
  readonly identity: IdentityKeys
  readonly listVersion: number
  readonly phase: 'prepared' | 'sent' | 'enlisted'
  /** While `sent`. */
  readonly signed: SignedEnlistment | undefined
}

interface Row {
  slot: OwnSlot; user: string; device: number; registration: number; public_key: Buffer; private_key: Buffer; list_version: number
  phase: OwnIdentity['phase']; enlistment: Buffer | null; signature: Buffer | null; endorsement: Buffer | null
}

/** Whose keys the file holds. */
export const createOwn = (db: Database) => {
  const find = db.prepare<[OwnSlot], Row>('SELECT * FROM own WHERE slot = ?')
  const insert = db.prepare(`INSERT OR REPLACE INTO own (slot, user, device, registration, public_key, private_key, list_version, phase)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'prepared')`)
  const sign = db.prepare("UPDATE own SET phase = 'sent', enlistment = ?, signature = ?, endorsement = ? WHERE slot = ?")
  const settle = db.prepare("UPDATE own SET phase = ?, enlistment = NULL, signature = NULL, endorsement = NULL WHERE slot = ?")
  const raise = db.prepare("UPDATE own SET list_version = ? WHERE slot = 'current'")
  const drop = db.prepare('DELETE FROM own WHERE slot = ?')
  const promote = db.prepare("UPDATE own SET slot = 'current' WHERE slot = 'next'")
  return {
    find: (slot: OwnSlot = 'current'): OwnIdentity | undefined => {
      const row = find.get(slot)
      return row === undefined ? undefined : read(row)
    },
    /** Stores a fresh identity that no home has signed for yet. */
    prepare: (slot: OwnSlot, own: Omit<OwnIdentity, 'phase' | 'signed'>): void => {
      const { address, identity } = own
      insert.run(slot, address.user, address.device, own.registrationId, identity.publicKey, identity.privateKey, own.listVersion)
    },
    /** Stores what is about to be sent. */
    sending: (slot: OwnSlot, signed: SignedEnlistment): void => {
      sign.run(signed.enlistment, signed.signature, signed.endorsement, slot)
    },
    raiseListVersion: (version: number): void => { raise.run(version) },
    /** The gateway refused: other bytes may be tried. */
    refused: (slot: OwnSlot): void => { settle.run('prepared', slot) },
    /** The gateway took it: `next` becomes the identity in use, and the one before is forgotten. */
    enlisted: (slot: OwnSlot): void => {
      settle.run('enlisted', slot)
      if (slot === 'current') return
      drop.run('current')
      promote.run()
    },
  }
}

const read = (row: Row): OwnIdentity => ({
  address: { user: userId(row.user), device: deviceId(row.device) },
  registrationId: registrationId(row.registration),
  identity: { publicKey: blob(row.public_key), privateKey: blob(row.private_key) },
  listVersion: row.list_version,
  phase: row.phase,
  signed: row.enlistment === null || row.signature === null || row.endorsement === null
    ? undefined
    : { enlistment: blob(row.enlistment), signature: blob(row.signature), endorsement: blob(row.endorsement) },
})
