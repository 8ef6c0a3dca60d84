// SPDX-License-Identifier: Apache-2.0
import type { Delivery, Ready, TracedMessage } from '../../model/answers.ts'
import { GatewayError } from '../../model/errors.ts'
import type { UserId } from '../../model/ids.ts'
import type { PartyNotice, PartyRequest } from '../../model/requests.ts'
import { LinkLost } from '../transport.ts'
import type { DeviceTransport, GoodAnswer } from '../transport.ts'
import { AckTracker } from './acks.ts'
import { reconnectMs } from './backoff.ts'
import { Connection } from './connection.ts'
import type { CarryingSocket, Opened } from './connection.ts'
import { LinkFault } from './endings.ts'
import type { LinkEnd } from './endings.ts'
import type { GatewayLink, LinkState } from './gateway-link.ts'
import { CLOCK_SKEW_MS, CLOSE_MS, STABLE_MS } from './limits.ts'
import type { Pace } from './pace.ts'
import { Pushes } from './pushes.ts'
import type { PushHandler } from './pushes.ts'
import { RequestTable } from './requests.ts'

/** A fresh connection that is open: of a party after the handshake, of a device after the first frame of its home's server. */
export interface Fresh {
  readonly socket: CarryingSocket
  readonly opened: Opened
}

/** Opens one connection, until the signal is aborted. Throws {@link LinkFault}. */
export type Connect = (signal: AbortSignal) => Promise<Fresh>

/** A link that opens again and again by `connect` until it is closed or refused for good, or `signal` is aborted. */
export const keepOpen = (connect: Connect, pace: Pace, signal: AbortSignal | undefined): GatewayLink => {
  const link = new Link(connect, pace)
  const close = (): void => void link.close()
  if (signal?.aborted === true) close()
  signal?.addEventListener('abort', close, { once: true })
  void link.closed.finally(() => signal?.removeEventListener('abort', close))
  return link
}

/** Names a place in the stream of pushes: what Resume needs. */
interface Position {
  readonly token: Uint8Array
  readonly tracker: AckTracker
}

const CLOSED: LinkEnd = { why: 'closed' }

class Link implements GatewayLink {
  readonly #connect: Connect
  readonly #pace: Pace
  readonly #requests: RequestTable
  readonly #pushes: Pushes
  readonly #openListeners = new Set<() => void>()
  readonly #ready = Promise.withResolvers<Ready>()
  readonly #closed = Promise.withResolvers<LinkEnd>()
  /** Ends whatever is not an open link: connecting, the handshake, the wait for a new link. */
  readonly #closing = new AbortController()
  #ephemeral: ((delivery: Delivery) => void) | undefined
  readonly #glimpses = new Map<UserId, (delivery: Delivery) => Promise<void>>()
  #connection: Connection | undefined
  #position: Position | undefined
  #attempt = 0
  #state: LinkState = 'connecting'

  constructor(connect: Connect, pace: Pace) {
    this.#connect = connect
    this.#pace = pace
    this.#requests = new RequestTable(pace.requestLimits, pace.timers)
    this.#pushes = new Pushes(pace.timers, pace.log)
    // Who does not ask for `ready` must not crash over it.
    this.#ready.promise.catch(() => undefined)
    this.#run().then((end) => this.#finish(end), (bug: unknown) => {
      this.#closed.reject(bug)
      this.#finish(CLOSED)
    })
  }

  get state(): LinkState {
    return this.#state
  }

  get ready(): Promise<Ready> {
    return this.#ready.promise
  }

  get closed(): Promise<LinkEnd> {
    return this.#closed.promise
  }

  request(request: PartyRequest, signal?: AbortSignal): Promise<GoodAnswer> {
    return this.#requests.request(request, signal)
  }

  async trace({ senderUser, submissionId }: Parameters<GatewayLink['trace']>[0], signal?: AbortSignal): Promise<readonly TracedMessage[]> {
    const answer = await this.request({ kind: 'trace', senderUser, submissionId }, signal)
    if (answer.kind !== 'traced') throw new LinkLost(`the gateway answered a trace with ${answer.kind}`)
    return answer.messages
  }

  transport(): DeviceTransport {
    return {
      request: (request, signal) => this.#requests.request(request, signal),
      subscribe: (user, handler) => this.#pushes.subscribe(user, handler),
      subscribeOnce: (user, handler) => {
        this.#glimpses.set(user, handler)
        return () => { if (this.#glimpses.get(user) === handler) this.#glimpses.delete(user) }
      },
      onOpen: (listener) => this.#onOpen(listener),
    }
  }

  onPush(handler: PushHandler): () => void {
    return this.#pushes.onPush(handler)
  }

  onEphemeral(handler: (delivery: Delivery) => void): () => void {
    this.#ephemeral = handler
    return () => { if (this.#ephemeral === handler) this.#ephemeral = undefined }
  }

  async close(): Promise<void> {
    this.#requests.stop('the link is closed')
    this.#pushes.stop()
    this.#closing.abort()
    this.#connection?.drain(new LinkFault('closed'), CLOSE_MS)
    await this.#closed.promise
  }

  async #run(): Promise<LinkEnd> {
    for (;;) {
      const fault = await this.#live()
      const end = this.#closing.signal.aborted ? CLOSED : fault.end
      if (end !== undefined) return end
      await this.#wait(fault)
    }
  }

  /** One connection, from connecting to its end. */
  async #live(): Promise<LinkFault> {
    this.#state = 'connecting'
    try {
      return await this.#carry(await this.#connect(this.#closing.signal))
    } catch (error) {
      if (error instanceof LinkFault) return error
      throw error
    }
  }

  async #carry({ socket, opened }: Fresh): Promise<LinkFault> {
    const { pushWindow, pushWindowBytes, timers, log } = this.#pace
    const tracker = new AckTracker(pushWindow, pushWindowBytes)
    const connection = new Connection(socket, opened, tracker, {
      requests: this.#requests, pushes: this.#pushes, timers, log,
      ephemeral: (delivery) => {
        this.#call(() => this.#ephemeral?.(delivery))
        this.#call(() => void this.#glimpses.get(delivery.recipientUser)?.(delivery).catch((error: unknown) => { log({ event: 'listenerFailed', error }) }))
      },
      draining: () => { this.#state = 'draining' },
    })
    this.#connection = connection
    this.#state = 'open'
    // The gateway keeps to the smaller window, and says in its Hello which it offers.
    this.#pushes.limit(Math.min(pushWindow, opened.hello.limits.maxUnacknowledged || pushWindow))
    this.#resume(connection, { token: opened.ready.resumeToken.slice(), tracker })
    this.#announce(opened)
    if (this.#closing.signal.aborted) connection.drain(new LinkFault('closed'), CLOSE_MS)
    const cancel = timers.after(STABLE_MS, () => { this.#attempt = 0 })
    const fault = await connection.ended()
    cancel()
    this.#connection = undefined
    return fault
  }

  /** What the last link stored is named once more; that place counts until the gateway has heard of it or sent something new. */
  #resume(connection: Connection, next: Position): void {
    const last = this.#position
    if (last === undefined) {
      this.#position = next
      connection.open()
      return
    }
    const settled = (resumed: boolean): void => {
      this.#position = next
      this.#pace.log({ event: 'resumed', resumed })
    }
    connection.reopen(resumeFrom(last)).then((body) => settled(body.kind === 'resumed' && body.resumed), (error: unknown) => {
      if (error instanceof GatewayError) settled(false)
      else if (next.tracker.highest > 0) this.#position = next
    })
  }

  #announce({ hello, ready }: Opened): void {
    const { log, now } = this.#pace
    log({ event: 'opened', linkId: ready.linkId })
    const gatewayAheadMs = Math.round(hello.timeMs - now())
    if (Math.abs(gatewayAheadMs) > CLOCK_SKEW_MS) log({ event: 'clockSkew', gatewayAheadMs })
    this.#ready.resolve(ready)
    for (const listener of [...this.#openListeners]) this.#call(listener)
  }

  #onOpen(listener: () => void): () => void {
    // Each call is a registration of its own, also of one and the same function.
    const own = (): void => listener()
    this.#openListeners.add(own)
    return () => void this.#openListeners.delete(own)
  }

  #call(listener: () => void): void {
    try {
      listener()
    } catch (error) {
      this.#pace.log({ event: 'listenerFailed', error })
    }
  }

  async #wait(fault: LinkFault): Promise<void> {
    const { reconnect, random, timers, log } = this.#pace
    const reconnectInMs = Math.round(reconnectMs(this.#attempt, fault.reconnectAfterSeconds, reconnect, random))
    this.#attempt += 1
    this.#state = 'waiting'
    log({ event: 'lost', reason: fault.message, reconnectInMs })
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const wake = (): void => resolve(undefined)
    const cancel = timers.after(reconnectInMs, wake)
    this.#closing.signal.addEventListener('abort', wake, { once: true })
    await promise
    cancel()
    this.#closing.signal.removeEventListener('abort', wake)
  }

  #finish(end: LinkEnd): void {
    this.#state = 'closed'
    this.#requests.stop(`the link is over (${end.why})`)
    this.#pushes.stop()
    this.#ready.reject(errorOf(end))
    this.#pace.log({ event: 'ended', end })
    this.#closed.resolve(end)
  }
}

const resumeFrom = ({ token, tracker }: Position): Extract<PartyNotice, { kind: 'resume' }> =>
  ({ kind: 'resume', resumeToken: token, ...tracker.position() })

const errorOf = (end: LinkEnd): Error => {
  switch (end.why) {
    case 'refused': return new GatewayError(end.code, end.detail)
    case 'suspended': return new GatewayError('SUSPENDED', end.detail)
    case 'replaced': return new GatewayError('REPLACED')
    case 'impostor': return new LinkLost(`this is not the gateway of the admission file: ${end.detail}`)
    case 'closed': return new LinkLost('the link is closed')
  }
}
