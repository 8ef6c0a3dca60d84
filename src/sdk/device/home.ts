// SPDX-License-Identifier: Apache-2.0
import type { Ready } from '../../model/answers.ts'
import { GatewayError } from '../../model/errors.ts'
import { MAX_ENVELOPE_BYTES, MAX_FRAME_BYTES } from '../../model/values.ts'
import { decodeGatewayFrame } from '../../wire/gateway/index.ts'
import type { ReceivedBody } from '../../wire/gateway/index.ts'
import type { FrameChannel } from '../channel.ts'
import type { CarryingSocket, Opened } from '../link/connection.ts'
import { faultOfError, faultOfGoAway, faultOfProtocol, LinkFault } from '../link/endings.ts'
import type { FrameListener } from '../link/frame-socket.ts'
import type { GatewayLink } from '../link/gateway-link.ts'
import { keepOpen } from '../link/kept-link.ts'
import type { Fresh } from '../link/kept-link.ts'
import { CLOSE_TIMEOUT_MS, CONNECT_MS, IDLE_SECONDS } from '../link/limits.ts'
import { paceOf } from '../link/pace.ts'
import type { Pace, PaceOptions, WindowOptions } from '../link/pace.ts'
import type { Timers } from '../link/timers.ts'
import { Unread } from '../link/unread.ts'

/** How a device reaches its home's server. */
export interface HomeOptions extends Omit<PaceOptions, 'windows'> {
  /**
   * A fresh connection with the server, on which the user is logged in; called again whenever one is gone. Throw a `GatewayError` such as `UNAUTHENTICATED` when there is no
   * use in trying again.
   */
  readonly open: (signal: AbortSignal) => FrameChannel | Promise<FrameChannel>
  /** How many pushes come at once is the server's to say. */
  readonly windows?: Omit<WindowOptions, 'pushes' | 'pushBytes'>
  /** Closes it as `close()` does. */
  readonly signal?: AbortSignal
}

/** A device's way to the gateway through its home's server; opens again and again until it is closed or refused for good. */
export type HomeLink = Pick<GatewayLink, 'state' | 'closed' | 'transport' | 'close'>

/** Reaches the server of one's home, which has a device door of `drawbridge/link`. Throws `CONFIG_INVALID` for options that cannot work. */
export const connectHome = (options: HomeOptions): HomeLink => {
  const pace = paceOf(options)
  return keepOpen((signal) => openHome(options.open, pace, signal), pace, options.signal)
}

/** One connection, up to the server's first frame. Throws {@link LinkFault}. */
const openHome = async (open: HomeOptions['open'], pace: Pace, signal: AbortSignal): Promise<Fresh> => {
  const late = new AbortController()
  const cancel = pace.timers.after(CONNECT_MS, () => late.abort())
  const limit = AbortSignal.any([signal, late.signal])
  try {
    const socket = new HomeSocket(await unlessAborted(limit, openedBy(open, limit)), pace.timers)
    return { socket, opened: await unlessAborted(limit, greeted(socket, pace)).catch((error: unknown) => { socket.close(); throw error }) }
  } catch (error) {
    throw faultOf(error)
  } finally {
    cancel()
  }
}

/** What comes too late is closed again. */
const openedBy = async (open: HomeOptions['open'], limit: AbortSignal): Promise<FrameChannel> => {
  const channel = await open(limit)
  if (limit.aborted) channel.close()
  return channel
}

const greeted = async (socket: HomeSocket, { now, pushWindow, pushWindowBytes }: Pace): Promise<Opened> => {
  const ready = readyIn(await socket.first())
  const limits = { maxFrameBytes: MAX_FRAME_BYTES, maxEnvelopeBytes: MAX_ENVELOPE_BYTES, idleSeconds: IDLE_SECONDS, maxUnacknowledged: pushWindow, maxUnacknowledgedBytes: pushWindowBytes }
  return { hello: { limits, timeMs: now() }, ready }
}

/** As the promise, unless the signal is aborted before. */
const unlessAborted = async <T>(signal: AbortSignal, promise: Promise<T>): Promise<T> => {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const end = (): void => reject(new LinkFault('the connection did not open in time'))
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  try {
    return await Promise.race([aborted, promise])
  } finally {
    signal.removeEventListener('abort', end)
  }
}

const readyIn = (bytes: Uint8Array): Ready => {
  const body = decoded(bytes)
  switch (body.kind) {
    case 'ready': return body
    case 'error': throw faultOfError(body)
    case 'goAway': throw faultOfGoAway(body)
    default: throw faultOfProtocol(`${body.kind} instead of ready`)
  }
}

/** What cannot be read is not the server's word, and no reason to stay away for good. */
const decoded = (bytes: Uint8Array): ReceivedBody => {
  try {
    return decodeGatewayFrame(bytes).body
  } catch (error) {
    throw error instanceof GatewayError ? faultOfProtocol(`${error.code} ${error.detail}`) : error
  }
}

/** Whatever a connection fails with is tried again, but for what the catalogue calls final. */
const faultOf = (error: unknown): LinkFault => {
  if (error instanceof LinkFault) return error
  if (error instanceof GatewayError) return faultOfError({ code: error.code, detail: error.detail, retryAfterSeconds: 0 })
  return new LinkFault(error instanceof Error ? error.message : 'the connection did not open')
}

/** A channel as a connection is carried by it. */
class HomeSocket implements CarryingSocket {
  readonly closed: Promise<LinkFault>
  readonly ping?: () => void
  readonly #channel: FrameChannel
  readonly #timers: Timers
  readonly #resolve: (fault: LinkFault) => void
  readonly #unread: Unread
  #listener: FrameListener | undefined

  constructor(channel: FrameChannel, timers: Timers) {
    this.#channel = channel
    this.#timers = timers
    if (channel.ping !== undefined) this.ping = () => channel.ping?.()
    const { promise, resolve } = Promise.withResolvers<LinkFault>()
    this.closed = promise
    this.#resolve = resolve
    this.#unread = new Unread(promise)
    channel.listen({
      frame: (bytes) => { if (!this.#unread.take(bytes)) channel.close() },
      heard: () => this.#listener?.heard(),
      closed: (reason) => resolve(new LinkFault(`the connection is gone: ${reason}`)),
    })
  }

  /** The first frame; rejects when the connection is gone before. */
  first(): Promise<Uint8Array> {
    return this.#unread.next()
  }

  listen(listener: FrameListener): void {
    this.#listener = listener
    this.#unread.listen(listener)
  }

  send(frame: Uint8Array): void {
    this.#channel.send(frame)
  }

  /** A server that is gone takes no part in closing. */
  close(): void {
    this.#channel.close()
    const cancel = this.#timers.after(CLOSE_TIMEOUT_MS, () => this.#resolve(new LinkFault('the connection was given up')))
    void this.closed.then(cancel)
  }
}
