// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import type { Answer } from '../../../model/answers.ts'
import { GatewayError } from '../../../model/errors.ts'
import type { PartyRequest } from '../../../model/requests.ts'
import { LinkLost } from '../../transport.ts'
import type { GatewayLink } from '../gateway-link.ts'
import { AnswerError } from '../requests.ts'
import type { Allowance } from './allowance.ts'
import { DEVICE_CREDIT, DEVICE_CREDIT_BYTES } from './limits.ts'

/** Whom the requests of one device's connection are answered to. */
export interface Asker {
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
  readonly #link: Pick<GatewayLink, 'request' | 'state'>
  readonly #asker: Asker
  readonly #allowance: Allowance
  readonly #gone = new AbortController()
  readonly #underWay = new Set<number>()
  #bytes = 0
  #isOver = false

  constructor(link: Pick<GatewayLink, 'request' | 'state'>, allowance: Allowance, asker: Asker) {
    this.#link = link
    this.#asker = asker
    this.#allowance = allowance
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
    this.#allowance.pass({ bytes, run: async () => {
      await this.#run(id, request)
      this.#underWay.delete(id)
      this.#bytes -= bytes
    } })
  }

  /**
   * Asks and answers nothing more. What waits for a link that is not open waits no longer; what an open one has holds credit of all users until it is answered, so it goes on
   * counting for this one.
   */
  end(): void {
    this.#isOver = true
    this.#allowance.forget()
    if (this.#link.state !== 'open') this.#gone.abort()
  }

  async #run(id: number, request: PartyRequest): Promise<void> {
    try {
      const answer = await this.#link.request(request, this.#gone.signal)
      if (!this.#isOver) this.#asker.answer(id, answer)
    } catch (error) {
      this.#failed(id, error)
    }
  }

  #failed(id: number, error: unknown): void {
    if (this.#isOver) return
    if (error instanceof GatewayError) return this.#asker.answer(id, errorAnswer(error))
    if (error instanceof LinkLost) return this.#asker.unanswered(error.message)
    const correlationId = randomUUID()
    this.#asker.bug(correlationId, error)
    this.#asker.answer(id, errorAnswer(new GatewayError('INTERNAL'), correlationId))
  }
}
