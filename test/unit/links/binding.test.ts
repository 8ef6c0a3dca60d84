// SPDX-License-Identifier: AGPL-3.0-only
import { BlockList } from 'node:net'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import t from 'tap'
import { bindingOf, proxyList } from '../../../src/links/handshake-binding.ts'
import { RawLink } from '../../support/raw-link.ts'
import { createSelfSigned } from '../../support/self-signed.ts'
import { bench, row } from './support.ts'
import type { Bench } from './support.ts'

const overTls = async (b: Bench, maxVersion: 'TLSv1.2' | 'TLSv1.3'): Promise<RawLink> => {
  const link = await RawLink.connect(b.url.replace('ws:', 'wss:'), { rejectUnauthorized: false, maxVersion })
  b.parties.set(b.heron.party, row(b.heron, { bindingMode: 'exporter' }))
  await link.hello()
  return link
}

const exporterOf = (link: RawLink): Buffer => {
  if (!(link.socket instanceof TLSSocket)) throw new Error('not TLS')
  return link.socket.exportKeyingMaterial(32, 'EXPORTER-drawbridge-v1', Buffer.alloc(0))
}

const https = { https: { ...createSelfSigned(), minVersion: 'TLSv1.2' } }

t.test('over TLS 1.3 a link is bound to the exporter value of its own connection', async (t) => {
  const b = await bench(t, { server: https })
  const link = await overTls(b, 'TLSv1.3')
  const claim = { ...b.claim(b.heron), bindingMode: 'exporter', exporter: exporterOf(link) } as const
  link.send(0, link.auth(claim))
  const { signature } = await link.expect('auth')
  t.ok(b.gatewayProves(link, claim, signature))
  await link.expect('ready')
  link.destroy()
})

t.test('the exporter value of another connection, or of TLS 1.2, opens nothing', async (t) => {
  const b = await bench(t, { server: https })
  const other = await overTls(b, 'TLSv1.3')
  const stolen = exporterOf(other)
  other.destroy()
  for (const [version, exporter] of [['TLSv1.3', stolen], ['TLSv1.2', undefined]] as const) {
    const link = await overTls(b, version)
    link.send(0, link.auth({ ...b.claim(b.heron), bindingMode: 'exporter', exporter: exporter ?? exporterOf(link) }))
    t.match(await link.expect('error'), { code: 'UNAUTHENTICATED' }, version)
    t.equal((await link.closed).code, 4003, version)
  }
})

t.test('plain-loopback does not open a link over TLS', async (t) => {
  const b = await bench(t, { server: https })
  const link = await overTls(b, 'TLSv1.3')
  b.parties.set(b.heron.party, row(b.heron))
  link.send(0, link.auth(b.claim(b.heron)))
  t.match(await link.expect('error'), { code: 'UNAUTHENTICATED' })
})

t.test('mode proxy opens a link from a declared proxy, whatever its headers say', async (t) => {
  for (const [proxies, opens] of [[['127.0.0.0/8'], true], [['::1', '10.0.0.1'], false]] as const) {
    const b = await bench(t, { options: { proxies } })
    b.parties.set(b.heron.party, row(b.heron, { bindingMode: 'proxy' }))
    const link = await RawLink.connect(b.url, { headers: { 'x-forwarded-for': '10.0.0.1', 'x-client-cert': 'heron.example' } })
    await link.hello()
    link.send(0, link.auth({ ...b.claim(b.heron), bindingMode: 'proxy' }))
    t.equal((await link.next()).body.kind, opens ? 'auth' : 'error')
    link.destroy()
  }
})

const socket = (remoteAddress: string | undefined, localAddress: string): Socket => ({ remoteAddress, localAddress }) as unknown as Socket

t.test('plain-loopback needs loopback at both ends', async (t) => {
  const table: readonly (readonly [string | undefined, string, boolean])[] = [
    ['127.0.0.1', '127.0.0.1', true], ['127.8.9.1', '127.0.0.1', true], ['::1', '::1', true], ['::ffff:127.0.0.1', '::FFFF:127.0.0.1', true],
    ['10.0.0.1', '127.0.0.1', false], ['127.0.0.1', '10.0.0.1', false], ['::ffff:10.0.0.1', '::ffff:127.0.0.1', false],
    ['::2', '::1', false], ['fe80::1', 'fe80::1', false], [undefined, '127.0.0.1', false],
  ]
  for (const [remote, local, isBound] of table) {
    t.equal(bindingOf(socket(remote, local), 'plain-loopback', new BlockList()) !== undefined, isBound, `${String(remote)} to ${local}`)
  }
})

t.test('a proxy is an address or a range, of either family', async (t) => {
  const proxies = proxyList(['10.1.2.3', '192.168.0.0/16', 'fd00::/8'])
  for (const [address, isProxy] of [['10.1.2.3', true], ['::ffff:10.1.2.3', true], ['192.168.9.9', true], ['fd12::1', true], ['10.1.2.4', false], ['fe80::1', false]] as const) {
    t.equal(bindingOf(socket(address, '10.0.0.9'), 'proxy', proxies) !== undefined, isProxy, address)
  }
  for (const wrong of ['proxy.example', '', '10.0.0.0/33', '10.0.0.0/x', '1.2.3']) t.throws(() => proxyList([wrong]), wrong)
})
