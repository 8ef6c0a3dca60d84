// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import type { Answer } from '../../../model/answers.ts'
import { GatewayError } from '../../../model/errors.ts'
import type { PartyRequest } from '../../../model/requests.ts'
import { LinkLost } from '../../transport.ts'
import type { GatewayLink } from '../gateway-link.ts'
import { AnswerError } from '../requests.ts'
import type { Timers } from '../timers.ts'
import { DEVICE_CREDIT, DEVICE_CREDIT_BYTES } from './limits.ts'
import { Pacing } from './pacing.ts'

/** Whom the requests of one device's connection are answered to. */
export interface Asker {
  /** Aborted when the connection is over: what waits for the link then waits no longer. */
  readonly signal: AbortSignal
  answer(id: number, answer: Answer): void
  /** No answer will come: to the device that is the end of its connection. */
  unanswered(reason: string): void
  bug(correlationId: string, error: unknown): void
}

type ErrorAnswer = Extract<Answer, { kind: 'error' }>

/** A refusal as it goes to the device, with what the gateway said beside it. */
export const errorAnswer = (error: GatewayError, correlationId = ''): ErrorAnswer => ({
  kind: 'error', code: error.code, detail: error.detail,
  ...(error instanceof AnswerError ? { correlationId: error.correlationId, retryAfterSeconds: error.retryAfterSeconds } : { correlationId, retryAfterSeconds: 0 }),
})

/** Takes the requests of one device to the link, and the answers back under their ids. */
export class Asking {
  readonly #link: Pick<GatewayLink, 'request'>
  readonly #asker: Asker
  readonly #pacing: Pacing
  readonly #underWay = new Set<number>()
  #bytes = 0

  constructor(link: Pick<GatewayLink, 'request'>, timers: Timers, asker: Asker) {
    this.#link = link
    this.#asker = asker
    this.#pacing = new Pacing(timers)
  }

  /** Whether this id waits for its answer. */
  isUnderWay(id: number): boolean {
    return this.#underWay.has(id)
  }

  /** Whether the device has used up its credit. */
  get isFull(): boolean {
    return this.#underWay.size >= DEVICE_CREDIT || this.#bytes >= DEVICE_CREDIT_BYTES
  }

  /** Asks for the device, with a frame of so many bytes. */
  ask(id: number, request: PartyRequest, bytes: number): void {
    this.#underWay.add(id)
    this.#bytes += bytes
    this.#pacing.pass(() => {
      void this.#run(id, request).finally(() => {
        this.#underWay.delete(id)
        this.#bytes -= bytes
      })
    })
  }

  /** Asks nothing more. */
  end(): void {
    this.#pacing.end()
  }

  async #run(id: number, request: PartyRequest): Promise<void> {
    try {
      this.#asker.answer(id, await this.#link.request(request, this.#asker.signal))
    } catch (error) {
      this.#failed(id, error)
    }
  }

  #failed(id: number, error: unknown): void {
    if (this.#asker.signal.aborted) return
    if (error instanceof GatewayError) return this.#asker.answer(id, errorAnswer(error))
    if (error instanceof LinkLost) return this.#asker.unanswered(error.message)
    const correlationId = randomUUID()
    this.#asker.bug(correlationId, error)
    this.#asker.answer(id, errorAnswer(new GatewayError('INTERNAL'), correlationId))
  }
}
