// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
// Promise: a running daemon takes new certificates and the level of its log when it is told to, ends nothing for it, and keeps what it has where the new is wrong.
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kill } from 'node:process'
import { connect } from 'node:tls'
import type { TLSSocket } from 'node:tls'
import t from 'tap'
import type { Test } from 'tap'
import { freePort } from '../../bench/parts/free-port.ts'
import { createDaemon } from '../support/daemon.ts'
import { createSelfSigned } from '../support/self-signed.ts'
import { eventually, within } from '../support/waiting.ts'

t.setTimeout(170_000)

const fingerprint = (cert: string): string => new X509Certificate(cert).fingerprint256

/** A connection over TLS to a port of loopback; the certificate that was shown. */
const secure = async (t: Test, port: number): Promise<{ readonly socket: TLSSocket; readonly shown: string }> => {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, minVersion: 'TLSv1.3' })
  t.teardown(() => socket.destroy())
  await within(once(socket, 'secureConnect'), 'TLS')
  return { socket, shown: socket.getPeerX509Certificate()!.fingerprint256 }
}

/** Whether a request on this connection is answered. */
const answers = async (socket: TLSSocket): Promise<boolean> => {
  socket.write('GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n')
  const [text] = await within(once(socket, 'data'), 'an answer') as [Buffer]
  return text.toString('latin1').startsWith('HTTP/1.1 200')
}

const createPage = async (t: Test) => {
  const folder = t.testdir()
  const [links, core] = [createSelfSigned(), createSelfSigned()]
  const ports = { links: await freePort(), core: await freePort() }
  const put = (which: 'links' | 'core', { cert, key }: { readonly cert: string; readonly key: string | Buffer }): void => {
    writeFileSync(join(folder, `${which}.pem`), cert)
    writeFileSync(join(folder, `${which}.key`), key)
  }
  const configure = (level: string, more = ''): void => {
    writeFileSync(join(folder, 'config.yaml'), `links:
  tls: { certFile: links.pem, keyFile: links.key }
core:
  listen: 127.0.0.1:${String(ports.core)}
  tls: { certFile: core.pem, keyFile: core.key }
log: { level: ${level} }
${more}`)
  }
  put('links', links)
  put('core', core)
  configure('info')
  const daemon = await createDaemon(t, { DRAWBRIDGE_CONFIG: join(folder, 'config.yaml') })
  await daemon.start()
  ports.links = Number(new URL(daemon.linksUrl).port)
  let told = 0
  /** Signals, waits until the daemon has said what it did, and gives that. */
  const reload = async (): Promise<readonly Record<string, unknown>[]> => {
    const from = readFileSync(daemon.logFile, 'utf8').length
    told += 1
    kill(daemon.pid(), 'SIGHUP')
    const lines = (text: string) => text.split('\n').filter((line) => /"event":"config\./.test(line))
    await eventually(() => lines(readFileSync(daemon.logFile, 'utf8')).filter((line) => /reloaded|refused/.test(line)).length === told, 'the reload')
    return lines(readFileSync(daemon.logFile, 'utf8').slice(from)).map((line) => JSON.parse(line) as Record<string, unknown>)
  }
  return { daemon, links, core, ports, put, configure, reload }
}

t.test('new certificates are shown to who connects from then on, and nobody is cut off', async (t) => {
  const { links, core, ports, put, reload } = await createPage(t)
  const before = { links: await secure(t, ports.links), core: await secure(t, ports.core) }
  t.same([before.links.shown, before.core.shown], [fingerprint(links.cert), fingerprint(core.cert)])
  const renewed = { links: createSelfSigned(), core: createSelfSigned() }
  put('links', renewed.links)
  put('core', renewed.core)
  t.match(await reload(), [{ event: 'config.reloaded', count: 0 }], 'no key changed, and the files are read again')
  t.equal((await secure(t, ports.links)).shown, fingerprint(renewed.links.cert))
  t.equal((await secure(t, ports.core)).shown, fingerprint(renewed.core.cert))
  t.ok(await answers(before.links.socket), 'a connection from before goes on')
})

t.test('where one of the new is wrong nothing is taken, and the next that is right is', async (t) => {
  const { daemon, links, core, ports, put, configure, reload } = await createPage(t)
  const shown = async () => [(await secure(t, ports.links)).shown, (await secure(t, ports.core)).shown]
  const wrong = [
    ['the key of another certificate', () => { put('core', { cert: createSelfSigned().cert, key: core.key }) }],
    ['a certificate that is over', () => { put('core', createSelfSigned('localhost', 2024)) }],
    ['no certificate', () => { put('core', { cert: 'none', key: core.key }) }],
    ['no configuration', () => { configure('loud') }],
  ] as const
  for (const [title, spoil] of wrong) {
    put('links', createSelfSigned())
    put('core', core)
    configure('info')
    spoil()
    t.match(await reload(), [{ level: 'error', event: 'config.refused', code: 'CONFIG_INVALID' }], title)
    t.same(await shown(), [fingerprint(links.cert), fingerprint(core.cert)], `${title}: neither listener shows another certificate`)
    t.ok(daemon.isRunning())
  }
  const good = createSelfSigned()
  put('links', good)
  put('core', core)
  configure('info')
  t.match(await reload(), [{ event: 'config.reloaded' }])
  t.same(await shown(), [fingerprint(good.cert), fingerprint(core.cert)])
})

t.test('the level of the log changes at once, and whatever waits for a start is named', async (t) => {
  const { daemon, configure, reload } = await createPage(t)
  configure('debug', 'media: { folder: elsewhere }\nstore: { lingerMs: 9 }')
  t.match(await reload(), [
    { event: 'config.needs-restart', setting: 'store.lingerMs' }, { event: 'config.needs-restart', setting: 'media.folder' }, { event: 'config.reloaded', count: 1 },
  ])
  configure('warn', 'store: { lingerMs: 9 }')
  kill(daemon.pid(), 'SIGHUP')
  await eventually(() => readFileSync(daemon.logFile, 'utf8').split('"config.needs-restart"').length === 4, 'the second reload')
  t.equal(await daemon.stop(), 0)
  t.notMatch(readFileSync(daemon.logFile, 'utf8'), /daemon\.stopped/, 'what is not severe is not written any more')
})
