// SPDX-License-Identifier: AGPL-3.0-only
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { GatewayBody } from '../model/answers.ts'
import type { ErrorCode } from '../model/errors.ts'
import { encodeGatewayFrame } from '../wire/gateway/index.ts'
import { createArriving } from './arriving.ts'
import { CLOSE_TIMEOUT_MS, MAX_BYTES_AFTER_END } from './limits.ts'
import type { Outbound } from './outbound.ts'
import { createPongs } from './pongs.ts'
import type { Timers } from './ports.ts'
import { createWaiting } from './waiting.ts'

/** Who listens to a link's socket: first the handshake, then the link. Nothing is called after {@link LinkSocket.end}. */
export interface SocketListener {
  /** One binary message, not yet decoded. */
  frame(bytes: Uint8Array): void
  /** So many bytes are kept for a message that is not whole yet; 0 when all that came is whole. Called before what came is handed over. */
  arriving(bytes: number): void
  /** Any sign of life. */
  heard(): void
  /** A ping came: a sign of life, and one that costs an answer. */
  pinged(): void
  /** What came is no frame, or more waits to be sent than a link may hold. */
  broken(code: ErrorCode): void
  /** What waited for the reader has left: it is not behind any more. */
  caughtUp(): void
  /** The connection is gone. Also called after `end`. */
  closed(): void
}

/** A WebSocket that takes frames and ends tidily; no call on it throws, whatever state the connection is in. */
export interface LinkSocket {
  /** The connection under the WebSocket. */
  readonly connection: Socket
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>
  /** From now on this one listens. */
  listen(listener: SocketListener): void
  /** Sends one frame; frames of one turn of the event loop leave together. Drops it when the connection is gone. */
  send(frame: Uint8Array): void
  /** Bytes that wait to be sent. */
  buffered(): number
  ping(): void
  /** True while so much waits for the reader that neither answers nor pushes should be added. */
  isBehind(): boolean
  /** So many bytes that came are held back or not whole: they count with what waits for the reader. */
  hold(bytes: number): void
  /** Stops reading from the connection, or reads again. What came already is still handed over. */
  pause(): void
  resume(): void
  /** Sends these last frames and closes; the connection is destroyed if the other side does not close in time. */
  end(last: readonly GatewayBody[], closeCode: number, reason: string): void
  /** Ends without a word. */
  destroy(): void
}

/** Wraps an upgraded WebSocket with its connection; `ws` has been told the frame limit. */
export const createLinkSocket = (ws: WebSocket, connection: Socket, timers: Timers, outbound: Outbound): LinkSocket => {
  let listener = NOBODY
  let isEnded = false
  let cancelTimeout = ignore
  const cork = corker(connection)
  const closed = Promise.withResolvers<undefined>()
  const account = outbound.enter(() => {
    if (!isEnded) listener.broken('SLOW_READER')
    // Its memory is needed now, and it would not read the reason.
    ws.terminate()
  })
  const pong = createPongs(ws)
  const waiting = createWaiting(account, {
    bufferedBytes: () => ws.bufferedAmount,
    overflowed: () => { if (!isEnded) listener.broken('SLOW_READER') },
    caughtUp: () => { if (!isEnded) listener.caughtUp() },
  })

  const send = (frame: Uint8Array): void => {
    if (ws.readyState !== ws.OPEN) return
    cork()
    ws.send(frame, waiting.left)
    waiting.sent()
  }

  // Before ws hands messages over, so that none is counted twice.
  connection.prependListener('data', createWatch(() => (isEnded ? undefined : listener), createAfterEnd(ws)))
  ws.on('message', (data, isBinary) => {
    if (isEnded) return
    listener.heard()
    // The type of a nodebuffer message is Buffer; ws declares the union of all its settings.
    if (isBinary && data instanceof Uint8Array) listener.frame(data)
    else listener.broken('UNDECODABLE')
  })
  ws.on('ping', (data) => {
    if (isEnded) return
    listener.pinged()
    pong(data)
  })
  ws.on('pong', () => { if (!isEnded) listener.heard() })
  // ws has already sent its close frame; there is nobody left to send an Error to. What is too large was answered when its header came.
  ws.on('error', (error) => { if (!isEnded) listener.broken(codeOfWsError(error)) })
  ws.on('close', () => {
    isEnded = true
    account.leave()
    cancelTimeout()
    listener.closed()
    closed.resolve(undefined)
  })

  return {
    connection,
    closed: closed.promise,
    listen: (next) => { listener = next },
    send,
    buffered: () => ws.bufferedAmount,
    ping: () => {
      if (ws.readyState !== ws.OPEN) return
      ws.ping(undefined, false, waiting.left)
      waiting.sent()
    },
    isBehind: () => waiting.isBehind(),
    hold: (bytes) => waiting.hold(bytes),
    pause: () => { ws.pause() },
    resume: () => { ws.resume() },
    end: (last, closeCode, reason) => {
      if (isEnded) return
      isEnded = true
      for (const body of last) send(encodeGatewayFrame(0, body))
      cancelTimeout = timers.after(CLOSE_TIMEOUT_MS, () => ws.terminate())
      ws.close(closeCode, reason)
      // The other side's close frame must be read.
      ws.resume()
    },
    destroy: () => { ws.terminate() },
  }
}

/** Tells the listener of what comes, as long as there is one. */
const createWatch = (listener: () => SocketListener | undefined, afterEnd: (piece: Uint8Array) => void) => {
  const arriving = createArriving(() => listener()?.broken('FRAME_TOO_LARGE'))
  return (piece: Uint8Array): void => {
    if (!listener()) return afterEnd(piece)
    const kept = arriving(piece)
    listener()?.arriving(kept)
  }
}

/** Takes what comes after the end, and reads no more of it when it is too much for a close frame. */
const createAfterEnd = (ws: WebSocket) => {
  let bytes = 0
  return (piece: Uint8Array): void => {
    bytes += piece.length
    if (bytes > MAX_BYTES_AFTER_END) ws.pause()
  }
}

/** Returns what corks the connection until this turn of the event loop is over, so that its frames leave in one write. */
const corker = (connection: Socket): (() => void) => {
  let isCorked = false
  const uncork = (): void => {
    isCorked = false
    connection.uncork()
  }
  return () => {
    if (isCorked) return
    isCorked = true
    connection.cork()
    setImmediate(uncork)
  }
}

const codeOfWsError = (error: Error & { readonly code?: unknown }): ErrorCode =>
  error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? 'FRAME_TOO_LARGE' : 'UNDECODABLE'

const ignore = (): void => undefined

const NOBODY: SocketListener = { frame: ignore, arriving: ignore, heard: ignore, pinged: ignore, broken: ignore, caughtUp: ignore, closed: ignore }
