// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 150
// Promise: a stranger who shakes hands slowly over TLS is off the listeners in the seconds that any other has, which Node's own two minutes are not.
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { createCoreServer } from '../../../src/gateway/core-server.ts'
import type { CoreServerDeps } from '../../../src/gateway/core-server.ts'
import { createLinksServer } from '../../../src/gateway/links-server.ts'
import type { LinksServerDeps } from '../../../src/gateway/links-server.ts'
import { createHealth } from '../../../src/ops/health.ts'
import { createSelfSigned } from '../../support/self-signed.ts'
import { within } from '../../support/waiting.ts'

t.setTimeout(140_000)

const listen = { host: '127.0.0.1', port: 0 }
const DRIBBLE_MS = 500

/** The first bytes of a ClientHello, one now and then, until the connection is gone. */
const shakeSlowly = async (t: Test, port: number): Promise<void> => {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined)
  t.teardown(() => socket.destroy())
  await once(socket, 'connect')
  const hello = Buffer.from('16030102000100', 'hex')
  let next = 0
  const timer = setInterval(() => { if (next < hello.length) socket.write(hello.subarray(next, ++next)) }, DRIBBLE_MS)
  t.teardown(() => { clearInterval(timer) })
  // Half of Node's own time.
  await within(once(socket.resume(), 'close'), 'it is cut off', 60_000)
}

t.test('a handshake of TLS that goes on byte by byte is ended on both listeners', async (t) => {
  const { key, cert } = createSelfSigned('localhost')
  const [certFile, keyFile] = [join(t.testdir(), 'cert.pem'), join(t.testdir(), 'key.pem')]
  writeFileSync(certFile, cert)
  writeFileSync(keyFile, key)
  const tls = { certFile, keyFile }
  const deps = {
    health: createHealth(() => true), events: {}, correlationId: () => '', links: { register: async () => {} }, about: { name: 'x', version: '1', source: 'https://source.example' },
  } as unknown as LinksServerDeps
  const links = await createLinksServer({ listen, publicUrl: undefined, tls, proxies: [], sourceUrl: undefined }, deps)
  const core = await createCoreServer({ e2ee: true, webhook: undefined, webhookProofs: false, http: { listen, tls } }, { ...deps, relay: {}, registry: {}, timers: {} } as unknown as CoreServerDeps)
  await Promise.all([links.start(), core!.start()])
  t.teardown(() => Promise.all([links.stop(), core!.stop()]))
  await Promise.all([shakeSlowly(t, Number(new URL(links.url()).port)), shakeSlowly(t, core!.port()!)])
  t.pass('both are cut off')
})
