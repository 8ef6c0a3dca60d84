// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import { loadConfig } from '../../src/config/index.ts'
import { createGateway } from '../../src/gateway.ts'
import type { AdmissionFile } from '../../src/model/credentials.ts'
import { keyId } from '../../src/model/ids.ts'
import { createPartyKeys, privateKeyObject } from '../../src/sdk/link/party-keys.ts'
import { RawLink } from '../support/raw-link.ts'
import type { Claim } from '../support/raw-link.ts'
import { createSelfSigned } from '../support/self-signed.ts'
import { call } from './admin/support.ts'

const shortFolder = (t: Test): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dbg-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

const configIn = (folder: string, given: Record<string, string> = {}) => loadConfig({
  environment: {
    DRAWBRIDGE_DATA_FOLDER: join(folder, 'data'), DRAWBRIDGE_KEYS_FOLDER: join(folder, 'keys'), DRAWBRIDGE_LINKS_LISTEN: '127.0.0.1:0', ...given,
  },
  workingFolder: folder,
}).config

const start = async (t: Test, folder = shortFolder(t), given: Record<string, string> = {}) => {
  const config = configIn(folder, given)
  const lines: string[] = []
  const gateway = await createGateway(config, { sink: { write: (line) => lines.push(line) } })
  let running = true
  t.teardown(async () => { if (running) await gateway.stop('TEARDOWN', AbortSignal.abort()) })
  await gateway.start()
  const stop = async () => {
    running = false
    await gateway.stop('TEST')
  }
  return { gateway, folder, lines, socket: config.admin.socket, http: gateway.linksUrl().replace(/^ws/, 'http').replace('/v1/link', ''), stop }
}

/** Admits a party and returns what it takes to open a link as it. */
const admit = async (socket: string, party: string, role: 'provider' | 'core'): Promise<{ claim: Claim; url: string }> => {
  const { application, keys } = await createPartyKeys({ party, role, displayName: party })
  const { body, status } = await call({ socket }, 'POST', '/v1/parties', { body: { application } })
  if (status !== 201) throw new Error(JSON.stringify(body))
  const { gateway } = body as unknown as AdmissionFile
  const { kty, crv, x, kid } = keys.linkKey
  return {
    claim: { secret: { party: application.party, keyId: keyId(kid), jwk: { kty, crv, x }, privateKey: privateKeyObject(keys.linkKey) }, gatewayKey: Buffer.from(gateway.linkKey.x, 'base64url') },
    url: gateway.url,
  }
}

t.test('a gateway starts in empty folders, is ready, and leaves nothing open when it stops', async (t) => {
  const { folder, http, socket, lines, stop } = await start(t)
  t.equal((await request(`${http}/livez`)).statusCode, 200)
  t.same(await (await request(`${http}/readyz`)).body.json(), { ok: true })
  t.match(await (await request(http)).body.json(), { name: 'drawbridge', protocol: ['drawbridge.v1'], source: /^(pkg|https|git)/ })
  t.equal(statSync(join(folder, 'data')).mode & 0o777, 0o700)
  t.ok(existsSync(socket))
  await stop()
  t.notOk(existsSync(socket))
  await t.rejects(request(`${http}/livez`))
  t.match(lines.map((line) => (JSON.parse(line) as { event: string }).event), ['daemon.ready', 'daemon.stopping', 'daemon.stopped'])
})

t.test('paths that are not there and requests that are not well formed get a problem document that tells nothing', async (t) => {
  const { http } = await start(t)
  for (const path of ['/v1/parties', '/v1/info', '/nothing?token=x', '/%zz']) {
    const answer = await request(`${http}${path}`)
    t.match(answer.headers['content-type'], /^application\/problem\+json/, path)
    t.match(await answer.body.json(), { code: /^(NOT_FOUND|MALFORMED)$/ }, path)
    t.notOk(answer.headers['x-powered-by'])
  }
})

t.test('an admitted party opens a link at the address of its admission file, and is off it when its suspension returns', async (t) => {
  const { socket } = await start(t)
  await admit(socket, 'core.example', 'core')
  const heron = await admit(socket, 'heron.example', 'provider')
  const link = await RawLink.connect(heron.url)
  await link.open(heron.claim)
  t.match((await call({ socket }, 'GET', '/v1/info')).body, { counts: { openLinks: 1, providers: 1, cores: 1 }, phase: 'ready', linksUrl: heron.url, defaultBindingMode: 'plain-loopback' })
  t.match((await call({ socket }, 'POST', '/v1/parties/heron.example/suspend', { body: { reason: 'spam' } })).body, { state: 'suspended' })
  t.match((await call({ socket }, 'GET', '/v1/info')).body, { counts: { openLinks: 0, suspended: 1 } })
  t.match(await link.closed, { code: 4004 })
  await call({ socket }, 'POST', '/v1/parties/heron.example/resume', { body: { reason: 'settled' } })
  const again = await RawLink.connect(heron.url)
  await again.open(heron.claim)
  again.destroy()
})

t.test('only one core is admitted, and no provider before it', async (t) => {
  const { socket } = await start(t)
  await t.rejects(admit(socket, 'heron.example', 'provider'), { message: /CONFLICT.*add the core first/ })
  await admit(socket, 'core.example', 'core')
  await t.rejects(admit(socket, 'other.example', 'core'), { message: /CONFLICT.*a core already/ })
  await t.rejects(admit(socket, 'core.example', 'core'), { message: /CONFLICT/ })
})

t.test('a planned stop says GoAway to the links and keeps what was admitted for the next start', async (t) => {
  const { socket, folder, stop, gateway } = await start(t)
  const core = await admit(socket, 'core.example', 'core')
  const link = await RawLink.connect(core.url)
  await link.open(core.claim)
  const stopped = stop()
  t.match((await link.expect('goAway')).reason, 'draining')
  link.ws.close()
  await stopped
  const second = await start(t, folder)
  t.match((await call({ socket }, 'GET', '/v1/parties')).body, { parties: [{ party: 'core.example' }] })
  t.not(second.gateway, gateway)
  t.match((await call({ socket }, 'GET', '/v1/info')).body, { gatewayId: /^.{43}$/ })
})

t.test('a gateway that drains is not ready', async (t) => {
  const { socket, gateway, http } = await start(t)
  const core = await admit(socket, 'core.example', 'core')
  const link = await RawLink.connect(core.url)
  await link.open(core.claim)
  const stopped = gateway.stop('TEST')
  await link.expect('goAway')
  const answer = await request(`${http}/readyz`)
  t.equal(answer.statusCode, 503)
  await answer.body.dump()
  link.destroy()
  await stopped
})

t.test('what cannot start gives everything back and says what to put right', async (t) => {
  await t.test('the port is taken', async (t) => {
    const folder = shortFolder(t)
    const other = createServer()
    await new Promise<void>((resolve) => { other.listen(0, '127.0.0.1', resolve) })
    t.teardown(() => { other.close() })
    const { port } = other.address() as AddressInfo
    await t.rejects(start(t, folder, { DRAWBRIDGE_LINKS_LISTEN: `127.0.0.1:${port}` }), { code: 'CONFIG_INVALID', detail: /^links\.listen: .*another program/ })
    await start(t, folder)
  })
  await t.test('another daemon has the data folder', async (t) => {
    const { folder, http } = await start(t)
    await t.rejects(start(t, folder), { code: 'UNAVAILABLE', detail: /in use by process \d+/ })
    t.equal((await request(`${http}/readyz`)).statusCode, 200, 'and goes on')
  })
  await t.test('the keys are others than the data was sealed with', async (t) => {
    const { folder, stop } = await start(t)
    await stop()
    await t.rejects(start(t, folder, { DRAWBRIDGE_KEYS_FOLDER: join(folder, 'other') }), { code: 'CONFIG_INVALID', detail: /is missing/ })
    const elsewhere = await start(t)
    await elsewhere.stop()
    await t.rejects(start(t, folder, { DRAWBRIDGE_KEYS_FOLDER: join(elsewhere.folder, 'keys') }), { code: 'CONFIG_INVALID', detail: /sealed with other keys/ })
    await start(t, folder)
  })
  await t.test('the certificate is missing or is none', async (t) => {
    const folder = shortFolder(t)
    writeFileSync(join(folder, 'a.pem'), 'secret')
    const files = (name: string) => ({ DRAWBRIDGE_LINKS_TLS_CERT_FILE: name, DRAWBRIDGE_LINKS_TLS_KEY_FILE: name })
    await t.rejects(start(t, folder, files('nowhere.pem')), { code: 'CONFIG_INVALID', detail: /^links\.tls\.certFile: .* cannot be read$/ })
    await t.rejects(start(t, folder, files('a.pem')), { code: 'CONFIG_INVALID', detail: /^links\.tls: / })
    await start(t, folder)
  })
})

t.test('with a certificate the links listener speaks TLS 1.3 only, and parties are bound to the connection', async (t) => {
  const folder = shortFolder(t)
  const { cert, key } = createSelfSigned()
  writeFileSync(join(folder, 'cert.pem'), cert)
  writeFileSync(join(folder, 'key.pem'), key)
  const { http, socket } = await start(t, folder, { DRAWBRIDGE_LINKS_TLS_CERT_FILE: 'cert.pem', DRAWBRIDGE_LINKS_TLS_KEY_FILE: 'key.pem' })
  t.match(http, /^https:/)
  const over = (tls: object) => request(`${http}/livez`, { dispatcher: new Agent({ connect: { ca: cert, servername: 'localhost', ...tls } }) })
  t.equal((await over({})).statusCode, 200)
  await t.rejects(over({ maxVersion: 'TLSv1.2' }))
  t.match((await call({ socket }, 'GET', '/v1/info')).body, { defaultBindingMode: 'exporter', linksUrl: /^wss:/ })
})

t.test('a gateway whose audit log keeps tickets only refuses a reason without one', async (t) => {
  const { socket } = await start(t, undefined, { DRAWBRIDGE_AUDIT_REASONS: 'tickets' })
  const add = (reason: string) => call({ socket }, 'POST', '/v1/core/credentials', { body: { name: 'server-1', reason } })
  t.match(await add('Ana asked for it'), { status: 400, body: { code: 'MALFORMED', detail: /name the ticket/ } })
  t.equal((await add('Ana asked for it, OPS-12')).status, 201)
})

t.test('the data folder holds no key and no clear name of a key', async (t) => {
  const { folder, stop } = await start(t)
  await stop()
  t.same(readdirSync(join(folder, 'keys')).toSorted(), ['audit-checkpoint.txt', 'erased.list', 'service-keys.json'])
  t.ok(readdirSync(join(folder, 'data')).includes('keys.check'))
  t.equal(statSync(join(folder, 'data', 'keys.check')).mode & 0o777, 0o600)
})
