// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a party that may misbehave in any way. Nothing is checked for it: any bytes, at any time, in any order, read
// or not read; the well-behaved steps are there to be called, changed or left out.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Socket } from 'node:net'
import { WebSocket } from 'ws'
import type { ClientOptions } from 'ws'
import type { Ready } from '../../src/model/answers.ts'
import { instanceName, keyId, partyId } from '../../src/model/ids.ts'
import type { KeyId, PartyId } from '../../src/model/ids.ts'
import type { Auth, Hello, PartyBody } from '../../src/model/requests.ts'
import { MAX_ENVELOPE_BYTES, MAX_FRAME_BYTES, PROTOCOL_VERSIONS } from '../../src/model/values.ts'
import type { BindingMode } from '../../src/model/values.ts'
import { decodeGatewayFrame, encodePartyFrame } from '../../src/wire/gateway/index.ts'
import type { ReceivedBody } from '../../src/wire/gateway/index.ts'
import { linkTranscript } from '../../src/wire/transcript.ts'
import { publicEd25519Jwk } from '../../src/ops/jwk.ts'

/** A party's link key with its private half. */
export interface PartySecret {
  readonly party: PartyId
  readonly keyId: KeyId
  readonly jwk: { readonly kty: string; readonly crv: string; readonly x: string }
  readonly privateKey: KeyObject
}

/** A fresh key for a party. */
export const partySecret = (party: string): PartySecret => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const jwk = publicEd25519Jwk(privateKey)
  return { party: partyId(party), keyId: keyId(jwk.kid), jwk: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, privateKey }
}

/** What a well-behaved Auth rests on. */
export interface Claim {
  readonly secret: PartySecret
  /** 32 bytes. */
  readonly gatewayKey: Uint8Array
  readonly bindingMode?: BindingMode
  readonly exporter?: Uint8Array
}

/** A frame as it came. */
export interface Received { readonly bytes: Buffer; readonly id: number; readonly body: ReceivedBody }

/** How the gateway closed. */
export interface Closed { readonly code: number; readonly reason: string }

/** The raw client. */
export class RawLink {
  readonly ws: WebSocket
  readonly closed: Promise<Closed>
  /** Everything that came and was not taken by {@link next}. */
  readonly inbox: Received[] = []
  pings = 0
  #wake = (): void => undefined
  #isClosed = false
  #sentHello: Uint8Array = new Uint8Array()
  #gatewayHello: Uint8Array = new Uint8Array()

  private constructor(ws: WebSocket) {
    this.ws = ws
    this.closed = new Promise((resolve) => {
      ws.on('close', (code, reason) => {
        this.#isClosed = true
        this.#wake()
        resolve({ code, reason: reason.toString() })
      })
    })
    ws.on('message', (data) => {
      const bytes = data as Buffer
      this.inbox.push({ bytes, ...decodeGatewayFrame(bytes) })
      this.#wake()
    })
    ws.on('ping', () => {
      this.pings += 1
      this.#wake()
    })
    ws.on('error', () => undefined)
  }

  /** Connects; rejects with the HTTP status when the upgrade is refused. */
  static async connect(url: string, options: ClientOptions & { readonly protocols?: readonly string[] } = {}): Promise<RawLink> {
    const { protocols = ['drawbridge.v1'], ...rest } = options
    const ws = new WebSocket(url, [...protocols], { perMessageDeflate: false, ...rest })
    const link = new RawLink(ws)
    await new Promise((resolve, reject) => {
      ws.once('open', resolve)
      ws.once('error', reject)
      ws.once('unexpected-response', (_request, response) => {
        response.resume()
        reject(new Error(`HTTP ${String(response.statusCode)}`))
      })
    })
    return link
  }

  /** The connection under the WebSocket, to pause, to write garbage into, or to destroy. */
  get socket(): Socket {
    return (this.ws as unknown as { readonly _socket: Socket })._socket
  }

  /** Sends one binary message, whatever is in it. */
  sendBytes(bytes: Uint8Array): void {
    this.ws.send(bytes)
  }

  sendText(text: string): void {
    this.ws.send(text)
  }

  send(id: number, body: PartyBody): void {
    this.sendBytes(encodePartyFrame(id, body))
  }

  /** The next frame; rejects when the connection closes first. */
  async next(): Promise<Received> {
    return this.#until(() => this.inbox.shift(), 'a frame')
  }

  /** The next frame that must be of this kind. */
  async expect<K extends ReceivedBody['kind']>(kind: K): Promise<Extract<ReceivedBody, { kind: K }> & { readonly id: number }> {
    const { id, body } = await this.next()
    if (!isKind(body, kind)) throw new Error(`${kind} expected, got ${JSON.stringify(body)}`)
    return { ...body, id }
  }

  /** Resolves when so many pings have come. */
  async pinged(count: number): Promise<void> {
    await this.#until(() => (this.pings >= count ? true : undefined), 'a ping')
  }

  /** Sends Hello and takes the gateway's. */
  async hello(changes: Partial<Hello> = {}): Promise<Hello> {
    this.sendHello(changes)
    const { bytes, body } = await this.next()
    if (body.kind !== 'hello') throw new Error(`hello expected, got ${JSON.stringify(body)}`)
    this.#gatewayHello = bytes
    return body
  }

  /** Sends Hello only. `transcript` takes its place in what is signed: what a thief in the middle would change. */
  sendHello(changes: Partial<Hello> = {}, transcript?: Partial<Hello>): void {
    const nonce = randomBytes(32)
    this.#sentHello = encodePartyFrame(0, { ...partyHello, nonce, ...changes, ...transcript })
    this.sendBytes(encodePartyFrame(0, { ...partyHello, nonce, ...changes }))
  }

  /** A Hello, unsent; also one that the codec would refuse to read. */
  helloBytes(changes: Partial<Hello>): Uint8Array {
    return encodePartyFrame(0, { ...partyHello, nonce: randomBytes(32), ...changes })
  }

  /** The bytes that both sides sign on this link. */
  transcript(role: 'party' | 'gateway', { secret, gatewayKey, bindingMode = 'plain-loopback', exporter }: Claim): Uint8Array {
    return linkTranscript({
      role, partyId: secret.party, partyKeyId: secret.keyId, gatewayKey, partyHello: this.#sentHello, gatewayHello: this.#gatewayHello, bindingMode, exporter,
    })
  }

  /** An Auth that holds for this link. */
  auth(claim: Claim): Auth {
    const { secret, bindingMode = 'plain-loopback' } = claim
    const signature = sign(null, this.transcript('party', claim), secret.privateKey)
    return { kind: 'auth', partyId: secret.party, keyId: secret.keyId, bindingMode, signature }
  }

  /** As {@link auth}, over this Hello of the gateway. */
  authOver(claim: Claim, gatewayHello: Uint8Array): Auth {
    this.#gatewayHello = gatewayHello
    return this.auth(claim)
  }

  /** Opens the link as an honest party does; `instance` names the server. */
  async open(claim: Claim, changes: Partial<Hello> = {}): Promise<Ready> {
    await this.hello(changes)
    this.send(0, this.auth(claim))
    await this.expect('auth')
    return this.expect('ready')
  }

  /** Goes away without a closing handshake. */
  destroy(): void {
    this.ws.terminate()
  }

  async #until<T>(take: () => T | undefined, what: string): Promise<T> {
    for (;;) {
      const taken = take()
      if (taken !== undefined) return taken
      if (this.#isClosed) throw new Error(`closed before ${what} came`)
      await new Promise<void>((resolve) => { this.#wake = resolve })
    }
  }
}

/** What an honest server says first. */
const partyHello: Hello = {
  kind: 'hello',
  minVersion: PROTOCOL_VERSIONS.min,
  maxVersion: PROTOCOL_VERSIONS.max,
  capabilities: ['msg.text/1', 'receipts/1'],
  limits: { maxFrameBytes: MAX_FRAME_BYTES, maxEnvelopeBytes: MAX_ENVELOPE_BYTES, idleSeconds: 60, maxUnacknowledged: 0, maxUnacknowledgedBytes: 0 },
  timeMs: 1_800_000_000_000,
  nonce: new Uint8Array(32),
  instance: instanceName('one'),
  software: 'raw/1',
}

const isKind = <K extends ReceivedBody['kind']>(body: ReceivedBody, kind: K): body is Extract<ReceivedBody, { kind: K }> => body.kind === kind
