// SPDX-License-Identifier: AGPL-3.0-only
import { createServer } from 'node:https'
import type { TLSSocket } from 'node:tls'
import t from 'tap'
import { createFakeGateway, openAsGateway } from '../../../support/fake-gateway.ts'
import type { FakeConnection } from '../../../support/fake-gateway.ts'
import { createSelfSigned } from '../../../support/self-signed.ts'
import { connectTo } from './support.ts'

const certificate = createSelfSigned()
const tls = { ca: certificate.cert }
const exporterOf = ({ request }: FakeConnection): Buffer =>
  (request.socket as TLSSocket).exportKeyingMaterial(32, 'EXPORTER-drawbridge-v1', Buffer.alloc(0))

t.test('in mode exporter both proofs cover the TLS connection', async (t) => {
  const gateway = await createFakeGateway(t, { bindingMode: 'exporter', server: createServer(certificate) })
  const { link } = connectTo(t, gateway, { tls })
  const connection = await gateway.connection()
  const { isAuthentic } = await openAsGateway(connection, gateway, { exporter: exporterOf(connection) })
  t.ok(isAuthentic)
  await link.ready
})

t.test('a proof over another TLS connection is refused: somebody ends the TLS in between', async (t) => {
  const gateway = await createFakeGateway(t, { bindingMode: 'exporter', server: createServer(certificate) })
  const { link } = connectTo(t, gateway, { tls })
  const { isAuthentic } = await openAsGateway(await gateway.connection(), gateway, { exporter: new Uint8Array(32) })
  t.notOk(isAuthentic)
  t.match(await link.closed, { why: 'impostor' })
})

t.test('in mode proxy the proofs hold without the TLS connection', async (t) => {
  const gateway = await createFakeGateway(t, { bindingMode: 'proxy', server: createServer(certificate) })
  const { link } = connectTo(t, gateway, { tls })
  const { isAuthentic } = await gateway.link()
  t.ok(isAuthentic)
  await link.ready
})

t.test('mode exporter takes no TLS 1.2', async (t) => {
  const gateway = await createFakeGateway(t, { bindingMode: 'exporter', server: createServer({ ...certificate, maxVersion: 'TLSv1.2' }) })
  const { logged } = connectTo(t, gateway, { tls })
  t.match((await logged('lost')).reason, /protocol version/i)
})

t.test('a certificate that nobody vouches for ends in another try, not in a link', async (t) => {
  const gateway = await createFakeGateway(t, { bindingMode: 'proxy', server: createServer(certificate) })
  const { logged } = connectTo(t, gateway)
  t.match((await logged('lost')).reason, /self.signed/)
})
