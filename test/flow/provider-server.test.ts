// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the provider of examples/provider-server, as processes: what its users say is in their devices and nowhere in its server, none of them speaks for another, and whichever process is killed, nothing is lost and
// nothing comes twice.
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { WebSocket } from 'ws'
import { searchForTexts } from '../../src/sandbox/canary.ts'
import { readFile, sendFile } from '../../src/sdk/attachments/index.ts'
import { connectHome, createTrust, deviceId, openDevice, overWebSocket, parseAdmissionFile, userId } from '../../src/sdk/device/index.ts'
import type { DeviceClient } from '../../src/sdk/device/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { searchMemory } from '../support/memory.ts'
import { createProviderServer } from '../support/provider-server.ts'
import { eventually, repeatedly } from '../support/waiting.ts'

t.setTimeout(118_000)

const skip = existsSync('/proc/self/mem') ? false : 'there is no /proc/PID/mem on this system'
const unique = (what: string): string => `${what}-${randomBytes(9).toString('hex')}`
const textsOf = (device: DeviceClient): readonly string[] => device.inbox({ limit: 500 }).flatMap((entry) => (entry.kind === 'text' ? [entry.text] : []))
const numbered = (what: string, count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${what} ${String(index + 1)}`)

const provider = await createProviderServer(t)
const { ben, server, url, folder, keys, daemon } = provider
const [ana, bo] = [await provider.addDevice('ana', 'Ana'), await provider.addDevice('bo', 'Bo')]
const [toBen, toAna] = [unique('to-ben'), unique('to-ana')]
ana.start()
bo.start()
await Promise.all([ana.says('ready: ana@heron.example'), bo.says('ready: bo@heron.example')])
ana.type('ask ben@core.example')
await ana.says('in touch with Ben')
const [contact] = ben.contacts()
const anaUser = contact?.peer ?? userId('')

t.test('a provider\'s user and one of the core\'s talk both ways through the provider\'s server, with files', async (t) => {
  t.match(contact, { displayName: 'Ana', address: 'ana@heron.example', party: 'heron.example' })
  ana.type(toBen)
  await eventually(() => textsOf(ben).includes(toBen), 'Ben reads it')
  await ben.send({ to: anaUser, text: toAna })
  await ana.says(`reads: ${toAna}`)
  const bytes = randomBytes(150_000)
  writeFileSync(join(ana.folder, 'picture.bin'), bytes)
  ana.type(`file ${join(ana.folder, 'picture.bin')}`)
  const pointer = () => ben.inbox().flatMap((entry) => (entry.kind === 'attachment' ? [entry.attachment] : []))[0]
  await eventually(() => pointer() !== undefined, 'Ben has a file')
  const pieces: Uint8Array[] = []
  for await (const piece of readFile(ben, pointer()!)) pieces.push(piece)
  t.ok(Buffer.concat(pieces).equals(bytes), 'what Ana sent')
  await sendFile(ben, { to: anaUser, kind: 'file', mediaType: 'application/octet-stream', name: 'back.bin', source: { sizeBytes: bytes.length, open: (from) => [bytes.subarray(from)] } })
  const saved = (await ana.says(/^has: .*back\.bin$/)).slice('has: '.length)
  t.ok(readFileSync(saved).equals(bytes), 'and what Ben sent')
})

t.test('what was said is in the device and nowhere in the server; the party\'s keys the other way round', { skip }, async (t) => {
  const spoken = [toBen, toAna]
  const found = searchMemory(server.pid(), spoken)
  t.ok(found.bytes > 30 << 20, `${String(found.bytes >> 20)} MiB of the server were read`)
  t.strictSame(found.hits, [0, 0])
  t.ok(searchMemory(ana.pid(), spoken).hits.every((hits) => hits > 0), 'the same search finds both in Ana\'s device')
  t.strictSame(searchMemory(bo.pid(), spoken).hits, [0, 0], 'and nothing in Bo\'s')
  t.strictSame((await searchForTexts([folder], spoken)).hits, [], 'nor in a file of the server')
  t.ok((await searchForTexts([ana.folder], spoken)).hits.length > 0)
  const secrets = [keys.issuerKey.d, keys.linkKey.d]
  t.strictSame(searchMemory(ana.pid(), secrets).hits, [0, 0], 'the device has no key of the party')
  t.ok(searchMemory(server.pid(), secrets).hits.every((hits) => hits > 0), 'the same search finds them in the server')
})

t.test('no device asks, reads or is vouched for as another', async (t) => {
  const headers = { authorization: `Bearer ${bo.token}` }
  await bo.kill()
  const asBo = connectHome({ open: () => overWebSocket(new WebSocket(`${url.replace('http', 'ws')}/device`, { headers })) })
  const way = asBo.transport()
  await t.rejects(way.request({ kind: 'countPrekeys', userId: anaUser, deviceId: deviceId(1) }), { code: 'NOT_YOURS' })
  await t.rejects(way.request({ kind: 'withdrawConsent', user: anaUser, peerUser: ben.userId! }), { code: 'NOT_YOURS' })
  await t.rejects(way.request({ kind: 'unenlist', userId: anaUser }), { code: 'OUT_OF_SCOPE' })
  await t.rejects(way.request({ kind: 'listEnforcement' }), { code: 'OUT_OF_SCOPE' })
  let stolen = 0
  way.subscribe(anaUser, async () => { stolen += 1 })
  const text = unique('for Ana')
  await ben.send({ to: anaUser, text })
  await ana.says(`reads: ${text}`)
  t.equal(stolen, 0)
  await asBo.close()
  const claim = { identityKey: Buffer.from([5, ...randomBytes(32)]).toString('base64'), deviceListVersion: 1, userId: anaUser, address: 'ana@heron.example' }
  const signed = await (await fetch(`${url}/signature`, { method: 'POST', headers, body: JSON.stringify(claim) })).json() as { readonly token: string }
  const payload = JSON.parse(Buffer.from(signed.token.split('.')[1] ?? '', 'base64url').toString()) as { readonly sub: string; readonly adr: string }
  t.not(payload.sub, anaUser, 'whatever the body says, the token is for who logged in')
  t.equal(payload.adr, 'bo@heron.example')
  for (const authorization of ['', 'Bearer wrong']) t.equal((await fetch(`${url}/me`, { headers: { authorization } })).status, 401)
  const stranger = new WebSocket(`${url.replace('http', 'ws')}/device`, { headers: { authorization: 'Bearer wrong' } })
  const refusal = await new Promise<Error>((resolve) => { stranger.once('error', resolve) })
  t.match(refusal.message, /401/)
})

t.test('server and device are killed while messages come: nothing is lost, nothing comes twice', async (t) => {
  const texts = numbered('down', 40)
  const sent = (async () => { for (const text of texts) await ben.send({ to: anaUser, text }) })()
  await ana.says('reads: down 5')
  await server.kill()
  server.start()
  await ana.says('reads: down 15')
  await ana.kill()
  await sent
  ana.start()
  await ana.says('reads: down 40')
  await ana.kill()
  ana.start()
  await ana.says('reads: down 40')
  t.strictSame(ana.lines.filter((line) => line.startsWith('reads: down')), texts.map((text) => `reads: ${text}`), 'all of them once, in their order')
  await eventually(() => ben.sent({ limit: 500 }).every(({ state }) => state === 'delivered' || state === 'read'), 'each receipt comes')
})

t.test('and while messages go', async (t) => {
  const last = unique('up')
  const texts = [...numbered('up', 39), last]
  for (const text of texts) ana.type(text)
  await eventually(() => textsOf(ben).includes('up 5'), 'the fifth comes')
  await server.kill()
  server.start()
  await eventually(() => textsOf(ben).includes('up 15'), 'the fifteenth comes')
  await repeatedly(async () => { if ((await searchForTexts([ana.folder], [last])).hits.length === 0) throw new Error('not yet') }, 'Ana has stored the last one')
  await ana.kill()
  ana.start()
  await eventually(() => textsOf(ben).includes(last), 'the last one comes')
  t.strictSame(textsOf(ben).filter((text) => text.startsWith('up')), texts)
})

t.test('and when the gateway is killed, with the server and the device or without them', async (t) => {
  const [down, up] = [numbered('through', 30), numbered('back', 30)]
  const sent = (async () => { for (const text of down) await ben.send({ to: anaUser, text }) })()
  for (const text of up) ana.type(text)
  await ana.says('reads: through 3')
  await daemon.kill()
  await Promise.all([daemon.start(), sent])
  await ana.says('reads: through 12')
  await Promise.all([daemon.kill(), server.kill()])
  server.start()
  await daemon.start()
  await eventually(() => textsOf(ben).includes('back 10'), 'the tenth comes')
  await daemon.kill()
  await ana.kill()
  ana.start()
  await daemon.start()
  await ana.says('reads: through 30')
  await eventually(() => textsOf(ben).includes('back 30'), 'the last one comes')
  await ana.kill()
  ana.start()
  await ana.says('reads: through 30')
  t.strictSame(ana.lines.filter((line) => line.startsWith('reads: through')), down.map((text) => `reads: ${text}`))
  t.strictSame(textsOf(ben).filter((text) => text.startsWith('back')), up)
})

t.test('a message waits at the server while its device sleeps, sealed', async (t) => {
  await ana.kill()
  const text = unique('asleep')
  const { messageId } = await ben.send({ to: anaUser, text })
  await server.says(new RegExp(`^${anaUser} sleeps`))
  t.equal(ben.status(messageId)?.state, 'accepted')
  t.ok(readdirSync(folder).includes('mailbox.db'))
  t.strictSame((await searchForTexts([folder], [text])).hits, [])
  await server.kill()
  server.start()
  ana.start()
  await ana.says(`reads: ${text}`)
  await eventually(() => ben.status(messageId)?.state === 'delivered', 'Ben hears that it came')
})

t.test('a request that came right before a device was ended is answered when it runs again', async (t) => {
  const cy = await provider.addDevice('cy', 'Cy')
  cy.start()
  await cy.says('ready: cy@heron.example')
  await cy.kill()
  // The same device, as it is between hearing of the request and deciding.
  const home = connectHome({ open: () => overWebSocket(new WebSocket(`${url.replace('http', 'ws')}/device`, { headers: { authorization: `Bearer ${cy.token}` } })) })
  const admission = parseAdmissionFile(JSON.parse(readFileSync(join(folder, 'admission.json'), 'utf8')))
  const undecided = await openDevice({ file: join(cy.folder, 'device.db'), crypto: createLibsignal(), transport: home.transport(), trust: createTrust({ admission }) })
  await ben.requestContact({ toAddress: 'cy@heron.example' })
  await eventually(() => undecided.requests().length === 1, 'the request is stored')
  await undecided.close()
  await home.close()
  cy.start()
  await cy.says('in touch with Ben')
  t.ok(ben.contacts().some(({ displayName }) => displayName === 'Cy'))
})
