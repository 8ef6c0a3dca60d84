// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a durable store-and-forward relay must do and nothing else, to measure against: decode a message, insert it
// with its submission id, commit with others, answer, push from the mailbox in order, take the acknowledgement, delete. It
// asks nobody who they are and checks nothing. It stays as it is: another baseline would give every earlier ratio another
// meaning.
//
// Argument: a folder, which holds its database unless BASELINE_STORE_URL names one of PostgreSQL. Prints its port when it
// listens; ends with its input.
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import process from 'node:process'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { decodeFrame, encodeFrame } from './frames.ts'
import type { Frame, Submit } from './frames.ts'
import { openPostgresRows } from './postgres.ts'
import type { Rows } from './rows.ts'
import { openSqliteRows } from './sqlite.ts'

/** How long the first message of a batch waits for company, as in the gateway. */
const LINGER_MS = 1
/** The most messages in one transaction, as in the gateway. */
const MAX_BATCH = 128
/** Rows read and pushed in one go, and pushes that a reader has not acknowledged. */
const [PAGE, WINDOW] = [64, 93] as const
const MAX_FRAME_BYTES = 262_144

/** A connection and the user behind it. */
interface Peer {
  readonly ws: WebSocket
  readonly socket: Socket
  readonly user: Uint8Array
  /** Row ids of pushes from `acknowledged + 1` on. */
  readonly pushed: number[]
  acknowledged: number
  cursor: number
  isPumping: boolean
  isCorked: boolean
}

class Baseline {
  readonly #rows: Rows
  /** The newest connection of each user carries its pushes. */
  readonly #peers = new Map<string, Peer>()
  readonly #waiting: { readonly from: Peer; readonly submit: Submit }[] = []
  #deleted: number[] = []
  #isDue = false

  constructor(rows: Rows) {
    this.#rows = rows
  }

  accept(ws: WebSocket, socket: Socket): void {
    let peer: Peer | undefined
    ws.on('message', (data) => {
      const { hello, submit, ack } = decodeFrame(data as Buffer)
      if (hello) {
        peer = { ws, socket, user: hello.user, pushed: [], acknowledged: 0, cursor: 0, isPumping: false, isCorked: false }
        this.#peers.set(keyOf(hello.user), peer)
        send(peer, { ready: {} })
      } else if (peer && submit) {
        this.#waiting.push({ from: peer, submit })
        this.#schedule()
      } else if (peer && ack) {
        this.#deleted.push(...peer.pushed.splice(0, ack.upTo - peer.acknowledged))
        peer.acknowledged = ack.upTo
        this.#schedule()
        // An older link ends what it has under way and gets nothing more.
        if (this.#peers.get(keyOf(peer.user)) === peer) void this.#pump(peer)
      }
    })
  }

  #schedule(): void {
    if (this.#isDue) return
    this.#isDue = true
    setTimeout(() => void this.#flush(), LINGER_MS)
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting.splice(0, MAX_BATCH)
    const deleted = this.#deleted
    this.#deleted = []
    const ids = await this.#rows.commit(batch.map(({ submit }) => submit), deleted)
    batch.forEach(({ from, submit }, index) => { send(from, { accepted: { id: submit.id, place: ids[index] ?? 0 } }) })
    for (const recipient of new Set(batch.map(({ submit }) => keyOf(submit.recipient)))) {
      const peer = this.#peers.get(recipient)
      if (peer) void this.#pump(peer)
    }
    this.#isDue = this.#waiting.length > 0 || this.#deleted.length > 0
    // What came meanwhile has lingered long enough.
    if (this.#isDue) setImmediate(() => void this.#flush())
  }

  async #pump(peer: Peer): Promise<void> {
    if (peer.isPumping) return
    peer.isPumping = true
    for (let room = WINDOW - peer.pushed.length; room > 0; room = WINDOW - peer.pushed.length) {
      const page = await this.#rows.page(peer.user, peer.cursor, Math.min(room, PAGE))
      for (const { id: place, ...row } of page) {
        peer.cursor = place
        peer.pushed.push(place)
        send(peer, { deliver: { sequence: peer.acknowledged + peer.pushed.length, place, ...row } })
      }
      if (page.length === 0) break
    }
    peer.isPumping = false
  }
}

const keyOf = (user: Uint8Array): string => Buffer.from(user.buffer, user.byteOffset, user.length).toString('latin1')

/** Frames of one turn of the event loop leave in one write. */
const send = (peer: Peer, frame: Frame): void => {
  if (!peer.isCorked) {
    peer.isCorked = true
    peer.socket.cork()
    setImmediate(() => {
      peer.isCorked = false
      peer.socket.uncork()
    })
  }
  peer.ws.send(encodeFrame(frame))
}

const [, , folder = ''] = process.argv
process.stdin.on('end', () => { process.exit(0) }).resume()
const { BASELINE_STORE_URL: url } = process.env
const baseline = new Baseline(url === undefined ? openSqliteRows(folder) : await openPostgresRows(url))
const http = createServer()
new WebSocketServer({ server: http, perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES, handleProtocols: () => 'drawbridge.v1' })
  .on('connection', (ws, { socket }) => { baseline.accept(ws, socket) })
http.listen(0, '127.0.0.1', () => { process.stdout.write(`${String((http.address() as AddressInfo).port)}\n`) })
