// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { SUCCESSION_TYPE } from '../../model/credentials.ts'
import type { ApplicationFile, PublicJwk, SuccessionClaims } from '../../model/credentials.ts'
import { partyId } from '../../model/ids.ts'
import type { PartyId } from '../../model/ids.ts'
import { keyAlgorithm, keyThumbprint, kidsOf, parseCoordinates, strictCoordinate } from '../../model/jwk.ts'
import type { KeyUse } from '../../model/jwk.ts'
import { parseApplicationFile } from '../../model/party-files.ts'
import { fileError, memberPath, strictChoice, strictObject, strictParsed } from '../../model/strict-json.ts'
import type { Role } from '../../model/values.ts'

/** A private key as RFC 7517 JWK. */
export interface PrivateJwk extends PublicJwk {
  /** base64url, secret. */
  readonly d: string
}

/** The secret half of an application: store it in a file that only the server's own user may read (mode 0600). */
export interface PartyKeys {
  readonly drawbridge: 'keys/1'
  readonly party: PartyId
  /** Opens links. */
  readonly linkKey: PrivateJwk
  /** Signs enlistment tokens and identity statements; on a core also the issuer list. */
  readonly issuerKey: PrivateJwk
}

/** What a server needs to open links, and no more. */
export type LinkKeys = Pick<PartyKeys, 'party' | 'linkKey'>
/** What signing for users takes, and no more: it may live in a process that only the login reaches. */
export type IssuerKeys = Pick<PartyKeys, 'party' | 'issuerKey'>

/**
 * New random Ed25519 keys of a party, and the file without secrets that goes to the operator. With `replaces` the keys before sign that these follow on them, so
 * that the operator need not compare them. Throws `CONFIG_INVALID` for a bad name or URL, and for keys of another party.
 */
export const createPartyKeys = async (
  { wakeUrl, mediaHosts, replaces, ...who }: {
    readonly party: string; readonly role: Role; readonly displayName: string; readonly wakeUrl?: string | undefined; readonly mediaHosts?: readonly string[] | undefined; readonly replaces?: PartyKeys | undefined
  },
): Promise<{ readonly application: ApplicationFile; readonly keys: PartyKeys }> => {
  const [linkKey, issuerKey] = [createEd25519(), createEd25519()]
  const application = parseApplicationFile({
    drawbridge: 'application/1', ...who, ...(wakeUrl === undefined ? {} : { wakeUrl }), ...(mediaHosts === undefined ? {} : { mediaHosts }),
    linkKeys: { keys: [publicPart(linkKey)] }, issuerKeys: { keys: [publicPart(issuerKey)] },
  })
  const keys: PartyKeys = { drawbridge: 'keys/1', party: application.party, linkKey, issuerKey }
  return { application: replaces === undefined ? application : Object.freeze({ ...application, succession: await signSuccession(replaces, application) }), keys }
}

/** The old issuer key's word that exactly these keys follow. */
const signSuccession = ({ party, issuerKey }: PartyKeys, application: ApplicationFile): Promise<string> => {
  if (party !== application.party) throw fileError('party', `must be ${application.party}: keys follow on keys of the same party`)
  const claims: SuccessionClaims = { iss: party, iat: Math.floor(Date.now() / 1000), lnk: kidsOf(application.linkKeys), isk: kidsOf(application.issuerKeys) }
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: keyAlgorithm(issuerKey), kid: issuerKey.kid, typ: SUCCESSION_TYPE }).sign(privateKeyObject(issuerKey))
}

/** A keys file from parsed JSON, every key checked and none unknown. Throws `CONFIG_INVALID` saying what is wrong and where, never a secret. */
export const parsePartyKeys = (json: unknown): PartyKeys => {
  const file = strictObject(json, '', ['drawbridge', 'party', 'linkKey', 'issuerKey'])
  return Object.freeze({
    drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['keys/1']),
    party: strictParsed(file.party, 'party', partyId, 'a lower-case domain name'),
    linkKey: parsePrivateJwk(file.linkKey, 'linkKey', 'link'),
    issuerKey: parsePrivateJwk(file.issuerKey, 'issuerKey', 'issuer'),
  })
}

/** The key as Node signs with it. */
export const privateKeyObject = (jwk: PrivateJwk): KeyObject => createPrivateKey({ key: { ...jwk }, format: 'jwk' })

const createEd25519 = (): PrivateJwk => {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const key = { kty: 'OKP', crv: 'Ed25519', x } as const
  return { ...key, d, kid: keyThumbprint(key) }
}

const parsePrivateJwk = (value: unknown, where: string, use: KeyUse): PrivateJwk => {
  const { kty, crv, x, y, d, kid } = strictObject(value, where, ['kty', 'crv', 'x', 'd', 'kid'], ['y'])
  const key = parseCoordinates({ kty, crv, x, y }, where, use)
  const thumbprint = keyThumbprint(key)
  if (kid !== thumbprint) throw fileError(memberPath(where, 'kid'), 'must be the RFC 7638 thumbprint of the key')
  const secret = { ...key, d: strictCoordinate(d, memberPath(where, 'd')), kid: thumbprint }
  if (!belongTogether(secret)) throw fileError(memberPath(where, 'd'), 'must be the private part of this key')
  return Object.freeze(secret)
}

/** The public part that the secret has, and not the one beside it, must be the one that is named. */
const belongTogether = (jwk: PrivateJwk): boolean => {
  try {
    const { x, y } = createPublicKey(privateKeyObject(jwk)).export({ format: 'jwk' })
    return x === jwk.x && y === jwk.y
  } catch {
    return false
  }
}

/** The key without its secret. */
const publicPart = ({ d: _secret, ...jwk }: PrivateJwk): PublicJwk => jwk
