// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { PartyId, RequestId, UserId, UserReference } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { VersionStamp } from '../model/standing.ts'
import type { Custody, Inbox } from '../model/values.ts'
import type { PersonRow, UserRow } from '../store/rows.ts'
import type { Write } from '../store/transactors.ts'
import { MOVED, settle } from './optimistic.ts'
import { requireCore } from './own-users.ts'
import { hexOf } from './personal.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'

/** What a core user decided about one provider, and as whom they take part there. */
export interface PersonAtProvider {
  readonly provider: PartyId
  readonly allowed: boolean
  readonly inbox: Inbox
  readonly label: string
  /** undefined before there is an enlistment. */
  readonly user: UserId | undefined
  readonly custody: Custody | undefined
}

/** What is on record of a core user. */
export interface PersonOnRecord {
  readonly optedIn: boolean
  readonly findable: boolean
  /** Empty for none. */
  readonly address: string
  /** Empty for none. */
  readonly displayName: string
  readonly providers: readonly PersonAtProvider[]
}

/** What a core must show with whatever concerns one of its users. */
export interface CoreLabels {
  readonly reference: UserReference
  readonly provider: PartyId
  readonly custody: Custody
  readonly inbox: Inbox | undefined
  readonly inboxLabel: string
}

/** A core's own users by the references that it has for them. */
export const createPeople = (deps: RegistryDeps, personal: Personal) => {
  const { store } = deps

  const requirePerson = async (party: PartyId, reference: UserReference): Promise<PersonRow> => {
    const found = await store.read.personByReference(party, personal.referenceIndex(party, reference))
    if (!found) throw new GatewayError('NOT_FOUND', 'set participation of this user first')
    return found
  }

  const providers = async (): Promise<readonly PartyId[]> =>
    (await store.read.listParties()).flatMap(({ party, role }) => (role === 'provider' ? [party] : []))

  const usersOf = async ({ person }: PersonRow): Promise<readonly UserRow[]> =>
    (await Promise.all((await providers()).map((provider) => store.read.userOfPerson(person, provider)))).filter((user) => user !== undefined)

  const atProvider = async (person: PersonRow, provider: PartyId): Promise<PersonAtProvider | undefined> => {
    const [choice, user] = await Promise.all([store.read.choice(person.person, provider), store.read.userOfPerson(person.person, provider)])
    return choice && { provider, allowed: choice.allowed, inbox: choice.inbox, label: labelOf(personal, person, choice.labelSealed), user: user?.user, custody: user?.custody }
  }

  /** An entry for each enlistment; one without a subject for a person that had none. */
  const erasures = (core: PartyId, users: readonly UserRow[]): readonly Write[] => {
    const subjects = users.length === 0 ? [''] : users.map(({ user }) => deps.audit.user(user))
    return subjects.map((subject) => ({ add: 'audit', leaf: deps.audit.entry({ act: 'user.erased', actor: `party:${core}`, subject }) }))
  }

  return {
    /** What is on record; `NOT_FOUND` for a reference that none has. */
    find: async (caller: VerifiedParty, reference: UserReference): Promise<PersonOnRecord> => {
      const core = await requireCore(store, caller)
      const person = await requirePerson(core.party, reference)
      const choices = await Promise.all((await providers()).map((provider) => atProvider(person, provider)))
      return {
        optedIn: person.optedIn, findable: person.findable,
        address: personal.openText('person.address', hexOf(person.referenceIndex), person.addressSealed),
        displayName: personal.openText('person.name', hexOf(person.referenceIndex), person.displayNameSealed),
        providers: choices.filter((choice) => choice !== undefined),
      }
    },

    /** Deletes a core user with all enlistments and choices and says how much that was; of a reference that none has, nothing. */
    erase: (caller: VerifiedParty, reference: UserReference): Promise<Answer & { readonly kind: 'erased' }> => settle(async () => {
      const core = await requireCore(store, caller)
      const person = await store.read.personByReference(core.party, personal.referenceIndex(core.party, reference))
      if (!person) {
        await store.inForce()
        return { kind: 'erased', timeMs: deps.now(), prekeys: 0, queuedMessages: 0, consents: 0 }
      }
      const users = await usersOf(person)
      const expect: VersionStamp[] = [{ of: 'person', person: person.person, version: person.version }]
      const outcome = await store.write.commit({
        expect: [...expect, ...users.map(({ user, version }): VersionStamp => ({ of: 'user', user, version }))],
        writes: [...users.map(({ user }): Write => ({ erase: 'user', user })), { erase: 'person', person: person.person }, ...erasures(core.party, users)],
      })
      if (!('committed' in outcome)) return MOVED
      for (const { party } of users) deps.events.userErased(party)
      return { kind: 'erased', timeMs: deps.now(), ...outcome.erased }
    }),

    /** The user id under which a core user takes part at a provider; `NOT_FOUND` where there is no enlistment. */
    requireUser: async (caller: VerifiedParty, reference: UserReference, provider: PartyId): Promise<UserId> => {
      const core = await requireCore(store, caller)
      const person = await requirePerson(core.party, reference)
      const found = await store.read.userOfPerson(person.person, provider)
      if (!found) throw new GatewayError('NOT_FOUND', 'this user has no keys for this provider yet')
      return found.user
    },
    ...createCoreFacts(deps, personal),
  }
}

/** What a core may know of users that things happen to. */
const createCoreFacts = ({ store }: Pick<RegistryDeps, 'store'>, personal: Personal) => ({
  /** Whether this request for contact was shown to this user of the caller. */
  wasAsked: async (user: UserId, request: RequestId): Promise<boolean> =>
    (await store.read.request(request))?.targetUser === user,

  /** What the core must show with something that concerns this user; undefined once the user is gone. */
  labels: async (user: UserId): Promise<CoreLabels | undefined> => {
    const row = await store.read.user(user)
    if (row?.person === undefined || row.forProvider === undefined) return undefined
    const choice = await store.read.choice(row.person, row.forProvider)
    return {
      reference: personal.openReference(row.party, row.referenceSealed), provider: row.forProvider, custody: row.custody,
      inbox: choice?.inbox, inboxLabel: choice ? labelOf(personal, row, choice.labelSealed) : '',
    }
  },

  /** Who holds the keys of a user, or of who made a request; undefined once they are gone. */
  custodyOf: async (of: { readonly user: UserId } | { readonly request: RequestId }): Promise<Custody | undefined> => {
    const user = 'user' in of ? of.user : (await store.read.request(of.request))?.fromUser
    return user && (await store.read.user(user))?.custody
  },
})

const labelOf = (personal: Personal, { referenceIndex }: Pick<PersonRow, 'referenceIndex'>, sealed: Uint8Array | undefined): string =>
  personal.openText('choice.label', hexOf(referenceIndex), sealed)
