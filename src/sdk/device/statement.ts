// SPDX-License-Identifier: Apache-2.0
import { readStatement } from '../../model/claims.ts'
import type { Statement } from '../../model/claims.ts'
import { STATEMENT_TYPE } from '../../model/credentials.ts'
import type { PartyId, UserId } from '../../model/ids.ts'
import { DeviceError } from './errors.ts'
import { openJws } from './jws.ts'
import type { OpenedJws } from './jws.ts'
import type { IssuerKeys } from './trust.ts'

/**
 * Opens the identity statement of a user: signed by a live issuer key of this home, about this user. Throws `UNKNOWN_ISSUER`
 * when no key of the home is known, `STATEMENT_REFUSED` when it does not hold, and what fetching an issuer list throws.
 */
export const openStatement = async (jws: string, home: PartyId, user: UserId, issuers: IssuerKeys): Promise<Statement> => {
  const opened = await openByKnownKey(jws, home, issuers) ?? await openByFreshKey(jws, home, issuers)
  const statement = readStatement(opened.claims, home, user)
  if (statement === undefined) throw new DeviceError('STATEMENT_REFUSED')
  return statement
}

const openByKnownKey = async (jws: string, home: PartyId, issuers: IssuerKeys): Promise<OpenedJws | undefined> => {
  try {
    return await openJws(jws, STATEMENT_TYPE, await issuers.of(home, false))
  } catch (error) {
    if (error instanceof DeviceError && error.reason === 'UNKNOWN_ISSUER') return undefined
    throw error
  }
}

/** The home may have a new key, or be new itself. */
const openByFreshKey = async (jws: string, home: PartyId, issuers: IssuerKeys): Promise<OpenedJws> => {
  const opened = await openJws(jws, STATEMENT_TYPE, await issuers.of(home, true))
  if (opened === undefined) throw new DeviceError('STATEMENT_REFUSED')
  return opened
}
