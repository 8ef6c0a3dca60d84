// SPDX-License-Identifier: AGPL-3.0-only
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import type { GatewayBody } from '../../model/answers.ts'
import { GatewayError } from '../../model/errors.ts'
import type { PartyBody } from '../../model/requests.ts'
import { decodeGatewayFrame, decodePartyFrame, encodeGatewayFrame } from '../../wire/gateway/index.ts'
import type { ReceivedBody } from '../../wire/gateway/index.ts'
import type { Exchange } from '../exchange.ts'
import { inWords } from '../exchange.ts'

/** A frame of the party as it came to the door. */
export interface Heard {
  readonly id: number
  /** undefined where it is no good frame of a party. */
  readonly body: PartyBody | undefined
  readonly bytes: Uint8Array
  /** Which of the party's links, from 1. */
  readonly link: number
}

/** What becomes of frames. */
export interface Bend {
  /** In place of a frame of the gateway: none, it, others, or bytes of any kind. */
  readonly gateway?: (body: ReceivedBody, id: number, bytes: Uint8Array) => readonly (ReceivedBody | Uint8Array)[]
  /** Whether a frame of the party goes on; `answer` speaks for the gateway. */
  readonly party?: (frame: Heard, answer: (id: number, body: GatewayBody | Uint8Array) => void) => boolean
  /** The party is not told that the gateway ended the link. */
  readonly staysOpen?: boolean
}

/** Whom a door tells. */
export interface DoorListener {
  readonly heard?: (frame: Heard) => void
  readonly exchange?: () => Exchange | undefined
}

/** Stands between a party and a gateway, and may change what passes. */
export class Door {
  /** What becomes of frames, from now on. */
  bend: Bend = {}
  readonly #server: WebSocketServer
  readonly #target: string
  readonly #listener: DoorListener
  readonly #open = new Set<WebSocket>()
  readonly #living = new Set<number>()
  #links = 0

  private constructor(server: WebSocketServer, target: string, listener: DoorListener) {
    this.#server = server
    this.#target = target
    this.#listener = listener
    server.on('connection', (party) => { this.#connect(party) })
  }

  /** A door before the gateway at `target`, on a free port of this machine. */
  static async open(target: string, listener: DoorListener = {}): Promise<Door> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false, handleProtocols: (offered) => [...offered][0] ?? false })
    const door = new Door(server, target, listener)
    await once(server, 'listening')
    return door
  }

  /** Where the party connects. */
  get url(): string {
    return `ws://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/v1/link`
  }

  /** How many links the party has opened until now. */
  get links(): number {
    return this.#links
  }

  /** Whether a link is open still, by its number. */
  isOpen(link: number): boolean {
    return this.#living.has(link)
  }

  /** Cuts every connection, as when a cable is pulled. */
  cut(): void {
    for (const one of this.#open) one.terminate()
  }

  /** Says something to the party on every open link as if the gateway did. */
  say(body: GatewayBody | Uint8Array): void {
    for (const one of this.#open) if (this.#server.clients.has(one)) this.#tell(one, 0, body)
  }

  /** Ends it all. */
  close(): void {
    this.#server.close()
    this.cut()
  }

  #connect(party: WebSocket): void {
    const link = this.#links += 1
    this.#living.add(link)
    const gateway = new WebSocket(this.#target, party.protocol === '' ? [] : [party.protocol], { perMessageDeflate: false })
    for (const one of [party, gateway]) {
      this.#open.add(one)
      one.on('error', ignore).on('close', () => this.#open.delete(one))
    }
    this.#fromParty(party, gateway, link)
    gateway.on('message', (data) => { this.#fromGateway(party, data as Buffer) })
    gateway.on('close', (code, reason) => {
      if (this.bend.staysOpen === true) return
      if (UNSAYABLE.has(code)) party.terminate()
      else party.close(code, reason)
    })
    party.on('close', () => {
      this.#living.delete(link)
      gateway.terminate()
    })
  }

  #fromParty(party: WebSocket, gateway: WebSocket, link: number): void {
    const early: (() => void)[] = []
    party.on('message', (data, binary) => {
      const forward = (): void => { if (!binary || this.#mayPass(party, data as Buffer, link)) gateway.send(data, { binary }, ignore) }
      if (gateway.readyState === WebSocket.CONNECTING) early.push(forward)
      else forward()
    })
    gateway.on('open', () => { for (const forward of early) forward() })
  }

  #mayPass(party: WebSocket, bytes: Uint8Array, link: number): boolean {
    const frame = { ...decoded(bytes), bytes, link }
    this.#listener.exchange?.()?.note(`link ${String(link)}`, '←', frame.body === undefined ? 'bytes that are no frame of a party' : inWords({ id: frame.id, ...frame.body }))
    this.#listener.heard?.(frame)
    return this.bend.party?.(frame, (id, body) => { this.#tell(party, id, body) }) ?? true
  }

  #fromGateway(party: WebSocket, bytes: Uint8Array): void {
    const { id, body } = decodeGatewayFrame(bytes)
    for (const changed of this.bend.gateway?.(body, id, bytes) ?? [body]) {
      // What is not changed keeps its bytes.
      this.#tell(party, id, changed === body ? bytes : changed as GatewayBody | Uint8Array)
    }
  }

  #tell(party: WebSocket, id: number, body: GatewayBody | Uint8Array): void {
    const bytes = body instanceof Uint8Array ? body : encodeGatewayFrame(id, body)
    this.#listener.exchange?.()?.note('gateway', '→', inWords({ id, ...saidIn(bytes) }))
    party.send(bytes, ignore)
  }
}

/** Close codes that nobody sends: they say that none came. */
const UNSAYABLE = new Set([1005, 1006])

const decoded = (bytes: Uint8Array): Pick<Heard, 'id' | 'body'> => {
  try {
    return decodePartyFrame(bytes)
  } catch (error) {
    if (error instanceof GatewayError) return { id: 0, body: undefined }
    throw error
  }
}

const saidIn = (bytes: Uint8Array): object => {
  try {
    return decodeGatewayFrame(bytes).body
  } catch {
    return { kind: 'bytes that this kit made', bytes }
  }
}

const ignore = (): void => undefined
