// SPDX-License-Identifier: AGPL-3.0-only
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { WebSocket } from 'ws'
import type { RawData } from 'ws'
import { GatewayError } from '../../model/errors.ts'
import type { PartyBody, PartyNotice, PartyRequest } from '../../model/requests.ts'
import { decodeGatewayFrame, encodePartyFrame } from '../../wire/gateway/index.ts'
import type { ReceivedBody } from '../../wire/gateway/index.ts'
import { inWords } from '../exchange.ts'
import type { Exchange } from '../exchange.ts'
import { Unmet } from '../outcome.ts'
import type { Party } from './party.ts'

/** A frame of the gateway as it came. */
export interface Came { readonly id: number; readonly body: ReceivedBody; readonly bytes: Uint8Array }

/** How the gateway closed. */
export interface Closed { readonly code: number; readonly reason: string }

/** A request, as a scenario writes it. */
export type Asked = PartyRequest | Extract<PartyNotice, { kind: 'resume' }>

/** Longest wait for something that must come: a loaded gateway at the other end of the world is faster. */
const ANSWER_MS = 5_000
/** Until the WebSocket is open. */
const CONNECT_MS = 5_000
const EXPORTER = { bytes: 32, label: 'EXPORTER-drawbridge-v1' } as const

/** One connection to the gateway on which anything can be said. Each wait is bounded and throws {@link Unmet}. */
export class RawLink {
  readonly name: string
  readonly party: Party
  /** Resolves when the connection is gone. */
  readonly closed: Promise<Closed>
  /** Called for each frame before anybody takes it; true takes it. */
  onFrame: (frame: Came) => boolean = () => false
  readonly #ws: WebSocket
  readonly #exchange: Exchange
  readonly #came: Came[] = []
  #socket: Socket | undefined
  #ending: Closed | undefined
  /** Who waits for something to come or to end. */
  readonly #waiting = new Set<() => void>()
  #lastId = 0

  private constructor(ws: WebSocket, party: Party, name: string, exchange: Exchange) {
    this.#ws = ws
    this.party = party
    this.name = name
    this.#exchange = exchange
    this.closed = new Promise((resolve) => {
      ws.once('close', (code, reason) => {
        this.#ending = { code, reason: reason.toString() }
        exchange.note(name, '·', `closed with ${String(code)} ${reason.toString()}`.trim())
        resolve(this.#ending)
        this.#wake()
      })
    })
    ws.once('upgrade', ({ socket }) => { this.#socket = socket })
    ws.on('message', (data) => { this.#receive(data) })
    // The close event tells.
    ws.on('error', () => undefined)
  }

  /** Connects, and says nothing yet. Throws {@link Unmet} with the HTTP status when the upgrade is refused. */
  static async connect(party: Party, name: string, exchange: Exchange, subprotocol = 'drawbridge.v1'): Promise<RawLink> {
    const ws = new WebSocket(party.url, subprotocol === '' ? [] : [subprotocol], {
      perMessageDeflate: false, handshakeTimeout: CONNECT_MS, minVersion: party.admission.bindingMode === 'exporter' ? 'TLSv1.3' : 'TLSv1.2', ...party.tls,
    })
    const link = new RawLink(ws, party, name, exchange)
    const { promise, resolve, reject } = Promise.withResolvers<undefined>()
    ws.once('open', () => { resolve(undefined) })
    ws.once('error', (error) => { reject(new Unmet(undefined, 'the gateway takes the connection', error.message)) })
    ws.once('unexpected-response', (_request, response) => {
      response.resume()
      reject(new Unmet(undefined, 'the gateway takes the connection', `HTTP ${String(response.statusCode)}`))
    })
    await promise
    return link
  }

  /** Whether the connection is still there. */
  get isOpen(): boolean {
    return this.#ws.readyState === this.#ws.OPEN
  }

  /** Whether requests may be sent: the gateway said Ready. */
  isServing = false

  /** Sends one binary message, whatever is in it; `what` says what it is. */
  sendBytes(bytes: Uint8Array, what: string): void {
    this.#exchange.note(this.name, '→', what, bytes)
    this.#ws.send(bytes, ignoreError)
  }

  /** Sends the first fragment of a binary message, whose rest never comes. */
  sendHalf(bytes: Uint8Array, what: string): void {
    this.#exchange.note(this.name, '→', what, bytes)
    this.#ws.send(bytes, { fin: false }, ignoreError)
  }

  /** Sends one text message. */
  sendText(text: string): void {
    this.#exchange.note(this.name, '→', `a text message: ${text}`)
    this.#ws.send(text, ignoreError)
  }

  /** Sends a good frame. */
  send(id: number, body: PartyBody): void {
    this.sendBytes(encodePartyFrame(id, body), `${body.kind} with id ${String(id)}`)
  }

  /** An id that was not used on this link. */
  nextId(): number {
    return this.#lastId += 1
  }

  /** Sends a request; resolves with its answer, whatever that is. */
  async ask(request: Asked, ms = ANSWER_MS): Promise<ReceivedBody> {
    return (await this.askWhole(request, ms)).body
  }

  /** As {@link ask}, with the bytes of the answer. */
  async askWhole(request: Asked, ms = ANSWER_MS): Promise<Came> {
    const id = this.nextId()
    this.send(id, request)
    return this.answerTo(id, request.kind, ms)
  }

  /** Sends the bytes of a request; resolves with the answer. */
  async askBytes(bytes: Uint8Array, id: number, what: string): Promise<ReceivedBody> {
    this.sendBytes(bytes, what)
    return (await this.answerTo(id, what)).body
  }

  /** The answer to a request that was sent. */
  answerTo(id: number, what: string, ms = ANSWER_MS): Promise<Came> {
    return this.take(`an answer to ${what}`, (frame) => (frame.id === id ? frame : undefined), ms)
  }

  /** The first frame that fits, now or later; what does not fit stays. */
  async take<T>(what: string, fits: (frame: Came) => T | undefined, ms = ANSWER_MS): Promise<T> {
    const found = await this.find(fits, ms)
    if (found !== undefined) return found
    const others = this.#came.map(({ body }) => body.kind).join(', ')
    const silence = this.#ending === undefined ? `nothing within ${String(ms / 1000)} s` : `the link was closed with ${String(this.#ending.code)} ${this.#ending.reason}`
    throw new Unmet(undefined, `${what} comes`, others === '' ? silence : `${silence}; other frames: ${others}`)
  }

  /** As {@link take}; undefined when nothing that fits comes in time or the link ends. */
  async find<T>(fits: (frame: Came) => T | undefined, ms: number): Promise<T | undefined> {
    const over = AbortSignal.timeout(ms)
    for (;;) {
      for (const [index, frame] of this.#came.entries()) {
        const found = fits(frame)
        if (found === undefined) continue
        this.#came.splice(index, 1)
        return found
      }
      if (over.aborted || this.#ending !== undefined) return undefined
      await this.#stirred(over)
    }
  }

  /** The next frame of all. */
  next(what: string): Promise<Came> {
    return this.take(what, (frame) => frame)
  }

  /** Waits for the end of the link; gives what was said beside it. Throws {@link Unmet} when it stays open. */
  async ended(ms = ANSWER_MS): Promise<{ readonly closed: Closed; readonly said: readonly ReceivedBody[] }> {
    const over = AbortSignal.timeout(ms)
    while (this.#ending === undefined && !over.aborted) await this.#stirred(over)
    if (this.#ending === undefined) throw new Unmet(undefined, 'the gateway ends the link', `it is still open after ${String(ms / 1000)} s`)
    return { closed: this.#ending, said: this.#came.map(({ body }) => body) }
  }

  /** 32 bytes that are the same on both sides of this TLS connection; undefined without TLS. */
  exporter(): Uint8Array | undefined {
    return this.#socket instanceof TLSSocket ? this.#socket.exportKeyingMaterial(EXPORTER.bytes, EXPORTER.label, Buffer.alloc(0)) : undefined
  }

  /** Stops and resumes reading from the connection. */
  read(isReading: boolean): void {
    if (isReading) this.#socket?.resume()
    else this.#socket?.pause()
  }

  /** Goes away, without a closing handshake, as when a cable is cut. */
  cut(): void {
    this.#ws.terminate()
  }

  /** Closes as an honest party does. */
  async close(): Promise<void> {
    this.#ws.close(NORMAL_CLOSURE)
    const timer = setTimeout(() => { this.#ws.terminate() }, CLOSE_MS)
    await this.closed
    clearTimeout(timer)
  }

  #receive(data: RawData): void {
    // The type of a nodebuffer message is Buffer; ws declares the union of all its settings.
    if (!(data instanceof Uint8Array)) return
    const frame = { ...decoded(data), bytes: data }
    this.#exchange.note(this.name, '←', `${frame.id === 0 ? '' : `answer ${String(frame.id)}: `}${inWords(frame.body)}`)
    if (frame.body.kind === 'ready') this.isServing = true
    if (this.onFrame(frame)) return
    this.#came.push(frame)
    this.#wake()
  }

  #wake(): void {
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
  }

  #stirred(over: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve)
      over.addEventListener('abort', () => { resolve() }, { once: true })
      if (over.aborted) resolve()
    })
  }
}

/** RFC 6455 section 7.4.1. */
const NORMAL_CLOSURE = 1_000
const CLOSE_MS = 1_000

/** A gateway that sends what is no frame is to be shown, not to end the run. */
const decoded = (bytes: Uint8Array): { readonly id: number; readonly body: ReceivedBody } => {
  try {
    return decodeGatewayFrame(bytes)
  } catch (error) {
    if (error instanceof GatewayError) return { id: 0, body: { kind: 'unknown' } }
    throw error
  }
}

/** The close event tells. */
const ignoreError = (): void => undefined
