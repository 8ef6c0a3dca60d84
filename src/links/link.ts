// SPDX-License-Identifier: AGPL-3.0-only
import type { Delivery, GatewayBody, GoAwayReason, Push, PushedEvent, ToldEnforcement } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { ErrorCode } from '../model/errors.ts'
import type { InstanceName, PartyId } from '../model/ids.ts'
import type { AgreementLimits } from '../model/values.ts'
import type { PartyBody } from '../model/requests.ts'
import { decodePartyFrame, encodeGatewayFrame, FrameError } from '../wire/gateway/index.ts'
import { createDispatch, workOf } from './dispatch.ts'
import type { Dispatch } from './dispatch.ts'
import { closeCodeOf, endsLink, errorAnswer } from './error-mapper.ts'
import type { LinkEnding, LinkIdentity } from './events.ts'
import type { FairTurns, Place } from './fair-turns.ts'
import type { Entry } from './generations.ts'
import type { RequestKind } from './handlers.ts'
import type { Opened } from './handshake.ts'
import { startHeartbeat } from './heartbeat.ts'
import type { Heartbeat } from './heartbeat.ts'
import { mintLinkId } from './identifiers.ts'
import { createIntake } from './intake.ts'
import type { Intake } from './intake.ts'
import { DRAIN_SETTLE_MS, INITIAL_CREDIT, INITIAL_CREDIT_BYTES, MAX_EPHEMERAL_BACKLOG, RECONNECT_AFTER_SECONDS } from './limits.ts'
import { createNuisances } from './nuisance.ts'
import type { Nuisances } from './nuisance.ts'
import type { LinksDeps } from './ports.ts'
import { createPushes, windowsOf } from './pushes.ts'
import type { Pushes } from './pushes.ts'
import type { LinkSocket, SocketListener } from './socket.ts'
import { createWholeFrames } from './whole.ts'
import type { WholeFrames } from './whole.ts'

/** An authenticated socket on its way to be a link. */
export interface LinkStart {
  readonly socket: LinkSocket
  readonly opened: Opened
  readonly generation: number
  readonly turns: FairTurns
  /** Called once, when the link ends for whatever reason, before anybody is told. */
  readonly ended: (link: Link) => void
}

/** Serves requests and pushes over an authenticated socket until either side ends it. Says Auth and Ready when made. */
export class Link implements Entry, SocketListener {
  readonly party: PartyId
  readonly instance: InstanceName
  readonly generation: number
  /** Of two links the newer has the greater one, on whatever nodes. */
  readonly number: number
  readonly #identity: LinkIdentity
  readonly #socket: LinkSocket
  readonly #deps: LinksDeps
  readonly #abort = new AbortController()
  readonly #ended: (link: Link) => void
  readonly #dispatch: Dispatch
  readonly #place: Place
  readonly #intake: Intake
  readonly #pushes: Pushes
  readonly #heartbeat: Heartbeat
  readonly #wholeFrames: WholeFrames
  readonly #isTooMuch: Nuisances
  #policyVersion: number
  #isDraining = false
  #cancelSettle: (() => void) | undefined
  #isEnded = false

  constructor({ socket, opened, generation, turns, ended }: LinkStart, deps: LinksDeps) {
    const { party, role, instance, keyId } = opened.party
    this.party = party
    this.instance = instance
    this.generation = generation
    this.number = opened.number
    this.#identity = Object.freeze({ linkId: mintLinkId(deps.randomBytes(16)), party, role, instance, keyId })
    this.#policyVersion = opened.row.policyVersion
    this.#socket = socket
    this.#deps = deps
    this.#ended = ended
    this.#dispatch = this.#createDispatch(opened)
    this.#isTooMuch = createNuisances(() => deps.now())
    this.#wholeFrames = createWholeFrames(deps.timers, () => this.#intake.isPaused(), () => this.broken('SLOW_READER'))
    this.#intake = createIntake({
      ask: () => this.#place.ask(),
      isFull: () => this.#dispatch.isFull() || socket.isBehind(),
      take: (bytes) => this.#take(bytes),
      pause: () => socket.pause(),
      resume: () => {
        this.#wholeFrames.progressed()
        socket.resume()
      },
      held: (bytes) => socket.hold(bytes),
    })
    this.#pushes = this.#attach(opened)
    this.#place = turns.enter(party, () => this.#intake.takeOne())
    this.#heartbeat = startHeartbeat({
      ping: () => socket.ping(),
      silent: () => this.broken('SLOW_READER'),
      // Who does not read what it asked for is silent by its own doing.
      isExcused: () => this.#intake.isPaused() && !socket.isBehind(),
    }, opened.hello.limits.idleSeconds, deps.timers)
    socket.listen(this)
    deps.events.linkOpened(this.#identity)
  }

  /**
   * Says GoAway and pushes no more. The party may finish and close; if it has not done so after a moment, new requests are
   * refused and the link closes when the last one under way is answered.
   */
  drain(): void {
    if (this.#isDraining || this.#isEnded) return
    this.#send(0, goAway('draining', RECONNECT_AFTER_SECONDS))
    this.#isDraining = true
    this.#cancelSettle = this.#deps.timers.after(DRAIN_SETTLE_MS, () => {
      this.#dispatch.refuseNew()
      this.#endIfDrained()
    })
  }

  /** Closes now, whatever is under way. */
  stop(): void {
    this.#end('DRAINED', [])
  }

  /** Ends the link because its party is suspended; the reason is for the party. */
  shutOut(reason: string): void {
    this.#end('SUSPENDED', suspensionNotice(reason))
  }

  /** Gives way to a newer link of the same instance. */
  replace(): void {
    this.#end('REPLACED', [goAway('replaced')])
  }

  /** Resolves when the connection is gone. */
  get gone(): Promise<void> {
    return this.#socket.closed
  }

  /** Tells what the agreement allows now, unless this link knows it, or something newer, already. */
  changeLimits(policyVersion: number, limits: AgreementLimits): void {
    if (policyVersion <= this.#policyVersion) return
    this.#policyVersion = policyVersion
    this.#send(0, { kind: 'limitsChanged', policyVersion, limits })
  }

  /** Tells of a step against the party or one of its users. */
  tellEnforcement(enforcement: ToldEnforcement): void {
    this.#send(0, { kind: 'enforcementChanged', enforcement })
  }

  /** One frame, as received. */
  frame(bytes: Uint8Array): void {
    this.#wholeFrames.progressed()
    this.#intake.frame(bytes)
  }

  /** So many bytes are kept for a message that is not whole yet. */
  arriving(bytes: number): void {
    this.#wholeFrames.arriving(bytes)
    this.#intake.arriving(bytes)
  }

  /** A ping came. */
  pinged(): void {
    this.heard()
    if (this.#isTooMuch()) this.broken('THROTTLED')
  }

  /** A sign of life. */
  heard(): void {
    // Whoever is behind shows by reading that it lives.
    if (!this.#socket.isBehind()) this.#heartbeat.heard()
  }

  /** The socket cannot go on. */
  broken(code: ErrorCode): void {
    this.#failed(0, undefined, new GatewayError(code))
  }

  /** The reader takes what it is sent again. */
  caughtUp(): void {
    this.#heartbeat.heard()
    this.#intake.pump()
    this.#pushes.goOn()
  }

  /** The connection is gone. */
  closed(): void {
    this.#end(this.#isDraining ? 'DRAINED' : 'LEFT', [])
  }

  #createDispatch({ party }: Opened): Dispatch {
    return createDispatch({
      party,
      signal: this.#abort.signal,
      answer: (id, answer) => this.#send(id, answer),
      failed: (id, kind, error) => this.#failed(id, kind, error),
      settled: () => {
        this.#place.ended()
        this.#intake.pump()
        this.#endIfDrained()
      },
    }, this.#deps.handlers)
  }

  #attach({ hello, row, agreed, authFrame }: Opened): Pushes {
    const { party, instance, linkId } = this.#identity
    const stream = this.#deps.deliverer.attach({
      party,
      instance,
      link: linkId,
      ...windowsOf(hello.limits.maxUnacknowledged, hello.limits.maxUnacknowledgedBytes),
      takesEphemeral: agreed.capabilities.includes(EPHEMERAL),
      // What is not pushed here was not acknowledged, so it goes out on the next link.
      isBehind: () => this.#socket.isBehind(),
      push: (item) => { if (!this.#isDraining && !this.#isDropped(item)) this.#send(0, item) },
      queueEmpty: () => { if (!this.#isDraining) this.#send(0, { kind: 'queueEmpty' }) },
    })
    this.#socket.send(authFrame)
    this.#send(0, {
      kind: 'ready', linkId, resumeToken: stream.resumeToken, initialCredit: INITIAL_CREDIT, initialCreditBytes: INITIAL_CREDIT_BYTES,
      policyVersion: row.policyVersion, limits: row.limits, ...agreed,
    })
    return createPushes(stream, this.#deps.timers)
  }

  /** An ephemeral message must not wait behind others, nor fill the buffer of a link that its window keeps from overflowing. */
  #isDropped({ streamSequence }: Delivery | PushedEvent): boolean {
    return streamSequence === 0 && this.#socket.buffered() > MAX_EPHEMERAL_BACKLOG
  }

  /** Returns what the frame costs, in common frames. */
  #take(bytes: Uint8Array): number {
    if (this.#isEnded) return 0
    try {
      const { id, body } = decodePartyFrame(bytes)
      if (this.#dispatch.isUnderWay(id)) throw new GatewayError('OUT_OF_ORDER', 'the id awaits its answer')
      return this.#serve(id, body, bytes.length)
    } catch (error) {
      const id = error instanceof FrameError ? error.frameId : 0
      // An Error with the id of a request under way would pass for its answer.
      if (this.#dispatch.isUnderWay(id)) this.broken('OUT_OF_ORDER')
      else this.#failed(id, undefined, error)
      return 1
    }
  }

  #serve(id: number, body: PartyBody, bytes: number): number {
    switch (body.kind) {
      case 'hello':
      case 'auth':
        throw new GatewayError('OUT_OF_ORDER')
      case 'resume':
        this.#resume(id, body)
        return 1
      case 'ack':
      case 'nack':
        this.#pushes.acknowledge(body)
        return 1
      default:
        this.#pushes.start()
        this.#place.began()
        this.#dispatch.take(id, body, bytes)
        return workOf(body)
    }
  }

  #resume(id: number, body: Extract<PartyBody, { kind: 'resume' }>): void {
    this.#pushes.resume(body, (resumed) => this.#send(id, { kind: 'resumed', resumed }), (error) => this.#failed(id, undefined, error))
  }

  #send(id: number, body: GatewayBody): void {
    if (!this.#isEnded) this.#socket.send(encodeGatewayFrame(id, body))
  }

  /** Answers a request with the error; with id 0, or where the error says so, it is the reason why the link ends. */
  #failed(id: number, kind: RequestKind | undefined, error: unknown): void {
    if (this.#isEnded) return
    const answer = errorAnswer(error, () => this.#deps.correlationId())
    const { code, correlationId } = answer
    if (id !== 0 && isUnread(kind, code) && this.#isTooMuch()) return this.broken('THROTTLED')
    this.#deps.events.requestFailed({ link: this.#identity, kind, code, correlationId, error: code === 'INTERNAL' ? error : undefined })
    if (id !== 0) this.#send(id, answer)
    if (id === 0) this.#end(code, [answer])
    else if (endsLink(code)) this.#end(code, [])
  }

  #endIfDrained(): void {
    if (this.#dispatch.refusesNew() && this.#dispatch.isIdle()) this.#end('DRAINED', [])
  }

  #end(ending: LinkEnding, last: readonly GatewayBody[]): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#heartbeat.stop()
    this.#wholeFrames.stop()
    this.#cancelSettle?.()
    this.#pushes.stop()
    this.#place.leave()
    this.#ended(this)
    this.#socket.end(last, closeCode(ending), ending)
    this.#abort.abort()
    this.#deps.events.linkClosed(this.#identity, ending)
  }
}

/**
 * Refused before anybody looks at what was asked, so that only their number can slow their sender down. What a handler refuses was taken for its credit and in its turn: counted
 * here, one user of a party could end the link that all of them share.
 */
const isUnread = (kind: RequestKind | undefined, code: ErrorCode): boolean =>
  code === 'WRONG_ROLE' || (kind === undefined && (code === 'UNKNOWN_REQUEST' || code === 'MALFORMED'))

/** The capability of a link that takes messages which are pushed once and never acknowledged. */
const EPHEMERAL = 'msg.ephemeral/1'

/** What a suspended party is told, and nobody else. */
export const suspensionNotice = (reason: string): readonly GatewayBody[] => [
  { kind: 'error', code: 'SUSPENDED', detail: reason, correlationId: '', retryAfterSeconds: 0 },
  goAway('suspended'),
]

const goAway = (reason: GoAwayReason, reconnectAfterSeconds = 0): Push => ({ kind: 'goAway', reason, reconnectAfterSeconds })

/** RFC 6455 section 7.4.1. */
const GOING_AWAY = 1001

const closeCode = (ending: LinkEnding): number => (ending === 'LEFT' || ending === 'DRAINED' ? GOING_AWAY : closeCodeOf(ending))
