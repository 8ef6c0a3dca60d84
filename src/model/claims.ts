// SPDX-License-Identifier: Apache-2.0
import type { PublicJwk } from './credentials.ts'
import { partyId } from './ids.ts'
import type { PartyId, UserId } from './ids.ts'
import { parsePublicJwk } from './jwk.ts'
import type { Custody } from './values.ts'

/** Claims of a signed statement, parsed from JSON and otherwise unchecked. */
export type Claims = Readonly<Record<string, unknown>>

/** What a user's home says about the user's keys. */
export interface Statement {
  /** 33 bytes. */
  readonly identityKey: Uint8Array<ArrayBuffer>
  readonly custody: Custody
  readonly deviceListVersion: number
}

/** Which keys speak for which party. */
export interface IssuerKeyList {
  readonly version: number
  /** Keys of each party that is live. */
  readonly live: ReadonlyMap<PartyId, readonly PublicJwk[]>
}

/** Bytes of a serialised identity key. */
const IDENTITY_KEY_BYTES = 33

/** The claims of an identity statement by this home about this user; undefined when they are of others, or not what they should be. */
export const readStatement = (claims: Claims, home: PartyId, user: UserId): Statement | undefined => {
  const { iss, sub, idk, cst, dlv } = claims as Readonly<Record<'iss' | 'sub' | 'idk' | 'cst' | 'dlv', unknown>>
  if (iss !== home || sub !== user || typeof idk !== 'string' || !isCustody(cst) || !isVersion(dlv)) return undefined
  const identityKey = Buffer.from(idk, 'base64url')
  if (identityKey.length !== IDENTITY_KEY_BYTES) return undefined
  return { identityKey: new Uint8Array(identityKey), custody: cst, deviceListVersion: dlv }
}

/** The key that a delegation by this home lets state custody `VAULT` at `now` (ms); undefined when it is another's, over, or for any other custody. */
export const readDelegation = (claims: Claims, home: PartyId, now: number): PublicJwk | undefined => {
  const { iss, cst, exp, key } = claims as Readonly<Record<'iss' | 'cst' | 'exp' | 'key', unknown>>
  if (iss !== home || cst !== 'VAULT' || !(exp === undefined || (typeof exp === 'number' && exp * 1_000 > now))) return undefined
  try {
    return parsePublicJwk(key, 'key', 'link')
  } catch {
    return undefined
  }
}

/** The claims of an issuer list by this core, every key sound and no party twice; undefined for anything else. */
export const readIssuerList = (claims: Claims, core: PartyId): IssuerKeyList | undefined => {
  const { iss, ver, parties } = claims as Readonly<Record<'iss' | 'ver' | 'parties', unknown>>
  if (iss !== core || !isVersion(ver) || !Array.isArray(parties)) return undefined
  try {
    const rows = parties.map((row: Claims) => ({ party: partyId(String(row['party'])), live: row['state'] === 'live', keys: readKeys(row['keys']) }))
    if (new Set(rows.map(({ party }) => party)).size < rows.length) return undefined
    return { version: ver, live: new Map(rows.filter(({ live }) => live).map(({ party, keys }) => [party, keys])) }
  } catch {
    return undefined
  }
}

const isCustody = (value: unknown): value is Custody => value === 'DEVICE' || value === 'VAULT'
const isVersion = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0

const readKeys = (value: unknown): readonly PublicJwk[] => {
  if (!Array.isArray(value)) throw new TypeError('keys are a list')
  return value.map((key: unknown) => parsePublicJwk(key, 'keys', 'issuer'))
}
