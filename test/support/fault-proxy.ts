// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a TCP proxy on loopback that does what networks do: delay, drip, hold back without a word, cut, and close one half.
import { createServer, connect } from 'node:net'
import type { Socket } from 'node:net'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Teardown } from './scope.ts'

/** What bytes meet on their way, in both directions. */
export interface Weather {
  /** Each piece waits so long. */
  readonly delayMs?: number
  /** Pieces of so many bytes. */
  readonly dripBytes?: number
  /** Nothing passes and nobody is told: a partition. New connections open and stay silent. */
  readonly isSilent?: boolean
  /** New connections are refused. */
  readonly isRefusing?: boolean
}

/** A proxy that a test may set against those who talk through it. */
export interface FaultProxy {
  readonly port: number
  /** Connections that are open now. */
  connections(): number
  /** From now on; an empty one is fair. What was held back goes on. */
  set(weather: Weather): void
  /** Resets every connection, or so many of the newest. */
  cut(newest?: number): void
  /** Tells every client that the server has no more to say; what clients say still passes. */
  halfClose(): void
}

interface Pair { readonly client: Socket; readonly server: Socket }

/** A fair proxy before a loopback port; it ends with the test. */
export const createFaultProxy = async (t: Teardown, target: number): Promise<FaultProxy> => {
  const pairs = new Set<Pair>()
  let weather: Weather = {}
  let changed = Promise.withResolvers<undefined>()

  const carry = async (from: Socket, to: Socket): Promise<void> => {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      const { delayMs, dripBytes = chunk.length } = weather
      for (let at = 0; at < chunk.length; at += dripBytes) {
        if (delayMs !== undefined) await pause(delayMs)
        while (weather.isSilent) await changed.promise
        if (to.writable && !to.write(chunk.subarray(at, at + dripBytes))) await Promise.race([once(to, 'drain'), once(to, 'close')])
      }
    }
    to.end()
  }

  const proxy = createServer({ allowHalfOpen: true }, (client) => {
    if (weather.isRefusing) {
      client.resetAndDestroy()
      return
    }
    const pair = { client, server: connect({ port: target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true }) }
    pairs.add(pair)
    for (const [one, other] of [[pair.client, pair.server], [pair.server, pair.client]] as const) {
      one.setNoDelay(true)
      // An iteration over a socket that was reset rejects; its end is all that counts.
      carry(one, other).catch(() => other.destroy())
      one.on('error', () => other.destroy()).on('close', () => pairs.delete(pair))
    }
  })
  await new Promise<void>((resolve) => { proxy.listen(0, '127.0.0.1', resolve) })
  const cut = (newest = pairs.size): void => { for (const { client, server } of [...pairs].slice(-newest)) for (const socket of [client, server]) socket.resetAndDestroy() }
  t.teardown(async () => {
    proxy.close()
    set({})
    cut()
  })
  const address = proxy.address()
  const set = (next: Weather): void => {
    weather = next
    changed.resolve(undefined)
    changed = Promise.withResolvers()
  }
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    connections: () => pairs.size,
    set,
    cut,
    halfClose: () => { for (const { client } of pairs) client.end() },
  }
}
