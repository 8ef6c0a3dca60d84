// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createPlainServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import type { Test } from 'tap'
import type { AttachmentId } from '../../src/model/attachments.ts'
import { deviceId, submissionId } from '../../src/model/ids.ts'
import { connectLink, createPartyKeys } from '../../src/sdk/link/index.ts'
import { encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { createCouple, REGISTRATION } from '../support/couple.ts'
import type { Couple, Side } from '../support/couple.ts'
import { createDaemon } from '../support/daemon.ts'
import { createMediaHost } from '../support/media-host.ts'
import { repeatedly } from '../support/waiting.ts'

t.setTimeout(240_000)

const CONTENT = randomBytes(300_000)
const SHA256 = createHash('sha256').update(CONTENT).digest()

/** A daemon whose operator vouches for the host, which has other bytes wherever nothing was put, and two people who may talk. */
const openHosting = async (t: Test) => {
  const host = await createMediaHost(t, randomBytes(CONTENT.length))
  const daemon = await createDaemon(t, host.environment)
  await daemon.start()
  const couple = await createCouple(daemon, connectLink, undefined, [host.host])
  t.teardown(() => Promise.all([couple.core.link.close(), couple.provider.link.close()]))
  return { host, daemon, couple }
}

const offer = ({ core, provider }: Couple, host: string, path: string) => provider.link.request({
  kind: 'offerHosted', senderUser: provider.user, senderDevice: deviceId(1), recipientUser: core.user, consentToken: provider.token, sizeBytes: CONTENT.length, sha256: SHA256, host, path,
})

/** Offers it, and gives its id. */
const offered = async (couple: Couple, host: string, path: string): Promise<AttachmentId> => {
  const answer = await offer(couple, host, path)
  if (answer.kind !== 'attachmentStatus' || answer.state !== 'pending') throw new Error(`not pending: ${JSON.stringify(answer)}`)
  return answer.attachmentId
}

const device = { deviceId: deviceId(1), registrationId: REGISTRATION, type: 2 } as const

const send = ({ core, provider }: Couple, ...attachments: readonly AttachmentId[]) => provider.link.request({ kind: 'submit', submission: {
  submissionId: submissionId(randomUUID()), senderUser: provider.user, senderDevice: deviceId(1), recipientUser: core.user, consentToken: provider.token,
  envelopes: [{ ...device, bytes: encodeEnvelope({ ...device, ciphertext: Buffer.from('see') }) }],
  commitment: randomBytes(32), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false, attachments,
} })

/** What a side is told of it, once that is no longer that it is pending. */
const told = ({ link, user }: Side, attachmentId: AttachmentId) => repeatedly(async () => {
  const answer = await link.request({ kind: 'getAttachment', user, deviceId: deviceId(1), attachmentId })
  if (answer.kind === 'attachmentStatus' && answer.state === 'pending') throw new Error('it is pending')
  return answer
}, 'it is settled')

t.test('what a provider hosts is fetched when its message was accepted, before anybody asks, and read in ranges', async (t) => {
  const { host, daemon, couple } = await openHosting(t)
  const [unnamed, named] = await Promise.all(['/file/unnamed', '/file/named?v=2'].map((path) => offered(couple, host.host, host.put(CONTENT, path))))
  if (unnamed === undefined || named === undefined) throw new Error('two were offered')
  const fetched = host.arrival('/file/named?v=2')
  t.match(await send(couple, named), { kind: 'accepted' })
  await fetched
  const ticket = await told(couple.core, named)
  if (ticket.kind !== 'attachmentTicket') throw new Error(JSON.stringify(ticket))
  const authorization = `Drawbridge ${Buffer.from(ticket.ticket).toString('base64url')}`
  const whole = await fetch(ticket.url, { headers: { authorization } })
  t.ok(Buffer.from(await whole.arrayBuffer()).equals(CONTENT))
  const part = await fetch(ticket.url, { headers: { authorization, range: 'bytes=100000-100099' } })
  t.match([part.status, part.headers.get('content-range')], [206, `bytes 100000-100099/${String(CONTENT.length)}`])
  t.ok(Buffer.from(await part.arrayBuffer()).equals(CONTENT.subarray(100_000, 100_100)))
  t.same(host.asked, ['/file/named?v=2'], 'once, and nothing that no message names')
  t.match(await told(couple.core, unnamed), { kind: 'attachmentStatus', state: 'gone' })
  t.equal(await daemon.stop(), 0)
})

t.test('both ends are told that what was hosted is not what was said', async (t) => {
  const { host, couple } = await openHosting(t)
  const id = await offered(couple, host.host, '/other')
  await send(couple, id)
  for (const side of [couple.core, couple.provider]) t.match(await told(side, id), { kind: 'attachmentStatus', state: 'corrupt' })
})

t.test('no host that leads back to this machine is admitted or taken in an offer, and nothing connects', async (t) => {
  let connections = 0
  const canary = createPlainServer((socket) => {
    connections += 1
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(canary, 'listening')
  t.teardown(() => { canary.close() })
  const port = String((canary.address() as AddressInfo).port)
  const { allowedHost, literals, urls } = JSON.parse(readFileSync(new URL('../vectors/ssrf/ssrf.json', import.meta.url), 'utf8')) as
    { readonly allowedHost: string; readonly literals: readonly { readonly host: string }[]; readonly urls: readonly { readonly url: string }[] }
  const places = [...literals.map(({ host }) => host), 'localhost', 'a.localhost', 'printer.local', 'db.internal', ...urls.map(({ url }) => url.replace(/^https?:\/\//, ''))].filter((place) => place !== allowedHost)
  const { application } = await createPartyKeys({ party: 'egret.example', role: 'provider', displayName: 'Egret' })
  t.ok(places.length > 160)
  const { host, daemon, couple } = await openHosting(t)
  // More than a link may ask that cannot be read: each half has a link of its own.
  for (const [end, of] of [['', couple], [`:${port}`, (await openHosting(t)).couple]] as const) {
    for (const place of places.map((place) => `${place}${end}`)) {
      await t.rejects(daemon.addParty({ ...application, mediaHosts: [place] }), /CONFIG_INVALID|MALFORMED/, place)
      await t.rejects(offer(of, place, '/file/x'), { code: /^(?:HOST_REFUSED|MALFORMED)$/ }, place)
    }
  }
  for (const path of ['', 'x', '@127.0.0.1/', `:${port}/`, `.${port}/`, '/a b', '/\u007f', `/${'a'.repeat(2_048)}`]) await t.rejects(offer(couple, host.host, path), { code: 'MALFORMED' }, path)
  const inside = [`//127.0.0.1:${port}/`, `/@127.0.0.1:${port}/`, `/?https://127.0.0.1:${port}/`, `/file/..//127.0.0.1:${port}/`]
  const ids = await Promise.all(inside.map((path) => offered(couple, host.host, path)))
  await send(couple, ...ids)
  for (const id of ids) t.match(await told(couple.core, id), { kind: 'attachmentStatus', state: 'corrupt' }, 'the host itself was asked')
  t.equal(connections, 0)
})
