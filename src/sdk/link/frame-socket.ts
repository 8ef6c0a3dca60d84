// SPDX-License-Identifier: Apache-2.0
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { WebSocket } from 'ws'
import type { RawData } from 'ws'
import { MAX_FRAME_BYTES } from '../../model/values.ts'
import type { BindingMode } from '../../model/values.ts'
import { faultOfClose, faultOfProtocol, LinkFault } from './endings.ts'
import { CLOSE_TIMEOUT_MS, CONNECT_MS } from './limits.ts'
import type { Timers } from './timers.ts'
import { Unread } from './unread.ts'

/** TLS settings that Node's defaults do not give, in PEM. */
export interface TlsOptions {
  /** Who may sign the gateway's certificate; default: the public authorities. */
  readonly ca?: string | Buffer
  /** The client certificate and its key, where the agreement asks for one. */
  readonly cert?: string | Buffer
  readonly key?: string | Buffer
}

/** Who listens to an open link. */
export interface FrameListener {
  /** One binary message, not yet decoded. */
  frame(bytes: Uint8Array): void
  /** Any sign of life. */
  heard(): void
}

/** A WebSocket that takes frames; no call on it throws, whatever state the connection is in. */
export interface FrameSocket {
  /** The next frame. Rejects with a {@link LinkFault} when the connection is gone. */
  next(): Promise<Uint8Array>
  /** From now on this one listens; what came and was not read is handed over at once. */
  listen(listener: FrameListener): void
  /** Sends one frame; frames of one turn of the event loop leave together. Drops it when the connection is gone. */
  send(frame: Uint8Array): void
  ping(): void
  /** The closing handshake; the connection is destroyed if the gateway does not close in time. */
  close(code: number): void
  /** Ends at once; `closed` then tells this fault. */
  abort(fault: LinkFault): void
  /** 32 bytes of TLS exporter; throws a {@link LinkFault} unless the connection has TLS 1.3. */
  exporter(): Uint8Array
  /** Why the connection is gone. */
  readonly closed: Promise<LinkFault>
}

/** RFC 9266 style exporter: label and length as link.proto says, no context. */
const EXPORTER_LABEL = 'EXPORTER-drawbridge-v1'
const EXPORTER_BYTES = 32

/** Where to connect, and how. */
export interface Endpoint {
  readonly url: string
  readonly bindingMode: BindingMode
  readonly tls: TlsOptions | undefined
}

/** Connects to a link endpoint. Rejects with a {@link LinkFault}; no redirect is followed. */
export const openSocket = async ({ url, bindingMode, tls }: Endpoint, timers: Timers, signal: AbortSignal): Promise<FrameSocket> => {
  const ws = new WebSocket(url, 'drawbridge.v1', {
    perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES, minVersion: bindingMode === 'exporter' ? 'TLSv1.3' : 'TLSv1.2', ...tls,
  })
  const socket = new LinkWebSocket(ws, timers)
  const cancel = timers.after(CONNECT_MS, () => socket.abort(new LinkFault('connecting took too long')))
  const abort = (): void => socket.abort(new LinkFault('closed while connecting'))
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  try {
    await socket.opened
    return socket
  } finally {
    cancel()
    signal.removeEventListener('abort', abort)
  }
}

class LinkWebSocket implements FrameSocket {
  readonly closed: Promise<LinkFault>
  /** Rejects when the connection never opens. */
  readonly opened: Promise<void>
  readonly #ws: WebSocket
  readonly #timers: Timers
  #connection: Socket | undefined
  #fault: LinkFault | undefined
  readonly #unread: Unread
  #listener: FrameListener | undefined
  #isCorked = false

  constructor(ws: WebSocket, timers: Timers) {
    this.#ws = ws
    this.#timers = timers
    this.closed = new Promise((resolve) => {
      ws.once('close', (code, reason) => resolve(this.#fault ??= faultOfClose(code, reason.toString())))
    })
    this.#unread = new Unread(this.closed)
    this.opened = new Promise((resolve, reject) => {
      ws.once('open', resolve)
      void this.closed.then(reject)
    })
    ws.once('upgrade', ({ socket }) => { this.#connection = socket })
    // Without a fault of our own the text is that of ws or Node, such as "connect ECONNREFUSED …".
    ws.on('error', (error) => { this.#fault ??= new LinkFault(error.message) })
    ws.on('message', (data, isBinary) => this.#receive(data, isBinary))
    ws.on('ping', () => this.#listener?.heard())
    ws.on('pong', () => this.#listener?.heard())
  }

  next(): Promise<Uint8Array> {
    return this.#unread.next()
  }

  listen(listener: FrameListener): void {
    this.#listener = listener
    this.#unread.listen(listener)
  }

  send(frame: Uint8Array): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return
    this.#cork()
    this.#ws.send(frame, ignoreError)
  }

  ping(): void {
    if (this.#ws.readyState === this.#ws.OPEN) this.#ws.ping(undefined, true, ignoreError)
  }

  close(code: number): void {
    this.#ws.close(code)
    const cancel = this.#timers.after(CLOSE_TIMEOUT_MS, () => this.#ws.terminate())
    void this.closed.then(cancel)
  }

  abort(fault: LinkFault): void {
    this.#fault ??= fault
    this.#ws.terminate()
  }

  exporter(): Uint8Array {
    const connection = this.#connection
    if (!(connection instanceof TLSSocket) || connection.getProtocol() !== 'TLSv1.3') throw new LinkFault('the connection has no TLS 1.3')
    return connection.exportKeyingMaterial(EXPORTER_BYTES, EXPORTER_LABEL, Buffer.alloc(0))
  }

  #receive(data: RawData, isBinary: boolean): void {
    // The type of a nodebuffer message is Buffer; ws declares the union of all its settings.
    if (!isBinary || !(data instanceof Uint8Array)) return this.abort(faultOfProtocol('a text message'))
    if (!this.#unread.take(data)) this.abort(faultOfProtocol('frames before the link was open'))
  }

  /** One packet for all frames of a turn. */
  #cork(): void {
    const connection = this.#connection
    if (this.#isCorked || connection === undefined) return
    this.#isCorked = true
    connection.cork()
    setImmediate(() => {
      this.#isCorked = false
      connection.uncork()
    })
  }
}

/** The close event tells. */
const ignoreError = (): void => undefined
