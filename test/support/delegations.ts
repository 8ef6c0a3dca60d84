// SPDX-License-Identifier: AGPL-3.0-only
// Promise: one user's statement by a vault's key under a delegation of the home, and everything that only looks like one.
import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { DELEGATION_TYPE, STATEMENT_TYPE } from '../../src/model/credentials.ts'
import type { UserId } from '../../src/model/ids.ts'
import { keyThumbprint } from '../../src/model/jwk.ts'
import type { Custody } from '../../src/model/values.ts'
import { privateKeyObject } from '../../src/sdk/link/party-keys.ts'
import type { PartyKeys, PrivateJwk } from '../../src/sdk/link/party-keys.ts'

type Members = Readonly<Record<string, unknown>>

/** A way of not being a statement of the home: the text, and the custody that it claims. */
export interface Statement { readonly title: string; readonly jws: string; readonly custody: Custody }

/** What the statements are about. `other` is another party with keys. */
export interface About { readonly home: PartyKeys; readonly other: PartyKeys; readonly user: UserId; readonly identityKey: Uint8Array; readonly now: number }

const createKey = (): PrivateJwk => {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const key = { kty: 'OKP', crv: 'Ed25519', x } as const
  return { ...key, kid: keyThumbprint(key), d }
}

const publicOf = ({ d: _private, ...jwk }: PrivateJwk): Members => jwk

const sign = (by: PrivateJwk, header: Members, claims: Members): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: 'EdDSA', kid: by.kid, ...header }).sign(privateKeyObject(by))

interface Change { readonly delegation?: Members; readonly delegationHeader?: Members; readonly statement?: Members; readonly header?: Members; readonly by?: PrivateJwk; readonly delegatedBy?: PrivateJwk }

/** The honest one, honest ones that are as good, and wrong ones. */
export const createDelegated = async ({ home, other, user, identityKey, now }: About) => {
  const [vault, another] = [createKey(), createKey()]
  const seconds = Math.floor(now / 1_000)
  const make = async ({ delegation = {}, delegationHeader = {}, statement = {}, header = {}, by = vault, delegatedBy = home.issuerKey }: Change = {}): Promise<string> => {
    const dlg = await sign(delegatedBy, { typ: DELEGATION_TYPE, ...delegationHeader }, { iss: home.party, iat: seconds, cst: 'VAULT', key: publicOf(vault), ...delegation })
    const claims = { iss: home.party, sub: user, iat: seconds, cst: 'VAULT', dlv: 1, idk: Buffer.from(identityKey).toString('base64url'), ...statement }
    return sign(by, { typ: STATEMENT_TYPE, dlg, ...header }, claims)
  }
  const wrong: readonly (readonly [string, Change, Custody?])[] = [
    ['the delegated key says DEVICE', { statement: { cst: 'DEVICE' } }, 'DEVICE'],
    ['the delegation is for DEVICE', { delegation: { cst: 'DEVICE' } }],
    ['the delegation is for DEVICE, and the statement says so', { delegation: { cst: 'DEVICE' }, statement: { cst: 'DEVICE' } }, 'DEVICE'],
    ['the delegation names no custody', { delegation: { cst: undefined } }],
    ['the delegation is another party\'s', { delegation: { iss: other.party } }],
    ['another party delegated', { delegatedBy: other.issuerKey }],
    ['another party delegated in its own name', { delegatedBy: other.issuerKey, delegation: { iss: other.party } }],
    ['another party delegated under the home\'s key id', { delegatedBy: other.issuerKey, delegationHeader: { kid: home.issuerKey.kid } }],
    ['the home\'s link key delegated', { delegatedBy: home.linkKey }],
    ['the vault delegated to itself', { delegatedBy: vault }],
    ['the delegation is over', { delegation: { exp: seconds - 61 } }],
    ['the end of the delegation is a text', { delegation: { exp: String(seconds + 600) } }],
    ['the delegation has the type of a statement', { delegationHeader: { typ: STATEMENT_TYPE } }],
    ['the delegation has no type', { delegationHeader: { typ: undefined } }],
    ['the delegation is over another key', { delegation: { key: publicOf(another) } }],
    ['the statement is signed by another key', { by: another }],
    ['the statement is signed by another key under the delegated one\'s id', { by: another, header: { kid: vault.kid } }],
    ['the statement is signed by the home, with a delegation to another', { by: home.issuerKey }],
    ['the delegated key shows its private part', { delegation: { key: vault } }],
    ['the delegation has no key', { delegation: { key: undefined } }],
    ['the delegated key goes under another name', { delegation: { key: { ...publicOf(vault), kid: another.kid } } }],
    ['the delegation is no text', { header: { dlg: 7 } }],
    ['the delegation is a list', { header: { dlg: [] } }],
    ['the delegation is empty', { header: { dlg: '' } }],
    ['there is no delegation', { header: { dlg: undefined } }],
    ['the statement is of another party', { statement: { iss: other.party } }],
    ['the statement is about somebody else', { statement: { sub: '99999999-9999-4999-8999-999999999999' } }],
  ]
  const chained = await sign(vault, { typ: DELEGATION_TYPE, dlg: await sign(home.issuerKey, { typ: DELEGATION_TYPE }, { iss: home.party, iat: seconds, cst: 'VAULT', key: publicOf(vault) }) },
    { iss: home.party, iat: seconds, cst: 'VAULT', key: publicOf(another) })
  const tampered = (await make()).split('.')
  return {
    honest: await make(),
    lasting: await make({ delegation: { exp: seconds + 61 } }),
    /** One after another, by what is wrong. */
    wrong: [
      ...await Promise.all(wrong.map(async ([title, change, custody = 'VAULT']): Promise<Statement> => ({ title, custody, jws: await make(change) }))),
      { title: 'a delegated key delegated in turn', custody: 'VAULT', jws: await make({ by: another, header: { dlg: chained } }) },
      { title: 'the statement was changed', custody: 'VAULT', jws: [tampered[0], `${tampered[1]?.slice(0, -2)}AA`, tampered[2]].join('.') },
    ] satisfies Statement[],
  }
}
