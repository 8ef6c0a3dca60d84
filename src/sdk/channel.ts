// SPDX-License-Identifier: Apache-2.0

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
  on?(event: 'pong' | 'ping', listener: () => void): unknown
}

/** Frames that may come before anybody listens: the first one and a burst of pushes. */
const MAX_EARLY_FRAMES = 64
/** WebSocket.OPEN of the standard. */
const OPEN = 1

/** A WebSocket as a channel; it may still be connecting. Set `maxPayload` of `ws` to {@link MAX_FRAME_BYTES}: by itself it takes 100 MiB. */
export const overWebSocket = (ws: WebSocketLike): FrameChannel => {
  let listener: ChannelListener | undefined
  let early: ((to: ChannelListener) => void)[] = []
  let failure: string | undefined
  let isClosed = false
  const tell = (what: (to: ChannelListener) => void): void => {
    if (listener === undefined) early.push(what)
    else what(listener)
  }
  const closed = (reason: string): void => {
    if (isClosed) return
    isClosed = true
    tell((to) => { to.closed(reason) })
  }
  const close = (reason: string): void => {
    closed(reason)
    ws.close()
  }
  ws.binaryType = 'arraybuffer'
  ws.addEventListener('message', ({ data }) => {
    if (isClosed) return
    if (early.length >= MAX_EARLY_FRAMES) close('frames before anybody listened')
    else if (data instanceof ArrayBuffer) tell((to) => { to.frame(new Uint8Array(data)) })
    else close('a message that is not binary')
  })
  ws.addEventListener('error', (event) => { failure ??= 'message' in event && typeof event.message === 'string' ? event.message : undefined })
  ws.addEventListener('close', ({ code, reason }) => { closed(failure ?? `closed (${code}${reason === '' ? '' : `, ${reason}`})`) })
  for (const sign of ['ping', 'pong'] as const) ws.on?.(sign, () => { listener?.heard() })
  return {
    get waitingBytes() { return ws.bufferedAmount },
    send: (frame) => { if (ws.readyState === OPEN) ws.send(frame) },
    ...(ws.ping === undefined ? {} : { ping: () => { if (ws.readyState === OPEN) ws.ping?.() } }),
    close: () => { ws.close() },
    listen: (to) => {
      listener = to
      const before = early
      early = []
      for (const what of before) what(to)
    },
  }
}
