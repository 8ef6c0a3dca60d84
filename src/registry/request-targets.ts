// SPDX-License-Identifier: AGPL-3.0-only
import { REQUEST_DAYS } from '../policy/contact.ts'
import type { UserId } from '../model/ids.ts'
import type { VersionStamp } from '../model/standing.ts'
import type { PersonRow, RequestRow, UserRow } from '../store/rows.ts'
import { hexOf } from './personal.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'

const DAY_MS = 86_400_000

/** Where a target is, if it can be asked. */
export interface Target {
  readonly user: UserRow
  /** The rows that it was found by. */
  readonly stamps: readonly VersionStamp[]
  readonly findable: boolean
  readonly inbox: 'separate' | 'combined' | undefined
  readonly inboxLabel: string
}

/** Earlier requests of a pair. */
export interface Past {
  /** When the request was made that the target was shown and has not answered; undefined if there is none. */
  readonly openSince: number | undefined
  /** True within {@link REQUEST_DAYS} after a denial. */
  readonly silenced: boolean
}

/** What is known about the two ends of a request besides their standing. */
export const createRequestTargets = ({ store }: Pick<RegistryDeps, 'store'>, personal: Personal) => ({
  /** Who is asked: whoever has the address or made the invite; undefined when that is nobody, or nobody for the asker's party. */
  find: async (row: RequestRow, asker: UserRow): Promise<Target | undefined> => {
    const party = await store.read.party(row.toParty)
    const invited = row.inviter && await store.read.user(row.inviter)
    if (party?.role === 'provider') {
      const user = row.inviter ? invited : await store.read.userByAddress(row.toParty, row.targetIndex)
      return user && { user, stamps: [stampOf(user)], findable: true, inbox: undefined, inboxLabel: '' }
    }
    const person = await (row.inviter ? personOf(store, invited) : store.read.personByAddress(row.targetIndex))
    const user = person && (invited ?? await store.read.userOfPerson(person.person, asker.party))
    const choice = person && await store.read.choice(person.person, asker.party)
    if (!person || !user || !choice) return undefined
    return {
      user, stamps: [stampOf(user), { of: 'person', person: person.person, version: person.version }], findable: person.findable || invited !== undefined,
      inbox: choice.inbox, inboxLabel: personal.openText('choice.label', hexOf(person.referenceIndex), choice.labelSealed),
    }
  },

  /** What this pair's earlier requests came to. Told by the stances too, since addresses change and requests are forgotten. */
  past: async (row: RequestRow, target: UserId): Promise<Past> => {
    const since = row.createdAt - REQUEST_DAYS * DAY_MS
    const [asked, said] = [await store.read.consent(row.fromUser, target), await store.read.consent(target, row.fromUser)]
    const shown = (await store.read.earlierRequests(row.fromUser, row.targetIndex, since)).find(({ state }) => state === 'surfaced')
    const waits = asked?.state === 'requested' && asked.changedAt > since
    return { openSince: shown?.createdAt ?? (waits ? asked.changedAt : undefined), silenced: said?.state === 'denied' && said.changedAt > since }
  },
})

const stampOf = ({ user, version }: UserRow): VersionStamp => ({ of: 'user', user, version })

const personOf = async (store: RegistryDeps['store'], user: UserRow | undefined): Promise<PersonRow | undefined> =>
  (user?.person === undefined ? undefined : store.read.person(user.person))
