// SPDX-License-Identifier: AGPL-3.0-only
import type { KeyId, PartyId } from '../model/ids.ts'
import { retention } from '../model/retention.ts'
import type { Kind, Retention } from '../model/retention.ts'
import type { AgreementLimits } from '../model/values.ts'
import { HOLDING_PLACES, placeName } from '../store/holdings.ts'
import type { UserRow } from '../store/rows.ts'
import type { Held } from './held.ts'
import { hexOf } from './personal.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'

/** What is held about one enlistment. */
export interface ExportedUser {
  readonly id: string
  /** The provider that a core user takes part with under this id. */
  readonly forProvider?: PartyId
  readonly reference: string
  readonly address: string
  readonly displayName: string
  readonly actor: string
  readonly custody: string
  readonly enlistedAt: string
  /** base64url; and the home's signed statement about it. */
  readonly identityKey: string
  readonly identityStatement: string
  readonly devices: readonly { readonly deviceId: number; readonly registrationId: number; readonly capabilities: readonly string[]; readonly oneTimeKeysLeft: number }[]
  /** Whom this user denied or blocked, by the ids that its devices know them by. */
  readonly consents: readonly { readonly peer: string; readonly state: string; readonly purposes: readonly string[]; readonly since: string }[]
  readonly requestsMade: readonly { readonly purposes: readonly string[]; readonly madeAt: string; readonly keptUntil: string }[]
  /** Rows by table and column: docs/data-register.md says what each is. */
  readonly rows: Readonly<Record<string, number>>
}

/** What the gateway holds about a person. */
export interface UserExport {
  readonly drawbridge: 'user-export/1'
  readonly gateway: KeyId
  readonly madeAt: string
  readonly party: PartyId
  /** A core user behind its enlistments. */
  readonly person?: {
    readonly reference: string; readonly address: string; readonly displayName: string; readonly optedIn: boolean; readonly findable: boolean
    readonly choices: readonly { readonly provider: PartyId; readonly allowed: boolean; readonly inbox: string; readonly label: string }[]
  }
  readonly users: readonly ExportedUser[]
  /** What the party's agreement allows each of its users. */
  readonly limits: Readonly<Partial<AgreementLimits>>
  /** For how long and what for, by kind. */
  readonly kept: Readonly<Partial<Record<Kind, Retention>>>
  readonly notes: readonly string[]
}

/** Rows of one list in an export: more than anybody's limits let come together in a month. */
const MAX_ROWS = 5_000

const NOTES = [
  'Messages and files are sealed by the devices or the vault of those who write: the gateway holds them until they are delivered and cannot open them, so they are not shown. What waits goes with who wrote it, so it is not counted either.',
  'To whom this person said yes, who asked, and how much there is of what two people have together goes with either of them: it would tell who left. The person was told of each, and the devices or the service of the person have it.',
  'What others decided about this person, whom a request was for, and what became of messages and requests at the other side is about others and not shown.',
  'The person\'s own provider or messaging service holds its own records, and answers for them.',
  'Backups that the operator keeps hold the same as of their day. The log holds no names, addresses, references or ids of users.',
] as const

/** Places of which no count is told. */
const TOGETHER = new Set(HOLDING_PLACES.filter((place) => place.together === true).map(placeName))

/** Makes exports. */
export const createUserExport = ({ store, gateway, now }: Pick<RegistryDeps, 'store' | 'gateway' | 'now'>, personal: Personal) => {
  const userOf = createExportUser(store, personal)

  const personOf = ({ person, choices }: Held): UserExport['person'] | undefined => person && {
    reference: personal.openReference(person.party, person.referenceSealed),
    address: personal.openText('person.address', hexOf(person.referenceIndex), person.addressSealed),
    displayName: personal.openText('person.name', hexOf(person.referenceIndex), person.displayNameSealed),
    optedIn: person.optedIn, findable: person.findable,
    choices: choices.map(({ provider, allowed, inbox, labelSealed }) =>
      ({ provider, allowed, inbox, label: personal.openText('choice.label', hexOf(person.referenceIndex), labelSealed) })),
  }

  return async (held: Held): Promise<UserExport> => {
    const [users, home, person] = [await Promise.all(held.users.map(userOf)), await store.read.party(held.party), personOf(held)]
    return {
      drawbridge: 'user-export/1', gateway: gateway.keyId, madeAt: iso(now()), party: held.party, ...(person === undefined ? {} : { person }),
      users, limits: home?.limits ?? {}, kept: keptOf(users), notes: NOTES,
    }
  }
}

const createExportUser = (store: RegistryDeps['store'], personal: Personal) => async (row: UserRow): Promise<ExportedUser> => {
  const { user, party, forProvider } = row
  const [devices, holdings, consents, made] = await Promise.all([
    store.read.devices(user), store.read.holdings(user), store.read.consentsOf(user, MAX_ROWS), store.read.requestsBy(user, MAX_ROWS),
  ])
  const stocks = await Promise.all(devices.map(({ deviceId }) => store.read.prekeyStock(user, deviceId)))
  return {
    id: user, ...(forProvider === undefined ? {} : { forProvider }),
    reference: personal.openReference(party, row.referenceSealed), address: personal.openText('user.address', user, row.addressSealed),
    displayName: personal.openText('user.name', user, row.displayNameSealed),
    actor: row.actor, custody: row.custody, enlistedAt: iso(row.enlistedAt),
    identityKey: Buffer.from(row.identityKey).toString('base64url'), identityStatement: row.identityStatement,
    devices: devices.map(({ deviceId, registrationId, capabilities }, at) => ({ deviceId, registrationId, capabilities, oneTimeKeysLeft: (stocks[at]?.ec ?? 0) + (stocks[at]?.kyber ?? 0) })),
    // A no outlives the other, whether or not they ask again; a yes, and what was asked, does not.
    consents: consents.filter(({ state }) => state === 'denied' || state === 'blocked').map(({ peer, state, purposes, changedAt }) => ({ peer, state, purposes, since: iso(changedAt) })),
    requestsMade: made.map(({ purposes, createdAt, expiresAt }) => ({ purposes, madeAt: iso(createdAt), keptUntil: iso(expiresAt) })),
    rows: Object.fromEntries(Object.entries(holdings.rows).filter(([name]) => !TOGETHER.has(name))),
  }
}

const keptOf = (users: readonly ExportedUser[]): UserExport['kept'] => {
  // Kinds of what two people have together are named whether or not there is any.
  const kinds = HOLDING_PLACES.filter((place) => TOGETHER.has(placeName(place)) || users.some(({ rows }) => (rows[placeName(place)] ?? 0) > 0)).map(({ kind }) => kind)
  return Object.fromEntries([...new Set<Kind>(['membership', 'message', ...kinds])].map((kind) => [kind, retention[kind]]))
}

const iso = (ms: number): string => new Date(ms).toISOString()
