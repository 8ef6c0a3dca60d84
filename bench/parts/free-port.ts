// SPDX-License-Identifier: AGPL-3.0-only
import { createServer } from 'node:net'

/** A loopback port that nobody listens on at this moment. */
export const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => { resolve(typeof address === 'object' && address ? address.port : 0) })
  })
})
