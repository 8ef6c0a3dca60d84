// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../../../model/ids.ts'
import { erasedIdHash } from '../../erasures.ts'
import type { WriteContext } from '../job.ts'
import { partyRecord, providerText } from '../records.ts'
import { choices, parties, persons, users } from '../schema/people.ts'
import { columnsOf, insertRecord, statement, upsertRecord } from '../statement.ts'
import { MOVED } from './refusal.ts'
import type { Put, Refusal } from './refusal.ts'
import { nextVersion } from './versions.ts'

const OTHER_CORE = statement(`SELECT 1 FROM "parties" WHERE "role" = 'core' AND "party" <> $1`)
const PARTY = upsertRecord(parties, ['party'])

/** Puts a party; there is one core. */
export const putParty = async (context: WriteContext, { row }: Put<'party'>): Promise<Refusal | undefined> => {
  if (row.role === 'core' && await context.session.one(OTHER_CORE, [row.party])) return { taken: 'core' }
  await context.session.run(PARTY.statement, PARTY.values(partyRecord({ ...row, version: await nextVersion(context) })))
  return undefined
}

const PERSON_BY_REFERENCE = statement<{ readonly person: number }>('SELECT "person" FROM "persons" WHERE "party" = $1 AND "referenceIndex" = $2')
const PERSON_BY_ADDRESS = statement<{ readonly person: number }>('SELECT "person" FROM "persons" WHERE "addressIndex" = $1')
const PERSON_THERE = statement('SELECT 1 FROM "persons" WHERE "person" = $1')
const PERSON = upsertRecord(persons, ['person'])
const NEW_PERSON = insertRecord(persons, columnsOf(persons).filter((name) => name !== 'person'))

/** Puts a person; one of number 0 gets the next number. */
export const putPerson = async (context: WriteContext, { row }: Put<'person'>): Promise<Refusal | undefined> => {
  const { session } = context
  const other = (found: { readonly person: number } | undefined): boolean => found !== undefined && found.person !== row.person
  if (row.person !== 0 && !await session.one(PERSON_THERE, [row.person])) return MOVED
  if (other(await session.one(PERSON_BY_REFERENCE, [row.party, row.referenceIndex]))) return { taken: 'reference' }
  if (other(await session.one(PERSON_BY_ADDRESS, [row.addressIndex]))) return { taken: 'address' }
  const put = row.person === 0 ? NEW_PERSON : PERSON
  await session.run(put.statement, put.values({ ...row, version: await nextVersion(context) }))
  return undefined
}

const TOUCH_PERSON = statement('UPDATE "persons" SET "version" = $1 WHERE "person" = $2')
const CHOICE = upsertRecord(choices, ['person', 'provider'])

/** Puts a choice, which moves its person. */
export const putChoice = async (context: WriteContext, { row }: Put<'choice'>): Promise<Refusal | undefined> => {
  if (await context.session.run(TOUCH_PERSON, [await nextVersion(context), row.person]) === 0) return MOVED
  await context.session.run(CHOICE.statement, CHOICE.values(row))
  return undefined
}

const USER_BY_REFERENCE = statement<{ readonly user: UserId }>('SELECT "user" FROM "users" WHERE "party" = $1 AND "forProvider" = $2 AND "referenceIndex" = $3')
const USER_BY_ADDRESS = statement<{ readonly user: UserId }>('SELECT "user" FROM "users" WHERE "party" = $1 AND "forProvider" = $2 AND "addressIndex" = $3')
const USER_OF_PERSON = statement<{ readonly user: UserId }>('SELECT "user" FROM "users" WHERE "person" = $1 AND "forProvider" = $2')
const HOME_OF = statement<{ readonly party: PartyId }>('SELECT "party" FROM "users" WHERE "user" = $1')
const FORMER_HOME = statement<{ readonly party: PartyId }>('SELECT "party" FROM "erasedUsers" WHERE "idHash" = $1')
const USER = upsertRecord(users, ['user'], ['suspended'], columnsOf(users).filter((name) => name !== 'suspended'))
const SUSPEND_AGAIN = statement(`UPDATE "users" SET "suspended" = true WHERE "user" = $1 AND EXISTS (SELECT 1 FROM "enforcement" e WHERE e."user" = $1 AND e."step" = 'suspend' AND e."endedAt" IS NULL)`)

/** Puts a user; its id is its home's for good. */
export const putUser = async (context: WriteContext, { row }: Put<'user'>): Promise<Refusal | undefined> => {
  const { session } = context
  const forProvider = providerText(row.forProvider)
  const other = (found: { readonly user: UserId } | undefined): boolean => found !== undefined && found.user !== row.user
  if (other(await session.one(USER_BY_REFERENCE, [row.party, forProvider, row.referenceIndex]))
    || other(await session.one(USER_OF_PERSON, [row.person, forProvider]))) return { taken: 'reference' }
  if (other(await session.one(USER_BY_ADDRESS, [row.party, forProvider, row.addressIndex]))) return { taken: 'address' }
  const [home, former] = [await session.one(HOME_OF, [row.user]), await session.one(FORMER_HOME, [erasedIdHash(row.user)])]
  if ((home?.party ?? row.party) !== row.party) throw new Error('a user never changes its home')
  if ((former?.party ?? row.party) !== row.party) return MOVED
  await session.run(USER.statement, USER.values({ ...row, forProvider, version: await nextVersion(context) }))
  // Who left is what it was when it comes back.
  if (home === undefined) await session.run(SUSPEND_AGAIN, [row.user])
  return undefined
}
