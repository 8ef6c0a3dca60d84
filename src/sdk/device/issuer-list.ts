// SPDX-License-Identifier: Apache-2.0
import { readIssuerList } from '../../model/claims.ts'
import { ISSUER_LIST_TYPE } from '../../model/credentials.ts'
import type { AdmissionFile, PublicJwk } from '../../model/credentials.ts'
import type { PartyId } from '../../model/ids.ts'
import { DeviceError } from './errors.ts'
import { openJws } from './jws.ts'

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
  const list = readIssuerList(opened.claims, core.party)
  if (list === undefined) throw refused()
  return {
    version: list.version, jws, claims: opened.payload,
    keysOf: (party) => {
      const keys = list.live.get(party)
      if (keys === undefined) throw new DeviceError('UNKNOWN_ISSUER')
      return keys
    },
  }
}

const refused = (): DeviceError => new DeviceError('ISSUER_LIST_REFUSED')
