// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a real gateway with confined vaults, a core over HTTP that checks what it gets, and people of a provider with devices of their own; set up by the
// commands of the documentation.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { createVaultChannel } from '../../src/agent/channel/index.ts'
import { partyId, submissionId } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import { parseAdmissionFile, parseApplicationFile } from '../../src/model/party-files.ts'
import { parseCoreSecretFile, parseVaultKeysFile } from '../../src/model/vault-files.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createTrust, openDevice } from '../../src/sdk/device/index.ts'
import { connectLink, createHome, parsePartyKeys, userId, userReference } from '../../src/sdk/link/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { createDaemon } from './daemon.ts'
import { freePort } from './free-port.ts'
import { eventually, repeatedly } from './waiting.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DRAWBRIDGE = `"${process.execPath}" "${ROOT}/bin/drawbridge.js" `
const HERON = partyId('heron.example')
/** Between two tries of a call while the gateway is away. */
const AGAIN_MS = 20

interface CoreEvent { readonly type: string; readonly [member: string]: unknown }
type Call = (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Record<string, unknown>>
type Channel = ReturnType<typeof createVaultChannel>

interface Ends { readonly from: UserId; readonly to: UserId }

/** What a command printed and ended with. */
interface Typed { readonly code: number; readonly said: string; readonly errors: string }

/** Opens the world; everything ends with the test. */
export const openVaultGateway = async (t: Test, vaults = 1) => {
  const folder = await createTempFolder('drawbridge-vaults-')
  t.teardown(() => folder.remove())
  const port = await freePort()
  const environment: Record<string, string> = { DRAWBRIDGE_CORE_LISTEN: `127.0.0.1:${String(port)}` }
  const daemon = await createDaemon(t, environment)
  const tryCommand = (command: string, before = ''): Promise<Typed> => type(folder.path, daemon.dataFolder, daemon.keysFolder, command, before)
  const command = async (text: string): Promise<string> => {
    const { code, said, errors } = await tryCommand(text)
    if (code !== 0) throw new Error(`${text}: ${errors}`)
    return said
  }
  await daemon.start()
  for (const text of [
    'core init --party core.example --name "Example Chat" --out core', 'core add core/application.json',
    'provider init --party heron.example --name Heron --out heron', 'provider add heron/application.json',
    'vault init --out vault.secret > vault-keys.json', 'core keys init --party core.example --out core.secret > core-keys.json',
    'core delegate --keys core/keys.json --vault-keys vault-keys.json --out delegation.jws',
    'vault pin --secret vault.secret --core core/admission.json core-keys.json --delegation delegation.jws',
  ]) await command(text)
  const credential = await command('core credential add server-1')
  await daemon.stop()
  const secret = join(folder.path, 'vault.secret')
  Object.assign(environment, {
    DRAWBRIDGE_CORE_E2EE: 'false', DRAWBRIDGE_VAULT_SHAPE: 'embedded', DRAWBRIDGE_VAULT_SECRET_FILE: secret, DRAWBRIDGE_VAULT_COUNT: String(vaults),
  })
  await daemon.start()
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder.path, file), 'utf8'))
  const call = coreCalls(port, credential)
  const channel = createVaultChannel({ own: parseCoreSecretFile(read('core.secret')), vault: parseVaultKeysFile(read('vault-keys.json')) })
  const core = new Core(call, channel)
  t.teardown(() => core.stop())
  return { daemon, folder: folder.path, environment, secret, credential, tryCommand, command, read, call, core, ...await openHeron(t, read, core) }
}

const type = async (folder: string, data: string, keys: string, command: string, before: string): Promise<Typed> => {
  const env = { ...process.env, DRAWBRIDGE_DATA_FOLDER: data, DRAWBRIDGE_KEYS_FOLDER: keys, DRAWBRIDGE_ADMIN_SOCKET: `${data}/admin.sock` }
  const child = spawn('/bin/sh', ['-c', `umask 077 && ${before}${DRAWBRIDGE}${command}`], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [said, errors]: [string[], string[]] = [[], []]
  child.stdout.setEncoding('utf8').on('data', (part: string) => said.push(part))
  child.stderr.setEncoding('utf8').on('data', (part: string) => errors.push(part))
  const [code] = await once(child, 'close') as [number]
  return { code, said: said.join('').trim(), errors: errors.join('') }
}

const coreCalls = (port: number, credential: string): Call => async (method, path, body, headers = {}) => {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(`http://127.0.0.1:${String(port)}/core/v1${path}`, {
    method, ...sent, headers: { authorization: `Bearer ${credential}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  })
  const answer = await response.json() as Record<string, unknown>
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
  return answer
}

/** A core that reads all events, opens what it can, and keeps what it opened in order. */
class Core {
  readonly events: CoreEvent[] = []
  /** Texts of each user, in the order of their events. */
  readonly heard = new Map<string, string[]>()
  /** Running numbers of each user, of receipts too. */
  readonly numbers = new Map<string, number[]>()
  readonly #call: Call
  readonly #channel: Channel
  readonly #running: Promise<void>
  readonly #sent = new Map<string, number>()
  #stopped = false

  constructor(call: Call, channel: Channel) {
    this.#call = call
    this.#channel = channel
    this.#running = this.#consume()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  of(type: string): readonly CoreEvent[] {
    return this.events.filter((event) => event.type === type)
  }

  /** Repeats a call until the gateway has done it. */
  patiently(...args: Parameters<Call>): Promise<Record<string, unknown>> {
    return repeatedly(() => this.#call(...args), `${args[0]} ${args[1]}`)
  }

  /** Says a text to a peer; the same key and content again until it was taken. */
  async say(ref: string, facts: Ends, text: string): Promise<void> {
    await this.patiently(...await this.#message(ref, facts, text))
  }

  /** Says a text once, and rejects where it is not taken. */
  async sayOnce(ref: string, facts: Ends, text: string): Promise<void> {
    await this.#call(...await this.#message(ref, facts, text))
  }

  async #message(ref: string, facts: Ends, text: string): Promise<Parameters<Call>> {
    const [id, key] = [randomUUID(), submissionId(randomUUID())]
    const number = (this.#sent.get(ref) ?? 0) + 1
    this.#sent.set(ref, number)
    const content = Buffer.from(JSON.stringify({ id, kind: 'text', sentAtMs: Date.now(), text }))
    const sealed = await this.#channel.seal({ messageId: id, submissionId: key, ...facts, provider: HERON, custody: 'VAULT', number }, content, Date.now())
    return ['POST', '/messages', { ref, provider: HERON, peer: facts.to, ...sealed }, { 'idempotency-key': key }]
  }

  async #consume(): Promise<void> {
    for (let after = 0; !this.#stopped;) {
      const answer = await this.#call('GET', `/events?after=${String(after)}&wait=1`).catch(() => undefined)
      if (answer === undefined) await pause(AGAIN_MS)
      else {
        for (const event of answer['events'] as readonly CoreEvent[]) await this.#take(event)
        after = Number(answer['next'])
      }
    }
  }

  async #take(event: CoreEvent): Promise<void> {
    if (event.type === 'message') {
      const ref = String(event['ref'])
      const { json } = await this.#channel.open({ content: String(event['content']), epochKey: String(event['epochKey']) }, {}, Date.now())
      const { text } = JSON.parse(Buffer.from(json).toString('utf8')) as { readonly text?: string }
      if (text !== undefined) this.heard.set(ref, [...this.heard.get(ref) ?? [], text])
      this.numbers.set(ref, [...this.numbers.get(ref) ?? [], Number(event['number'])])
    }
    this.events.push(event)
  }
}

const openHeron = async (t: Test, read: (file: string) => unknown, core: Core) => {
  const server = (name: string) => {
    const [application, admission, keys] = [parseApplicationFile(read(`${name}/application.json`)), parseAdmissionFile(read(`${name}/admission.json`)), parsePartyKeys(read(`${name}/keys.json`))]
    const link = connectLink({ admission, keys, instance: `${name}-1` })
    t.teardown(() => link.close())
    return { application, admission, link, home: createHome({ keys, gatewayId: admission.gateway.id }) }
  }
  const [wren, heron] = [server('core'), server('heron')]
  const parties = [{ party: heron.application.party, state: 'live', keys: heron.application.issuerKeys.keys }] as const
  await wren.link.request({ kind: 'putIssuerList', list: await wren.home.signIssuerList({ version: 1, parties }) })

  /** A core user `ref` behind the vault and a person of the provider with a device, who may write to each other. */
  const introduce = async (ref: string) => {
    await core.patiently('PUT', `/users/${ref}`, { optedIn: true, findable: true, address: `${ref}@core.example` })
    await core.patiently('PUT', `/users/${ref}/providers/heron.example`, { allowed: true, inbox: 'separate', label: 'Heron' })
    const device = await openDevice({ file: ':memory:', crypto: createLibsignal(), transport: heron.link.transport(), trust: createTrust({ admission: heron.admission }) })
    t.teardown(() => device.close())
    const claim = device.prepareEnlistment({ userId: userId(randomUUID()) })
    const [token, identityStatement] = await Promise.all([heron.home.signEnlistmentToken(claim), heron.home.signIdentityStatement(claim)])
    await device.enlist({ token, identityStatement, userReference: userReference(`friend of ${ref}`), displayName: `Friend of ${ref}` })
    const shown: string[] = []
    device.on('message', (entry) => { if (entry.kind === 'text') shown.push(entry.text) })
    const granted = Promise.withResolvers<UserId>()
    device.on('contactGranted', ({ peer }) => { granted.resolve(peer) })
    await device.requestContact({ toAddress: `${ref}@core.example` })
    const asked = (): CoreEvent | undefined => core.of('contact.requested').find((event) => event['ref'] === ref)
    await eventually(() => asked() !== undefined, `${ref} is asked`)
    await core.patiently('POST', `/users/${ref}/contacts/${String(asked()?.['request'])}`, { provider: 'heron.example', decision: 'grant' })
    const peer = await granted.promise
    return {
      ref, device, shown, user: peer, person: claim.userId,
      /** The person writes to the user. */
      write: (text: string) => device.send({ to: peer, text }),
      /** The core answers in the user's name. */
      answer: (text: string) => core.say(ref, { from: peer, to: claim.userId }, text),
    }
  }
  return { heron, introduce }
}
