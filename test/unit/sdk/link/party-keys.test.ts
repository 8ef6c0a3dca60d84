// SPDX-License-Identifier: AGPL-3.0-only
import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { keyThumbprint } from '../../../../src/model/jwk.ts'
import { parseApplicationFile } from '../../../../src/model/party-files.ts'
import { createPartyKeys, parsePartyKeys } from '../../../../src/sdk/link/party-keys.ts'

const { application, keys } = await createPartyKeys({ party: 'heron.example', role: 'provider', displayName: 'Heron' })
const other = await createPartyKeys({ party: 'heron.example', role: 'provider', displayName: 'Heron' })

t.test('new keys read back from both files, and the application holds no secret', async (t) => {
  t.strictSame(parsePartyKeys(JSON.parse(JSON.stringify(keys))), keys)
  t.strictSame(parseApplicationFile(JSON.parse(JSON.stringify(application))), application)
  const { d: linkSecret, ...linkKey } = keys.linkKey
  const { d: issuerSecret, ...issuerKey } = keys.issuerKey
  t.strictSame([application.linkKeys.keys, application.issuerKeys.keys], [[linkKey], [issuerKey]])
  t.notMatch(JSON.stringify(application), linkSecret)
  t.notMatch(JSON.stringify(application), issuerSecret)
})

t.test('every key is new and named by its thumbprint', async (t) => {
  const all = [keys.linkKey, keys.issuerKey, other.keys.linkKey, other.keys.issuerKey]
  t.equal(new Set(all.map(({ kid }) => kid)).size, 4)
  for (const key of all) t.equal(key.kid, keyThumbprint(key))
})

t.test('a party without a proper name gets no keys', async (t) => {
  await t.rejects(createPartyKeys({ party: 'Heron', role: 'provider', displayName: 'Heron' }), { code: 'CONFIG_INVALID', detail: /^party: / })
  await t.rejects(createPartyKeys({ party: 'heron.example', role: 'provider', displayName: '' }), { code: 'CONFIG_INVALID', detail: /^displayName: / })
})

t.test('an issuer key may be P-256, a link key may not', async (t) => {
  const { x = '', y = '', d = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  const members = { kty: 'EC', crv: 'P-256', x, y } as const
  const ecKey = { ...members, d, kid: keyThumbprint(members) as string }
  t.strictSame(parsePartyKeys({ ...keys, issuerKey: ecKey }).issuerKey, ecKey)
  t.throws(() => parsePartyKeys({ ...keys, linkKey: ecKey }), { code: 'CONFIG_INVALID', detail: 'linkKey.crv: must be Ed25519' })
  const { d: strange = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  t.throws(() => parsePartyKeys({ ...keys, issuerKey: { ...ecKey, d: strange } }), { code: 'CONFIG_INVALID', detail: 'issuerKey.d: must be the private part of this key' })
})

t.test('a bad keys file is refused without repeating a secret', async (t) => {
  const bad: readonly (readonly [file: unknown, says: string])[] = [
    [{ ...keys, drawbridge: 'keys/2' }, 'drawbridge: must be keys/1'],
    [{ ...keys, role: 'core' }, 'role: is not a key of this file'],
    [{ ...keys, party: '' }, 'party: must be a lower-case domain name'],
    [{ ...keys, linkKey: application.linkKeys.keys[0] }, 'linkKey.d: is missing'],
    [{ ...keys, linkKey: { ...keys.linkKey, d: 'short' } }, 'linkKey.d: must be 32 bytes in base64url'],
    [{ ...keys, linkKey: { ...keys.linkKey, d: other.keys.linkKey.d } }, 'linkKey.d: must be the private part of this key'],
    [{ ...keys, linkKey: { ...keys.linkKey, kid: keys.issuerKey.kid } }, 'linkKey.kid: must be the RFC 7638 thumbprint of the key'],
    [{ ...keys, issuerKey: keys.issuerKey.d }, 'issuerKey: must be an object'],
  ]
  for (const [file, says] of bad) t.throws(() => parsePartyKeys(file), { code: 'CONFIG_INVALID', detail: says })
})
