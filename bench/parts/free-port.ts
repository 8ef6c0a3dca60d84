// SPDX-License-Identifier: AGPL-3.0-only
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below what a system gives out by itself (RFC 6335: from 49,152; Linux: from 32,768), so that no connection takes it before its server does. */
const PORTS = { from: 16_384, below: 32_768 } as const
/** More are taken only where something is wrong. */
const TRIES = 20

/** A loopback port that nobody listens on at this moment, and that the system gives to nobody else. Throws after {@link TRIES} ports that are taken. */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(PORTS.from, PORTS.below)
    if (await isFree(port)) return port
  }
  throw new Error(`${String(TRIES)} ports were taken`)
}

const isFree = (port: number): Promise<boolean> => new Promise((resolve) => {
  const server = createServer().on('error', () => { resolve(false) }).listen(port, '127.0.0.1', () => { server.close(() => { resolve(true) }) })
})
