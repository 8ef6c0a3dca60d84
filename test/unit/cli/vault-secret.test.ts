// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { VaultKeysFile, VaultSecretFile } from '../../../src/model/vault-files.ts'
import { createPartyKeys } from '../../../src/sdk/link/party-keys.ts'
import { parseStartSecret } from '../../../src/vault/secret.ts'
import { json, terminal } from './support.ts'

const readSecret = (file: string): VaultSecretFile => JSON.parse(readFileSync(file, 'utf8')) as VaultSecretFile

/** What a core hands over, with keys that a vault made for the occasion. */
const coreFiles = async (home: string, keys: VaultKeysFile, party = 'core.example'): Promise<readonly [string, string]> => {
  const { application } = await createPartyKeys({ party: 'core.example', role: 'core', displayName: 'Core' })
  const [linkKey] = application.linkKeys.keys
  writeFileSync(join(home, 'admission.json'), JSON.stringify({
    drawbridge: 'admission/1', party: 'core.example', role: 'core', bindingMode: 'plain-loopback',
    gateway: { id: linkKey?.kid, url: 'ws://127.0.0.1:1/v1/link', linkKey, frankKey: linkKey }, core: { party: 'core.example', issuerKeys: application.issuerKeys },
  }))
  writeFileSync(join(home, 'core-keys.json'), JSON.stringify({ drawbridge: 'core-keys/1', party, signingKey: keys.signingKey, agreementKey: keys.agreementKey }))
  return ['admission.json', 'core-keys.json']
}

t.test('vault init makes a secret that only its user may read and nobody may write, and prints public keys only', async (t) => {
  const { home, command } = terminal(t)
  const { code, out } = await command('vault', 'init', '--out', 'v.secret')
  t.equal(code, 0)
  const file = join(home, 'v.secret')
  t.equal(statSync(file).mode & 0o777, 0o400)
  const keys = JSON.parse(out) as VaultKeysFile
  const secret = readSecret(file)
  t.equal(keys.signingKey.kid, secret.signingKey.kid)
  for (const hidden of [secret.signingKey.d, secret.agreementKey.d, secret.statementKey.d, ...secret.keyEncryptionKeys.map(({ key }) => key)]) t.notOk(out.includes(hidden))
  t.equal(new Set([keys.signingKey.kid, keys.agreementKey.kid, keys.statementKey.kid]).size, 3)
})

t.test('a secret that is there is not overwritten unless that is asked for', async (t) => {
  const { home, command } = terminal(t)
  await command('vault', 'init', '--out', 'v.secret')
  const before = readFileSync(join(home, 'v.secret'), 'utf8')
  t.match(await command('vault', 'init', '--out', 'v.secret'), { code: 1, err: /FILE_EXISTS/ })
  t.equal(readFileSync(join(home, 'v.secret'), 'utf8'), before)
  t.match(await command('vault', 'init', '--out', 'v.secret', '--force'), { code: 0 })
  t.not(readFileSync(join(home, 'v.secret'), 'utf8'), before)
})

t.test('the core is pinned at init or later, and its delegation with it or after it', async (t) => {
  const { home, command } = terminal(t)
  const first = JSON.parse((await command('vault', 'init', '--out', 'a.secret')).out) as VaultKeysFile
  const [admission, coreKeys] = await coreFiles(home, first)
  t.equal(readSecret(join(home, 'a.secret')).core, null)
  t.match(await command('vault', 'pin', '--secret', 'a.secret', '--core', admission, coreKeys), { code: 0 })
  writeFileSync(join(home, 'd.jws'), 'e30.e30.AA\n')
  t.match(await command('vault', 'pin', '--secret', 'a.secret', '--delegation', 'd.jws'), { code: 0 })
  t.match(readSecret(join(home, 'a.secret')), { core: { party: 'core.example', signingKey: { kid: first.signingKey.kid } }, delegation: 'e30.e30.AA', signingKey: { kid: first.signingKey.kid } })
  t.equal(statSync(join(home, 'a.secret')).mode & 0o777, 0o400)
  t.match(await command('vault', 'init', '--out', 'b.secret', '--core', admission, coreKeys, '--json'), { code: 0, out: /"core":"core\.example","delegated":false/ })
})

t.test('the core\'s own application file says its issuer keys as well as the admission does, and a provider\'s says nothing', async (t) => {
  const { home, command } = terminal(t)
  const keys = JSON.parse((await command('vault', 'init', '--out', 'v.secret')).out) as VaultKeysFile
  const [, coreKeys] = await coreFiles(home, keys)
  await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--out', 'core')
  await command('provider', 'init', '--party', 'heron.example', '--name', 'Heron', '--out', 'heron')
  t.match(await command('vault', 'pin', '--secret', 'v.secret', '--core', 'heron/application.json', coreKeys), { code: 1, err: /heron\/application\.json: role: is the application of a provider/ })
  t.match(await command('vault', 'pin', '--secret', 'v.secret', '--core', 'core/application.json', coreKeys), { code: 0 })
  t.same(readSecret(join(home, 'v.secret')).core?.issuerKeys, (JSON.parse(readFileSync(join(home, 'core/application.json'), 'utf8')) as { issuerKeys: object }).issuerKeys)
})

t.test('what cannot be pinned is said, and nothing is written', async (t) => {
  const { home, command } = terminal(t)
  const keys = JSON.parse((await command('vault', 'init', '--out', 'v.secret')).out) as VaultKeysFile
  const [admission, coreKeys] = await coreFiles(home, keys, 'other.example')
  const before = readFileSync(join(home, 'v.secret'), 'utf8')
  t.match(await command('vault', 'pin', '--secret', 'v.secret', '--core', admission, coreKeys), { code: 1, err: /core-keys\.json is of other\.example/ })
  t.match(await command('vault', 'pin', '--secret', 'v.secret', '--core', admission), { code: 1, err: /takes two files/ })
  t.match(await command('vault', 'pin', '--secret', 'v.secret'), { code: 1, err: /name what to pin/ })
  t.match(await command('vault', 'pin', '--secret', 'v.secret', '--delegation', 'none'), { code: 1, err: /cannot be read/ })
  writeFileSync(join(home, 'd.jws'), 'not a jws')
  t.match(await command('vault', 'pin', '--secret', 'v.secret', '--delegation', 'd.jws'), { code: 1, err: /delegation: must be a compact JWS/ })
  t.match(await command('vault', 'init', '--out', 'w.secret', '--core', admission), { code: 1 })
  t.equal(readFileSync(join(home, 'v.secret'), 'utf8'), before)
  t.notOk(existsSync(join(home, 'w.secret')))
})

t.test('the vault takes exactly such a secret, wipes what it read, and refuses every other', async (t) => {
  const { home, command } = terminal(t)
  await command('vault', 'init', '--out', 'v.secret')
  const text = readFileSync(join(home, 'v.secret'), 'utf8')
  const bytes = new Uint8Array(Buffer.from(text))
  const secret = parseStartSecret(bytes)
  t.ok(bytes.every((byte) => byte === 0))
  t.equal(secret.keyEncryptionKeys.get(1)?.length, 32)
  t.match([secret.signing.key.asymmetricKeyType, secret.agreement.key.asymmetricKeyType, secret.statement.key.type], ['ed25519', 'x25519', 'private'])
  const file = readSecret(join(home, 'v.secret'))
  const [key] = file.keyEncryptionKeys
  const wrong: readonly (readonly [string, object | string])[] = [
    ['no JSON', '{'], ['another version', { ...file, drawbridge: 'vault-secret/2' }], ['an unknown member', { ...file, extra: 1 }],
    ['no key-encryption key', { ...file, keyEncryptionKeys: [] }], ['one twice', { ...file, keyEncryptionKeys: [key, key] }],
    ['number 0', { ...file, keyEncryptionKeys: [{ ...key, id: 0 }] }], ['a short key', { ...file, keyEncryptionKeys: [{ id: 1, key: 'AAAA' }] }],
    ['a private key of another', { ...file, signingKey: { ...file.signingKey, d: file.statementKey.d } }],
    ['a name of another', { ...file, agreementKey: { ...file.agreementKey, kid: file.signingKey.kid } }],
    ['a signing key for agreement', { ...file, agreementKey: file.signingKey }], ['half a core', { ...file, core: { party: 'core.example' } }],
  ]
  for (const [name, value] of wrong) t.throws(() => parseStartSecret(new Uint8Array(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)))), name)
})

t.test('keys rotate adds a key with the next number, which wraps from then on; keys drop takes out an old one and never the newest', async (t) => {
  const { home, command } = terminal(t)
  await command('vault', 'init', '--out', 'v.secret')
  const file = join(home, 'v.secret')
  const before = readSecret(file)
  t.match(json(await command('keys', 'rotate', '--secret', 'v.secret', '--json')), { ok: true, added: 2, held: [1, 2] })
  const after = readSecret(file)
  t.equal(statSync(file).mode & 0o777, 0o400)
  t.same({ ...after, keyEncryptionKeys: after.keyEncryptionKeys.slice(0, 1) }, before, 'everything else stays')
  t.not(after.keyEncryptionKeys[1]?.key, before.keyEncryptionKeys[0]?.key)
  t.match(await command('keys', 'drop', '2', '--secret', 'v.secret', '--unasked'), { code: 1, err: /is the newest/ })
  t.match(await command('keys', 'drop', '3', '--secret', 'v.secret', '--unasked'), { code: 1, err: /holds no key-encryption key 3/ })
  t.match(await command('keys', 'drop', 'one', '--secret', 'v.secret'), { code: 2, err: /whole number/ })
  t.match((await command('keys', 'drop', '1', '--secret', 'v.secret')).err, /NO_DAEMON|No daemon/, 'the daemon is asked')
  t.match(json(await command('keys', 'drop', '1', '--secret', 'v.secret', '--unasked', '--json')), { ok: true, dropped: 1, held: [2] })
  t.same(readSecret(file).keyEncryptionKeys, after.keyEncryptionKeys.slice(1))
})
