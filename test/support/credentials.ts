// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { STATEMENT_TYPE, TOKEN_TYPE } from '../../src/model/credentials.ts'
import type { IdentityKeys } from '../../src/model/signal-crypto.ts'
import { privateKeyObject } from '../../src/sdk/link/party-keys.ts'
import type { PartyKeys } from '../../src/sdk/link/party-keys.ts'
import type { RegistryWorld } from './registry-world.ts'
import type { Subscriber } from './subscribers.ts'

/** A compact JWS with any header and claims, by a party's issuer key. A critical header `x` may be among them. */
export const signJws = (header: Readonly<Record<string, unknown>>, claims: Readonly<Record<string, unknown>>, { issuerKey }: Pick<PartyKeys, 'issuerKey'>): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: 'EdDSA', kid: issuerKey.kid, ...header }).sign(privateKeyObject(issuerKey), { crit: { x: true } })

/** A JWS that nobody signed, as some libraries take it. */
export const unsignedJws = (header: Readonly<Record<string, unknown>>, claims: Readonly<Record<string, unknown>>): string =>
  `${[{ alg: 'none', ...header }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`

/** What a credential differs in from the honest one; `undefined` takes a claim away. */
export interface CredentialChanges {
  readonly header?: Readonly<Record<string, unknown>>
  readonly claims?: Readonly<Record<string, unknown>>
  readonly keys?: Pick<PartyKeys, 'issuerKey'>
}

/** Header and claims of the honest enlistment token of a person. */
export const tokenParts = ({ clock, serviceKeys }: RegistryWorld, person: Subscriber, identity: IdentityKeys = person.identity) => {
  const iat = clock.now() / 1000
  return {
    header: { typ: TOKEN_TYPE },
    claims: {
      iss: person.home.party, aud: serviceKeys.link.keyId, sub: person.user, iat, exp: iat + 300, jti: randomUUID(), cst: 'DEVICE',
      ...(person.address === undefined ? {} : { adr: person.address }),
      cnf: { idk: createHash('sha256').update(identity.publicKey).digest('base64url') },
    },
  }
}

/** An enlistment token that differs from the honest one. */
export const changedToken = (world: RegistryWorld, person: Subscriber, { header, claims, keys = person.home.keys }: CredentialChanges): Promise<string> => {
  const honest = tokenParts(world, person)
  return signJws({ ...honest.header, ...header }, { ...honest.claims, ...claims }, keys)
}

/** An identity statement that differs from the honest one. */
export const changedStatement = ({ clock }: RegistryWorld, person: Subscriber, { header, claims, keys = person.home.keys }: CredentialChanges): Promise<string> =>
  signJws({ typ: STATEMENT_TYPE, ...header }, {
    iss: person.home.party, sub: person.user, iat: clock.now() / 1000, cst: 'DEVICE', dlv: 1,
    idk: Buffer.from(person.identity.publicKey).toString('base64url'), ...claims,
  }, keys)
