// SPDX-License-Identifier: AGPL-3.0-only
// Promise: servers on loopback that say who connected, and deadlines that run out when a test says so.
import type { Test } from 'tap'
import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer as createSecureServer } from 'node:tls'
import { createOutgoing, OUTGOING_LIMITS } from '../../src/ops/outgoing/outgoing.ts'
import type { OutgoingCall, OutgoingDeps } from '../../src/ops/outgoing/ports.ts'
import { createSelfSigned } from './self-signed.ts'

/** The name that the certificate of {@link secureServer} is for. */
export const HOST = 'media.heron.example'

/** A certificate for {@link HOST}; its own authority. */
const certificate = createSelfSigned(HOST)

/** A listener that counts connections. */
export interface Counted { readonly port: number; readonly connections: () => number }

/** Listens on an address of loopback until the test ends. `port` 0 takes a free one. */
const listen = async (t: Test, server: Server, host: string, port: number): Promise<Counted> => {
  let connections = 0
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    connections += 1
    open.add(socket.on('error', () => undefined).on('close', () => open.delete(socket)))
  })
  server.listen(port, host)
  await once(server, 'listening')
  t.teardown(async () => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, connections: () => connections }
}

/** A plain server; without a handler it only counts, and closes what comes. */
export const plainServer = (t: Test, handle: (socket: Socket) => void = (socket) => socket.destroy(), host = '127.0.0.1', port = 0): Promise<Counted> =>
  listen(t, createServer(handle), host, port)

/** A TLS server that hands out each connection; `cert` may be another than the one that is trusted. */
export const secureServer = (t: Test, handle: (socket: Socket & { servername?: unknown }) => void, cert = certificate): Promise<Counted> => {
  const server = createSecureServer(cert, (socket) => {
    socket.on('error', () => undefined)
    handle(socket)
  })
  server.on('tlsClientError', () => undefined)
  return listen(t, server, '127.0.0.1', 0)
}

/** Deadlines that pass when told to. */
export const createDeadlines = () => {
  const running = new Map<number, () => void>()
  const changed = new EventEmitter()
  return {
    timers: { after: (ms: number, task: () => void) => {
      running.set(ms, task)
      changed.emit('set')
      return () => { running.delete(ms) }
    } },
    /** Lets the deadline of `ms` pass, as soon as one runs. */
    pass: async (ms: number): Promise<void> => {
      while (!running.has(ms)) await once(changed, 'set')
      running.get(ms)?.()
    },
    running: () => running.size,
  }
}

/** A connector for {@link HOST} at a port of loopback, and a call to it. */
export const connectorTo = (port: number, deps: Partial<OutgoingDeps> = {}) => {
  const deadlines = createDeadlines()
  const asked: string[] = []
  const resolve = async (hostname: string) => {
    asked.push(hostname)
    return [{ address: '127.0.0.1', family: 4 }]
  }
  const outgoing = createOutgoing({ privateHosts: [`${HOST}:${port}`] }, { timers: deadlines.timers, resolve, ca: certificate.cert, ...deps })
  const call = (more: Partial<OutgoingCall> = {}) =>
    outgoing.call({ url: `https://${HOST}:${port}/a/b?c=d`, hosts: [HOST], signal: new AbortController().signal, ...more })
  const download = (maxBytes: number, take: (piece: Uint8Array) => Promise<void>, signal: AbortSignal = new AbortController().signal) =>
    outgoing.download({ url: `https://${HOST}:${port}/a/b?c=d`, hosts: [HOST], signal, maxBytes }, take)
  return { outgoing, call, download, asked, deadlines, limits: OUTGOING_LIMITS }
}
