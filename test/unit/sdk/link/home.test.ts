// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, generateKeyPairSync } from 'node:crypto'
import { importJWK, jwtVerify } from 'jose'
import t from 'tap'
import { address, keyId, userId } from '../../../../src/model/ids.ts'
import { keyThumbprint } from '../../../../src/model/jwk.ts'
import { createHome } from '../../../../src/sdk/link/home.ts'
import { createPartyKeys, parsePartyKeys } from '../../../../src/sdk/link/party-keys.ts'
import type { PartyKeys } from '../../../../src/sdk/link/party-keys.ts'

const NOW = 1_800_000_000_500
const SECONDS = 1_800_000_000
const { keys, application } = await createPartyKeys({ party: 'heron.example', role: 'core', displayName: 'Heron' })
const gatewayId = keyId('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
const home = createHome({ keys, gatewayId, now: () => NOW })
const user = userId('4e3c1f6a-9d0b-4c7e-8a51-2b6f0d9c3e77')
const identityKey = Uint8Array.from({ length: 33 }, (_, index) => (index === 0 ? 5 : index))

const verify = async (jws: string, { issuerKey }: PartyKeys = keys) => {
  const { d: _secret, ...jwk } = issuerKey
  return jwtVerify(jws, await importJWK(jwk, jwk.kty === 'EC' ? 'ES256' : 'EdDSA'), { currentDate: new Date(NOW) })
}

t.test('an enlistment token holds exactly the promised claims', async (t) => {
  const token = await home.signEnlistmentToken({ userId: user, identityKey, custody: 'DEVICE', address: address('ada@heron.example') })
  const { payload, protectedHeader } = await verify(token)
  t.strictSame(protectedHeader, { alg: 'EdDSA', kid: keys.issuerKey.kid, typ: 'drawbridge-enlist+jwt' })
  t.match(payload.jti, /^[0-9a-f-]{36}$/)
  t.strictSame({ ...payload, jti: 'random' }, {
    iss: 'heron.example', aud: gatewayId, sub: user, iat: SECONDS, exp: SECONDS + 300, jti: 'random', cst: 'DEVICE',
    adr: 'ada@heron.example', cnf: { idk: createHash('sha256').update(identityKey).digest('base64url') },
  })
})

t.test('a token without an address says nothing about one, and each token has its own id', async (t) => {
  const sign = () => home.signEnlistmentToken({ userId: user, identityKey, custody: 'VAULT', lifetimeSeconds: 600 })
  const [first, second] = await Promise.all([verify(await sign()), verify(await sign())])
  t.notOk('adr' in first.payload)
  t.equal(first.payload.exp, SECONDS + 600)
  t.not(first.payload.jti, second.payload.jti)
})

t.test('an identity statement holds exactly the promised claims', async (t) => {
  const { payload, protectedHeader } = await verify(await home.signIdentityStatement({ userId: user, identityKey, custody: 'DEVICE', deviceListVersion: 3 }))
  t.strictSame(protectedHeader, { alg: 'EdDSA', kid: keys.issuerKey.kid, typ: 'drawbridge-identity+jwt' })
  t.strictSame(payload, {
    iss: 'heron.example', sub: user, iat: SECONDS, cst: 'DEVICE', idk: Buffer.from(identityKey).toString('base64url'), dlv: 3,
  })
})

t.test('an issuer list holds exactly the promised claims', async (t) => {
  const parties = [{ party: application.party, state: 'live', keys: application.issuerKeys.keys }] as const
  const { payload, protectedHeader } = await verify(await home.signIssuerList({ version: 7, parties }))
  t.strictSame(protectedHeader, { alg: 'EdDSA', kid: keys.issuerKey.kid, typ: 'drawbridge-issuers+jwt' })
  t.strictSame(payload, { iss: 'heron.example', iat: SECONDS, ver: 7, parties })
})

t.test('a P-256 issuer key signs ES256', async (t) => {
  const { x = '', y = '', d = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  const members = { kty: 'EC', crv: 'P-256', x, y } as const
  const ecKeys = parsePartyKeys({ ...keys, issuerKey: { ...members, d, kid: keyThumbprint(members) } })
  const token = await createHome({ keys: ecKeys, gatewayId, now: () => NOW }).signEnlistmentToken({ userId: user, identityKey, custody: 'DEVICE' })
  const { protectedHeader } = await verify(token, ecKeys)
  t.strictSame(protectedHeader, { alg: 'ES256', kid: ecKeys.issuerKey.kid, typ: 'drawbridge-enlist+jwt' })
})

t.test('what no gateway would take is not signed', async (t) => {
  const claim = { userId: user, identityKey, custody: 'DEVICE' } as const
  for (const lifetimeSeconds of [0, 601, 1.5, NaN]) {
    await t.rejects(home.signEnlistmentToken({ ...claim, lifetimeSeconds }), { code: 'MALFORMED', detail: 'token lifetime' })
  }
  for (const bad of [identityKey.slice(1), new Uint8Array(33), new Uint8Array(0)]) {
    await t.rejects(home.signEnlistmentToken({ ...claim, identityKey: bad }), { code: 'MALFORMED', detail: 'identity key' })
    await t.rejects(home.signIdentityStatement({ ...claim, identityKey: bad, deviceListVersion: 1 }), { code: 'MALFORMED', detail: 'identity key' })
  }
  await t.rejects(home.signIdentityStatement({ ...claim, deviceListVersion: 0 }), { code: 'MALFORMED', detail: 'device list version' })
  await t.rejects(home.signIssuerList({ version: 0, parties: [] }), { code: 'MALFORMED', detail: 'issuer list version' })
})
