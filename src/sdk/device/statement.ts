// SPDX-License-Identifier: Apache-2.0
import { STATEMENT_TYPE } from '../../model/credentials.ts'
import type { PartyId, UserId } from '../../model/ids.ts'
import type { Custody } from '../../model/values.ts'
import { DeviceError } from './errors.ts'
import { openJws } from './jws.ts'
import type { Claims, OpenedJws } from './jws.ts'
import type { IssuerKeys } from './trust.ts'

/** What a user's home says about the user's keys. */
export interface Statement {
  /** 33 bytes. */
  readonly identityKey: Uint8Array
  readonly custody: Custody
  readonly deviceListVersion: number
}

/** Bytes of a serialised identity key. */
const IDENTITY_KEY_BYTES = 33

/**
 * Opens the identity statement of a user: signed by a live issuer key of this home, about this user. Throws `UNKNOWN_ISSUER`
 * when no key of the home is known, `STATEMENT_REFUSED` when it does not hold, and what fetching an issuer list throws.
 */
export const openStatement = async (jws: string, home: PartyId, user: UserId, issuers: IssuerKeys): Promise<Statement> => {
  const opened = await openByKnownKey(jws, home, issuers) ?? await openByFreshKey(jws, home, issuers)
  return readClaims(opened.claims, home, user)
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

const readClaims = (claims: Claims, home: PartyId, user: UserId): Statement => {
  const { iss, sub, idk, cst, dlv } = claims as Readonly<Record<'iss' | 'sub' | 'idk' | 'cst' | 'dlv', unknown>>
  if (iss !== home || sub !== user || typeof idk !== 'string' || !isCustody(cst) || !isVersion(dlv)) throw new DeviceError('STATEMENT_REFUSED')
  const identityKey = Buffer.from(idk, 'base64url')
  if (identityKey.length !== IDENTITY_KEY_BYTES) throw new DeviceError('STATEMENT_REFUSED')
  return { identityKey: new Uint8Array(identityKey), custody: cst, deviceListVersion: dlv }
}

const isCustody = (value: unknown): value is Custody => value === 'DEVICE' || value === 'VAULT'
const isVersion = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0
