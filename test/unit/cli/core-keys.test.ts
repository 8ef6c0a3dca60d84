// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a core makes its half of the channel and delegates to its vault with two commands, and the vault pins what they print.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { DELEGATION_TYPE } from '../../../src/model/credentials.ts'
import { parseApplicationFile } from '../../../src/model/party-files.ts'
import { parseCoreKeysFile, parseCoreSecretFile, parseVaultKeysFile } from '../../../src/model/vault-files.ts'
import { json, terminal } from './support.ts'

const read = (home: string, name: string): unknown => JSON.parse(readFileSync(join(home, name), 'utf8'))

/** A core with keys, and a vault's public keys in a file. */
const core = async (t: Test) => {
  const { home, command } = terminal(t)
  await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--out', 'core')
  writeFileSync(join(home, 'vault-keys.json'), (await command('vault', 'init', '--out', 'v.secret')).out)
  const issuers = parseApplicationFile(read(home, 'core/application.json')).issuerKeys.keys
  return { home, command, issuers, statementKey: parseVaultKeysFile(read(home, 'vault-keys.json')).statementKey }
}
const DELEGATE = ['core', 'delegate', '--keys', 'core/keys.json', '--vault-keys', 'vault-keys.json']

t.test('core keys init writes private keys for their user only, and prints the public ones that a vault pins', async (t) => {
  const { home, command } = terminal(t)
  const { code, out } = await command('core', 'keys', 'init', '--party', 'core.example', '--out', 'core.secret')
  t.equal(code, 0)
  t.equal(statSync(join(home, 'core.secret')).mode & 0o777, 0o600)
  const [secret, keys] = [parseCoreSecretFile(read(home, 'core.secret')), parseCoreKeysFile(JSON.parse(out))]
  t.strictSame([keys.party, keys.signingKey.kid, keys.agreementKey.kid], ['core.example', secret.signingKey.kid, secret.agreementKey.kid])
  for (const hidden of [secret.signingKey.d, secret.agreementKey.d]) t.notOk(out.includes(hidden))
})

t.test('core keys that are there are not overwritten unless that is asked for', async (t) => {
  const { home, command } = terminal(t)
  const init = (...more: string[]) => command('core', 'keys', 'init', '--party', 'core.example', '--out', 'core.secret', ...more)
  await init()
  const before = readFileSync(join(home, 'core.secret'), 'utf8')
  t.match(await init(), { code: 1, err: /FILE_EXISTS/ })
  t.equal(readFileSync(join(home, 'core.secret'), 'utf8'), before)
  t.match(json(await init('--force', '--json')), { ok: true, keys: { drawbridge: 'core-keys/1' } })
  t.not(readFileSync(join(home, 'core.secret'), 'utf8'), before)
  t.match(await command('core', 'keys', 'init', '--party', 'No Domain', '--out', 'x'), { code: 1, err: /--party: must be a lower-case domain name/ })
})

t.test('the core delegates to the vault\'s statement key, for custody VAULT only', async (t) => {
  const { command, issuers, statementKey } = await core(t)
  const { code, out } = await command(...DELEGATE)
  t.equal(code, 0)
  const { payload, protectedHeader } = await jwtVerify(out.trim(), createLocalJWKSet({ keys: issuers.map((key) => ({ ...key })) }), { typ: DELEGATION_TYPE })
  t.equal(protectedHeader.kid, issuers[0]?.kid)
  t.match(payload, { iss: 'core.example', cst: 'VAULT', key: statementKey })
  t.notOk('exp' in payload)
})

t.test('a delegation for days ends after them', async (t) => {
  const { command, statementKey } = await core(t)
  const answer = json(await command(...DELEGATE, '--days', '30', '--json'))
  t.match(answer, { ok: true, party: 'core.example', statementKey: statementKey.kid, custody: 'VAULT', days: 30 })
  const [, claims = ''] = String(answer['delegation']).split('.')
  const { iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iat: number; exp: number }
  t.equal(exp - iat, 30 * 86_400)
  for (const days of ['0', '3651', '1.5', 'x']) t.equal((await command(...DELEGATE, '--days', days)).code, 2, days)
})

t.test('the vault pins what the core printed, and what does not fit is said by name', async (t) => {
  const { home, command } = await core(t)
  t.match(await command(...DELEGATE, '--out', 'delegation.jws'), { code: 0, out: /speaks for custody VAULT of core\.example/ })
  t.match(await command(...DELEGATE, '--out', 'delegation.jws'), { code: 1, err: /FILE_EXISTS/ })
  t.match(await command('vault', 'pin', '--secret', 'v.secret', '--delegation', 'delegation.jws', '--json'), { code: 0, out: /"delegated":true/ })
  t.equal((read(home, 'v.secret') as { delegation: string }).delegation, readFileSync(join(home, 'delegation.jws'), 'utf8').trim())
  const swapped: readonly (readonly [string, string, RegExp])[] = [
    ['vault-keys.json', 'vault-keys.json', /vault-keys\.json: /], ['core/keys.json', 'core/application.json', /core\/application\.json: /], ['core/keys.json', 'nowhere.json', /there is no such file/],
  ]
  for (const [keys, vaultKeys, err] of swapped) t.match(await command('core', 'delegate', '--keys', keys, '--vault-keys', vaultKeys), { code: 1, out: '', err })
})

t.test('core init makes all of it at once where the vault\'s keys are known, and nothing where one file is there', async (t) => {
  const { home, command } = terminal(t)
  writeFileSync(join(home, 'vault-keys.json'), (await command('vault', 'init', '--out', 'v.secret')).out)
  const init = (...more: string[]) => command('core', 'init', '--party', 'core.example', '--name', 'Core', '--vault-keys', 'vault-keys.json', '--out', 'core', ...more)
  mkdirSync(join(home, 'core'))
  writeFileSync(join(home, 'core/delegation.jws'), 'mine')
  t.match(await init(), { code: 1, err: /FILE_EXISTS/ })
  t.strictSame(readdirSync(join(home, 'core')), ['delegation.jws'])
  t.match(await init('--force'), { code: 0, out: /vault pin --secret/ })
  for (const file of ['keys.json', 'core.secret']) t.equal(statSync(join(home, 'core', file)).mode & 0o777, 0o600, file)
  const [secret, keys] = [parseCoreSecretFile(read(home, 'core/core.secret')), parseCoreKeysFile(read(home, 'core/core-keys.json'))]
  t.strictSame([keys.signingKey.kid, keys.agreementKey.kid], [secret.signingKey.kid, secret.agreementKey.kid])
  t.strictSame(read(home, 'core/vault-keys.json'), read(home, 'vault-keys.json'))
  const issuers = parseApplicationFile(read(home, 'core/application.json')).issuerKeys.keys
  const { payload } = await jwtVerify(readFileSync(join(home, 'core/delegation.jws'), 'utf8').trim(), createLocalJWKSet({ keys: issuers.map((key) => ({ ...key })) }), { typ: DELEGATION_TYPE })
  t.match(payload, { iss: 'core.example', cst: 'VAULT', key: parseVaultKeysFile(read(home, 'vault-keys.json')).statementKey })
  const pin = ['vault', 'pin', '--secret', 'v.secret', '--core', 'core/application.json', 'core/core-keys.json', '--delegation', 'core/delegation.jws', '--json']
  t.match(json(await command(...pin)), { ok: true, core: 'core.example', delegated: true })
  t.match(await command('provider', 'init', '--party', 'heron.example', '--name', 'Heron', '--vault-keys', 'vault-keys.json'), { code: 2 }, 'a provider has no vault')
})
