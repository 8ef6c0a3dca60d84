// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyBody } from '../../model/requests.ts'
import { Exchange, inWords } from '../exchange.ts'
import type { Named } from '../judging.ts'
import type { Must } from '../musts.ts'
import { Unmet } from '../outcome.ts'
import type { Bend, Door, Heard } from './door.ts'
import type { Peer } from './peer.ts'

/** A provider under test, and what stands around it. */
export interface Surroundings {
  readonly door: Door
  /** Somebody new who knows the responder. */
  readonly meet: () => Promise<Peer>
  /** Hears every frame of the provider. */
  listen(heard: ((frame: Heard) => void) | undefined): void
}

/** One thing that a provider must do. */
export interface ProviderScenario extends Named {
  readonly run: (trial: ProviderTrial) => Promise<void>
}

type Kind = PartyBody['kind']
type HeardOf<K extends Kind> = Heard & { readonly body: Extract<PartyBody, { kind: K }> }

/** Longest wait for something that the provider does by itself, such as connecting again. */
const DEED_MS = 15_000

/** What one scenario works with. */
export class ProviderTrial {
  readonly exchange = new Exchange()
  readonly #around: Surroundings
  readonly #heard: Heard[] = []
  readonly #waiting = new Set<() => void>()
  readonly #peers: Peer[] = []

  constructor(around: Surroundings) {
    this.#around = around
    around.listen((frame) => {
      this.#heard.push(frame)
      for (const wake of this.#waiting) wake()
      this.#waiting.clear()
    })
  }

  /** The door that the provider comes through. */
  get door(): Door {
    return this.#around.door
  }

  /** Somebody new who knows the responder. */
  async peer(): Promise<Peer> {
    const peer = await this.#around.meet()
    this.#peers.push(peer)
    return peer
  }

  /** From now on frames pass like this. */
  bend(bend: Bend): void {
    this.door.bend = bend
  }

  /** Frames pass as they are again. */
  straighten(): void {
    this.door.bend = {}
  }

  /** Cuts the provider's link. */
  cut(): void {
    this.exchange.note('link', '·', 'cut')
    this.door.cut()
  }

  /** All frames of a kind until now. */
  heard<K extends Kind>(kind: K, from = 0): readonly HeardOf<K>[] {
    return this.#heard.slice(from).filter((frame) => isOf(frame, kind))
  }

  /** Messages of the provider to this peer until now. */
  submits(peer: Peer, from = 0): readonly HeardOf<'submit'>[] {
    return this.heard('submit', from).filter(({ body }) => body.submission.recipientUser === peer.user)
  }

  /** All frames of one of the provider's links. */
  heardOn(link: number): readonly Heard[] {
    return this.#heard.filter((frame) => frame.link === link)
  }

  /** How many frames came until now: a place in what {@link heard} gives. */
  get place(): number {
    return this.#heard.length
  }

  /** Waits until something is there. */
  async until<T>(must: Must, expected: string, find: () => T | undefined, ms = DEED_MS): Promise<T> {
    const over = AbortSignal.timeout(ms)
    for (;;) {
      const found = find()
      if (found !== undefined) return found
      if (over.aborted) throw new Unmet(must, expected, `nothing within ${String(ms / 1000)} s`)
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve)
        over.addEventListener('abort', () => { resolve() }, { once: true })
      })
    }
  }

  /** Says something as a peer and waits for its answer: the provider is well. */
  async exchangeTexts(must: Must, peer: Peer): Promise<void> {
    const text = await peer.say()
    await this.answered(must, peer, text)
  }

  /** As `Peer.answered`, counted against this MUST. */
  async answered(must: Must, peer: Peer, text: string): Promise<void> {
    await peer.answered(text).catch((error: unknown) => { throw error instanceof Unmet ? new Unmet(must, error.expected, error.came) : error })
  }

  /** The judgement. */
  judge(must: Must, expected: string, holds: boolean, came: unknown): void {
    if (!holds) throw new Unmet(must, expected, typeof came === 'string' ? came : inWords(came))
  }

  /** Lets everything pass again and sends the peers home. */
  async end(): Promise<void> {
    this.straighten()
    this.#around.listen(undefined)
    await Promise.allSettled(this.#peers.map((peer) => peer.close()))
  }
}

const isOf = <K extends Kind>(frame: Heard, kind: K): frame is HeardOf<K> => frame.body?.kind === kind
