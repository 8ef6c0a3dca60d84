// SPDX-License-Identifier: AGPL-3.0-only
import type { GatewayBody } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { ErrorCode } from '../model/errors.ts'
import type { PartyId } from '../model/ids.ts'
import { closeCodeOf, errorAnswer } from './error-mapper.ts'
import { STRANGERS } from './fair-turns.ts'
import type { FairTurns, Place } from './fair-turns.ts'
import { createHandshake } from './handshake.ts'
import type { Handshake, HandshakeContext, HandshakeStep, Opened } from './handshake.ts'
import { HANDSHAKE_COST, HANDSHAKE_FRAMES, HANDSHAKE_MAX_BYTES, HANDSHAKE_MS } from './limits.ts'
import { suspensionNotice } from './link.ts'
import type { LinkSocket, SocketListener } from './socket.ts'

/** Who keeps the connections that are being opened. */
export interface OpeningOwner {
  readonly turns: FairTurns
  /** The party proved who it is: takes over the socket, or throws what the party is told. */
  opened(opened: Opened): void
  /** The opening is over, well or not. */
  ended(): void
}

/** Leads a connection through its handshake within time and bytes; until then it costs a timer and two small frames. */
export class Opening implements SocketListener {
  readonly #socket: LinkSocket
  readonly #owner: OpeningOwner
  readonly #context: HandshakeContext
  readonly #handshake: Handshake
  readonly #stopClock: () => void
  readonly #place: Place
  /** Frames whose turn has not come. */
  readonly #waiting: Uint8Array[] = []
  #received = 0
  #isEnded = false

  constructor(socket: LinkSocket, owner: OpeningOwner, context: HandshakeContext) {
    this.#socket = socket
    this.#owner = owner
    this.#context = context
    this.#handshake = createHandshake(socket.connection, context)
    this.#place = owner.turns.enter(STRANGERS, () => this.#takeOne())
    this.#stopClock = context.deps.timers.after(HANDSHAKE_MS, () => this.refuse(new GatewayError('HANDSHAKE_TIMEOUT')))
    // Before ws hands frames over, so that nothing over the limit is decoded.
    socket.connection.prependListener('data', this.#count)
    socket.listen(this)
  }

  /** One frame, as received. */
  frame(bytes: Uint8Array): void {
    if (this.#waiting.length >= HANDSHAKE_FRAMES) return this.refuse(new GatewayError('OUT_OF_ORDER'))
    this.#waiting.push(bytes)
    this.#place.ask()
  }

  /** All that comes is counted already, and strangers must not weigh on links. */
  arriving(): void { /* nothing */ }

  /** A sign of life; the handshake's time runs all the same. */
  heard(): void { /* nothing */ }

  /** A stranger's bytes are counted, pings and all. */
  pinged(): void { /* nothing */ }

  /** The socket cannot go on. */
  broken(code: ErrorCode): void {
    this.refuse(new GatewayError(code))
  }

  /** Two small frames leave nothing to catch up with. */
  caughtUp(): void { /* nothing */ }

  /** The connection is gone. */
  closed(): void {
    this.#end()
  }

  /** Ends the connection and says why; every error ends a handshake. */
  refuse(error: unknown): void {
    if (this.#isEnded) return
    const answer = errorAnswer(error, () => this.#context.deps.correlationId())
    const { code, correlationId } = answer
    if (code === 'INTERNAL') this.#context.deps.events.requestFailed({ link: undefined, kind: undefined, code, correlationId, error })
    this.#refuseWith(code, [answer], undefined)
  }

  #takeOne(): number {
    const bytes = this.#waiting.shift()
    if (bytes === undefined || this.#isEnded) return 0
    this.#handshake.take(bytes).then((step) => this.#follow(step)).catch((error: unknown) => this.refuse(error))
    return HANDSHAKE_COST
  }

  #follow(result: HandshakeStep): void {
    if (this.#isEnded) return
    switch (result.step) {
      case 'greet':
        return this.#socket.send(result.frame)
      case 'suspended':
        return this.#refuseWith('SUSPENDED', suspensionNotice(result.reason), result.party)
      case 'opened':
        if (this.#waiting.length > 0) return this.refuse(new GatewayError('OUT_OF_ORDER'))
        this.#owner.opened(result.opened)
        this.#end()
    }
  }

  #refuseWith(code: ErrorCode, last: readonly GatewayBody[], party: PartyId | undefined): void {
    this.#end()
    this.#socket.end(last, closeCodeOf(code), code)
    this.#context.deps.events.linkRefused(code, party)
  }

  #end(): void {
    this.#isEnded = true
    this.#place.leave()
    this.#stopClock()
    this.#socket.connection.removeListener('data', this.#count)
    this.#owner.ended()
  }

  readonly #count = (chunk: Uint8Array): void => {
    this.#received += chunk.length
    if (this.#received <= HANDSHAKE_MAX_BYTES) return
    this.refuse(new GatewayError('HANDSHAKE_TIMEOUT', `over ${HANDSHAKE_MAX_BYTES} bytes`))
    this.#socket.pause()
  }
}
