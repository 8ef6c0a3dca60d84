// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { keyThumbprint } from '../../../src/model/jwk.ts'
import type { PrivateJwk } from '../../../src/sdk/link/party-keys.ts'
import { changedStatement, changedToken, tokenParts, unsignedJws } from '../../support/credentials.ts'
import type { CredentialChanges } from '../../support/credentials.ts'
import { openRegistryWorld, START } from '../../support/registry-world.ts'
import { createSubscriber, enlistRequest, signal } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

const NOW = START / 1000
const world = await openRegistryWorld(t)
const { registry, heron, egret, core, store } = world

const enlist = async (person: Subscriber, fields: object) => registry.enlistments.enlist(person.home.caller, await enlistRequest(person, { fields }))
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url')

const ecKey = (): PrivateJwk => {
  const { x = '', y = '', d = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  const members = { kty: 'EC', crv: 'P-256', x, y } as const
  return { ...members, d, kid: keyThumbprint(members) }
}

const refusedTokens: Readonly<Record<string, CredentialChanges>> = {
  'another issuer': { claims: { iss: 'egret.example' } },
  'no issuer': { claims: { iss: undefined } },
  'another gateway’s audience': { claims: { aud: hash(Buffer.from('another gateway')) } },
  'no audience': { claims: { aud: undefined } },
  'a list of audiences': { claims: { aud: [world.serviceKeys.link.keyId] } },
  'another user': { claims: { sub: '99999999-9999-4999-8999-999999999999' } },
  'no user': { claims: { sub: undefined } },
  'another custody': { claims: { cst: 'VAULT' } },
  'no custody': { claims: { cst: undefined } },
  'another address': { claims: { adr: 'eve@heron.example' } },
  'no address though the enlistment has one': { claims: { adr: undefined } },
  'the address in another case': { claims: { adr: 'ADA@heron.example' } },
  'another identity key': { claims: { cnf: { idk: hash(signal.createIdentity().publicKey) } } },
  'the key’s point without its type byte': { claims: { cnf: { idk: hash(signal.createIdentity().publicKey.subarray(1)) } } },
  'no key confirmation': { claims: { cnf: undefined } },
  'an empty key confirmation': { claims: { cnf: {} } },
  'a key confirmation that is null': { claims: { cnf: null } },
  'a life of more than ten minutes': { claims: { exp: NOW + 601 } },
  'no expiry': { claims: { exp: undefined } },
  'an expiry that has just come': { claims: { iat: NOW - 300, exp: NOW } },
  'an expiry long ago': { claims: { iat: NOW - 3_600, exp: NOW - 3_000 } },
  'an expiry that is a text': { claims: { exp: String(NOW + 300) } },
  'no time of issue': { claims: { iat: undefined } },
  'a time of issue that is a text': { claims: { iat: String(NOW) } },
  'a time of issue in the future': { claims: { iat: NOW + 61, exp: NOW + 300 } },
  'a beginning in the future': { claims: { nbf: NOW + 61 } },
  'no token id': { claims: { jti: undefined } },
  'a short token id': { claims: { jti: 'x'.repeat(15) } },
  'a long token id': { claims: { jti: 'x'.repeat(129) } },
  'a token id that is a number': { claims: { jti: 1_234_567_890_123_456 } },
  'another type': { header: { typ: 'JWT' } },
  'the type of a statement': { header: { typ: 'drawbridge-identity+jwt' } },
  'no type': { header: { typ: undefined } },
  'another key’s id': { header: { kid: egret.keys.issuerKey.kid } },
  'no key id': { header: { kid: undefined } },
  'a critical header that nobody knows': { header: { crit: ['x'], x: 1 } },
  'another party’s key under its own id': { keys: egret.keys },
  'another party’s key under the home’s id': { keys: egret.keys, header: { kid: heron.keys.issuerKey.kid } },
  'the home’s link key': { keys: { issuerKey: heron.keys.linkKey } },
  'a P-256 key under the home’s id': { keys: { issuerKey: ecKey() }, header: { alg: 'ES256', kid: heron.keys.issuerKey.kid } },
}

const person = createSubscriber(heron, { address: 'ada@heron.example' })

for (const [title, changes] of Object.entries(refusedTokens)) {
  t.test(`a token with ${title} enlists nobody`, async (t) => {
    await t.rejects(enlist(person, { token: await changedToken(world, person, changes) }), { code: 'TOKEN_REFUSED', detail: '' })
    t.equal(await store.read.user(person.user), undefined)
  })
}

t.test('a token that nobody signed, or that is none, enlists nobody', async (t) => {
  const { header, claims } = tokenParts(world, person)
  const signed = await changedToken(world, person, {})
  const flipped = `${signed.slice(0, -3)}${signed.at(-3) === 'A' ? 'B' : 'A'}${signed.slice(-2)}`
  const tokens = [
    unsignedJws({ ...header, kid: heron.keys.issuerKey.kid }, claims), unsignedJws({ ...header, kid: heron.keys.issuerKey.kid, alg: 'EdDSA' }, claims),
    unsignedJws({ ...header, kid: heron.keys.issuerKey.kid, alg: 'HS256' }, claims), flipped, `${signed}.x`, 'x', '.', '..', 'a'.repeat(4_000),
  ]
  for (const token of tokens) await t.rejects(enlist(person, { token }), { code: 'TOKEN_REFUSED', detail: '' })
})

t.test('a statement is no token and a token no statement, whatever they claim', async (t) => {
  const { claims } = tokenParts(world, person)
  const statement = await changedStatement(world, person, { claims })
  const token = await changedToken(world, person, { claims: { idk: Buffer.from(person.identity.publicKey).toString('base64url'), dlv: 1 } })
  await t.rejects(enlist(person, { token: statement }), { code: 'TOKEN_REFUSED' })
  await t.rejects(enlist(person, { identityStatement: token }), { code: 'STATEMENT_REFUSED' })
})

const refusedStatements: Readonly<Record<string, CredentialChanges>> = {
  'another issuer': { claims: { iss: 'egret.example' } },
  'another user': { claims: { sub: '99999999-9999-4999-8999-999999999999' } },
  'another custody': { claims: { cst: 'VAULT' } },
  'no custody': { claims: { cst: undefined } },
  'another key': { claims: { idk: Buffer.from(signal.createIdentity().publicKey).toString('base64url') } },
  'no key': { claims: { idk: undefined } },
  'an older device list': { claims: { dlv: 0 } },
  'a newer device list': { claims: { dlv: 2 } },
  'a device list version that is a text': { claims: { dlv: '1' } },
  'an expiry that is over': { claims: { exp: NOW - 61 } },
  'the type of a token': { header: { typ: 'drawbridge-enlist+jwt' } },
  'no type': { header: { typ: undefined } },
  'another party’s key': { keys: egret.keys },
  'another party’s key under the home’s id': { keys: core.keys, header: { kid: heron.keys.issuerKey.kid } },
}

for (const [title, changes] of Object.entries(refusedStatements)) {
  t.test(`a statement with ${title} enlists nobody`, async (t) => {
    await t.rejects(enlist(person, { identityStatement: await changedStatement(world, person, changes) }), { code: 'STATEMENT_REFUSED', detail: '' })
    t.equal(await store.read.user(person.user), undefined)
  })
}

const takenTokens: Readonly<Record<string, CredentialChanges>> = {
  'lives exactly ten minutes': { claims: { exp: NOW + 600 } },
  'was issued a minute ahead of the gateway’s clock': { claims: { iat: NOW + 60, exp: NOW + 300 } },
  'ends in a second': { claims: { iat: NOW - 299, exp: NOW + 1 } },
  'has the shortest id': { claims: { jti: 'x'.repeat(16) } },
  'has the longest id': { claims: { jti: 'y'.repeat(128) } },
  'names its algorithm as RFC 9864 does': { header: { alg: 'Ed25519' } },
}

for (const [title, changes] of Object.entries(takenTokens)) {
  t.test(`a token that ${title} is taken`, async (t) => {
    const another = createSubscriber(heron)
    t.match(await enlist(another, { token: await changedToken(world, another, changes) }), { kind: 'enlisted', deviceListVersion: 1 })
  })
}

t.test('both live keys of a home count, a P-256 key too, and one that was taken out does not', async (t) => {
  const [old, next] = [heron.keys.issuerKey, ecKey()]
  const publish = async (keys: readonly PrivateJwk[]) => {
    const { version: _, ...row } = (await store.read.party(heron.party))!
    const issuerKeys = keys.map(({ kid, kty, crv, x, y }) => ({ keyId: kid as (typeof row.issuerKeys)[number]['keyId'], jwk: { kty, crv, x, ...(y === undefined ? {} : { y }) } }))
    await store.write.commit({ expect: [], writes: [{ put: 'party', row: { ...row, issuerKeys } }] })
  }
  const by = async (issuerKey: PrivateJwk, header = {}) => {
    const another = createSubscriber(heron)
    const changes = { keys: { issuerKey }, header: { ...(issuerKey.kty === 'EC' ? { alg: 'ES256' } : {}), ...header } }
    return enlist(another, { token: await changedToken(world, another, changes), identityStatement: await changedStatement(world, another, changes) })
  }
  await publish([old, next])
  t.match(await by(old), { kind: 'enlisted' })
  t.match(await by(next), { kind: 'enlisted' })
  await publish([next])
  await t.rejects(by(old), { code: 'TOKEN_REFUSED' })
  await publish([old])
  await t.rejects(by(next), { code: 'TOKEN_REFUSED' })
})
