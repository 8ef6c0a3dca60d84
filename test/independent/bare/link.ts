// SPDX-License-Identifier: AGPL-3.0-only
// A link to the gateway (docs/protocol.md sections 1 and 2), over Node's own WebSocket.
import { randomBytes } from 'node:crypto'
import type { Bytes } from '../../../src/model/signal-crypto.ts'
import { utf8 } from '../bytes.ts'
import { decodeFields, encodeFields, required } from '../protobuf.ts'
import type { Field, Fields } from '../protobuf.ts'
import { holdsUnder, signWith, transcript } from './signed.ts'
import type { Jwk } from './signed.ts'

/** As much of the file `keys/1` as is used. */
export interface Keys { readonly party: string; readonly linkKey: Jwk; readonly issuerKey: Jwk }

/** As much of the file `admission/1` as is used. */
export interface Admission {
  readonly gateway: { readonly id: string; readonly url: string; readonly linkKey: Jwk }
  readonly core: { readonly party: string; readonly issuerKeys: { readonly keys: readonly Jwk[] } }
}

/** Numbers of the bodies in `Frame`. */
export const Kind = {
  HELLO: 10, AUTH: 11, READY: 12, GO_AWAY: 15, ERROR: 19, ENLIST: 30, ENLISTED: 31, PUT_PREKEYS: 40, GET_BUNDLES: 43, BUNDLES: 44, DECIDE_CONTACT: 52,
  SUBMIT: 70, ACCEPTED: 71, DEVICE_MISMATCH: 72, THROTTLED: 73, DELIVER: 74, ACK: 75, NACK: 76, EVENT: 78,
} as const

const KNOWN: ReadonlySet<number> = new Set(Object.values(Kind))

/** One frame that came; of kind 0 where it is not known. */
export interface Frame { readonly id: number; readonly kind: number; readonly body: Fields }

/** The link is over, and what was asked on it has no answer. */
export class LinkEnded extends Error {}

const VERSION = 1
const PLAIN_LOOPBACK = 3
/** Milliseconds for the opening of a link. */
const OPEN_MS = 5_000
const NONCE_BYTES = 32
/** Frame, envelope, idle seconds, pushes and bytes of them that this side takes. */
const LIMITS = [262_144, 24_576, 60, 64, 1_048_576] as const

/** An open link. */
export class Link {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, { readonly resolve: (frame: Frame) => void; readonly reject: (error: LinkEnded) => void }>()
  readonly #ended = Promise.withResolvers<undefined>()
  /** Seconds that the gateway asks for before the next link. */
  pauseSeconds = 0
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
  }

  /** Opens a link, once the gateway has proved who it is. Throws {@link LinkEnded}; asks for nothing before. */
  static async open(keys: Keys, admission: Admission, hears: (frame: Frame) => void): Promise<Link> {
    const socket = new WebSocket(admission.gateway.url, 'drawbridge.v1')
    socket.binaryType = 'arraybuffer'
    const link = new Link(socket)
    const arrivals = arriving(socket)
    const late = setTimeout(() => { socket.close() }, OPEN_MS)
    socket.addEventListener('close', () => { link.#end() })
    try {
      await greet(socket, arrivals.next, keys, admission)
    } catch (error) {
      socket.close()
      throw error instanceof LinkEnded ? error : new LinkEnded('not our gateway')
    } finally {
      clearTimeout(late)
    }
    arrivals.forward((bytes) => { link.#hear(decodeFrame(bytes), hears) })
    return link
  }

  /** Resolves when the link is over. */
  get ended(): Promise<undefined> {
    return this.#ended.promise
  }

  /** The answer to a request, whatever it is. Rejects with {@link LinkEnded}. */
  ask(kind: number, fields: readonly Field[]): Promise<Frame> {
    const { promise, resolve, reject } = Promise.withResolvers<Frame>()
    const id = this.#lastId += 1
    this.#waiting.set(id, { resolve, reject })
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(encodeFrame(id, kind, fields))
    else this.#end()
    return promise
  }

  /** Acknowledges all pushes up to one. */
  acknowledge(upTo: number): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(encodeFrame(0, Kind.ACK, [[1, upTo]]))
  }

  /** Says that a push could not be done with. */
  giveBack(sequence: number): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(encodeFrame(0, Kind.NACK, [[1, sequence], [2, utf8('not now')], [3, 1]]))
  }

  /** Ends the link. */
  close(): void {
    this.#socket.close()
    this.#end()
  }

  #hear(frame: Frame, hears: (frame: Frame) => void): void {
    const waiting = this.#waiting.get(frame.id)
    this.#waiting.delete(frame.id)
    if (frame.kind === Kind.GO_AWAY) {
      this.pauseSeconds = frame.body.number(2) ?? 0
      this.close()
    } else if (waiting === undefined) hears(frame)
    else waiting.resolve(frame)
  }

  #end(): void {
    for (const { reject } of this.#waiting.values()) reject(new LinkEnded('the link ended'))
    this.#waiting.clear()
    this.#ended.resolve(undefined)
  }
}

const greet = async (socket: WebSocket, next: () => Promise<Bytes>, { party, linkKey }: Keys, { gateway }: Admission): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => { resolve() })
    socket.addEventListener('close', () => { reject(new LinkEnded('no connection')) })
  })
  const limits = encodeFields(LIMITS.map((limit, index) => [index + 1, limit]))
  const hello = encodeFrame(0, Kind.HELLO, [
    [1, VERSION], [2, VERSION], [4, limits], [5, Float64Array.of(Date.now())], [6, randomBytes(NONCE_BYTES)], [7, utf8('bare')], [8, utf8('independent/bare')],
  ])
  socket.send(hello)
  const theirHello = await next()
  const gatewayKey = Buffer.from(gateway.linkKey.x, 'base64url')
  const signed = (role: string): Bytes => transcript('drawbridge.v1 link', role, party, linkKey.kid, gatewayKey, hello, theirHello, String(PLAIN_LOOPBACK), '')
  socket.send(encodeFrame(0, Kind.AUTH, [[1, utf8(party)], [2, utf8(linkKey.kid)], [3, PLAIN_LOOPBACK], [4, signWith(linkKey, signed('party'))]]))
  const auth = decodeFrame(await next())
  if (auth.kind !== Kind.AUTH || !holdsUnder(gateway.linkKey, signed('gateway'), required(auth.body.bytes(4)))) throw new LinkEnded('not our gateway')
  if (decodeFrame(await next()).kind !== Kind.READY) throw new LinkEnded('not ready')
}

/** Messages one by one, and from some moment on as they come. */
const arriving = (socket: WebSocket): { readonly next: () => Promise<Bytes>; readonly forward: (to: (bytes: Bytes) => void) => void } => {
  const [unread, waiting]: [Bytes[], ((bytes: Bytes) => void)[]] = [[], []]
  const closed = new Promise<never>((_, reject) => { socket.addEventListener('close', () => { reject(new LinkEnded('closed')) }) })
  closed.catch(() => undefined)
  let take = (bytes: Bytes): void => { (waiting.shift() ?? ((one) => { unread.push(one) }))(bytes) }
  socket.addEventListener('message', ({ data }) => { take(new Uint8Array(data as ArrayBuffer)) })
  return {
    next: () => {
      const first = unread.shift()
      return first === undefined ? Promise.race([new Promise<Bytes>((resolve) => { waiting.push(resolve) }), closed]) : Promise.resolve(first)
    },
    forward: (to) => {
      take = to
      for (const bytes of unread.splice(0)) to(bytes)
    },
  }
}

const encodeFrame = (id: number, kind: number, fields: readonly Field[]): Bytes => encodeFields([[1, id === 0 ? undefined : id], [kind, encodeFields(fields)]])

const decodeFrame = (bytes: Bytes): Frame => {
  const fields = decodeFields(bytes)
  // What is not known is passed over, unread.
  const kind = fields.present.find((field) => KNOWN.has(field)) ?? 0
  return { id: fields.number(1) ?? 0, kind, body: decodeFields(fields.bytes(kind) ?? new Uint8Array(0)) }
}
