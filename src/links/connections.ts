// SPDX-License-Identifier: AGPL-3.0-only
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { GatewayError } from '../model/errors.ts'
import type { PartyId } from '../model/ids.ts'
import type { Signal } from '../relay/ports.ts'
import { createFairTurns } from './fair-turns.ts'
import { createGenerations } from './generations.ts'
import { proxyList } from './handshake-binding.ts'
import type { HandshakeContext, Opened } from './handshake.ts'
import { DRAIN_MS, MAX_OUTBOUND_BYTES, MAX_UNAUTHENTICATED } from './limits.ts'
import { Link } from './link.ts'
import type { Acceptor } from './listener.ts'
import { Opening } from './opening.ts'
import { createOutbound } from './outbound.ts'
import type { LinksDeps, LinksOptions, Timers } from './ports.ts'
import { createReturns } from './returns.ts'
import type { Returns } from './returns.ts'
import { createLinkSocket } from './socket.ts'
import type { LinkSocket } from './socket.ts'

type LimitsChanged = Extract<Signal, { signal: 'limits-changed' }>

/** Every connection of the link endpoint: those being opened, the open links, and those that are closing. */
export class Connections implements Acceptor {
  readonly #deps: LinksDeps
  readonly #context: HandshakeContext
  readonly #sockets = new Set<LinkSocket>()
  readonly #outbound = createOutbound(MAX_OUTBOUND_BYTES)
  readonly #turns = createFairTurns()
  /** In the order of arrival. */
  readonly #openings = new Set<Opening>()
  readonly #links = createGenerations<Link>()
  /** How often a party was shut out: one number for each party that ever was. */
  readonly #shutOuts = new Map<PartyId, number>()
  /** Of each party whose limits were changed, the newest: a link may be opened on a row that was read before. */
  readonly #limits = new Map<PartyId, Pick<LimitsChanged, 'policyVersion' | 'limits'>>()
  readonly #returns: Returns
  readonly #unlisten: () => void
  #lastGeneration = 0
  #isOpen = true

  constructor(options: LinksOptions, deps: LinksDeps) {
    this.#deps = deps
    this.#returns = createReturns(() => deps.now())
    this.#context = { options, deps, proxies: proxyList(options.proxies), shutOuts: (party) => this.#shutOuts.get(party) ?? 0 }
    this.#unlisten = deps.nodes.listen((signal) => this.#hear(signal))
  }

  /** Whether new connections are taken. */
  isOpen(): boolean {
    return this.#isOpen
  }

  /** Open links. */
  count(): number {
    return this.#links.count()
  }

  /** Starts the handshake of a new connection. When too many are being opened the oldest gives way: an honest one is done by then. */
  accept(ws: WebSocket, connection: Socket): void {
    const socket = createLinkSocket(ws, connection, this.#deps.timers, this.#outbound)
    this.#sockets.add(socket)
    void socket.closed.then(() => this.#sockets.delete(socket))
    const [oldest] = this.#openings
    if (oldest !== undefined && this.#openings.size >= MAX_UNAUTHENTICATED) oldest.refuse(new GatewayError('UNAVAILABLE'))
    const generation = ++this.#lastGeneration
    const opening = new Opening(socket, {
      turns: this.#turns,
      opened: (opened) => this.#open(socket, opened, generation),
      ended: () => this.#openings.delete(opening),
    }, this.#context)
    this.#openings.add(opening)
    // The upgrade was under way when the gate closed.
    if (!this.#isOpen) opening.refuse(new GatewayError('UNAVAILABLE'))
  }

  /** See `Links.drain`. */
  async drain(signal?: AbortSignal): Promise<void> {
    this.#isOpen = false
    this.#refuseOpenings()
    for (const link of this.#links.all()) link.drain()
    await firstOf(this.#allGone(), this.#deps.timers, signal)
    this.#stopLinks()
    this.#unlisten()
    if (signal?.aborted === true) for (const socket of this.#sockets) socket.destroy()
    await this.#allGone()
  }

  /** Ends everything now; resolves when the connections are gone, within the close timeout. */
  async close(): Promise<void> {
    this.#isOpen = false
    this.#refuseOpenings()
    this.#stopLinks()
    this.#unlisten()
    await this.#allGone()
  }

  /** See `Links.endAll`. */
  endAll(): void {
    this.#refuseOpenings()
    this.#stopLinks()
  }

  /** See `Links.closeParty`. */
  closeParty(party: PartyId, reason: string): Promise<void> {
    return this.#deps.nodes.tellAndWait({ signal: 'shut-out', party, reason })
  }

  /** What this node or another one tells of its links. */
  #hear(signal: Signal): Promise<void> | void {
    if (signal.signal === 'shut-out') return this.#shutOut(signal.party, signal.reason)
    if (signal.signal === 'link-opened') this.#giveWay(signal)
    if (signal.signal === 'limits-changed') this.#changeLimits(signal)
    if (signal.signal === 'enforced') for (const link of this.#links.ofParty(signal.party)) link.tellEnforcement(signal.enforcement)
  }

  async #shutOut(party: PartyId, reason: string): Promise<void> {
    this.#shutOuts.set(party, this.#context.shutOuts(party) + 1)
    const links = this.#links.ofParty(party)
    for (const link of links) link.shutOut(reason)
    await Promise.all(links.map(({ gone }) => gone))
  }

  #changeLimits({ party, policyVersion, limits }: LimitsChanged): void {
    if (policyVersion <= (this.#limits.get(party)?.policyVersion ?? 0)) return
    this.#limits.set(party, { policyVersion, limits })
    for (const link of this.#links.ofParty(party)) link.changeLimits(policyVersion, limits)
  }

  #giveWay({ party, instance, number }: Extract<Signal, { signal: 'link-opened' }>): void {
    const link = this.#links.ofParty(party).find((one) => one.instance === instance)
    if (link === undefined) return
    if (link.number < number) link.replace()
    // The other node has not heard of it.
    if (link.number > number) this.#deps.nodes.tell({ signal: 'link-opened', party, instance, number: link.number })
  }

  #open(socket: LinkSocket, opened: Opened, generation: number): void {
    const { party, instance } = opened.party
    // The party was shut out while its row was read: what the row says of it is not known.
    if (!this.#isOpen || this.#context.shutOuts(party) !== opened.shutOuts) throw new GatewayError('UNAVAILABLE')
    const known = this.#limits.get(party)
    const { linksPerParty } = known !== undefined && known.policyVersion > opened.row.policyVersion ? known.limits : opened.row.limits
    this.#returns(party, linksPerParty)
    this.#links.prepare(party, instance, generation, linksPerParty)
    const link = new Link({ socket, opened, generation, turns: this.#turns, ended: (one) => this.#links.remove(one) }, this.#deps)
    this.#links.add(link)
    const changed = this.#limits.get(party)
    if (changed !== undefined) link.changeLimits(changed.policyVersion, changed.limits)
    this.#deps.nodes.tell({ signal: 'link-opened', party, instance, number: link.number })
  }

  #refuseOpenings(): void {
    for (const opening of [...this.#openings]) opening.refuse(new GatewayError('UNAVAILABLE'))
  }

  #stopLinks(): void {
    for (const link of this.#links.all()) link.stop()
  }

  async #allGone(): Promise<void> {
    await Promise.all([...this.#sockets].map(({ closed }) => closed))
  }
}

/** Resolves when the work is done, its time is over, or the signal is aborted, whichever is first. */
const firstOf = async (work: Promise<void>, timers: Timers, signal: AbortSignal | undefined): Promise<void> => {
  const over = Promise.withResolvers<undefined>()
  const finish = (): void => over.resolve(undefined)
  const cancel = timers.after(DRAIN_MS, finish)
  signal?.addEventListener('abort', finish, { once: true })
  if (signal?.aborted === true) finish()
  await Promise.race([work, over.promise])
  cancel()
  signal?.removeEventListener('abort', finish)
}
