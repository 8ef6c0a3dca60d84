// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, PartyId, RegistrationId, UserId } from '../../../model/ids.ts'
import type { ConsentFacts, Standing, UserFacts } from '../../../model/standing.ts'
import type { AgreementState, ConsentState, Custody, Role } from '../../../model/values.ts'
import { limitsOf } from '../records.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'
import { gathered } from './gathered.ts'

type Prefixed<Prefix extends string, Fields> = { readonly [Key in keyof Fields & string as `${Prefix}_${Key}`]: Fields[Key] }
interface UserColumns {
  readonly user: UserId | null
  readonly version: number
  readonly forProvider: PartyId | ''
  readonly person: number | null
  readonly custody: Custody
  readonly deviceListVersion: number
  readonly suspended: boolean
  readonly party: PartyId
  readonly role: Role
  readonly state: AgreementState
  readonly limits: string
  readonly partyVersion: number
  readonly optedIn: boolean | null
  readonly personVersion: number | null
  readonly allowed: boolean | null
  readonly devices: readonly (readonly [DeviceId, RegistrationId])[] | null
}
interface ConsentColumns { readonly isOf: boolean | null; readonly state: ConsentState | null; readonly tokenHash: Uint8Array | null; readonly version: number }
type StandingRecord = { readonly n: number } & Prefixed<'s', UserColumns> & Prefixed<'r', UserColumns> & Prefixed<'rk', ConsentColumns> & Prefixed<'sk', ConsentColumns>

const columns = (x: string): string => `
  ${x}u."user" AS "${x}_user", ${x}u."version" AS "${x}_version", ${x}u."forProvider" AS "${x}_forProvider", ${x}u."person" AS "${x}_person",
  ${x}u."custody" AS "${x}_custody", ${x}u."deviceListVersion" AS "${x}_deviceListVersion", ${x}u."suspended" AS "${x}_suspended", ${x}p."party" AS "${x}_party", ${x}p."role" AS "${x}_role",
  ${x}p."state" AS "${x}_state", ${x}p."limits" AS "${x}_limits", ${x}p."version" AS "${x}_partyVersion", ${x}n."optedIn" AS "${x}_optedIn",
  ${x}n."version" AS "${x}_personVersion", ${x}c."allowed" AS "${x}_allowed",
  (SELECT json_agg(json_build_array(d."deviceId", d."registrationId") ORDER BY d."deviceId") FROM "devices" d WHERE d."user" = ${x}u."user") AS "${x}_devices"`
// Person and choice are looked up under an impossible key for users that have none, so that all users cost the same look-ups.
const joins = (x: string, key: string): string => `
  LEFT JOIN "users" ${x}u ON ${x}u."user" = ${key} LEFT JOIN "parties" ${x}p ON ${x}p."party" = ${x}u."party"
  LEFT JOIN "persons" ${x}n ON ${x}n."person" = coalesce(${x}u."person", 0)
  LEFT JOIN "choices" ${x}c ON ${x}c."person" = coalesce(${x}u."person", 0) AND ${x}c."provider" = ${x}u."forProvider"`
const consentColumns = (x: string, owner: string, peer: string): string => `
  ${x}."owner" = ${owner} AND ${x}."peer" = ${peer} AS "${x}_isOf", ${x}."state" AS "${x}_state", ${x}."tokenHash" AS "${x}_tokenHash", ${x}."version" AS "${x}_version"`
// The first consent from there on, whether it is the one of these two or not: so one is read in any case.
const consentJoin = (x: string, owner: string, peer: string): string => `
  LEFT JOIN LATERAL (SELECT c.* FROM "consents" c WHERE (c."owner", c."peer") >= (${owner}, ${peer}) ORDER BY c."owner", c."peer" LIMIT 1) ${x} ON true`
const [SENDER, RECIPIENT] = ['asked."sender"', 'asked."recipient"'] as const
const STANDING = statement<StandingRecord>(`
  SELECT asked."n", ${columns('s')}, ${columns('r')}, ${consentColumns('rk', RECIPIENT, SENDER)}, ${consentColumns('sk', SENDER, RECIPIENT)}
  FROM (SELECT pair.*, coalesce((SELECT n."user" FROM "users" n WHERE n."user" >= pair."recipient" ORDER BY n."user" LIMIT 1), pair."sender") AS "nearest"
    FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS pair("sender", "recipient", "n")) AS asked
  ${joins('s', SENDER)} ${joins('r', 'asked."nearest"')} ${consentJoin('rk', RECIPIENT, SENDER)} ${consentJoin('sk', SENDER, RECIPIENT)}`)

interface Pair { readonly sender: UserId; readonly recipient: UserId }

/**
 * The facts about ordered pairs, in one statement. For a recipient that nobody is, those of the user with the next higher
 * id are read and thrown away, and so is the next consent where there is none, so that a stranger cannot time who is there.
 */
export const createStandingRead = ({ all }: Session) => {
  const standing = gathered<Pair, Standing>(async (pairs) => {
    const found = await all(STANDING, [pairs.map(({ sender }) => sender), pairs.map(({ recipient }) => recipient)])
    const records = new Map(found.map((record) => [record.n, record]))
    return pairs.map((pair, index) => standingOf(pair, records.get(index + 1)))
  })
  return (sender: UserId, recipient: UserId): Promise<Standing> => standing({ sender, recipient })
}

const standingOf = ({ recipient }: Pair, record: StandingRecord | undefined): Standing => {
  if (record === undefined) throw new Error('a standing is always one row')
  const found = userFacts(unprefixed('r', record))
  return {
    sender: userFacts(unprefixed('s', record)), recipient: found?.user === recipient ? found : undefined,
    recipientConsent: consentFacts({ isOf: record.rk_isOf, state: record.rk_state, tokenHash: record.rk_tokenHash, version: record.rk_version }),
    senderConsent: consentFacts({ isOf: record.sk_isOf, state: record.sk_state, tokenHash: record.sk_tokenHash, version: record.sk_version }),
  }
}

const unprefixed = (x: 's' | 'r', record: StandingRecord): UserColumns => ({
  user: record[`${x}_user`], version: record[`${x}_version`], forProvider: record[`${x}_forProvider`], person: record[`${x}_person`],
  custody: record[`${x}_custody`], deviceListVersion: record[`${x}_deviceListVersion`], suspended: record[`${x}_suspended`], party: record[`${x}_party`], role: record[`${x}_role`],
  state: record[`${x}_state`], limits: record[`${x}_limits`], partyVersion: record[`${x}_partyVersion`], optedIn: record[`${x}_optedIn`],
  personVersion: record[`${x}_personVersion`], allowed: record[`${x}_allowed`], devices: record[`${x}_devices`],
})

const userFacts = (record: UserColumns): UserFacts | undefined => {
  const { user, party, role, state, person } = record
  if (user === null) return undefined
  return {
    user, home: { party, role, state, limits: limitsOf(record.limits), version: record.partyVersion },
    forProvider: record.forProvider === '' ? undefined : record.forProvider,
    participation: person === null ? undefined
      : { person, optedIn: record.optedIn === true, providerAllowed: record.allowed === true, version: record.personVersion ?? 0 },
    custody: record.custody, devices: (record.devices ?? []).map(([deviceId, registrationId]) => ({ deviceId, registrationId })),
    deviceListVersion: record.deviceListVersion, suspended: record.suspended, version: record.version,
  }
}

const consentFacts = ({ isOf, state, tokenHash, version }: ConsentColumns): ConsentFacts | undefined =>
  (isOf !== true || state === null ? undefined : { state, tokenHash: tokenHash ?? undefined, version })
