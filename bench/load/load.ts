// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the load that the benchmark puts on a server, and the record of what became of each message.
//
// Two ends, lanes between them in both directions, a fixed number of messages in flight: whenever one has been accepted and
// has arrived, the next one of its direction is submitted. Whatever else happens to a message or a link ends the load: under
// faults test/support/opaque-load.ts keeps the books.
import { setTimeout as pause } from 'node:timers/promises'
import type { Codec } from './codec.ts'
import { dialGateway } from './dial.ts'
import type { Dial } from './dial.ts'
import { createGatewayCodec } from './gateway-codec.ts'
import { Ledger } from './ledger.ts'
import { PartyEnd } from './party-end.ts'
import type { EndListener } from './party-end.ts'
import type { Acquainted } from './people.ts'
import { quantiles } from './percentile.ts'
import type { Quantiles } from './percentile.ts'

/** What a load runs against. Lane `n` starts at end `n % 2` and arrives at the other one. */
export interface Targets {
  readonly dials: readonly [readonly Dial[], readonly Dial[]]
  readonly codec: Codec
  /** Even: as many one way as the other. */
  readonly lanes: number
}

/** What happened while a load ran. Counts are of the measured time only, each message once. */
export interface Slice {
  readonly seconds: number
  readonly accepted: number
  /** Arrived, which the receiver acknowledges in the same turn. */
  readonly delivered: number
  /** From submission to the answer. */
  readonly ackMs: Quantiles
  /** From submission to arrival. */
  readonly deliverMs: Quantiles
}

/** A load that is open; see the head of this file. */
export interface Load {
  readonly ledger: Ledger
  /** Keeps so many messages in flight, half of them each way. */
  start(options: { readonly inFlight: number }): void
  /** What happened since the last call or the start. Throws what ended the load. */
  take(): Slice
  /** Submits nothing new; resolves with true when everything has been accepted and has arrived, with false when the time is over. */
  stop(withinMs: number): Promise<boolean>
  /** Closes the links. */
  close(): Promise<void>
}

/** A link without a Resume pushes after 300 ms: then the newest of a party carries the pushes, and goes on to. On two nodes and a busy machine that takes longer. */
const LINKS_SETTLE_MS = 2_000
/** Between two looks whether everything has arrived. */
const LOOK_MS = 10

/** The ends of acquainted parties on a gateway; each party with so many links, of which the newest carries its pushes. */
export const gatewayTargets = ({ core, provider, pairs }: Acquainted, links = 1): Targets => {
  const names = Array.from({ length: links }, (_, index) => `load-${String(index)}`)
  const lanes = pairs.flatMap((pair) => [
    { sender: pair.core.user, recipient: pair.provider.user, consentToken: pair.core.token },
    { sender: pair.provider.user, recipient: pair.core.user, consentToken: pair.provider.token },
  ])
  return {
    dials: [names.map((name) => dialGateway(core, name)), names.map((name) => dialGateway(provider, name))],
    codec: createGatewayCodec(lanes), lanes: lanes.length,
  }
}

/** Opens the links of both ends, and waits until none of them takes pushes over from another any more. Rejects when one cannot be opened. */
export const openLoad = async (targets: Targets): Promise<Load> => {
  const load = new RunningLoad(targets)
  await load.open()
  await pause(LINKS_SETTLE_MS)
  return load
}

class RunningLoad implements Load {
  readonly ledger = new Ledger()
  readonly #ends: readonly [PartyEnd, PartyEnd]
  readonly #lanes: number
  readonly #turn = [0, 0]
  readonly #inFlight = [0, 0]
  #wanted = 0
  #failure: Error | undefined
  #since = 0
  #acks: number[] = []
  #arrivals: number[] = []

  constructor({ dials, codec, lanes }: Targets) {
    this.#lanes = lanes
    this.#ends = [new PartyEnd(dials[0], codec, this.ledger, this.#listener(0)), new PartyEnd(dials[1], codec, this.ledger, this.#listener(1))]
  }

  async open(): Promise<void> {
    for (const end of this.#ends) await end.open()
  }

  start({ inFlight }: { readonly inFlight: number }): void {
    this.#wanted = Math.ceil(inFlight / 2)
    this.#since = performance.now()
    this.#acks = []
    this.#arrivals = []
    this.#fill(0)
    this.#fill(1)
  }

  take(): Slice {
    if (this.#failure !== undefined) throw this.#failure
    const now = performance.now()
    const [acks, arrivals, seconds] = [this.#acks, this.#arrivals, (now - this.#since) / 1_000]
    this.#since = now
    this.#acks = []
    this.#arrivals = []
    return { seconds, accepted: acks.length, delivered: arrivals.length, ackMs: quantiles(acks), deliverMs: quantiles(arrivals) }
  }

  async stop(withinMs: number): Promise<boolean> {
    this.#wanted = 0
    const until = performance.now() + withinMs
    while (this.#inFlight.some((count) => count > 0)) {
      if (this.#failure !== undefined) throw this.#failure
      if (performance.now() > until) return false
      await pause(LOOK_MS)
    }
    return true
  }

  async close(): Promise<void> {
    await Promise.all(this.#ends.map((end) => end.close()))
  }

  /** What end `from` hears: answers to what it sent, and what the other one sent. */
  #listener(from: 0 | 1): EndListener {
    return {
      accepted: (message) => {
        if (!this.ledger.accept(message)) return
        this.#acks.push(performance.now() - this.ledger.submittedAt(message))
        if (this.ledger.isDelivered(message)) this.#finished(from)
      },
      pushed: (submission, place) => {
        const message = this.ledger.deliver(submission, place)
        if (message === undefined) return
        this.#arrivals.push(performance.now() - this.ledger.submittedAt(message))
        if (this.ledger.isAccepted(message)) this.#finished(from === 0 ? 1 : 0)
      },
      refused: (why) => { this.#fail(new Error(`a message was refused: ${why}`)) },
      lost: (fault) => { this.#fail(fault) },
    }
  }

  #finished(direction: 0 | 1): void {
    this.#inFlight[direction] = (this.#inFlight[direction] ?? 0) - 1
    this.#fill(direction)
  }

  #fill(direction: 0 | 1): void {
    while ((this.#inFlight[direction] ?? 0) < this.#wanted) {
      this.#inFlight[direction] = (this.#inFlight[direction] ?? 0) + 1
      const turn = this.#turn[direction] ?? 0
      this.#turn[direction] = turn + 1
      this.#ends[direction].submit(this.ledger.open((turn * 2 + direction) % this.#lanes, performance.now()))
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error
    this.#wanted = 0
  }
}
