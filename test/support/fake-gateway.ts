// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a gateway's end of links, frame by frame, under the test's control: it says only what the test makes it say.
import { createPublicKey, generateKeyPairSync, randomBytes, randomUUID, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { GatewayBody, Ready } from '../../src/model/answers.ts'
import type { AdmissionFile, PublicJwk } from '../../src/model/credentials.ts'
import { keyId, linkId, partyId } from '../../src/model/ids.ts'
import { keyThumbprint } from '../../src/model/jwk.ts'
import { parseAdmissionFile } from '../../src/model/party-files.ts'
import type { Auth, Hello, PartyBody } from '../../src/model/requests.ts'
import { defaultLimits, MAX_ENVELOPE_BYTES, MAX_FRAME_BYTES } from '../../src/model/values.ts'
import type { BindingMode } from '../../src/model/values.ts'
import { createPartyKeys } from '../../src/sdk/link/party-keys.ts'
import type { PartyKeys } from '../../src/sdk/link/party-keys.ts'
import { decodePartyFrame, encodeGatewayFrame } from '../../src/wire/gateway/index.ts'
import { linkTranscript } from '../../src/wire/transcript.ts'

/** Of a test: when it ends. */
interface Teardown { teardown(run: () => void | Promise<void>): void }

/** A frame as it came. */
export interface Came { readonly id: number; readonly body: PartyBody; readonly bytes: Uint8Array }

/** An Ed25519 key. */
export interface Ed25519 { readonly jwk: PublicJwk; readonly privateKey: KeyObject }

/** A new Ed25519 key. */
export const createEd25519 = (): Ed25519 => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  const members = { kty: 'OKP', crv: 'Ed25519', x } as const
  return { jwk: { ...members, kid: keyThumbprint(members) }, privateKey }
}

/** One connection of a party. */
export class FakeConnection {
  readonly ws: WebSocket
  readonly request: IncomingMessage
  /** Close code, once the connection is gone. */
  readonly closed: Promise<number>
  readonly #came: Came[] = []
  #wanted: ((came: Came) => void) | undefined

  constructor(ws: WebSocket, request: IncomingMessage) {
    this.ws = ws
    this.request = request
    this.closed = once(ws, 'close').then(([code]) => code as number)
    ws.on('message', (data) => {
      const bytes = data as Buffer
      const came = { ...decodePartyFrame(bytes), bytes }
      const wanted = this.#wanted
      this.#wanted = undefined
      if (wanted === undefined) this.#came.push(came)
      else wanted(came)
    })
  }

  /** Frames that came and were not read. */
  get unread(): readonly Came[] {
    return this.#came
  }

  /** The next frame. */
  async next(): Promise<Came> {
    return this.#came.shift() ?? new Promise((resolve) => { this.#wanted = resolve })
  }

  /** The next frame, which must be of this kind. */
  async expect<K extends PartyBody['kind']>(kind: K): Promise<Came & { readonly body: Extract<PartyBody, { kind: K }> }> {
    const came = await this.next()
    if (!isOf(came, kind)) throw new Error(`${came.body.kind} came instead of ${kind}`)
    return came
  }

  /** Resolves after everything the party had sent before it noticed this has come. */
  async settled(): Promise<void> {
    const ponged = once(this.ws, 'pong')
    this.ws.ping()
    await ponged
  }

  send(id: number, body: GatewayBody): void {
    this.ws.send(encodeGatewayFrame(id, body))
  }
}

/** What a gateway does differently while a link opens. */
export interface Opening {
  readonly hello?: Partial<Hello>
  readonly ready?: Partial<Ready>
  /** What the gateway believes both Hellos were. */
  readonly seenHellos?: (party: Uint8Array, gateway: Uint8Array) => readonly [Uint8Array, Uint8Array]
  readonly auth?: (auth: Auth) => Auth
  readonly signWith?: KeyObject
  readonly exporter?: Uint8Array
}

/** An open link, as the gateway sees it. */
export interface FakeLink {
  readonly connection: FakeConnection
  readonly hello: Hello
  readonly auth: Auth
  /** Whether the party's signature held. */
  readonly isAuthentic: boolean
  /** The frame that proved the gateway. */
  readonly ownAuth: Auth
}

/** A gateway that does what the test says. */
export interface FakeGateway {
  readonly admission: AdmissionFile
  readonly keys: PartyKeys
  readonly linkKey: Ed25519
  /** The next connection, before a word was said. */
  connection(): Promise<FakeConnection>
  /** Opens the next connection up to Ready. */
  link(opening?: Opening): Promise<FakeLink>
  /** Takes no connections any more and destroys those there are. */
  stop(): Promise<void>
}

/** A gateway on a loopback port, with one admitted provider; gone when the test ends. */
export const createFakeGateway = async (
  t: Teardown,
  { bindingMode = 'plain-loopback', server = createServer() }: { readonly bindingMode?: BindingMode; readonly server?: Server } = {},
): Promise<FakeGateway> => {
  const linkKey = createEd25519()
  const { keys } = await createPartyKeys({ party: 'heron.example', role: 'provider', displayName: 'Heron' })
  const connections = acceptOn(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const admission = parseAdmissionFile({
    drawbridge: 'admission/1', party: 'heron.example', role: 'provider', bindingMode,
    gateway: {
      id: linkKey.jwk.kid, url: bindingMode === 'plain-loopback' ? `ws://127.0.0.1:${port}/` : `wss://localhost:${port}/`, linkKey: linkKey.jwk, frankKey: createEd25519().jwk,
    },
    core: { party: 'core.example', issuerKeys: { keys: [createEd25519().jwk] } },
  })
  const stop = async (): Promise<void> => {
    connections.stop()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  t.teardown(stop)
  const gateway = { admission, keys, linkKey, connection: connections.next, stop }
  return { ...gateway, link: async (opening = {}) => openAsGateway(await connections.next(), gateway, opening) }
}

/** Hello, Auth and Ready as a gateway says them, but for what `opening` changes. */
export const openAsGateway = async (
  connection: FakeConnection, { admission, keys, linkKey }: Pick<FakeGateway, 'admission' | 'keys' | 'linkKey'>, opening: Opening = {},
): Promise<FakeLink> => {
  const theirs = await connection.expect('hello')
  const ours = encodeGatewayFrame(0, { ...gatewayHello(), ...opening.hello })
  connection.ws.send(ours)
  const { body: auth } = await connection.expect('auth')
  const [partyHello, seenHello] = opening.seenHellos?.(theirs.bytes, ours) ?? [theirs.bytes, ours]
  const transcript = (role: 'party' | 'gateway') => linkTranscript({
    role, partyId: auth.partyId ?? partyId('nobody.example'), partyKeyId: auth.keyId, gatewayKey: Buffer.from(linkKey.jwk.x, 'base64url'),
    partyHello, gatewayHello: seenHello, bindingMode: auth.bindingMode, exporter: opening.exporter,
  })
  const { d: _secret, ...partyJwk } = keys.linkKey
  const partyKey = createPublicKey({ key: partyJwk, format: 'jwk' })
  const isAuthentic = auth.bindingMode === admission.bindingMode && verify(null, transcript('party'), partyKey, auth.signature)
  const proof: Auth = {
    kind: 'auth', partyId: undefined, keyId: keyId(linkKey.jwk.kid), bindingMode: auth.bindingMode,
    signature: sign(null, transcript('gateway'), opening.signWith ?? linkKey.privateKey),
  }
  const ownAuth = opening.auth?.(proof) ?? proof
  connection.send(0, ownAuth)
  connection.send(0, { ...createReady(), ...opening.ready })
  return { connection, hello: theirs.body, auth, isAuthentic, ownAuth }
}

/** The gateway's Hello. */
export const gatewayHello = (): Hello => ({
  kind: 'hello', minVersion: 1, maxVersion: 1, capabilities: ['msg.text/1', 'receipts/1'],
  limits: { maxFrameBytes: MAX_FRAME_BYTES, maxEnvelopeBytes: MAX_ENVELOPE_BYTES, idleSeconds: 60, maxUnacknowledged: 64, maxUnacknowledgedBytes: 0 },
  timeMs: Date.now(), nonce: randomBytes(32), instance: undefined, software: 'fake/1',
})

const createReady = (): Ready => ({
  kind: 'ready', linkId: linkId(randomUUID()), resumeToken: randomBytes(16), initialCredit: 8, initialCreditBytes: 0, policyVersion: 1, limits: defaultLimits,
  version: 1, capabilities: ['msg.text/1'],
})

const isOf = <K extends PartyBody['kind']>(came: Came, kind: K): came is Came & { readonly body: Extract<PartyBody, { kind: K }> } =>
  came.body.kind === kind

const acceptOn = (server: Server): { readonly next: () => Promise<FakeConnection>; readonly stop: () => void } => {
  const wss = new WebSocketServer({ server, perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES, handleProtocols: (offered) => (offered.has('drawbridge.v1') ? 'drawbridge.v1' : false) })
  const ready: FakeConnection[] = []
  let wanted: ((connection: FakeConnection) => void) | undefined
  wss.on('connection', (ws, request) => {
    const connection = new FakeConnection(ws, request)
    const take = wanted
    wanted = undefined
    if (take === undefined) ready.push(connection)
    else take(connection)
  })
  return {
    next: async () => ready.shift() ?? new Promise((resolve) => { wanted = resolve }),
    stop: () => {
      for (const client of wss.clients) client.terminate()
      wss.close()
    },
  }
}
