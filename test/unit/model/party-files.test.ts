// SPDX-License-Identifier: AGPL-3.0-only
import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { GatewayError } from '../../../src/model/errors.ts'
import { keyThumbprint } from '../../../src/model/jwk.ts'
import { parseAdmissionFile, parseApplicationFile } from '../../../src/model/party-files.ts'

const ed25519 = () => {
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
  const key = { kty: 'OKP', crv: 'Ed25519', x } as const
  return { ...key, kid: keyThumbprint(key) as string }
}
const p256 = () => {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  const key = { kty: 'EC', crv: 'P-256', x, y } as const
  return { ...key, kid: keyThumbprint(key) as string }
}
const [linkKey, issuerKey, ecKey, gatewayKey, frankKey] = [ed25519(), ed25519(), p256(), ed25519(), ed25519()]

const application = {
  drawbridge: 'application/1', party: 'heron.example', role: 'provider', displayName: 'Heron',
  linkKeys: { keys: [linkKey] }, issuerKeys: { keys: [issuerKey, ecKey] },
}
const admission = {
  drawbridge: 'admission/1', party: 'heron.example', role: 'provider', bindingMode: 'exporter',
  gateway: { id: gatewayKey.kid, url: 'wss://gateway.example/link', linkKey: gatewayKey, frankKey },
  core: { party: 'core.example', issuerKeys: { keys: [ecKey] } },
}

/** The value with what stands at a path such as `gateway.linkKey.x` or `linkKeys.keys.0` replaced, or removed by undefined. */
const replaced = (value: unknown, path: string, by: unknown): unknown => {
  const copy: unknown = structuredClone(value)
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const target = keys.reduce<unknown>((at, key) => Reflect.get(at as object, key), copy) as object
  if (by === undefined) Reflect.deleteProperty(target, last)
  else Reflect.set(target, last, by)
  return copy
}

const detailOf = (parse: () => unknown): string => {
  try {
    parse()
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'CONFIG_INVALID') return error.detail
    throw error
  }
  return 'accepted'
}

t.test('the thumbprint is the one of RFC 8037 appendix A.3', async (t) => {
  const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } as const
  t.equal(keyThumbprint(key), 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
})

t.test('a whole application file is taken as it stands', async (t) => {
  t.strictSame(parseApplicationFile(structuredClone(application)), application)
  t.strictSame(parseApplicationFile({ ...application, role: 'core' }).role, 'core')
  const following = { ...application, succession: 'e30.e30.c2ln' }
  t.strictSame(parseApplicationFile(following), following)
  t.match(detailOf(() => parseApplicationFile({ ...application, succession: 'no word' })), /succession: must be a compact JWS/)
  t.match(detailOf(() => parseApplicationFile({ ...application, succession: `e30.${'a'.repeat(2_048)}.c2ln` })), /succession: must be a compact JWS/)
  const woken = { ...application, wakeUrl: 'https://heron.example/wake?key=x' }
  t.strictSame(parseApplicationFile(woken), woken)
})

t.test('a whole admission file is taken as it stands', async (t) => {
  t.strictSame(parseAdmissionFile(structuredClone(admission)), admission)
  t.ok(Object.isFrozen(parseAdmissionFile(admission)))
})

const ORDER_OF_P256_FIELD = '_____wAAAAEAAAAAAAAAAAAAAAD_______________8'
const badApplications: readonly (readonly [path: string, by: unknown, says: string])[] = [
  ['drawbridge', 'application/2', 'drawbridge: must be application/1'],
  ['drawbridge', undefined, 'drawbridge: is missing'],
  ['party', 'Heron.example', 'party: must be a lower-case domain name'],
  ['party', 7, 'party: must be a text'],
  ['role', 'admin', 'role: must be provider or core'],
  ['displayName', '', 'displayName: must be 1 to 64 characters that are safe to show'],
  ['displayName', '  ', 'displayName: must be 1 to 64 characters that are safe to show'],
  ['displayName', 'a'.repeat(65), 'displayName: must be 1 to 64 characters that are safe to show'],
  ['displayName', 'ab\u202ecd', 'displayName: must be 1 to 64 characters that are safe to show'],
  ['displayname', 'Heron', 'displayname: is not a key of this file'],
  ['wakeUrl', '', 'wakeUrl: must be an https:// address'],
  ['wakeUrl', 'heron.example', 'wakeUrl: must be an https:// address'],
  ['wakeUrl', 'ftp://heron.example/', 'wakeUrl: must be an https:// address'],
  ['wakeUrl', `https://heron.example/${'a'.repeat(2_048)}`, 'wakeUrl: must be an https:// address'],
  ['wakeUrl', 'https://user@heron.example/', 'wakeUrl: must not hold a user, password or fragment'],
  ['wakeUrl', 'https://heron.example/#x', 'wakeUrl: must not hold a user, password or fragment'],
  ['wakeUrl', null, 'wakeUrl: must be a text'],
  ['mediaHosts', 'media.heron.example', 'mediaHosts: must be at most 16 host names'],
  ['mediaHosts', Array.from({ length: 17 }, () => 'media.heron.example'), 'mediaHosts: must be at most 16 host names'],
  ...['', 'localhost', 'Media.heron.example', 'https://media.heron.example', 'user@media.heron.example', 'media.heron.example:0', 'media.heron.example/', '[::1]'].map((host) =>
    ['mediaHosts', ['a.example', host], 'mediaHosts[1]: must be a lower-case host name, with :port where it is not 443'] as const),
  ['linkKeys', [], 'linkKeys: must be an object'],
  ['linkKeys.keys', {}, 'linkKeys.keys: must hold one or two keys'],
  ['linkKeys.keys', [], 'linkKeys.keys: must hold one or two keys'],
  ['linkKeys.keys', [linkKey, issuerKey, frankKey], 'linkKeys.keys: must hold one or two keys'],
  ['linkKeys.keys', [linkKey, linkKey], 'linkKeys.keys: must not hold a key twice'],
  ['linkKeys.keys.0', ecKey, 'linkKeys.keys[0].crv: must be Ed25519'],
  ['linkKeys.keys.0.kid', issuerKey.kid, 'linkKeys.keys[0].kid: must be the RFC 7638 thumbprint of the key'],
  ['linkKeys.keys.0.x', `${linkKey.x}=`, 'linkKeys.keys[0].x: must be 32 bytes in base64url'],
  ['linkKeys.keys.0.x', linkKey.x.slice(1), 'linkKeys.keys[0].x: must be 32 bytes in base64url'],
  ['linkKeys.keys.0.kty', 'EC', 'linkKeys.keys[0].kty: must be OKP'],
  ['linkKeys.keys.0.y', linkKey.x, 'linkKeys.keys[0].y: is not a member of an Ed25519 key'],
  ['linkKeys.keys.0.use', 'sig', 'linkKeys.keys[0].use: is not a key of this file'],
  ['linkKeys.keys.0.d', linkKey.x, 'linkKeys.keys[0].d: is the private part of a key: it must never be here, replace the key'],
  ['issuerKeys.keys.1.crv', 'P-384', 'issuerKeys.keys[1].crv: must be Ed25519 or P-256'],
  ['issuerKeys.keys.1.y', undefined, 'issuerKeys.keys[1].y: must be a text'],
  ['issuerKeys.keys.1.y', ORDER_OF_P256_FIELD, 'issuerKeys.keys[1]: is not a point of its curve'],
]
t.test('a bad application file is refused with what is wrong and where', async (t) => {
  for (const [path, by, says] of badApplications) t.equal(detailOf(() => parseApplicationFile(replaced(application, path, by))), says)
  for (const file of [null, [], 'text', 7, undefined]) t.equal(detailOf(() => parseApplicationFile(file)), 'file: must be an object')
})

const badAdmissions: typeof badApplications = [
  ['drawbridge', 'application/1', 'drawbridge: must be admission/1'],
  ['bindingMode', 'none', 'bindingMode: must be exporter or proxy or plain-loopback'],
  ['bindingMode', 'plain-loopback', 'gateway.url: must be ws:// with binding mode plain-loopback'],
  ['gateway.id', frankKey.kid, 'gateway.id: must be the thumbprint of gateway.linkKey'],
  ['gateway.linkKey', ecKey, 'gateway.linkKey.crv: must be Ed25519'],
  ['gateway.frankKey', undefined, 'gateway.frankKey: is missing'],
  ['gateway.url', 'https://gateway.example', 'gateway.url: must be a ws:// or wss:// address'],
  ['gateway.url', 'gateway.example', 'gateway.url: must be a ws:// or wss:// address'],
  ['gateway.url', 'wss://user@gateway.example', 'gateway.url: must not hold a user, password or fragment'],
  ['gateway.url', 'wss://gateway.example/#x', 'gateway.url: must not hold a user, password or fragment'],
  ['gateway.url', 'ws://gateway.example', 'gateway.url: must be wss:// unless the host is a loopback address'],
  ['gateway.url', 'ws://127.0.0.1.example', 'gateway.url: must be wss:// unless the host is a loopback address'],
  ['gateway.url', 'ws://[::ffff:7f00:1]', 'gateway.url: must be wss:// unless the host is a loopback address'],
  ['gateway.url', 'ws://127.0.0.1:9000', 'gateway.url: must be wss:// with binding mode exporter'],
  ['core.party', 'heron.example', 'core.party: must be the party itself for role core, and another for role provider'],
  ['role', 'core', 'core.party: must be the party itself for role core, and another for role provider'],
  ['core.issuerKeys.keys', [], 'core.issuerKeys.keys: must hold one or two keys'],
  ['note', 'hello', 'note: is not a key of this file'],
]
t.test('a bad admission file is refused with what is wrong and where', async (t) => {
  for (const [path, by, says] of badAdmissions) t.equal(detailOf(() => parseAdmissionFile(replaced(admission, path, by))), says)
})

t.test('a plain address is taken only for a loopback host, however it is written', async (t) => {
  const plain = { ...admission, bindingMode: 'plain-loopback' }
  for (const url of ['ws://127.0.0.1:9000/link', 'ws://localhost', 'ws://[::1]:9000', 'ws://127.1', 'ws://0x7f.0.0.1']) {
    t.equal(parseAdmissionFile(replaced(plain, 'gateway.url', url)).gateway.url, url)
  }
})

t.test('an error repeats at most forty characters of an unknown key', async (t) => {
  t.equal(detailOf(() => parseApplicationFile({ ...application, ['k'.repeat(1000)]: 1 })), `${'k'.repeat(40)}: is not a key of this file`)
})
