// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the connection under an open link, on which any bytes may then be written.
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { WebSocket } from 'ws'
import type { FrameSocket } from '../../src/sdk/link/frame-socket.ts'
import { openLink } from '../../src/sdk/link/handshake.ts'
import { settingsOf } from '../../src/sdk/link/options.ts'
import { systemTimers } from '../../src/sdk/link/timers.ts'
import type { Member } from '../load/people.ts'

/** An upgraded connection nobody is known on; its WebSocket is left alone from then on. */
export const openStranger = async (url: string): Promise<Socket> => {
  const { connection } = await upgrade(url)
  return letGo(connection)
}

/** An open link of a member; what comes on it is thrown away unread, and no ping is answered. Rejects when the gateway refuses it. */
export const openParty = async ({ keys, admission }: Member, instance: string): Promise<Socket> => {
  const { hello } = settingsOf({ admission, keys, instance })
  const { ws, connection } = await upgrade(admission.gateway.url)
  await openLink(framesOf(ws), { admission, keys, hello: hello() }, systemTimers, new AbortController().signal)
  return letGo(connection)
}

/** A frame of a client (RFC 6455 section 5.2), masked with zeros; payloads up to 65,535 bytes. */
export const frameOf = (payload: Uint8Array, opcode: number = BINARY, isFinal = true): Buffer => {
  const { length } = payload
  const first = (isFinal ? 0x80 : 0) | opcode
  const head = length < 126 ? Buffer.of(first, 0x80 | length) : Buffer.of(first, 0xfe, length >> 8, length & 0xff)
  return Buffer.concat([head, Buffer.alloc(4), payload])
}

/** Attackers have machines of their own: here they take what is left of this one. */
export const PRIORITY = 10

/** Opcodes. */
export const [CONTINUATION, BINARY, PING] = [0, 2, 9] as const

const upgrade = async (url: string): Promise<{ readonly ws: WebSocket; readonly connection: Socket }> => {
  const ws = new WebSocket(url, 'drawbridge.v1', { perMessageDeflate: false, autoPong: false })
  let connection: Socket | undefined
  ws.once('upgrade', ({ socket }) => { connection = socket })
  await once(ws, 'open')
  // Whatever ends it is seen by the connection's close.
  ws.on('error', () => undefined)
  if (connection === undefined) throw new Error('no upgrade')
  return { ws, connection }
}

/** From now on nothing that comes is looked at. */
const letGo = (connection: Socket): Socket => connection.removeAllListeners('data').on('data', () => undefined)

/** As much of a link's socket as a handshake uses. */
const framesOf = (ws: WebSocket): FrameSocket => {
  const came: Uint8Array[] = []
  let wake = (): void => undefined
  ws.on('message', (data) => {
    if (data instanceof Uint8Array) came.push(data)
    wake()
  })
  ws.once('close', () => { wake() })
  const next = async (): Promise<Uint8Array> => {
    for (;;) {
      const frame = came.shift()
      if (frame !== undefined) return frame
      if (ws.readyState !== ws.OPEN) throw new Error('the gateway closed')
      await new Promise<void>((resolve) => { wake = resolve })
    }
  }
  return {
    next, send: (frame) => { ws.send(frame) }, abort: () => { ws.terminate() }, close: () => { ws.terminate() },
    ping: () => undefined, listen: () => undefined, closed: new Promise(() => undefined),
    exporter: () => { throw new Error('only on loopback, without TLS') },
  }
}
