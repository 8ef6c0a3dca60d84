// SPDX-License-Identifier: Apache-2.0
import { ISSUER_LIST_TYPE } from '../../model/credentials.ts'
import type { AdmissionFile, PublicJwk } from '../../model/credentials.ts'
import { partyId } from '../../model/ids.ts'
import type { PartyId } from '../../model/ids.ts'
import { parsePublicJwk } from '../../model/jwk.ts'
import { DeviceError } from './errors.ts'
import { openJws } from './jws.ts'
import type { Claims } from './jws.ts'

/** A list of issuer keys that the core signed. */
export interface IssuerList {
  readonly version: number
  /** As received, to be kept. */
  readonly jws: string
  /** What was signed: two lists of one version must say the same. */
  readonly claims: string
  /** Keys that speak for a party; throws `UNKNOWN_ISSUER` when it is not listed or not live. */
  keysOf(party: PartyId): readonly PublicJwk[]
}

/** Opens an issuer list: signed by a pinned key of the core, issued by the core, every key sound. Throws `ISSUER_LIST_REFUSED`. */
export const openIssuerList = async (jws: string, core: AdmissionFile['core']): Promise<IssuerList> => {
  const opened = await openJws(jws, ISSUER_LIST_TYPE, core.issuerKeys.keys)
  if (opened === undefined) throw refused()
  const { claims, payload } = opened
  const version = claims['ver']
  if (claims['iss'] !== core.party || !isVersion(version)) throw refused()
  const live = readParties(claims)
  return {
    version, jws, claims: payload,
    keysOf: (party) => {
      const keys = live.get(party)
      if (keys === undefined) throw new DeviceError('UNKNOWN_ISSUER')
      return keys
    },
  }
}

const refused = (): DeviceError => new DeviceError('ISSUER_LIST_REFUSED')

const isVersion = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0

const readParties = (claims: Claims): ReadonlyMap<PartyId, readonly PublicJwk[]> => {
  const parties = claims['parties']
  if (!Array.isArray(parties)) throw refused()
  try {
    const rows = parties.map((row: Claims) => ({ party: partyId(String(row['party'])), live: row['state'] === 'live', keys: readKeys(row['keys']) }))
    if (new Set(rows.map(({ party }) => party)).size < rows.length) throw refused()
    return new Map(rows.filter(({ live }) => live).map(({ party, keys }) => [party, keys]))
  } catch {
    throw refused()
  }
}

const readKeys = (value: unknown): readonly PublicJwk[] => {
  if (!Array.isArray(value)) throw refused()
  return value.map((key: unknown) => parsePublicJwk(key, 'keys', 'issuer'))
}
