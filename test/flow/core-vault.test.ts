// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { Test } from 'tap'
import { parseAdmissionFile, parseApplicationFile } from '../../src/model/party-files.ts'
import { parseCoreSecretFile, parseVaultKeysFile } from '../../src/model/vault-files.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createTrust, openDevice } from '../../src/sdk/device/index.ts'
import { connectLink, createHome, parsePartyKeys, userId, userReference } from '../../src/sdk/link/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { CoreFeed, createCoreCall } from '../support/core-http.ts'
import { createDaemon } from '../support/daemon.ts'
import { freePort } from '../support/free-port.ts'
import { SpeakingCore } from '../support/speaking-core.ts'
import { eventually } from '../support/waiting.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DRAWBRIDGE = `"${process.execPath}" "${ROOT}/bin/drawbridge.js" `

t.setTimeout(230_000)

/** A gateway with an embedded vault, a core over HTTP and a provider; every command is one that docs/vault.md or docs/core.md names. */
const open = async (t: Test) => {
  const folder = await createTempFolder('drawbridge-core-vault-')
  t.teardown(() => folder.remove())
  const port = await freePort()
  const environment: Record<string, string> = { DRAWBRIDGE_CORE_LISTEN: `127.0.0.1:${String(port)}` }
  const daemon = await createDaemon(t, environment)
  const type = async (command: string): Promise<string> => {
    const own = { ...process.env, DRAWBRIDGE_DATA_FOLDER: daemon.dataFolder, DRAWBRIDGE_ADMIN_SOCKET: `${daemon.dataFolder}/admin.sock` }
    const child = spawn('/bin/sh', ['-c', `umask 077 && ${DRAWBRIDGE}${command}`], { cwd: folder.path, env: own, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    let errors = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => { said += part })
    child.stderr.setEncoding('utf8').on('data', (part: string) => { errors += part })
    const [code] = await once(child, 'close') as [number]
    t.equal(code, 0, command, { errors })
    return said.trim()
  }
  await daemon.start()
  for (const command of [
    'core init --party core.example --name "Example Chat" --out core', 'core add core/application.json',
    'provider init --party heron.example --name Heron --out heron', 'provider add heron/application.json',
    'vault init --out vault.secret > vault-keys.json', 'core keys init --party core.example --out core.secret > core-keys.json',
    'core delegate --keys core/keys.json --vault-keys vault-keys.json --out delegation.jws',
    'vault pin --secret vault.secret --core core/admission.json core-keys.json --delegation delegation.jws',
  ]) await type(command)
  const credential = await type('core credential add server-1')
  await daemon.stop()
  Object.assign(environment, { DRAWBRIDGE_CORE_E2EE: 'false', DRAWBRIDGE_VAULT_SHAPE: 'embedded', DRAWBRIDGE_VAULT_SECRET_FILE: join(folder.path, 'vault.secret') })
  await daemon.start()
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder.path, file), 'utf8'))
  const call = createCoreCall(`http://127.0.0.1:${String(port)}`, credential)
  return { daemon, read, call }
}

t.test('a user whose keys the vault holds and a user with a device of their own write to each other; the core needs HTTP and JOSE', { timeout: 220_000 }, async (t) => {
  const { daemon, read, call } = await open(t)
  const server = (name: string) => {
    const [application, admission, keys] = [parseApplicationFile(read(`${name}/application.json`)), parseAdmissionFile(read(`${name}/admission.json`)), parsePartyKeys(read(`${name}/keys.json`))]
    const link = connectLink({ admission, keys, instance: `${name}-1` })
    t.teardown(() => link.close())
    return { application, admission, link, home: createHome({ keys, gatewayId: admission.gateway.id }) }
  }
  const [core, heron] = [server('core'), server('heron')]
  const parties = [{ party: heron.application.party, state: 'live', keys: heron.application.issuerKeys.keys }] as const
  await core.link.request({ kind: 'putIssuerList', list: await core.home.signIssuerList({ version: 1, parties }) })

  await call('PUT', '/users/ben', { optedIn: true, findable: true, address: 'ben@core.example' })
  await call('PUT', '/users/ben/providers/heron.example', { allowed: true, inbox: 'separate', label: 'Heron' })
  t.match(await call('GET', '/users/ben'), { providers: [{ provider: 'heron.example', custody: 'VAULT' }] })

  const device = await openDevice({ file: ':memory:', crypto: createLibsignal(), transport: heron.link.transport(), trust: createTrust({ admission: heron.admission }) })
  t.teardown(() => device.close())
  const claim = device.prepareEnlistment({ userId: userId(randomUUID()) })
  const [token, identityStatement] = await Promise.all([heron.home.signEnlistmentToken(claim), heron.home.signIdentityStatement(claim)])
  await device.enlist({ token, identityStatement, userReference: userReference('ana'), displayName: 'Ana' })
  const shown: string[] = []
  device.on('message', (entry) => { if (entry.kind === 'text') shown.push(entry.text) })
  device.on('contactGranted', (contact) => void device.send({ to: contact.peer, text: 'Hello, vault' }))

  const feed = new CoreFeed(call)
  await device.requestContact({ toAddress: 'ben@core.example' })
  const { request } = await feed.next('contact.requested')
  await call('POST', `/users/ben/contacts/${String(request)}`, { provider: 'heron.example', decision: 'grant' })

  const speaking = new SpeakingCore({ own: parseCoreSecretFile(read('core.secret')), vault: parseVaultKeysFile(read('vault-keys.json')) })
  const message = await feed.next('message')
  t.match(message, { ref: 'ben', provider: 'heron.example', label: 'Heron', custody: { user: 'VAULT', peer: 'DEVICE' }, number: 1, late: false })
  const { facts, json } = await speaking.hear(message)
  t.match(json, { kind: 'text', text: 'Hello, vault' })

  const { key, body } = await speaking.say({ ref: 'ben', user: facts.to, provider: facts.provider, peer: facts.from }, 'text', { text: 'Hello, device' })
  const accepted = await call('POST', '/messages', body, { 'idempotency-key': key })
  t.match(accepted, { id: key })
  t.same(await call('POST', '/messages', body, { 'idempotency-key': key }), accepted, 'a repetition gets the first answer')
  await eventually(() => shown.includes('Hello, device'), 'the device shows what the core said')
  t.same(shown, ['Hello, device'])

  const log = readFileSync(daemon.logFile, 'utf8')
  for (const word of ['Hello, vault', 'Hello, device', 'ben@core.example']) t.notOk(log.includes(word), `the log has no ${word}`)
})
