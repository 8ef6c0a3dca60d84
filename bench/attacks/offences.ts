// SPDX-License-Identifier: AGPL-3.0-only
// Promise: for each kind of attackers what one of them does with a connection, again and again until the gateway ends it or
// it is told to stop.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { userId } from '../../src/model/ids.ts'
import { encodePartyFrame } from '../../src/wire/gateway/index.ts'
import type { Orders } from './kinds.ts'
import { BINARY, CONTINUATION, frameOf, openParty, openStranger, PING } from './raw-link.ts'

/** One attacker of a kind. */
export interface Offence {
  /** Gets it a connection, before the clock runs; rejects when it is turned away. */
  open(index: number): Promise<Socket>
  /** Offends until the connection is gone; what never breaks a rule ends it by itself once `halt` is aborted. */
  offend(connection: Socket, index: number, halt: AbortSignal): Promise<void>
}

/** Between two bytes of who dribbles: enough to look alive to whoever counts only silence. */
const DRIBBLE_MS = 1_000
/** Bytes of a flood that are handed to the system at once. */
const BLOCK_BYTES = 32_768
const MANY_HEADERS = 1_024
const MEDIA_PATH = `/v1/attachments/${randomUUID()}`

/** What those of one kind do. Throws for a kind that nobody knows. */
export const offenceOf = (orders: Orders): Offence => {
  const offence = offences(orders)[orders.kind]
  if (offence === undefined) throw new Error(`no attack ${orders.kind}`)
  return offence
}

const offences = (orders: Orders): Readonly<Record<string, Offence>> => {
  const { linksPort, corePort } = orders
  const plain = (port: number) => () => dial(port)
  /** Half of them at each listener. */
  const either = (index: number): Promise<Socket> => dial(index % 2 === 0 ? linksPort : corePort)
  const party = (index: number): Promise<Socket> => {
    const { members } = orders
    const member = members[index % members.length]
    if (member === undefined) throw new Error('a party without members')
    return openParty(member, `hostile-${orders.kind}-${String(index)}`)
  }
  const link = (bytes: Buffer) => ({ open: party, offend: (socket: Socket, _index: number, halt: AbortSignal) => flood(socket, bytes, halt) })
  return {
    'silent-connection': { open: plain(linksPort), offend: closed },
    'dribbled-upgrade': { open: plain(linksPort), offend: (socket) => dribble(socket, Buffer.from('GET /v1/link HTTP/1.1\r\nhost: x\r\nx-padding: '.padEnd(MANY_HEADERS, 'x'))) },
    'dribbled-hello': { open: () => openStranger(`ws://127.0.0.1:${String(linksPort)}/v1/link`), offend: (socket) => dribble(socket, frameOf(Buffer.alloc(200))) },
    'dribbled-frame': { open: party, offend: (socket) => dribble(socket, frameOf(Buffer.alloc(20_000))) },
    requests: link(requests()),
    pings: link(repeated(frameOf(Buffer.alloc(0), PING))),
    'tiny-frames': link(tinyFrames()),
    fragments: link(Buffer.concat([frameOf(Buffer.alloc(1), BINARY, false), ...Array.from({ length: BLOCK_BYTES / 8 }, () => frameOf(Buffer.alloc(1), CONTINUATION, false))])),
    undecodable: link(repeated(frameOf(Buffer.of(0x0b)))),
    storm: { open: plain(linksPort), offend: async (socket) => { socket.destroy() } },
    'slow-headers': { open: either, offend: (socket) => dribble(socket, Buffer.from('GET / HTTP/1.1\r\nhost: x\r\nx-padding: '.padEnd(MANY_HEADERS, 'x'))) },
    'slow-body': { open: either, offend: (socket, index) => slowBody(socket, index % 2 === 0 ? ['PATCH', MEDIA_PATH] : ['POST', '/core/v1/messages']) },
    'big-headers': { open: either, offend: (socket) => sayAndWait(socket, `GET / HTTP/1.1\r\nhost: x\r\n${'x-padding: '.padEnd(MANY_HEADERS, 'x')}\r\n`.repeat(64)) },
    'kept-alive': { open: either, offend: (socket) => sayAndWait(socket, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n') },
  }
}

const dial = async (port: number): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return socket.on('error', () => undefined).on('data', () => undefined)
}

const closed = async (socket: Socket): Promise<void> => {
  if (!socket.closed) await new Promise<void>((resolve) => { socket.once('close', () => { resolve() }) })
}

/** One byte now and then. */
const dribble = async (socket: Socket, bytes: Buffer): Promise<void> => {
  const end = closed(socket)
  for (let next = 0; !socket.destroyed; next += 1) {
    if (next < bytes.length) socket.write(bytes.subarray(next, next + 1))
    await Promise.race([end, pause(DRIBBLE_MS)])
  }
  await end
}

const sayAndWait = async (socket: Socket, text: string): Promise<void> => {
  socket.write(text)
  await closed(socket)
}

const slowBody = async (socket: Socket, [method, path]: readonly [string, string]): Promise<void> => {
  socket.write(`${method} ${path} HTTP/1.1\r\nhost: x\r\ntus-resumable: 1.0.0\r\nupload-offset: 0\r\ncontent-type: application/offset+octet-stream\r\ncontent-length: 100000\r\n\r\n`)
  await dribble(socket, Buffer.alloc(MANY_HEADERS))
}

/** The same bytes over and over, as fast as the other side takes them. */
const flood = async (socket: Socket, bytes: Buffer, halt: AbortSignal): Promise<void> => {
  const end = closed(socket)
  const stop = (): void => { socket.destroy() }
  halt.addEventListener('abort', stop, { once: true })
  const pour = (): void => { while (!socket.destroyed && socket.write(bytes)); }
  socket.on('drain', pour)
  pour()
  await end
  halt.removeEventListener('abort', stop)
}

const repeated = (bytes: Buffer): Buffer => Buffer.concat(Array.from({ length: Math.floor(BLOCK_BYTES / bytes.length) }, () => bytes))

/** Frame.id and a field that nobody knows, empty: each is answered with an error of its own. */
const tinyFrames = (): Buffer => numbered((id) => Buffer.of(0x08, 0x80 | (id & 0x7f), id >> 7, 0xba, 0x3e, 0x00))

/** A request that costs reading: keys of somebody who is not there. */
const requests = (): Buffer => {
  const [senderUser, recipientUser] = [userId(randomUUID()), userId(randomUUID())]
  return numbered((id) => encodePartyFrame(id, { kind: 'getBundles', senderUser, recipientUser, consentToken: Buffer.alloc(32), demandedCustody: undefined, deviceIds: [] }))
}

const numbered = (frame: (id: number) => Uint8Array): Buffer => {
  const frames: Buffer[] = []
  for (let size = 0, id = 128; size < 8 * BLOCK_BYTES && id < 4_096; id += 1) {
    const made = frameOf(frame(id))
    frames.push(made)
    size += made.length
  }
  return Buffer.concat(frames)
}
