// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a statement opens only under a key that is believed, whatever name its signer claims.
import { generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import t from 'tap'
import type { PublicJwk } from '../../../../src/model/credentials.ts'
import { keyThumbprint } from '../../../../src/model/jwk.ts'
import { openJws } from '../../../../src/sdk/device/jws.ts'

const TYPE = 'drawbridge-identity+jwt'

const createKey = (): { readonly privateKey: KeyObject; readonly jwk: PublicJwk } => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const members = { kty: 'OKP', crv: 'Ed25519', x: publicKey.export({ format: 'jwk' }).x ?? '' } as const
  return { privateKey, jwk: { ...members, kid: keyThumbprint(members) } }
}

const signed = (privateKey: KeyObject, kid: string | undefined): Promise<string> =>
  new SignJWT({ said: 'so' }).setProtectedHeader({ alg: 'EdDSA', typ: TYPE, ...(kid === undefined ? {} : { kid }) }).sign(privateKey)

t.test('what a known key signed opens, named or not', async (t) => {
  const [one, other] = [createKey(), createKey()]
  for (const kid of [one.jwk.kid, undefined]) {
    t.match(await openJws(await signed(one.privateKey, kid), TYPE, [other.jwk, one.jwk]), { claims: { said: 'so' } })
  }
})

t.test('nothing opens that another key signed under the name of a known one', async (t) => {
  const [known, other] = [createKey(), createKey()]
  for (const kid of [known.jwk.kid, other.jwk.kid, undefined]) t.equal(await openJws(await signed(other.privateKey, kid), TYPE, [known.jwk]), undefined)
  const [header, , signature] = (await signed(known.privateKey, known.jwk.kid)).split('.')
  const changed = [header, Buffer.from('{"said":"otherwise"}').toString('base64url'), signature].join('.')
  t.equal(await openJws(changed, TYPE, [known.jwk]), undefined)
})
