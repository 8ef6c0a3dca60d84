// SPDX-License-Identifier: Apache-2.0
import { isSafeDisplayText } from '../model/display-text.ts'
import { MAX_FRAME_BYTES } from '../model/values.ts'
import { CLOSE_TIMEOUT_MS } from './link/limits.ts'
import { systemTimers } from './link/timers.ts'
import type { Timers } from './link/timers.ts'

/** Who listens to a channel. */
export interface ChannelListener {
  /** One whole message. */
  frame(bytes: Uint8Array): void
  /** Any other sign of life, such as a pong. */
  heard(): void
  /** The channel is gone; comes once, and nothing after it. */
  closed(reason: string): void
}

/**
 * What carries whole frames between a device and its home's server, in order: a WebSocket, or anything else that keeps the borders of messages. No call
 * on it throws, whatever state it is in; what is sent before it is open or after it is closed is dropped.
 */
export interface FrameChannel {
  /** Bytes that were sent and wait for the other side to read. */
  readonly waitingBytes: number
  send(frame: Uint8Array): void
  /** Asks for a sign of life. A channel without it does not notice silence; whoever makes it does then. */
  ping?(): void
  /** Hands over no further message, and is gone soon, whatever the other side does: what waits for it must not stay. */
  close(): void
  /** From now on this one listens; what came before is handed over at once. Called once. */
  listen(listener: ChannelListener): void
}

/** What is used of a WebSocket; those of browsers, of Node and of the package `ws` have it. */
export interface WebSocketLike {
  binaryType: string
  readonly readyState: number
  readonly bufferedAmount: number
  send(data: Uint8Array): void
  close(): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void
  addEventListener(type: 'error', listener: (event: object) => void): void
  /** Only `ws` has these. */
  ping?(): void
  terminate?(): void
  on?(event: 'pong' | 'ping', listener: () => void): unknown
}

/**
 * What a server tells `ws`, which by itself takes messages of 100 MiB in thousands of pieces, each of which costs memory of its own: the largest frame, in at most 256 fragments,
 * and pieces of the network that are far smaller than any packet.
 */
export const webSocketLimits = Object.freeze({ maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false, maxFragments: 256, maxBufferedChunks: 1_024 })

/** Frames that may come before anybody listens: the first one and a burst of pushes. */
const MAX_EARLY_FRAMES = 64
/** And bytes of them: two of the largest frame. */
const MAX_EARLY_BYTES = 2 * MAX_FRAME_BYTES
/** Pings that come while what was sent before waits: `ws` answers each at once, and nothing but their number bounds what piles up for who does not read. */
const MAX_PINGS_BEHIND = 64
/** Bytes that wait at the end, above which there is no last word: who is so far behind would not read it. */
const MAX_LAST_BYTES = 65_536
/** Characters of the other side's reason for closing: what a WebSocket has room for. */
const MAX_REASON = 123
/** WebSocket.OPEN of the standard. */
const OPEN = 1

/** A WebSocket as a channel; it may still be connecting. A server gives `ws` the {@link webSocketLimits}. */
export const overWebSocket = (ws: WebSocketLike, timers: Timers = systemTimers): FrameChannel => new SocketChannel(ws, timers)

class SocketChannel implements FrameChannel {
  readonly ping?: () => void
  readonly #ws: WebSocketLike
  readonly #timers: Timers
  #listener: ChannelListener | undefined
  #early: ((to: ChannelListener) => void)[] = []
  #earlyBytes = 0
  #pingsBehind = 0
  #failure: string | undefined
  /** Nothing more is handed over but the end. */
  #isClosing = false
  /** The end has been handed over. */
  #isClosed = false
  #cancelClose = nothing

  constructor(ws: WebSocketLike, timers: Timers) {
    this.#ws = ws
    this.#timers = timers
    if (ws.ping !== undefined) this.ping = () => { if (ws.readyState === OPEN) ws.ping?.() }
    ws.binaryType = 'arraybuffer'
    ws.addEventListener('message', ({ data }) => { if (!this.#isClosing) this.#receive(data) })
    ws.addEventListener('error', (event) => {
      this.#failure ??= 'message' in event && typeof event.message === 'string' ? event.message : undefined
      // What follows is the end, for which by itself `ws` waits half a minute.
      this.close()
    })
    ws.addEventListener('close', ({ code, reason }) => this.#gone(this.#failure ?? textOf(code, reason)))
    ws.on?.('pong', () => this.#heard())
    ws.on?.('ping', () => this.#pinged())
  }

  get waitingBytes(): number {
    return this.#ws.bufferedAmount
  }

  send(frame: Uint8Array): void {
    if (this.#ws.readyState === OPEN) this.#ws.send(frame)
  }

  close(): void {
    if (this.#isClosing) return
    this.#isClosing = true
    this.#cancelClose = this.#timers.after(CLOSE_TIMEOUT_MS, () => this.#ws.terminate?.())
    if (this.#ws.bufferedAmount > MAX_LAST_BYTES) this.#ws.terminate?.()
    this.#ws.close()
  }

  listen(listener: ChannelListener): void {
    this.#listener = listener
    const before = this.#early
    this.#early = []
    for (const what of before) what(listener)
  }

  #receive(data: unknown): void {
    if (!(data instanceof ArrayBuffer)) return this.#fail('a message that is not binary')
    if (this.#listener === undefined) {
      this.#earlyBytes += data.byteLength
      if (this.#early.length >= MAX_EARLY_FRAMES || this.#earlyBytes > MAX_EARLY_BYTES) return this.#fail('frames before anybody listened')
    }
    this.#tell((to) => { to.frame(new Uint8Array(data)) })
  }

  #heard(): void {
    if (!this.#isClosing) this.#listener?.heard()
  }

  #pinged(): void {
    this.#pingsBehind = this.#ws.bufferedAmount === 0 ? 0 : this.#pingsBehind + 1
    if (this.#pingsBehind > MAX_PINGS_BEHIND) this.#ws.terminate?.()
    else this.#heard()
  }

  #fail(reason: string): void {
    this.close()
    this.#tellEnd(reason)
  }

  #gone(reason: string): void {
    this.#isClosing = true
    this.#cancelClose()
    this.#tellEnd(reason)
  }

  #tellEnd(reason: string): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#tell((to) => { to.closed(reason) })
  }

  #tell(what: (to: ChannelListener) => void): void {
    if (this.#listener === undefined) this.#early.push(what)
    else what(this.#listener)
  }
}

/** The other side's words come into a log. */
const textOf = (code: number, reason: string): string => `closed (${String(code)}${reason === '' || !isSafeDisplayText(reason, MAX_REASON) ? '' : `, ${reason}`})`

const nothing = (): void => undefined
