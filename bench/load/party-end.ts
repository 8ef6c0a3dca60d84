// SPDX-License-Identifier: AGPL-3.0-only
import type { LinkFault } from '../../src/sdk/link/endings.ts'
import type { FrameSocket } from '../../src/sdk/link/frame-socket.ts'
import { REQUEST_IDS } from './codec.ts'
import type { Codec, Heard } from './codec.ts'
import type { Dial } from './dial.ts'

/** Who hears what happens at one end. */
export interface EndListener {
  accepted(message: number): void
  /** Not stored. */
  refused(why: string): void
  pushed(submission: Uint8Array, place: number): void
  /** A link is gone that nobody closed. */
  lost(fault: LinkFault): void
}

/** One party under load: submits what it is told within its credit, acknowledges each push in the turn in which it came. */
export class PartyEnd {
  readonly #dials: readonly Dial[]
  readonly #codec: Codec
  readonly #submission: (message: number) => Uint8Array
  readonly #laneOf: (message: number) => number
  readonly #listener: EndListener
  readonly #closing = new AbortController()
  readonly #links = new Set<OpenLink>()
  readonly #living: Promise<void>[] = []
  readonly #queue: number[] = []
  #next = 0

  constructor(dials: readonly Dial[], codec: Codec, messages: { submission(message: number): Uint8Array; laneOf(message: number): number }, listener: EndListener) {
    this.#dials = dials
    this.#codec = codec
    this.#submission = (message) => messages.submission(message)
    this.#laneOf = (message) => messages.laneOf(message)
    this.#listener = listener
  }

  /** Opens all links; rejects when one cannot be opened. */
  async open(): Promise<void> {
    for (const dial of this.#dials) this.#living.push(this.#live(await this.#connect(dial)))
  }

  /** Sends a message as soon as a link has credit for it. */
  submit(message: number): void {
    this.#queue.push(message)
    this.#flush()
  }

  /** Closes the links; what is unanswered stays so. */
  async close(): Promise<void> {
    this.#closing.abort()
    for (const { socket } of this.#links) socket.close(1_000)
    await Promise.all(this.#living)
  }

  async #connect(dial: Dial): Promise<OpenLink> {
    const { socket, credit } = await dial(this.#closing.signal)
    const link: OpenLink = { socket, credit, pending: new Map(), lastId: REQUEST_IDS.first - 1, upTo: 0, isAcking: false }
    this.#links.add(link)
    socket.listen({ frame: (bytes) => this.#take(link, this.#codec.read(bytes)), heard: () => undefined })
    this.#flush()
    return link
  }

  async #live(link: OpenLink): Promise<void> {
    const fault = await link.socket.closed
    this.#links.delete(link)
    if (!this.#closing.signal.aborted) this.#listener.lost(fault)
  }

  #flush(): void {
    for (const link of this.#links) {
      while (link.pending.size < link.credit && this.#next < this.#queue.length) this.#send(link, this.#queue[this.#next++] ?? 0)
    }
    if (this.#next < this.#queue.length) return
    this.#queue.length = 0
    this.#next = 0
  }

  #send(link: OpenLink, message: number): void {
    do link.lastId = link.lastId === REQUEST_IDS.last ? REQUEST_IDS.first : link.lastId + 1
    while (link.pending.has(link.lastId))
    link.pending.set(link.lastId, message)
    link.socket.send(this.#codec.submit(link.lastId, this.#laneOf(message), this.#submission(message)))
  }

  #take(link: OpenLink, heard: Heard): void {
    switch (heard.kind) {
      case 'accepted':
      case 'refused': {
        const message = link.pending.get(heard.id)
        if (message === undefined) return
        link.pending.delete(heard.id)
        if (heard.kind === 'accepted') this.#listener.accepted(message)
        else this.#listener.refused(heard.why)
        return this.#flush()
      }
      case 'pushed':
        this.#listener.pushed(heard.submission, heard.place)
        return this.#acknowledge(link, heard.sequence)
      case 'told': return this.#acknowledge(link, heard.sequence)
      case 'other':
    }
  }

  /** One frame for all pushes of a turn. */
  #acknowledge(link: OpenLink, sequence: number): void {
    link.upTo = sequence
    if (link.isAcking) return
    link.isAcking = true
    setImmediate(() => {
      link.isAcking = false
      link.socket.send(this.#codec.acknowledge(link.upTo))
    })
  }
}

interface OpenLink {
  readonly socket: FrameSocket
  readonly credit: number
  /** Unanswered messages by request id. */
  readonly pending: Map<number, number>
  lastId: number
  upTo: number
  isAcking: boolean
}
