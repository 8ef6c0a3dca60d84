// SPDX-License-Identifier: Apache-2.0
import type { Answer, Delivery, Ready } from '../../model/answers.ts'
import { GatewayError } from '../../model/errors.ts'
import type { Hello, PartyNotice } from '../../model/requests.ts'
import { MAX_FRAME_BYTES, PUSH_OVERHEAD_BYTES } from '../../model/values.ts'
import { decodeGatewayFrame, encodePartyFrame, FrameError } from '../../wire/gateway/index.ts'
import type { GatewayFrame, ReceivedBody } from '../../wire/gateway/index.ts'
import type { GoodAnswer } from '../transport.ts'
import type { AckTracker } from './acks.ts'
import { faultOfError, faultOfGoAway, faultOfProtocol, LinkFault } from './endings.ts'
import type { LinkEvent } from './events.ts'
import type { FrameSocket } from './frame-socket.ts'
import { startHeartbeat } from './heartbeat.ts'
import type { Heartbeat } from './heartbeat.ts'
import { ACK_DELAY_MS, DRAIN_MS } from './limits.ts'
import type { Outcome, Pushes } from './pushes.ts'
import type { Credit, RequestTable, SendRequest } from './requests.ts'
import type { Timers } from './timers.ts'

/** What outlives a connection, and what it stands on. */
export interface ConnectionDeps {
  readonly requests: RequestTable
  readonly pushes: Pushes
  readonly timers: Timers
  readonly log: (event: LinkEvent) => void
  /** A message came that is pushed once and never acknowledged. */
  readonly ephemeral: (delivery: Delivery) => void
  /** The gateway drains: this connection takes no new requests. */
  readonly draining: () => void
}

/** What a connection is carried by, once it is open. Without `ping` nobody notices silence. */
export type CarryingSocket = Pick<FrameSocket, 'listen' | 'send' | 'close' | 'closed'> & Partial<Pick<FrameSocket, 'ping'>>

/** An open link: what the other side said of itself before and after it proved who it is. */
export interface Opened {
  readonly hello: Pick<Hello, 'limits' | 'timeMs'>
  readonly ready: Ready
}

type Resume = Extract<PartyNotice, { kind: 'resume' }>
type PushFrame = Extract<ReceivedBody, { kind: 'deliver' | 'event' }>

/** Normal closure, RFC 6455 section 7.4.1. */
const NORMAL_CLOSURE = 1_000
/** What the operator reads about a push that was given back. */
const NACK_REASONS = { failed: 'not stored', unclaimed: 'no subscriber' } as const

/** One connection from Ready to its end. */
export class Connection {
  readonly #socket: CarryingSocket
  readonly #maxFrameBytes: number
  readonly #credit: Credit
  readonly #tracker: AckTracker
  readonly #deps: ConnectionDeps
  readonly #heartbeat: Heartbeat | undefined
  #cancelAck: (() => void) | undefined
  #cancelDrain: (() => void) | undefined
  /** Set once the connection is to end when nothing is under way any more. */
  #drained: LinkFault | undefined
  #fault: LinkFault | undefined

  constructor(socket: CarryingSocket, { hello, ready }: Opened, tracker: AckTracker, deps: ConnectionDeps) {
    this.#socket = socket
    this.#maxFrameBytes = Math.min(hello.limits.maxFrameBytes === 0 ? MAX_FRAME_BYTES : hello.limits.maxFrameBytes, MAX_FRAME_BYTES)
    this.#credit = { frames: ready.initialCredit, bytes: ready.initialCreditBytes }
    this.#tracker = tracker
    this.#deps = deps
    this.#heartbeat = socket.ping === undefined ? undefined : startHeartbeat(hello.limits.idleSeconds, {
      ping: () => socket.ping?.(),
      silent: () => this.#end(new LinkFault('the gateway fell silent')),
    }, deps.timers)
  }

  /** Sends what waits and begins to take pushes. */
  open(): void {
    this.#deps.requests.open(this.#send, this.#credit)
    this.#listen()
  }

  /** As {@link open}, but sends `resume` first; resolves with the answer to it. */
  reopen(resume: Resume): Promise<GoodAnswer> {
    const answer = this.#deps.requests.reopen(this.#send, this.#credit, resume)
    this.#listen()
    return answer
  }

  /** Resolves with why the connection is gone, after all that belonged to it is cleared up. */
  async ended(): Promise<LinkFault> {
    const closed = await this.#socket.closed
    const fault = this.#fault ?? this.#drained ?? closed
    this.#heartbeat?.stop()
    this.#cancelAck?.()
    this.#cancelDrain?.()
    this.#fault = fault
    this.#deps.requests.lose(fault.message)
    this.#deps.pushes.drop()
    return fault
  }

  /** Sends no new requests, and closes as soon as nothing is under way, at the latest after the time; `fault` then says why. */
  drain(fault: LinkFault, limitMs: number): void {
    if (this.#fault !== undefined) return
    this.#drained = fault
    this.#deps.requests.pause()
    this.#cancelDrain?.()
    this.#cancelDrain = this.#deps.timers.after(limitMs, () => this.#closeNow())
    this.#closeIfIdle()
  }

  readonly #send: SendRequest = (id, asked) => {
    const frame = encodePartyFrame(id, asked)
    if (frame.length > this.#maxFrameBytes) throw new GatewayError('FRAME_TOO_LARGE')
    this.#socket.send(frame)
    return frame.length
  }

  #listen(): void {
    this.#socket.listen({ frame: (bytes) => this.#receive(bytes), heard: () => this.#heartbeat?.heard() })
  }

  #receive(bytes: Uint8Array): void {
    this.#heartbeat?.heard()
    const frame = this.#decode(bytes)
    if (frame === undefined || this.#fault !== undefined) return
    const { id, body } = frame
    if (id !== 0) return this.#takeAnswer(id, body)
    if (body.kind === 'deliver' || body.kind === 'event') return this.#takePush(body)
    this.#takeNotice(body)
  }

  #decode(bytes: Uint8Array): GatewayFrame | undefined {
    try {
      return decodeGatewayFrame(bytes)
    } catch (error) {
      if (!(error instanceof FrameError)) throw error
      // An answer that cannot be read fails its request only.
      if (error.frameId === 0 || !this.#failRequest(error.frameId)) this.#end(faultOfProtocol(`${error.code} ${error.detail}`))
      return undefined
    }
  }

  #failRequest(id: number): boolean {
    const isKnown = this.#deps.requests.fail(id, new GatewayError('INTERNAL', 'the answer cannot be read'))
    this.#closeIfIdle()
    return isKnown
  }

  #takeAnswer(id: number, body: ReceivedBody): void {
    if (body.kind === 'unknown') {
      this.#failRequest(id)
    } else if (isAnswer(body)) {
      if (!this.#deps.requests.answer(id, body)) this.#end(faultOfProtocol('an answer to nothing'))
      this.#closeIfIdle()
    } else {
      this.#end(faultOfProtocol(`${body.kind} as an answer`))
    }
  }

  #takePush(push: PushFrame): void {
    const { streamSequence } = push
    if (push.kind === 'deliver' && streamSequence === 0) return this.#deps.ephemeral(push)
    const bytes = PUSH_OVERHEAD_BYTES + (push.kind === 'deliver' ? push.envelope.length : 0)
    if (!this.#tracker.receive(streamSequence, bytes)) return this.#end(faultOfProtocol('a stream sequence out of order or over the window'))
    const settle = (outcome: Outcome): void => this.#settle(streamSequence, outcome)
    if (push.kind === 'deliver') return this.#deps.pushes.take({ push, settle })
    const { body } = push
    if (body.kind !== 'unknown') return this.#deps.pushes.take({ push: { ...push, body }, settle })
    this.#deps.log({ event: 'unknown', what: 'event' })
    settle('stored')
  }

  /** Also called by handlers that outlive the connection: what they stored is then named in the next Resume. */
  #settle(streamSequence: number, outcome: Outcome): void {
    if (outcome !== 'stored' && this.#fault === undefined) {
      this.#notify({ kind: 'nack', streamSequence, reason: NACK_REASONS[outcome], retryable: true })
    }
    this.#tracker.settle(streamSequence, outcome === 'stored')
    if (this.#fault !== undefined) return
    this.#cancelAck ??= this.#deps.timers.after(ACK_DELAY_MS, () => this.#acknowledge())
    this.#closeIfIdle()
  }

  #acknowledge(): void {
    this.#cancelAck?.()
    this.#cancelAck = undefined
    const done = this.#tracker.take()
    if (done !== undefined) this.#notify({ kind: 'ack', ...done })
  }

  #notify(notice: Exclude<PartyNotice, Resume>): void {
    this.#socket.send(encodePartyFrame(0, notice))
  }

  #takeNotice(body: ReceivedBody): void {
    switch (body.kind) {
      case 'error': return this.#end(faultOfError(body))
      case 'goAway': return this.#goAway(faultOfGoAway(body))
      case 'enforcementChanged': return this.#deps.log({ event: 'enforcementChanged', enforcement: body.enforcement })
      case 'limitsChanged': return this.#deps.log({ event: 'limitsChanged', policyVersion: body.policyVersion, limits: body.limits })
      case 'deprecation': return this.#deps.log({ event: 'deprecation', feature: body.feature, sunset: body.sunset })
      case 'queueEmpty': return this.#deps.log({ event: 'queueEmpty' })
      case 'unknown': return this.#deps.log({ event: 'unknown', what: 'push' })
      default: return this.#end(faultOfProtocol(`${body.kind} on an open link`))
    }
  }

  #goAway(fault: LinkFault): void {
    if (fault.end !== undefined) return this.#end(fault)
    this.#deps.draining()
    this.drain(fault, DRAIN_MS)
  }

  #closeIfIdle(): void {
    if (this.#drained !== undefined && this.#deps.requests.unanswered === 0 && this.#deps.pushes.running === 0) this.#closeNow()
  }

  #closeNow(): void {
    if (this.#fault === undefined) this.#end(this.#drained ?? new LinkFault('closed'))
  }

  /** The first reason counts; what is stored is still acknowledged. */
  #end(fault: LinkFault): void {
    if (this.#fault !== undefined) return
    this.#acknowledge()
    this.#fault = fault
    this.#socket.close(NORMAL_CLOSURE)
  }
}

// A kind of answer that is missing here does not compile.
const answers: Readonly<Record<Answer['kind'], true>> = {
  done: true, error: true, enlisted: true, erased: true, issuerList: true, prekeyStock: true, bundles: true, recorded: true, contact: true,
  accepted: true, deviceMismatch: true, throttled: true, resumed: true, traced: true, attachmentTicket: true, attachmentStatus: true, reported: true, enforcementList: true, inviteCreated: true,
}

const isAnswer = (body: ReceivedBody): body is Answer => Object.hasOwn(answers, body.kind)
