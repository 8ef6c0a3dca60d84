// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the published vectors of ids and credentials, which were computed without this code, are taken and refused as they say, by gateway and endpoints alike.
import t from 'tap'
import { readIssuerList } from '../../../src/model/claims.ts'
import { ISSUER_LIST_TYPE } from '../../../src/model/credentials.ts'
import type { PublicJwk } from '../../../src/model/credentials.ts'
import { address, deviceId, instanceName, keyId, partyId, registrationId, userId, userReference } from '../../../src/model/ids.ts'
import { keyThumbprint, parsePublicJwk } from '../../../src/model/jwk.ts'
import { verifyIssuerList, verifyStatement, verifyToken } from '../../../src/registry/credentials.ts'
import { openJws } from '../../../src/sdk/device/jws.ts'
import { openStatement } from '../../../src/sdk/device/statement.ts'
import { uuidBytes, uuidText } from '../../../src/wire/uuid.ts'
import { partyRow } from '../../support/store-conformance/rows.ts'
import credentials from '../../vectors/credentials/credentials.json' with { type: 'json' }
import ids from '../../vectors/ids/ids.json' with { type: 'json' }

const MALFORMED = { code: 'MALFORMED' }
const now = credentials.nowSeconds * 1_000
const [home, user] = [partyId(credentials.home), userId(credentials.userId)]
const identityKey = new Uint8Array(Buffer.from(credentials.identityKeyHex, 'hex'))
const parsed = (keys: readonly object[]): readonly PublicJwk[] => keys.map((key) => parsePublicJwk(key, 'keys', 'issuer'))
const rowOf = (party: string, keys: readonly object[]) => ({ ...partyRow(partyId(party), { issuerKeys: parsed(keys).map((jwk) => ({ keyId: keyId(jwk.kid), jwk })) }), version: 1 })
const custodyOf = (text: string): 'DEVICE' | 'VAULT' => (text === 'VAULT' ? 'VAULT' : 'DEVICE')
const heron = rowOf(credentials.home, credentials.issuerKeys)
const core = rowOf(credentials.issuerLists.core, credentials.issuerLists.coreKeys)
const issuers = { of: async () => parsed(credentials.issuerKeys) }

const texts = { partyIds: partyId, userReferences: userReference, instances: instanceName } as const

t.test('names are taken and refused', async (t) => {
  for (const [kind, parse] of Object.entries(texts)) {
    const { accepted, refused } = ids[kind as keyof typeof texts]
    for (const text of accepted) t.equal(parse(text), text, `${kind}: ${JSON.stringify(text)}`)
    for (const text of refused) t.throws(() => parse(text), MALFORMED, `${kind}: ${JSON.stringify(text)}`)
  }
})

t.test('user ids are their bytes', async (t) => {
  for (const { text, bytesHex } of ids.userIds.accepted) {
    t.equal(Buffer.from(uuidBytes(userId(text))).toString('hex'), bytesHex)
    t.equal(uuidText(Buffer.from(bytesHex, 'hex')), text)
  }
  for (const text of ids.userIds.refused) t.throws(() => userId(text), MALFORMED, JSON.stringify(text))
})

t.test('numbers of devices and registrations have their ranges', async (t) => {
  for (const [{ accepted, refused }, parse] of [[ids.deviceIds, deviceId], [ids.registrationIds, registrationId]] as const) {
    for (const value of accepted) t.equal(parse(value), value)
    for (const value of refused) t.throws(() => parse(value), MALFORMED, String(value))
  }
})

t.test('addresses have one form, however they are typed', async (t) => {
  for (const one of ids.addresses.accepted) t.equal(address(one.typed), one.address)
  for (const typed of ids.addresses.refused) t.throws(() => address(typed), MALFORMED, JSON.stringify(typed))
})

t.test('keys are named by their thumbprints', async (t) => {
  for (const { jwk, kid } of ids.thumbprints) t.equal(keyThumbprint(parsePublicJwk({ ...jwk, kid }, 'key', 'issuer')), kid)
})

t.test('enlistment tokens', async (t) => {
  const expected = { userId: user, identityKey, custody: 'DEVICE', audience: keyId(credentials.gateway) } as const
  for (const { what, jws, address: of } of credentials.tokens.accepted) await t.resolves(verifyToken(jws, heron, { ...expected, address: of ?? undefined }, now), what)
  for (const { what, jws } of credentials.tokens.refused) await t.rejects(verifyToken(jws, heron, { ...expected, address: undefined }, now), { code: 'TOKEN_REFUSED' }, what)
})

t.test('identity statements, for the gateway and for an endpoint', async (t) => {
  const { deviceListVersion } = credentials
  const { accepted, refused } = credentials.statements
  for (const { what, custody, jws } of accepted) {
    await t.resolves(verifyStatement(jws, heron, { userId: user, identityKey, custody: custodyOf(custody), deviceListVersion }, now), what)
    t.strictSame(await openStatement(jws, home, user, issuers, now), { identityKey, custody, deviceListVersion }, what)
  }
  for (const { what, custody, jws } of refused) {
    await t.rejects(verifyStatement(jws, heron, { userId: user, identityKey, custody: custodyOf(custody), deviceListVersion }, now), { code: 'STATEMENT_REFUSED' }, what)
    // An endpoint has nothing to compare with before it has opened it.
    const opened = await openStatement(jws, home, user, issuers, now).catch(() => undefined)
    t.notSame(opened, { identityKey, custody, deviceListVersion }, what)
  }
})

t.test('issuer lists, for the gateway and for an endpoint', async (t) => {
  const { accepted, refused, coreKeys } = credentials.issuerLists
  const open = async (jws: string) => {
    const opened = await openJws(jws, ISSUER_LIST_TYPE, parsed(coreKeys))
    return opened && readIssuerList(opened.claims, core.party)
  }
  for (const { what, jws, version, live } of accepted) {
    t.equal(await verifyIssuerList(jws, core, now), version, what)
    const list = await open(jws)
    t.strictSame([list?.version, [...list?.live.keys() ?? []]], [version, live], what)
  }
  for (const { what, jws } of refused) {
    await t.rejects(verifyIssuerList(jws, core, now), { code: 'ISSUER_LIST_REFUSED' }, what)
    t.equal(await open(jws), undefined, what)
  }
})
