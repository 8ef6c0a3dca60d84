// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import type { Answer } from '../../model/answers.ts'
import type { PartyNotice, PartyRequest } from '../../model/requests.ts'
import { LinkLost } from '../transport.ts'
import type { GoodAnswer } from '../transport.ts'
import { MAX_REQUEST_ID } from './limits.ts'
import type { Timers } from './timers.ts'

type Resume = Extract<PartyNotice, { kind: 'resume' }>
type Asked = PartyRequest | Resume

/** An error answer of the gateway. */
export class AnswerError extends GatewayError {
  /** When the same bytes may succeed; 0 when not known or never. */
  readonly retryAfterSeconds: number
  /** With `INTERNAL`: what to tell the operator. */
  readonly correlationId: string
  constructor({ code, detail, retryAfterSeconds, correlationId }: Extract<Answer, { kind: 'error' }>) {
    super(code, detail)
    this.name = 'AnswerError'
    this.retryAfterSeconds = retryAfterSeconds
    this.correlationId = correlationId
  }
}

/** How long requests wait, and how many. */
export interface RequestLimits {
  readonly maxWaiting: number
  readonly waitMs: number
  readonly answerMs: number
}

/** One request; afterwards `isSettled`, its id may still be taken until the answer comes. */
interface Entry {
  readonly asked: Asked
  readonly promise: Promise<GoodAnswer>
  readonly resolve: (answer: GoodAnswer) => void
  readonly reject: (error: unknown) => void
  isSettled: boolean
  /** Of its frame, once it was sent. */
  bytes: number
  cancelTimer: () => void
  forget: () => void
}

/** Encodes and sends one request and returns how many bytes that took; throws `GatewayError` when it is not well formed or too large. */
export type SendRequest = (id: number, asked: Asked) => number

/** What may be unanswered: so many requests, and no further one once they have so many bytes (0: any). */
export interface Credit { readonly frames: number; readonly bytes: number }

/** The requests of a link across reconnects: numbers them, keeps within the gateway's credit, matches answers. */
export class RequestTable {
  readonly #limits: RequestLimits
  readonly #timers: Timers
  readonly #waiting = new Set<Entry>()
  readonly #pending = new Map<number, Entry>()
  #link: { readonly send: SendRequest; readonly credit: Credit } | undefined
  #pendingBytes = 0
  #lastId = 0
  #stopped: string | undefined

  constructor(limits: RequestLimits, timers: Timers) {
    this.#limits = limits
    this.#timers = timers
  }

  /** Requests that were sent and not answered. */
  get unanswered(): number {
    return this.#pending.size
  }

  /** As `DeviceTransport.request`: waits for link and credit, then for the answer. */
  async request(request: PartyRequest, signal?: AbortSignal): Promise<GoodAnswer> {
    signal?.throwIfAborted()
    if (this.#stopped !== undefined) throw new LinkLost(this.#stopped)
    if (this.#waiting.size >= this.#limits.maxWaiting) throw new LinkLost('too many requests are waiting')
    const entry = createEntry(request)
    this.#watch(entry, this.#limits.waitMs, 'there was no link')
    if (signal !== undefined) this.#obey(entry, signal)
    this.#waiting.add(entry)
    this.#flush()
    return entry.promise
  }

  /** A link is open with so much credit: sends what waits. */
  open(send: SendRequest, credit: Credit): void {
    this.#link = { send, credit }
    this.#flush()
  }

  /** As {@link open}, but sends `resume` first; resolves with the answer to it. */
  reopen(send: SendRequest, credit: Credit, resume: Resume): Promise<GoodAnswer> {
    const entry = createEntry(resume)
    this.#send(entry, send)
    this.open(send, credit)
    return entry.promise
  }

  /** The link takes no new requests; what was sent may still be answered. */
  pause(): void {
    this.#link = undefined
  }

  /** The link is gone: nothing that was sent will be answered. What waits goes on waiting. */
  lose(reason: string): void {
    this.#link = undefined
    const lost = [...this.#pending.values()]
    this.#pending.clear()
    this.#pendingBytes = 0
    for (const entry of lost) settle(entry, () => entry.reject(new LinkLost(reason)))
  }

  /** No link will take anything any more: fails what waits and whatever comes. */
  stop(reason: string): void {
    this.#link = undefined
    this.#stopped = reason
    const unsent = [...this.#waiting]
    this.#waiting.clear()
    for (const entry of unsent) settle(entry, () => entry.reject(new LinkLost(reason)))
  }

  /** An answer came; false when nothing was asked under this id. */
  answer(id: number, answer: Answer): boolean {
    if (answer.kind === 'error') return this.fail(id, new AnswerError(answer))
    return this.#close(id, (entry) => entry.resolve(answer))
  }

  /** An answer came that cannot be used; false when nothing was asked under this id. */
  fail(id: number, error: Error): boolean {
    return this.#close(id, (entry) => entry.reject(error))
  }

  #close(id: number, outcome: (entry: Entry) => void): boolean {
    const entry = this.#pending.get(id)
    if (entry === undefined) return false
    this.#pending.delete(id)
    this.#pendingBytes -= entry.bytes
    settle(entry, () => outcome(entry))
    this.#flush()
    return true
  }

  #flush(): void {
    for (const entry of this.#waiting) {
      if (this.#link === undefined || this.#isSpent(this.#link.credit)) return
      this.#waiting.delete(entry)
      this.#send(entry, this.#link.send)
    }
  }

  #isSpent({ frames, bytes }: Credit): boolean {
    return this.#pending.size >= frames || (bytes !== 0 && this.#pendingBytes >= bytes)
  }

  #send(entry: Entry, send: SendRequest): void {
    const id = this.#nextId()
    try {
      entry.bytes = send(id, entry.asked)
    } catch (error) {
      settle(entry, () => entry.reject(error))
      return
    }
    this.#pending.set(id, entry)
    this.#pendingBytes += entry.bytes
    this.#watch(entry, this.#limits.answerMs, 'the gateway did not answer in time')
  }

  #nextId(): number {
    do this.#lastId = this.#lastId === MAX_REQUEST_ID ? 1 : this.#lastId + 1
    while (this.#pending.has(this.#lastId))
    return this.#lastId
  }

  #watch(entry: Entry, milliseconds: number, reason: string): void {
    entry.cancelTimer()
    entry.cancelTimer = this.#timers.after(milliseconds, () => this.#giveUp(entry, new LinkLost(reason)))
  }

  #obey(entry: Entry, signal: AbortSignal): void {
    const abort = (): void => this.#giveUp(entry, signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    entry.forget = () => signal.removeEventListener('abort', abort)
  }

  /** The caller waits no longer. What was sent keeps its id and its credit until the answer comes. */
  #giveUp(entry: Entry, reason: unknown): void {
    this.#waiting.delete(entry)
    settle(entry, () => entry.reject(reason))
  }
}

const NOTHING = (): void => undefined

const createEntry = (asked: Asked): Entry =>
  ({ asked, ...Promise.withResolvers<GoodAnswer>(), isSettled: false, bytes: 0, cancelTimer: NOTHING, forget: NOTHING })

const settle = (entry: Entry, outcome: () => void): void => {
  if (entry.isSettled) return
  entry.isSettled = true
  entry.cancelTimer()
  entry.forget()
  outcome()
}
