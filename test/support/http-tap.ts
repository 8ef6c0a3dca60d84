// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a proxy between a core and the gateway that writes down every byte that passes, as a reverse proxy that logs bodies would.
import { appendFileSync, mkdirSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Teardown } from './scope.ts'

/** The proxy. */
export interface HttpTap {
  readonly port: number
  /** Files of what passed until now; what passes from now on goes elsewhere. */
  turn(): string
}

/** A proxy before a loopback port that keeps its files below `folder`; it ends with the test. */
export const createHttpTap = async (t: Teardown, target: number, folder: string): Promise<HttpTap> => {
  let [reel, connections] = [0, 0]
  const current = (): string => join(folder, String(reel))
  const record = (file: string) => (chunk: Buffer): void => { appendFileSync(join(current(), file), chunk) }
  mkdirSync(current())
  const proxy = createServer((client) => {
    const name = String(connections += 1)
    const server = connect({ host: '127.0.0.1', port: target })
    client.on('data', record(`${name}.asked`)).pipe(server)
    server.on('data', record(`${name}.answered`)).pipe(client)
    for (const [one, other] of [[client, server], [server, client]] as const) one.on('error', () => undefined).on('close', () => { other.destroy() })
    t.teardown(() => { client.destroy() })
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  t.teardown(() => { proxy.close() })
  return {
    port: (proxy.address() as AddressInfo).port,
    turn: () => {
      const finished = current()
      reel += 1
      mkdirSync(current())
      return finished
    },
  }
}
