// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import { addressDomain } from '../model/ids.ts'
import type { Address, PartyId, UserId, UserReference } from '../model/ids.ts'
import type { Store } from '../store/port.ts'
import type { ChoiceRow, PersonRow, UserRow } from '../store/rows.ts'
import type { Personal } from './personal.ts'

/** How an operator says whom is meant: as the home names them, as people reach them, or by id. */
export type Subject = { readonly party: PartyId; readonly reference: UserReference } | { readonly address: Address } | { readonly user: UserId }

/** Who is meant: a core user with its enlistments and choices, or a provider's user. */
export interface Held {
  readonly party: PartyId
  readonly person: PersonRow | undefined
  readonly choices: readonly ChoiceRow[]
  readonly users: readonly UserRow[]
}

/** Finds who is meant; undefined where nothing is held. `CONFLICT` for an address that several parties have a user under, `NOT_FOUND` for an unknown party. */
export const createFindHeld = (store: Store, personal: Personal) => {
  const providers = async (): Promise<readonly PartyId[]> => (await store.read.listParties()).filter(({ role }) => role === 'provider').map(({ party }) => party)

  const ofPerson = async (person: PersonRow | undefined): Promise<Held | undefined> => {
    if (person === undefined) return undefined
    const all = await providers()
    const [users, choices] = await Promise.all([
      Promise.all(all.map((provider) => store.read.userOfPerson(person.person, provider))), Promise.all(all.map((provider) => store.read.choice(person.person, provider))),
    ])
    return { party: person.party, person, choices: choices.filter((choice) => choice !== undefined), users: users.filter((user) => user !== undefined) }
  }

  const ofUser = async (user: UserRow | undefined): Promise<Held | undefined> => {
    if (user === undefined) return undefined
    const person = user.person === undefined ? undefined : await store.read.person(user.person)
    return person === undefined ? { party: user.party, person: undefined, choices: [], users: [user] } : ofPerson(person)
  }

  const byReference = async (party: PartyId, reference: UserReference): Promise<Held | undefined> => {
    const row = await store.read.party(party)
    if (row === undefined) throw new GatewayError('NOT_FOUND', 'no such party')
    const index = personal.referenceIndex(party, reference)
    return row.role === 'core' ? ofPerson(await store.read.personByReference(party, index)) : ofUser(await store.read.userByReference(party, undefined, index))
  }

  const byAddress = async (address: Address): Promise<Held | undefined> => {
    const index = personal.addressIndex(address)
    const person = await store.read.personByAddress(index)
    const domain = addressDomain(address)
    const users = await Promise.all((domain === undefined ? await providers() : [domain]).map((party) => store.read.userByAddress(party, index)))
    const found = [person, ...users].filter((one) => one !== undefined)
    if (found.length > 1) throw new GatewayError('CONFLICT', 'several parties have a user under this address; name the party and its reference')
    return person ? ofPerson(person) : ofUser(users.find((user) => user !== undefined))
  }

  return async (subject: Subject): Promise<Held | undefined> => {
    if ('user' in subject) return ofUser(await store.read.user(subject.user))
    return 'address' in subject ? byAddress(subject.address) : byReference(subject.party, subject.reference)
  }
}
