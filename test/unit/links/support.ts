// SPDX-License-Identifier: AGPL-3.0-only
// Promise: one line of a test gives real links on a loopback port, with a clock that the test turns and parties, handlers
// and deliverer that the test sees into.
import { createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import type { Socket } from 'node:net'
import fastify from 'fastify'
import type { Test } from 'tap'
import { createLinks } from '../../../src/links/index.ts'
import type { Handlers, LinkEnding, LinkIdentity, LinkParty, Links, LinksDeps, LinksOptions, RequestFailure, RequestKind } from '../../../src/links/index.ts'
import type { Answer, Delivery } from '../../../src/model/answers.ts'
import type { PublicJwk } from '../../../src/model/credentials.ts'
import type { ErrorCode } from '../../../src/model/errors.ts'
import { deviceId, keyId, submissionId, userId } from '../../../src/model/ids.ts'
import type { PartyId } from '../../../src/model/ids.ts'
import { defaultLimits } from '../../../src/model/values.ts'
import { publicEd25519Jwk } from '../../../src/ops/jwk.ts'
import type { Deliverer, PartyStream } from '../../../src/relay/ports.ts'
import { createLoneNode } from '../../../src/store/lone-node.ts'
import { partyRequestKinds } from '../../../src/wire/gateway/index.ts'
import { partySecret, RawLink } from '../../support/raw-link.ts'
import type { Claim, PartySecret } from '../../support/raw-link.ts'

/** 2027-01-15T08:00:00Z. */
export const NOW = 1_800_000_000_000

/** Timers that stand still until the test turns them. */
export class ManualTimers {
  #now = 0
  readonly #due = new Map<symbol, { readonly at: number; readonly run: () => void }>()

  after = (milliseconds: number, run: () => void): (() => void) => {
    const key = Symbol('timer')
    this.#due.set(key, { at: this.#now + milliseconds, run })
    return () => { this.#due.delete(key) }
  }

  get pending(): number {
    return this.#due.size
  }

  advance(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (;;) {
      const next = [...this.#due].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0]
      if (next === undefined) break
      this.#due.delete(next[0])
      this.#now = next[1].at
      next[1].run()
    }
    this.#now = end
  }
}

/** A deliverer that notes what links tell it, and pushes what the test says. */
export class FakeDeliverer implements Deliverer {
  readonly log: string[] = []
  readonly streams: PartyStream[] = []
  knownToken: Uint8Array | undefined
  /** Answers a Resume in place of the deliverer. */
  resuming: (() => Promise<boolean>) | undefined
  failing = false

  attach(stream: PartyStream) {
    if (this.failing) throw new Error('secret text of a broken store')
    const name = `${stream.instance}#${this.streams.push(stream)}`
    const note = (what: string): void => { this.log.push(`${name} ${what}`) }
    note(`attach window=${stream.window.frames}`)
    return {
      resumeToken: Buffer.from(`position of ${name}`),
      resume: async (token: Uint8Array, upTo: number, also: readonly number[]) => {
        note(`resume upTo=${upTo} also=${also.join('+')}`)
        if (this.resuming) return this.resuming()
        return this.knownToken !== undefined && Buffer.from(token).equals(this.knownToken)
      },
      start: () => note('start'),
      acknowledge: (upTo: number, also: readonly number[]) => note(`ack upTo=${upTo} also=${also.join('+')}`),
      refuse: (sequence: number, reason: string, retryable: boolean) => note(`nack ${sequence} ${reason} ${retryable}`),
      goOn: () => note('go on'),
      detach: () => note('detach'),
    }
  }
}

/** A handler call that the test finishes. */
export interface Call { readonly kind: RequestKind; readonly party: PartyId; readonly signal: AbortSignal; finish(answer: Answer | Error): void }

/** Real links with everything a test wants to see or change. */
export interface Bench {
  readonly url: string
  readonly app: { close(): PromiseLike<unknown> }
  readonly links: Links
  readonly timers: ManualTimers
  readonly deliverer: FakeDeliverer
  readonly parties: Map<PartyId, LinkParty>
  readonly heron: PartySecret
  readonly core: PartySecret
  readonly gatewayKey: Uint8Array
  readonly gatewayJwk: PublicJwk
  readonly calls: Call[]
  readonly opened: LinkIdentity[]
  readonly refused: { readonly code: ErrorCode; readonly party: PartyId | undefined }[]
  readonly ended: LinkEnding[]
  readonly failures: RequestFailure[]
  /** Called before a party row is read. */
  beforeFind: () => Promise<void> | void
  connect(): Promise<RawLink>
  claim(secret: PartySecret): Claim
  /** An open link of heron, or of whom the test names. */
  open(secret?: PartySecret, changes?: Parameters<RawLink['open']>[1]): Promise<RawLink>
  /** Resolves when the handler of the nth request (from 1) was called. */
  called(count: number): Promise<Call>
  /** The gateway's ends of the connections, in the order of arrival. */
  readonly accepted: readonly Socket[]
  /** Destroys every connection, as a network does. */
  cut(): void
  gatewayProves(link: RawLink, claim: Claim, signature: Uint8Array): boolean
}

export interface BenchOptions { readonly handlers?: Partial<Handlers>; readonly options?: Partial<LinksOptions>; readonly manual?: boolean; readonly server?: object; readonly nodes?: LinksDeps['nodes']; readonly later?: number }

/** Starts links on a loopback port; ends them with the test and checks that nothing is left. */
export const bench = async (t: Test, { handlers = {}, options = {}, manual = false, server = {}, nodes = createLoneNode(), later = 0 }: BenchOptions = {}): Promise<Bench> => {
  const app = fastify(server)
  const timers = new ManualTimers()
  const deliverer = new FakeDeliverer()
  const [heron, core] = [partySecret('heron.example'), partySecret('core.example')]
  const parties = new Map([row(heron), row(core, { role: 'core' })].map((party) => [party.party, party]))
  const { privateKey } = generateKeyPairSync('ed25519')
  const jwk = publicEd25519Jwk(privateKey)
  const gatewayKey = Buffer.from(jwk.x, 'base64url')
  const seen = { calls: [] as Call[], opened: [] as LinkIdentity[], refused: [] as Bench['refused'], ended: [] as LinkEnding[], failures: [] as RequestFailure[] }
  let wake = (): void => undefined
  let ids = 0

  const deps = linksDeps({
    timers,
    deliverer,
    nodes,
    now: () => NOW + later,
    findParty: async (party) => {
      await self.beforeFind()
      return parties.get(party)
    },
    gatewayKey: { keyId: keyId(jwk.kid), publicKeyRaw: gatewayKey, sign: (bytes) => sign(null, bytes, privateKey) },
    handlers: allHandlers(manual, handlers, (call) => {
      seen.calls.push(call)
      wake()
    }),
    events: {
      linkOpened: (link) => { seen.opened.push(link) },
      linkRefused: (code, party) => { seen.refused.push({ code, party }) },
      linkClosed: (_link, ending) => { seen.ended.push(ending) },
      requestFailed: (failure) => { seen.failures.push(failure) },
    },
    correlationId: () => `correlation-${++ids}`,
  })
  const links = createLinks({ proxies: [], capabilities: ['msg.text/1', 'msg.media/1', 'receipts/1'], software: 'drawbridge/test', ...options }, deps)
  await links.register(app)
  const connections: Socket[] = []
  app.server.on('connection', (connection) => { connections.push(connection) })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.addresses()[0]
  const url = `ws://127.0.0.1:${String(address?.port)}/v1/link`
  const clients: RawLink[] = []
  const self: Bench = {
    ...seen, accepted: connections, url, app, links, timers, deliverer, parties, heron, core, gatewayKey, gatewayJwk: jwk,
    beforeFind: () => undefined,
    connect: async () => {
      const client = await RawLink.connect(url)
      clients.push(client)
      return client
    },
    claim: (secret) => ({ secret, gatewayKey }),
    open: async (secret = heron, changes = {}) => {
      const link = await self.connect()
      await link.open(self.claim(secret), changes)
      return link
    },
    called: async (count) => {
      while (seen.calls.length < count) await new Promise<void>((resolve) => { wake = resolve })
      return seen.calls[count - 1]!
    },
    cut: () => { for (const connection of connections.splice(0)) connection.destroy() },
    gatewayProves: (link, claim, signature) =>
      verify(null, link.transcript('gateway', claim), createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, format: 'jwk' }), signature),
  }
  t.teardown(async () => {
    for (const client of clients) client.destroy()
    await app.close()
    if (links.count() !== 0 || timers.pending !== 0) throw new Error(`left open: ${links.count()} links, ${timers.pending} timers`)
  })
  return self
}

const ignore = (): void => undefined
const noKey = { keyId: partySecret('gateway.example').keyId, publicKeyRaw: new Uint8Array(32), sign: () => new Uint8Array(64) }

/** What links stand on, with nobody known and nothing to do unless the test says otherwise. */
export const linksDeps = (own: Partial<LinksDeps>): LinksDeps => ({
  findParty: () => Promise.resolve(undefined),
  partyLinked: () => Promise.resolve(),
  gatewayKey: noKey,
  handlers: allHandlers(false, {}, ignore),
  deliverer: new FakeDeliverer(),
  nodes: createLoneNode(),
  events: { linkOpened: ignore, linkRefused: ignore, linkClosed: ignore, requestFailed: ignore },
  now: () => NOW,
  randomBytes,
  correlationId: () => 'correlation',
  timers: new ManualTimers(),
  ...own,
})

/** A live party with this key. */
export const row = (secret: PartySecret, changes: Partial<LinkParty> = {}): LinkParty => ({
  party: secret.party,
  role: 'provider',
  state: 'live',
  stateReason: '',
  bindingMode: 'plain-loopback',
  limits: defaultLimits,
  policyVersion: 7,
  linkKeys: [{ keyId: secret.keyId, jwk: secret.jwk }],
  ...changes,
})

const allHandlers = (manual: boolean, own: Partial<Handlers>, called: (call: Call) => void): Handlers => {
  const handle = (party: { readonly party: PartyId }, request: { readonly kind: RequestKind }, signal: AbortSignal): Promise<Answer> => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const finish = (answer: Answer | Error): void => { if (answer instanceof Error) reject(answer); else resolve(answer) }
    called({ kind: request.kind, party: party.party, signal, finish })
    if (!manual) finish({ kind: 'done' })
    return promise
  }
  return { ...Object.fromEntries(partyRequestKinds.map((kind) => [kind, handle])) as unknown as Handlers, ...own }
}

/** A push of so many bytes of envelope. */
export const delivery = (streamSequence: number, envelopeBytes = 100): Delivery => ({
  kind: 'deliver', streamSequence, submissionId: submissionId('0d5c4a52-7b0e-4c1c-9a1c-3f2f6b0f7a11'),
  senderUser: userId('6f1c1f7e-57a3-4a57-8d53-0c9c9d4f4f01'), senderDevice: deviceId(1),
  recipientUser: userId('a2b7c0de-2b1f-4e0a-b6f0-7d1e5c9b8a02'), recipientDevice: deviceId(2),
  laneSequence: streamSequence, gatewayTimeMs: NOW, attempt: 1, commitment: new Uint8Array(32), frank: undefined,
  envelope: randomBytes(envelopeBytes), urgent: false, late: false,
})
