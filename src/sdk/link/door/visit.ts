// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import type { Delivery, GatewayBody, Ready } from '../../../model/answers.ts'
import { GatewayError } from '../../../model/errors.ts'
import { linkId } from '../../../model/ids.ts'
import type { PartyBody, PartyRequest } from '../../../model/requests.ts'
import type { AgreementLimits } from '../../../model/values.ts'
import { decodePartyFrame, encodeGatewayFrame, FrameError } from '../../../wire/gateway/index.ts'
import type { PartyFrame } from '../../../wire/gateway/index.ts'
import type { FrameChannel } from '../../channel.ts'
import type { GatewayLink } from '../gateway-link.ts'
import { startHeartbeat } from '../heartbeat.ts'
import type { Heartbeat } from '../heartbeat.ts'
import { IDLE_SECONDS } from '../limits.ts'
import type { Timers } from '../timers.ts'
import type { Allowance } from './allowance.ts'
import { Asking, errorAnswer } from './asking.ts'
import type { DoorEvent } from './events.ts'
import type { HomeUser } from './home-user.ts'
import { DEVICE_CREDIT, DEVICE_CREDIT_BYTES, MAX_DEVICE_REFUSALS, MAX_DEVICE_WAITING_BYTES, MAX_ONCE_WAITING_BYTES } from './limits.ts'
import type { Mailbox } from './mailbox.ts'
import { Offering } from './offering.ts'
import { requireInScope } from './scope.ts'
import type { OfferedPlace } from './scope.ts'
import { toldToUser } from './told.ts'

/** What a visit stands on. */
export interface VisitDeps {
  readonly link: Pick<GatewayLink, 'ready' | 'request' | 'state'>
  /** Of the user, also of its connections before this one. */
  readonly allowance: Allowance
  readonly mailbox: Mailbox
  readonly timers: Timers
  readonly mayOffer: (place: OfferedPlace) => boolean
  readonly log: (event: DoorEvent) => void
  /** The visit is over. */
  readonly over: () => void
}

/** Errors after which nothing more of the connection can be believed: DIP-1, DIP-2. */
const ENDING_CODES = new Set(['UNDECODABLE', 'FRAME_TOO_LARGE'])

/** One connection of one user's device, from its login to its end. */
export class Visit {
  readonly #user: HomeUser
  readonly #channel: FrameChannel
  readonly #deps: VisitDeps
  readonly #asking: Asking
  readonly #offering: Offering
  readonly #heartbeat: Heartbeat | undefined
  #isOpen = false
  #isOver = false
  #hasResumed = false
  #refusals = 0

  constructor(user: HomeUser, channel: FrameChannel, deps: VisitDeps) {
    this.#user = user
    this.#channel = channel
    this.#deps = deps
    this.#asking = new Asking(deps.link, deps.allowance, {
      answer: (id, answer) => this.#say(id, toldToUser(answer)),
      unanswered: (reason) => this.end(`no answer: ${reason}`),
      bug: (correlationId, error) => deps.log({ event: 'bug', correlationId, error }),
    })
    this.#offering = new Offering(deps.mailbox, user.userId, {
      push: (push) => this.#say(0, push),
      passedOver: (place) => deps.log({ event: 'passedOver', user: user.userId, place }),
      mailboxFailed: (error) => {
        deps.log({ event: 'mailboxFailed', user: user.userId, error })
        this.end('the mailbox failed')
      },
    })
    this.#heartbeat = channel.ping && startHeartbeat(IDLE_SECONDS, { ping: () => channel.ping?.(), silent: () => this.#refuse(new GatewayError('SLOW_READER')) }, deps.timers)
  }

  /** Whether something waits that the device did not acknowledge. Never rejects. */
  isOwed(): Promise<boolean> {
    return this.#offering.isOwed()
  }

  /** Listens to the device; it hears `Ready` as soon as the link was open once. */
  begin(): void {
    this.#deps.log({ event: 'attended', user: this.#user.userId })
    this.#channel.listen({
      frame: (bytes) => this.#receive(bytes),
      heard: () => this.#heard(),
      closed: (reason) => this.#finish(reason),
    })
    this.#deps.link.ready.then((ready) => this.#open(ready), () => this.end('the link is over'))
  }

  /** There is something in the mailbox. */
  look(): void {
    if (this.#isOpen) void this.#offering.look()
  }

  /** Passes on what comes once, unless the device is behind. */
  glimpse(delivery: Delivery): void {
    if (this.#isOpen && this.#channel.waitingBytes <= MAX_ONCE_WAITING_BYTES) this.#say(0, delivery)
  }

  /** Ends the connection; `last` is said before. */
  end(reason: string, last?: GatewayBody): void {
    if (this.#isOver) return
    if (last !== undefined) this.#say(0, last)
    this.#finish(reason)
    this.#channel.close()
  }

  #open(ready: Ready): void {
    if (this.#isOver) return
    this.#isOpen = true
    this.#say(0, readyFor(ready))
    this.look()
  }

  #finish(reason: string): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#asking.end()
    this.#offering.end()
    this.#heartbeat?.stop()
    this.#deps.log({ event: 'left', user: this.#user.userId, reason })
    this.#deps.over()
  }

  #say(id: number, body: GatewayBody): void {
    if (!this.#isOver) this.#channel.send(encodeGatewayFrame(id, body))
  }

  #receive(bytes: Uint8Array): void {
    if (this.#isOver) return
    this.#heartbeat?.heard()
    if (this.#channel.waitingBytes > MAX_DEVICE_WAITING_BYTES) return this.#refuse(new GatewayError('SLOW_READER'))
    try {
      this.#take(decodePartyFrame(bytes), bytes.length)
    } catch (error) {
      if (!(error instanceof GatewayError)) this.#break(error)
      else if (error instanceof FrameError && error.frameId !== 0 && !ENDING_CODES.has(error.code)) this.#answerRefusal(error.frameId, undefined, error)
      else this.#refuse(error)
    }
  }

  /** Throws `GatewayError` for what ends the connection. */
  #take({ id, body }: PartyFrame, bytes: number): void {
    if (!this.#isOpen) throw new GatewayError('OUT_OF_ORDER')
    switch (body.kind) {
      case 'hello': case 'auth': throw new GatewayError('OUT_OF_ORDER')
      case 'resume': return this.#resume(id)
      case 'ack': return this.#acknowledge(this.#offering.acknowledge(body))
      case 'nack': return this.#acknowledge(this.#offering.giveBack(body) ? 0 : undefined)
      default: return this.#request(id, body, bytes)
    }
  }

  /** A ping or a pong. */
  #heard(): void {
    if (this.#isOver) return
    this.#heartbeat?.heard()
    if (!this.#deps.allowance.tolerates()) this.#refuse(nuisance())
  }

  /** So many pushes are settled; undefined for what was never sent. */
  #acknowledge(count: number | undefined): void {
    if (count === undefined) throw new GatewayError('OUT_OF_ORDER')
    if (count === 0 && !this.#deps.allowance.tolerates()) throw nuisance()
  }

  /** Places are not kept: everything that was not acknowledged comes again. */
  #resume(id: number): void {
    if (this.#hasResumed) throw new GatewayError('OUT_OF_ORDER')
    this.#hasResumed = true
    this.#say(id, { kind: 'resumed', resumed: false })
  }

  #request(id: number, request: PartyRequest, bytes: number): void {
    // DIP-7: two answers under one id.
    if (this.#asking.isUnderWay(id)) throw new GatewayError('OUT_OF_ORDER')
    if (this.#asking.isFull) throw new GatewayError('THROTTLED', 'more requests unanswered than the credit in Ready')
    try {
      requireInScope(this.#user, request, this.#deps.mayOffer)
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      return this.#answerRefusal(id, request.kind, error)
    }
    this.#asking.ask(id, request, bytes)
  }

  #answerRefusal(id: number, kind: PartyBody['kind'] | undefined, error: GatewayError): void {
    this.#note(kind, error)
    this.#say(id, errorAnswer(error))
    this.#refusals += 1
    if (this.#refusals >= MAX_DEVICE_REFUSALS) this.#refuse(new GatewayError('THROTTLED', 'too many requests that were refused'))
  }

  /** The catalogue's word, and the end. */
  #refuse(error: GatewayError): void {
    this.#note(undefined, error)
    this.end(error.code, errorAnswer(error))
  }

  /** A bug is this connection's end and not the server's. */
  #break(error: unknown): void {
    const correlationId = randomUUID()
    this.#deps.log({ event: 'bug', correlationId, error })
    this.end('INTERNAL', errorAnswer(new GatewayError('INTERNAL'), correlationId))
  }

  #note(kind: PartyBody['kind'] | undefined, { code, detail }: GatewayError): void {
    this.#deps.log({ event: 'refused', user: this.#user.userId, kind, code, detail })
  }
}

const nuisance = (): GatewayError => new GatewayError('THROTTLED', 'too many pings, acknowledgements of nothing and pushes given back')

/** What the gateway said to the home, but for what is between these two: the device has its own credit, no place to resume and no agreement. */
const readyFor = ({ version, capabilities, policyVersion, limits }: Ready): Ready => ({
  kind: 'ready', version, capabilities, policyVersion, linkId: linkId(randomUUID()), resumeToken: NO_PLACE,
  initialCredit: DEVICE_CREDIT, initialCreditBytes: DEVICE_CREDIT_BYTES, limits: untold(limits),
})

/** A token is never empty; this one names nothing. */
const NO_PLACE = new Uint8Array(1)

const untold = (limits: AgreementLimits): AgreementLimits =>
  Object.fromEntries(Object.keys(limits).map((name) => [name, 0])) as Readonly<Record<keyof AgreementLimits, number>>
