// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, PartyId, UserId } from '../../../model/ids.ts'
import { erasedIdHash } from '../../erasures.ts'
import type { Connection } from '../connection.ts'
import { choiceRow, deviceRow, partyRow, personRow, providerText, userRow } from '../records.ts'
import type { RecordOf } from '../records.ts'
import type { devices } from '../schema/devices.ts'
import type { choices, parties, persons, users } from '../schema/people.ts'

type PartyRecord = RecordOf<typeof parties>
type PersonRecord = RecordOf<typeof persons>
type UserRecord = RecordOf<typeof users>

/** Reads of parties, persons, users and devices. */
export const createPeopleReads = (db: Connection) => ({ ...createPartyReads(db), ...createPersonReads(db), ...createUserReads(db) })

const createPartyReads = (db: Connection) => {
  const one = db.prepare<[PartyId], PartyRecord>('SELECT * FROM parties WHERE party = ?')
  const all = db.prepare<[], PartyRecord>('SELECT * FROM parties ORDER BY party')
  const core = db.prepare<[], PartyRecord>("SELECT * FROM parties WHERE role = 'core'")
  return {
    party: (party: PartyId) => optional(one.get(party), partyRow),
    listParties: () => all.all().map(partyRow),
    core: () => optional(core.get(), partyRow),
  }
}

const createPersonReads = (db: Connection) => {
  const one = db.prepare<[number], PersonRecord>('SELECT * FROM persons WHERE person = ?')
  const byReference = db.prepare<[PartyId, Uint8Array], PersonRecord>('SELECT * FROM persons WHERE party = ? AND referenceIndex = ?')
  const byAddress = db.prepare<[Uint8Array], PersonRecord>('SELECT * FROM persons WHERE addressIndex = ?')
  const choice = db.prepare<[number, PartyId], RecordOf<typeof choices>>('SELECT * FROM choices WHERE person = ? AND provider = ?')
  return {
    person: (person: number) => optional(one.get(person), personRow),
    personByReference: (party: PartyId, index: Uint8Array) => optional(byReference.get(party, index), personRow),
    personByAddress: (index: Uint8Array) => optional(byAddress.get(index), personRow),
    choice: (person: number, provider: PartyId) => optional(choice.get(person, provider), choiceRow),
  }
}

const createUserReads = (db: Connection) => {
  const one = db.prepare<[UserId], UserRecord>('SELECT * FROM users WHERE user = ?')
  const former = db.prepare<[Uint8Array], PartyId>('SELECT party FROM erasedUsers WHERE idHash = ?').pluck()
  const byAddress = db.prepare<[PartyId, Uint8Array], UserRecord>("SELECT * FROM users WHERE party = ? AND forProvider = '' AND addressIndex = ?")
  const ofPerson = db.prepare<[number, PartyId], UserRecord>('SELECT * FROM users WHERE person = ? AND forProvider = ?')
  const byReference = db.prepare<[PartyId, PartyId | '', Uint8Array], UserRecord>(
    'SELECT * FROM users WHERE party = ? AND forProvider = ? AND referenceIndex = ?')
  const devicesOf = db.prepare<[UserId], RecordOf<typeof devices>>('SELECT * FROM devices WHERE user = ? ORDER BY deviceId')
  const stock = db.prepare<[UserId, DeviceId], { readonly ec: number; readonly kyber: number }>(`
    SELECT (SELECT count(*) FROM ecPrekeys k WHERE k.user = d.user AND k.deviceId = d.deviceId) AS ec,
      (SELECT count(*) FROM kyberPrekeys k WHERE k.user = d.user AND k.deviceId = d.deviceId) AS kyber
    FROM devices d WHERE d.user = ? AND d.deviceId = ?`)
  return {
    user: (user: UserId) => optional(one.get(user), userRow),
    formerHome: (user: UserId) => former.get(erasedIdHash(user)),
    userByAddress: (party: PartyId, index: Uint8Array) => optional(byAddress.get(party, index), userRow),
    userOfPerson: (person: number, provider: PartyId) => optional(ofPerson.get(person, provider), userRow),
    userByReference: (party: PartyId, provider: PartyId | undefined, index: Uint8Array) => optional(byReference.get(party, providerText(provider), index), userRow),
    devices: (user: UserId) => devicesOf.all(user).map(deviceRow),
    prekeyStock: (user: UserId, device: DeviceId) => stock.get(user, device),
  }
}

const optional = <A, B>(record: A | undefined, map: (record: A) => B): B | undefined => (record === undefined ? undefined : map(record))
