// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, PartyId, UserId } from '../../../model/ids.ts'
import { erasedIdHash } from '../../erasures.ts'
import type { ChoiceRow } from '../../rows.ts'
import { deviceRow, partyRow, personRow, providerText, userRow } from '../records.ts'
import type { devices } from '../schema/devices.ts'
import type { choices, parties, persons, users } from '../schema/people.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'
import type { RecordOf } from '../statement.ts'

type UserRecord = RecordOf<typeof users>

const PARTY = statement<RecordOf<typeof parties>>('SELECT * FROM "parties" WHERE "party" = $1')
const PARTIES = statement<RecordOf<typeof parties>>('SELECT * FROM "parties" ORDER BY "party" COLLATE "C"')
const CORE = statement<RecordOf<typeof parties>>(`SELECT * FROM "parties" WHERE "role" = 'core'`)
const PERSON = statement<RecordOf<typeof persons>>('SELECT * FROM "persons" WHERE "person" = $1')
const PERSON_BY_REFERENCE = statement<RecordOf<typeof persons>>('SELECT * FROM "persons" WHERE "party" = $1 AND "referenceIndex" = $2')
const PERSON_BY_ADDRESS = statement<RecordOf<typeof persons>>('SELECT * FROM "persons" WHERE "addressIndex" = $1')
const CHOICE = statement<RecordOf<typeof choices>>('SELECT * FROM "choices" WHERE "person" = $1 AND "provider" = $2')
const USER = statement<UserRecord>('SELECT * FROM "users" WHERE "user" = $1')
const FORMER_HOME = statement<{ readonly party: PartyId }>('SELECT "party" FROM "erasedUsers" WHERE "idHash" = $1')
const USER_BY_ADDRESS = statement<UserRecord>(`SELECT * FROM "users" WHERE "party" = $1 AND "forProvider" = '' AND "addressIndex" = $2`)
const USER_OF_PERSON = statement<UserRecord>('SELECT * FROM "users" WHERE "person" = $1 AND "forProvider" = $2')
const USER_BY_REFERENCE = statement<UserRecord>('SELECT * FROM "users" WHERE "party" = $1 AND "forProvider" = $2 AND "referenceIndex" = $3')
const DEVICES = statement<RecordOf<typeof devices>>('SELECT * FROM "devices" WHERE "user" = $1 ORDER BY "deviceId"')
const STOCK = statement<{ readonly ec: number; readonly kyber: number }>(`
  SELECT (SELECT count(*) FROM "ecPrekeys" k WHERE k."user" = d."user" AND k."deviceId" = d."deviceId") AS "ec",
    (SELECT count(*) FROM "kyberPrekeys" k WHERE k."user" = d."user" AND k."deviceId" = d."deviceId") AS "kyber"
  FROM "devices" d WHERE d."user" = $1 AND d."deviceId" = $2`)

/** Reads of parties, persons, users and devices. */
export const createPeopleReads = ({ all, one }: Session) => ({
  party: async (party: PartyId) => optional(await one(PARTY, [party]), partyRow),
  listParties: async () => (await all(PARTIES)).map(partyRow),
  core: async () => optional(await one(CORE), partyRow),
  person: async (person: number) => optional(await one(PERSON, [person]), personRow),
  personByReference: async (party: PartyId, index: Uint8Array) => optional(await one(PERSON_BY_REFERENCE, [party, index]), personRow),
  personByAddress: async (index: Uint8Array) => optional(await one(PERSON_BY_ADDRESS, [index]), personRow),
  choice: (person: number, provider: PartyId): Promise<ChoiceRow | undefined> => one(CHOICE, [person, provider]),
  user: async (user: UserId) => optional(await one(USER, [user]), userRow),
  formerHome: async (user: UserId) => (await one(FORMER_HOME, [erasedIdHash(user)]))?.party,
  userByAddress: async (party: PartyId, index: Uint8Array) => optional(await one(USER_BY_ADDRESS, [party, index]), userRow),
  userOfPerson: async (person: number, provider: PartyId) => optional(await one(USER_OF_PERSON, [person, provider]), userRow),
  userByReference: async (party: PartyId, provider: PartyId | undefined, index: Uint8Array) =>
    optional(await one(USER_BY_REFERENCE, [party, providerText(provider), index]), userRow),
  devices: async (user: UserId) => (await all(DEVICES, [user])).map(deviceRow),
  prekeyStock: (user: UserId, device: DeviceId) => one(STOCK, [user, device]),
})

const optional = <A, B>(record: A | undefined, map: (record: A) => B): B | undefined => (record === undefined ? undefined : map(record))
