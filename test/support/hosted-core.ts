// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a gateway with an embedded vault, a core over HTTP with one opted-in user, and people of a provider with devices of their own.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { parseAdmissionFile, parseApplicationFile } from '../../src/model/party-files.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createTrust, openDevice } from '../../src/sdk/device/index.ts'
import { connectLink, createHome, parsePartyKeys, userId, userReference } from '../../src/sdk/link/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { createDaemon } from './daemon.ts'
import { freePort } from './free-port.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DRAWBRIDGE = `"${process.execPath}" "${ROOT}/bin/drawbridge.js" `

/** The core's answer to a call; its events have members of their own. */
export type Told = Readonly<Record<string, unknown>>

/** A gateway that runs, with files of both parties in a folder; commands are typed there. `environment` counts from the next start on. */
export const openHostedCore = async (t: Test) => {
  const folder = await createTempFolder('drawbridge-hosted-core-')
  t.teardown(() => folder.remove())
  const port = await freePort()
  const environment: Record<string, string> = { DRAWBRIDGE_CORE_LISTEN: `127.0.0.1:${String(port)}` }
  const daemon = await createDaemon(t, environment)
  /** A command line as documentation has it, and what it said. */
  const run = async (command: string) => {
    const own = { ...process.env, DRAWBRIDGE_DATA_FOLDER: daemon.dataFolder, DRAWBRIDGE_KEYS_FOLDER: daemon.keysFolder, DRAWBRIDGE_ADMIN_SOCKET: `${daemon.dataFolder}/admin.sock` }
    const line = command.replaceAll(/(?<=^|&& )drawbridge /g, DRAWBRIDGE).replaceAll('127.0.0.1:7445', `127.0.0.1:${String(port)}`)
    const child = spawn('/bin/sh', ['-c', `umask 077 && ${line}`], { cwd: folder.path, env: own, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (part: string) => { said.out += part })
    child.stderr.setEncoding('utf8').on('data', (part: string) => { said.err += part })
    const [code] = await once(child, 'close') as [number]
    return { code, ...said }
  }
  const type = async (command: string): Promise<string> => {
    const { code, out, err } = await run(`drawbridge ${command}`)
    t.equal(code, 0, command, { err })
    return out.trim()
  }
  const call = async (method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly told: Told }> => {
    const response = await fetch(`http://127.0.0.1:${String(port)}/core/v1${path}`, {
      method, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${read('credential').trim()}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    })
    return { status: response.status, told: await response.json() as Told }
  }
  const read = (file: string): string => readFileSync(join(folder.path, file), 'utf8')
  await daemon.start()
  for (const command of [
    'core init --party core.example --name "Example Chat" --out core', 'core add core/application.json',
    'provider init --party heron.example --name Heron --out heron', 'provider add heron/application.json',
    'vault init --out vault.secret > vault-keys.json', 'core keys init --party core.example --out core.secret > core-keys.json',
    'core delegate --keys core/keys.json --vault-keys vault-keys.json --out delegation.jws',
    'vault pin --secret vault.secret --core core/admission.json core-keys.json --delegation delegation.jws', 'core credential add server-1 > credential',
  ]) await type(command)
  await daemon.stop()
  Object.assign(environment, { DRAWBRIDGE_CORE_E2EE: 'false', DRAWBRIDGE_VAULT_SHAPE: 'embedded', DRAWBRIDGE_VAULT_SECRET_FILE: join(folder.path, 'vault.secret') })
  await daemon.start()

  const json = (file: string): unknown => JSON.parse(read(file))
  const server = (name: string) => {
    const [application, admission, keys] = [parseApplicationFile(json(`${name}/application.json`)), parseAdmissionFile(json(`${name}/admission.json`)), parsePartyKeys(json(`${name}/keys.json`))]
    const link = connectLink({ admission, keys, instance: `${name}-1` })
    t.teardown(() => link.close())
    return { application, admission, link, home: createHome({ keys, gatewayId: admission.gateway.id }) }
  }
  const [core, heron] = [server('core'), server('heron')]
  const parties = [{ party: heron.application.party, state: 'live', keys: heron.application.issuerKeys.keys }] as const
  await core.link.request({ kind: 'putIssuerList', list: await core.home.signIssuerList({ version: 1, parties }) })
  await core.link.close()
  await call('PUT', '/users/ben', { optedIn: true, findable: true, address: 'ben@core.example' })
  await call('PUT', '/users/ben/providers/heron.example', { allowed: true, inbox: 'separate', label: 'Heron' })

  /** A person of the provider who asked Ben; what they send goes out once Ben said yes. */
  const person = async (reference: string) => {
    const device = await openDevice({ file: ':memory:', crypto: createLibsignal(), transport: heron.link.transport(), trust: createTrust({ admission: heron.admission }) })
    t.teardown(() => device.close())
    const claim = device.prepareEnlistment({ userId: userId(randomUUID()) })
    const [token, identityStatement] = await Promise.all([heron.home.signEnlistmentToken(claim), heron.home.signIdentityStatement(claim)])
    await device.enlist({ token, identityStatement, userReference: userReference(reference), displayName: reference })
    const granted = new Promise<(text: string) => Promise<unknown>>((resolve) => {
      device.on('contactGranted', ({ peer }) => { resolve((text) => device.send({ to: peer, text })) })
    })
    await device.requestContact({ toAddress: 'ben@core.example' })
    return { user: claim.userId, granted }
  }
  return { daemon, environment, run, type, call, read, person }
}
