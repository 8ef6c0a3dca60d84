// SPDX-License-Identifier: Apache-2.0
import { readDelegation, readStatement } from '../../model/claims.ts'
import type { Statement } from '../../model/claims.ts'
import { DELEGATION_TYPE, STATEMENT_TYPE } from '../../model/credentials.ts'
import type { PublicJwk } from '../../model/credentials.ts'
import type { PartyId, UserId } from '../../model/ids.ts'
import { DeviceError } from './errors.ts'
import { openJws, readHeader } from './jws.ts'
import type { OpenedJws } from './jws.ts'
import type { IssuerKeys } from './trust.ts'

/**
 * Opens the identity statement of a user: signed by a live issuer key of this home or by a vault's key that one of these
 * delegated to at `now` (ms), about this user. Throws `UNKNOWN_ISSUER` when no key of the home is known, `STATEMENT_REFUSED` when it does
 * not hold, and what fetching an issuer list throws.
 */
export const openStatement = async (jws: string, home: PartyId, user: UserId, issuers: IssuerKeys, now: number): Promise<Statement> => {
  const opened = await openByKnownKey(jws, home, issuers, now) ?? await openByFreshKey(jws, home, issuers, now)
  const statement = readStatement(opened.claims, home, user)
  if (statement === undefined) throw new DeviceError('STATEMENT_REFUSED')
  return statement
}

const openByKnownKey = async (jws: string, home: PartyId, issuers: IssuerKeys, now: number): Promise<OpenedJws | undefined> => {
  try {
    return await openBy(jws, home, await issuers.of(home, false), now)
  } catch (error) {
    if (error instanceof DeviceError && error.reason === 'UNKNOWN_ISSUER') return undefined
    throw error
  }
}

/** The home may have a new key, or be new itself. */
const openByFreshKey = async (jws: string, home: PartyId, issuers: IssuerKeys, now: number): Promise<OpenedJws> => {
  const opened = await openBy(jws, home, await issuers.of(home, true), now)
  if (opened === undefined) throw new DeviceError('STATEMENT_REFUSED')
  return opened
}

/** A statement with a delegation in its header is the delegated key's or nobody's. */
const openBy = async (jws: string, home: PartyId, keys: readonly PublicJwk[], now: number): Promise<OpenedJws | undefined> => {
  const delegation = readHeader(jws)?.dlg
  if (delegation === undefined) return openJws(jws, STATEMENT_TYPE, keys)
  const delegated = typeof delegation === 'string' ? await openJws(delegation, DELEGATION_TYPE, keys) : undefined
  const key = delegated && readDelegation(delegated.claims, home, now)
  const opened = key && await openJws(jws, STATEMENT_TYPE, [key])
  return opened?.claims['cst'] === 'VAULT' ? opened : undefined
}
