// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { launchVault } from '../../src/gateway/vault-launch.ts'
import type { LaunchOptions } from '../../src/gateway/vault-launch.ts'
import { createVaultClient } from '../../src/vault/protocol/client.ts'
import { encodeCall } from '../../src/vault/protocol/messages.ts'
import { VaultExit } from '../../src/vault/protocol/start.ts'
import { createDaemon } from '../support/daemon.ts'
import type { KillableDaemon } from '../support/daemon.ts'
import { childrenOf, gone, signal } from '../support/processes.ts'
import { createStartSecret } from '../support/vault-secret.ts'

t.setTimeout(230_000)
const skip = existsSync('/usr/bin/prlimit') ? false : 'prlimit is not installed (Debian: util-linux)'

interface Attestations { readonly vaults: readonly { readonly place: number; readonly ready: boolean; readonly statement?: string }[] }
interface Claims { readonly nonce: string; readonly shape: string; readonly cst: string; readonly cfg: string; readonly keys: object; readonly refused: readonly string[]; readonly versions: object }

const attestations = (daemon: KillableDaemon, nonce: string): Promise<Attestations> => daemon.admin('GET', `/v1/vaults/attestations?nonce=${nonce}`)
const claimsOf = (statement = ''): Claims => JSON.parse(Buffer.from(statement.split('.')[1] ?? '', 'base64url').toString()) as Claims

const launch = async (t: Test, options: Partial<LaunchOptions> & Pick<LaunchOptions, 'secretFile'>) => {
  const vault = await launchVault({ execPath: process.execPath, shape: 'embedded', ...options })
  t.teardown(async () => {
    vault.kill()
    await vault.ended
  })
  if (vault.pipe === undefined) throw new Error('no pipe')
  return { vault, client: createVaultClient(vault.pipe) }
}
type Test = Pick<typeof t, 'teardown'>

t.test('a vault says what it is under its own key: shape, custody, versions, keys, and everything that it could not do', { skip }, async (t) => {
  const { file, keys } = await createStartSecret(t.testdir({}))
  const { client } = await launch(t, { secretFile: file })
  const nonce = randomBytes(32)
  const { statement } = await client.call({ call: 'attest', nonce })
  const [header = '', payload = '', signature = ''] = statement.split('.')
  const key = createPublicKey({ key: { ...keys.signingKey }, format: 'jwk' })
  t.ok(verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')))
  t.same(JSON.parse(Buffer.from(header, 'base64url').toString()), { alg: 'EdDSA', typ: 'drawbridge-attest+jwt', kid: keys.signingKey.kid })
  const claims = claimsOf(statement)
  const ids = [keys.signingKey.kid, keys.agreementKey.kid, keys.statementKey.kid]
  t.match(claims, {
    nonce: nonce.toString('hex'), shape: 'embedded', cst: 'VAULT', core: null, delegated: false,
    keys: { signing: ids[0], agreement: ids[1], statement: ids[2] }, versions: { node: process.versions.node, libsignal: /^\d+\.\d+\.\d+$/, drawbridge: /^\d/ },
    cfg: createHash('sha256').update(JSON.stringify([[1], ...ids, null, ''])).digest('base64url'),
  })
  for (const name of ['net-connect', 'libsignal-network', 'fs-read', 'child', 'worker', 'inspector', 'sqlite', 'add-on', 'limit-open-files']) t.ok(claims.refused.includes(name), name)
  t.notOk(claims.refused.includes('signal-gateway'), 'the embedded shape does not say that the daemon cannot be signalled')
  await t.rejects(client.call({ call: 'epoch', now: 1 }), { name: 'CallRefused', refused: 'unsupported' }, 'what no function does is refused')
})

t.test('a running vault has the limits, no more descriptors than it was given, and an empty environment', { skip }, async (t) => {
  const { file } = await createStartSecret(t.testdir({}))
  const { vault } = await launch(t, { secretFile: file })
  const limits = readFileSync(`/proc/${String(vault.pid)}/limits`, 'utf8')
  for (const name of ['Max open files', 'Max file size', 'Max core file size']) t.match(limits, new RegExp(`${name} +0 +0`))
  t.equal(readFileSync(`/proc/${String(vault.pid)}/environ`, 'utf8'), '')
})

t.test('a start secret that others may read, that is damaged, or that is not there ends the start with what to do', { skip }, async (t) => {
  const folder = t.testdir({ damaged: '{}' })
  const { file } = await createStartSecret(folder)
  chmodSync(`${folder}/damaged`, 0o400)
  const start = (secretFile: string) => launchVault({ execPath: process.execPath, shape: 'embedded', secretFile })
  await t.rejects(start(`${folder}/damaged`), { code: 'CONFIG_INVALID', detail: /does not take its start secret/ })
  await t.rejects(start(`${folder}/none`), { code: 'CONFIG_INVALID', detail: /make it with: drawbridge vault init/ })
  chmodSync(file, 0o440)
  await t.rejects(start(file), { code: 'CONFIG_INVALID', detail: /others may read .*run: chmod 400/ })
})

t.test('a vault that is killed in the middle of a call fails it as retryable; the end of the pipe ends a vault', { skip }, async (t) => {
  const { file } = await createStartSecret(t.testdir({}))
  const { vault, client } = await launch(t, { secretFile: file })
  // Stopped, it has the call and does not answer.
  signal([vault.pid], 'SIGSTOP')
  const cut = client.call({ call: 'attest', nonce: randomBytes(32) }).catch((error: unknown) => error)
  signal([vault.pid], 'SIGKILL')
  t.match(await cut, { name: 'VaultGone', retryable: true })
  const other = await launch(t, { secretFile: file })
  other.client.close()
  t.equal(await other.vault.ended, 0)
})

t.test('a vault that is sent what cannot be read ends with the code for it, and says nothing', { skip }, async (t) => {
  const { file } = await createStartSecret(t.testdir({}))
  const epoch = encodeCall(1, { call: 'epoch', now: 5 })
  const version = epoch[4] ?? 0
  const other = (changed: number): Uint8Array => epoch.map((byte, at) => (at === 4 ? changed : byte))
  const noises: readonly (readonly [what: string, bytes: Uint8Array, code: number])[] = [
    ['a length that no frame has', Buffer.alloc(64, 0xff), VaultExit.PIPE], ['another program', Buffer.from([0, 0, 0, 6, 99, 0, 0, 0, 1, 1]), VaultExit.VERSION],
    ['a gateway before this version', other(version - 1), VaultExit.VERSION], ['one behind it', other(version + 1), VaultExit.VERSION],
  ]
  for (const [what, bytes, code] of noises) {
    const { vault, client } = await launch(t, { secretFile: file })
    vault.pipe?.send(bytes)
    t.equal(await vault.ended, code, what)
    await client.gone
  }
})

t.test('the daemon runs several embedded vaults, brings back those that are killed, and ends them with itself', { skip }, async (t) => {
  const { file, keys } = await createStartSecret(t.testdir({}))
  const daemon = await createDaemon(t, { DRAWBRIDGE_CORE_E2EE: 'false', DRAWBRIDGE_VAULT_SHAPE: 'embedded', DRAWBRIDGE_VAULT_SECRET_FILE: file, DRAWBRIDGE_VAULT_COUNT: '2' })
  await daemon.start()
  const vaults = childrenOf(daemon.pid())
  t.equal(vaults.length, 2)
  const nonce = randomBytes(32).toString('hex')
  const before = await attestations(daemon, nonce)
  t.same(before.vaults.map(({ place, statement }) => [place, claimsOf(statement).nonce]), [[0, nonce], [1, nonce]])
  t.match(claimsOf(before.vaults[0]?.statement).keys, { signing: keys.signingKey.kid })
  signal(vaults, 'SIGKILL')
  await gone(vaults)
  // Each look is a call; there is one again as soon as one serves.
  let after = await attestations(daemon, nonce)
  while (!after.vaults.every(({ ready }) => ready)) after = await attestations(daemon, nonce)
  const others = childrenOf(daemon.pid())
  t.same(others.filter((pid) => vaults.includes(pid)), [])
  t.equal(others.length, 2)
  t.equal(await daemon.stop(), 0)
  await gone(others)
  await daemon.start()
  const orphans = childrenOf(daemon.pid())
  await daemon.kill()
  await gone(orphans)
  t.pass('a vault does not outlive a daemon that was killed')
})

t.test('a daemon whose vault cannot serve does not start, and says why', { skip }, async (t) => {
  const daemon = await createDaemon(t, { DRAWBRIDGE_CORE_E2EE: 'false', DRAWBRIDGE_VAULT_SHAPE: 'embedded', DRAWBRIDGE_VAULT_SECRET_FILE: `${t.testdir({})}/none` })
  await t.rejects(daemon.start())
  t.match(readFileSync(daemon.logFile, 'utf8'), /CONFIG_INVALID[^]*make it with: drawbridge vault init --out/)
})
