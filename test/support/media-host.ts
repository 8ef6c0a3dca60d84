// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a provider's server of sealed files on loopback, over TLS, that stops for a while in the middle of each.
import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import type { Teardown } from './scope.ts'
import { createSelfSigned } from './self-signed.ts'

/** Long enough that a fault meets it. */
const STOP_MS = 60

/** A running host. */
export interface MediaHost {
  /** As an agreement and an offer name it. */
  readonly host: string
  /** What a daemon needs to reach it. */
  readonly environment: Readonly<Record<string, string>>
  /** Gives the path at which a file lies from now on; by default one of its own. */
  put(content: Uint8Array, path?: string): string
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[]
  /** Resolves when this path is asked for next. */
  arrival(path: string): Promise<unknown>
  /** Files on their way just now. */
  sending(): number
}

/** Serves until the end of `t`; `otherwise` is what lies wherever nothing was put. */
export const createMediaHost = async (t: Teardown, otherwise?: Uint8Array): Promise<MediaHost> => {
  const [folder, { key, cert }] = [await createTempFolder('drawbridge-host-'), createSelfSigned('127.0.0.1')]
  t.teardown(() => folder.remove())
  const authority = join(folder.path, 'authority.pem')
  await writeFile(authority, cert)
  const [files, asked, arrivals] = [new Map<string, Uint8Array>(), [] as string[], new EventEmitter()]
  let sending = 0
  const server = createServer({ key, cert }, ({ url = '' }, response) => {
    asked.push(url)
    arrivals.emit(url)
    const content = files.get(url) ?? otherwise
    if (content === undefined) {
      response.writeHead(404).end()
      return
    }
    const half = Math.ceil(content.length / 2)
    sending += 1
    response.once('close', () => { sending -= 1 })
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': content.length }).write(content.subarray(0, half))
    void pause(STOP_MS).then(() => response.end(content.subarray(half)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return {
    host, environment: { NODE_EXTRA_CA_CERTS: authority, DRAWBRIDGE_OUTGOING_PRIVATE_HOSTS: host }, asked, sending: () => sending, arrival: (path) => once(arrivals, path),
    put: (content, path = `/${randomUUID()}`) => {
      files.set(path, content)
      return path
    },
  }
}
