// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, closeSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import t from 'tap'
import { joinVault } from '../../src/gateway/vault-pipes.ts'
import { encodeCall } from '../../src/vault/protocol/messages.ts'
import { freePort } from '../support/free-port.ts'
import { childrenOf, gone, signal } from '../support/processes.ts'
import { as, createPlace, failInCi, GATEWAY, requireSplit, startAs, startGateway, startVault, VAULT } from '../support/split-shape.ts'
import type { Place } from '../support/split-shape.ts'
import { createStartSecret } from '../support/vault-secret.ts'

t.setTimeout(230_000)

const { program, skip } = requireSplit(t)
/** Behind the length of a frame. */
const VERSION_AT = 4

type Test = Pick<typeof t, 'teardown'>

const open = (t: Test): Promise<Place> => createPlace(t, async (folder) => (await createStartSecret(folder)).file)
const serve = async (t: Test, place: Place) => startGateway(t, program, place, { port: await freePort() })

/** Claims of the one vault once it answers; each look is a call. */
const attested = async (socketPath: string): Promise<{ readonly shape: string; readonly refused: readonly string[] }> => {
  for (;;) {
    const body = await new Promise<string>((resolve, reject) => {
      request({ socketPath, path: `/v1/vaults/attestations?nonce=${'00'.repeat(32)}` }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => { text += part }).on('end', () => { resolve(text) })
      }).on('error', reject).end()
    })
    const { vaults: [vault] } = JSON.parse(body) as { readonly vaults: readonly { readonly statement?: string }[] }
    if (vault?.statement !== undefined) return JSON.parse(Buffer.from(vault.statement.split('.')[1] ?? '', 'base64url').toString()) as { shape: string; refused: string[] }
  }
}

/** Runs a line of JavaScript as a user, and says the code of the error it ends with; empty for none. */
const attempt = async (user: number, code: string): Promise<string> => {
  const { stdout } = await promisify(execFile)('setpriv', [...as(user), program.node, '-e', `try { ${code}; console.log('') } catch (error) { console.log(error.code) }`])
  return stdout.trim()
}

t.test('as the gateway\'s user nobody reads the vault\'s memory or secret, or signals it', { skip }, async (t) => {
  const place = await open(t)
  const vault = startVault(t, program, place)
  const gateway = await serve(t, place)
  const pid = await vault.until('serving')
  const claims = await attested(gateway.socket)
  t.equal(claims.shape, 'split')
  t.ok(claims.refused.includes('signal-gateway'), 'the vault tried to signal the gateway and could not')

  const memory = `fs.openSync('/proc/${String(pid)}/mem', 'r')`
  t.equal(await attempt(GATEWAY, memory), 'EACCES')
  t.equal(await attempt(GATEWAY, `fs.readFileSync('/proc/${String(pid)}/maps')`), 'EACCES')
  t.equal(await attempt(GATEWAY, `fs.readdirSync('/proc/${String(pid)}/fd')`), 'EACCES')
  t.equal(await attempt(GATEWAY, `fs.readFileSync('${place.secret}')`), 'EACCES')
  t.equal(await attempt(GATEWAY, `process.kill(${String(pid)}, 0)`), 'EPERM')
  t.equal(await attempt(VAULT, `fs.readFileSync('${place.secret}')`), '', 'the vault\'s own user reads its secret')

  // The same look finds the key that is looked for, so that a refusal says something.
  const { keyEncryptionKeys: [key] } = JSON.parse(readFileSync(place.secret, 'utf8')) as { readonly keyEncryptionKeys: readonly { readonly key: string }[] }
  t.ok(holds(pid, Buffer.from(key?.key ?? '', 'base64url')), 'root finds the key-encryption key in the vault')
  for (const process of [gateway.child.pid ?? 0, ...childrenOf(gateway.child.pid ?? 0)]) {
    t.notOk(holds(process, Buffer.from(key?.key ?? '', 'base64url')), 'and nobody finds it in the gateway')
  }
})

t.test('vault and gateway find each other again when either is killed, and when the vault comes later', { skip }, async (t) => {
  const place = await open(t)
  const gateway = await serve(t, place)
  const vault = startVault(t, program, place)
  const first = await vault.until('serving')
  await attested(gateway.socket)
  signal([first], 'SIGKILL')
  const second = await vault.until('serving')
  t.not(second, first)
  t.match(await attested(gateway.socket), { shape: 'split' })
  await gateway.kill()
  await gone([second])
  const other = await serve(t, place)
  await vault.until('serving')
  t.match(await attested(other.socket), { shape: 'split' })
  vault.child.kill('SIGTERM')
  t.match(await vault.ended, { code: 0 })
})

t.test('a vault that a gateway of another version has come for says so, and serves one of its own afterwards', { skip }, async (t) => {
  const place = await open(t)
  const vault = startVault(t, program, place)
  const pipes = { calls: join(place.pipes, '0.calls'), answers: join(place.pipes, '0.answers') }
  const older = await joinVault(pipes, async (ms) => { await pause(ms) }, AbortSignal.timeout(30_000))
  await vault.until('serving')
  older.pipe.send(encodeCall(1, { call: 'epoch', now: 5 }).map((byte, at) => (at === VERSION_AT ? byte - 1 : byte)))
  await vault.until('other-version')
  older.end()
  const gateway = await serve(t, place)
  await vault.until('serving')
  t.match(await attested(gateway.socket), { shape: 'split' })
})

t.test('a vault that runs as root, or as the gateway\'s own user, refuses to serve', { skip }, async (t) => {
  const place = await open(t)
  t.match(await startVault(t, program, place, 0).ended, { code: 1, complaint: /does not run as root/ })
  await serve(t, place)
  chownSync(place.secret, GATEWAY, GATEWAY)
  t.match(await startVault(t, program, place, GATEWAY).ended, { code: 1, complaint: /could do what it must not be able to do: signal-gateway/ })
})

t.test('what is missing for a split vault is said with what to do', { skip }, async (t) => {
  const place = await open(t)
  rmSync(join(place.pipes, '0.answers'))
  t.match(await startVault(t, program, place).ended, { code: 1, complaint: /0\.answers is missing; make it with: mkfifo -m 660/ })
  const missing = startAs(t, program, GATEWAY, ['serve', '--data', join(place.folder, 'data'), '--keys', join(place.folder, 'keys')],
    { DRAWBRIDGE_CORE_E2EE: 'false', DRAWBRIDGE_VAULT_SHAPE: 'split', DRAWBRIDGE_VAULT_PIPES: place.pipes })
  let complaint = ''
  missing.stderr?.setEncoding('utf8').on('data', (text: string) => { complaint += text })
  t.same(await once(missing, 'close'), [1, null])
  t.match(complaint, /0\.answers is missing/)
})

t.test('where CI says that everything is there, a split shape that cannot be shown is a failure and no skip', async (t) => {
  const failures: string[] = []
  const report = { fail: (message: string) => failures.push(message) }
  failInCi(report, 'no root', undefined)
  t.same(failures, [])
  failInCi(report, 'no root', 'true')
  t.same(failures, ['the split shape must be shown here: no root'])
})

/** Whether these bytes are in the memory of a process. */
function holds(pid: number, needle: Buffer): boolean {
  const memory = openSync(`/proc/${String(pid)}/mem`, 'r')
  try {
    return readFileSync(`/proc/${String(pid)}/maps`, 'utf8').split('\n').some((line) => {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? []
      if (from === undefined || to === undefined) return false
      const [start, end] = [Number.parseInt(from, 16), Number.parseInt(to, 16)]
      const bytes = Buffer.allocUnsafe(end - start)
      try {
        return bytes.subarray(0, readSync(memory, bytes, 0, bytes.length, start)).includes(needle)
      } catch {
        return false
      }
    })
  } finally {
    closeSync(memory)
  }
}
