// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../../../model/ids.ts'
import { erasedIdHash } from '../../erasures.ts'
import { bit, partyRecord, providerText, upsertSql } from '../records.ts'
import type { RecordOf } from '../records.ts'
import { choices, parties, persons, users } from '../schema/people.ts'
import { MOVED } from './context.ts'
import type { Put, Refusal, WriteContext } from './context.ts'

/** Writes of parties, persons, choices and users. */
export const createPeopleWrites = (context: WriteContext) => ({
  party: createPutParty(context), person: createPutPerson(context), choice: createPutChoice(context), user: createPutUser(context),
})

const createPutParty = ({ db, versions }: WriteContext) => {
  const otherCore = db.prepare<[PartyId], 1>("SELECT 1 FROM parties WHERE role = 'core' AND party <> ?").pluck()
  const put = db.prepare<[RecordOf<typeof parties>]>(upsertSql(parties, ['party']))
  return ({ row }: Put<'party'>): Refusal | undefined => {
    if (row.role === 'core' && otherCore.get(row.party)) return { taken: 'core' }
    put.run(partyRecord({ ...row, version: versions.next() }))
    return undefined
  }
}

const createPutPerson = ({ db, versions }: WriteContext) => {
  const byReference = db.prepare<[PartyId, Uint8Array], number>('SELECT person FROM persons WHERE party = ? AND referenceIndex = ?').pluck()
  const byAddress = db.prepare<[Uint8Array | undefined], number>('SELECT person FROM persons WHERE addressIndex = ?').pluck()
  const there = db.prepare<[number], 1>('SELECT 1 FROM persons WHERE person = ?').pluck()
  // A person of number NULL gets the next number.
  const put = db.prepare(upsertSql(persons, ['person']))
  return ({ row }: Put<'person'>): Refusal | undefined => {
    const other = (found: number | undefined): boolean => found !== undefined && found !== row.person
    if (row.person !== 0 && !there.get(row.person)) return MOVED
    if (other(byReference.get(row.party, row.referenceIndex))) return { taken: 'reference' }
    if (other(byAddress.get(row.addressIndex))) return { taken: 'address' }
    const person = row.person === 0 ? null : row.person
    put.run({ ...row, person, optedIn: bit(row.optedIn), findable: bit(row.findable), version: versions.next() })
    return undefined
  }
}

const createPutChoice = ({ db, versions }: WriteContext) => {
  const touch = db.prepare<[number, number]>('UPDATE persons SET version = ? WHERE person = ?')
  const put = db.prepare<[RecordOf<typeof choices>]>(upsertSql(choices, ['person', 'provider']))
  return ({ row }: Put<'choice'>): Refusal | undefined => {
    if (touch.run(versions.next(), row.person).changes === 0) return MOVED
    put.run({ ...row, allowed: bit(row.allowed), labelSealed: Buffer.from(row.labelSealed) })
    return undefined
  }
}

const createPutUser = ({ db, versions }: WriteContext) => {
  const byReference = db.prepare<[PartyId, string, Uint8Array], UserId>('SELECT user FROM users WHERE party = ? AND forProvider = ? AND referenceIndex = ?').pluck()
  const byAddress = db.prepare<[PartyId, string, Uint8Array | undefined], UserId>('SELECT user FROM users WHERE party = ? AND forProvider = ? AND addressIndex = ?').pluck()
  const byPerson = db.prepare<[number | undefined, string], UserId>('SELECT user FROM users WHERE person = ? AND forProvider = ?').pluck()
  const homeOf = db.prepare<[UserId], PartyId>('SELECT party FROM users WHERE user = ?').pluck()
  const formerHome = db.prepare<[Uint8Array], PartyId>('SELECT party FROM erasedUsers WHERE idHash = ?').pluck()
  const put = db.prepare(upsertSql(users, ['user'], ['suspended']))
  const suspendAgain = db.prepare<[UserId]>("UPDATE users SET suspended = 1 WHERE user = ? AND user IN (SELECT user FROM enforcement WHERE user = users.user AND step = 'suspend' AND endedAt IS NULL)")
  return ({ row }: Put<'user'>): Refusal | undefined => {
    const forProvider = providerText(row.forProvider)
    const other = (found: UserId | undefined): boolean => found !== undefined && found !== row.user
    if (other(byReference.get(row.party, forProvider, row.referenceIndex)) || other(byPerson.get(row.person, forProvider))) return { taken: 'reference' }
    if (other(byAddress.get(row.party, forProvider, row.addressIndex))) return { taken: 'address' }
    const home = homeOf.get(row.user)
    if ((home ?? row.party) !== row.party) throw new Error('a user never changes its home')
    if ((formerHome.get(erasedIdHash(row.user)) ?? row.party) !== row.party) return MOVED
    put.run({ ...row, forProvider, version: versions.next() })
    // Who left is what it was when it comes back.
    if (home === undefined) suspendAgain.run(row.user)
    return undefined
  }
}
