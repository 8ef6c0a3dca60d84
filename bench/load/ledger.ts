// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'

/** What may not be: empty lists and zeroes unless a promise was broken. */
export interface Breaches {
  /** Accepted and never pushed. */
  readonly lost: readonly string[]
  /** Stored twice: pushed under two places of its lane. */
  readonly doubled: readonly string[]
  /** First pushes that came after a later one of their lane. */
  readonly disordered: number
  /** Pushes of something that this load never submitted. */
  readonly unknown: number
}

const RUN_BYTES = 12
const FIRST_SIZE = 65_536
const ACCEPTED = 1
const PUSHED = 2
const DOUBLED = 4

/**
 * The record of a load: which messages were submitted, accepted and pushed, by number from 0. A message's submission id is
 * the run's twelve random bytes and its number, so that two ledgers never meet. Grows with the messages, 19 bytes each.
 */
export class Ledger {
  readonly #run = randomBytes(RUN_BYTES)
  #state = new Uint8Array(FIRST_SIZE)
  #lane = new Uint16Array(FIRST_SIZE)
  #place = new Uint32Array(FIRST_SIZE)
  #submittedAt = new Float64Array(FIRST_SIZE)
  readonly #lastPlace = new Map<number, number>()
  #size = 0
  #accepted = 0
  #delivered = 0
  #repeated = 0
  #disordered = 0
  #unknown = 0

  /** Messages submitted. */
  get submitted(): number { return this.#size }
  /** Messages accepted, each counted once. */
  get accepted(): number { return this.#accepted }
  /** Messages pushed, each counted once. */
  get delivered(): number { return this.#delivered }
  /** Pushes of messages that were pushed before under the same place: allowed after a link was lost, and known by their id. */
  get repeated(): number { return this.#repeated }

  /** A new message of this lane, submitted at a time in ms; returns its number. */
  open(lane: number, at: number): number {
    if (this.#size === this.#state.length) this.#grow()
    const message = this.#size++
    this.#lane[message] = lane
    this.#submittedAt[message] = at
    return message
  }

  /** The 16 bytes of a message's submission id. */
  submission(message: number): Uint8Array {
    const bytes = Buffer.allocUnsafe(RUN_BYTES + 4)
    this.#run.copy(bytes)
    bytes.writeUInt32BE(message, RUN_BYTES)
    return bytes
  }

  /** The submission id as canonical UUID text. */
  submissionId(message: number): string {
    return Buffer.from(this.submission(message)).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  }

  /** The message of a submission id; undefined for one of another ledger. */
  find(submission: Uint8Array): number | undefined {
    const bytes = Buffer.from(submission.buffer, submission.byteOffset, submission.length)
    const message = bytes.readUInt32BE(RUN_BYTES)
    return message < this.#size && bytes.compare(this.#run, 0, RUN_BYTES, 0, RUN_BYTES) === 0 ? message : undefined
  }

  /** The lane of a message. */
  laneOf(message: number): number { return this.#lane[message] ?? 0 }
  /** When a message was submitted first. */
  submittedAt(message: number): number { return this.#submittedAt[message] ?? 0 }
  /** Whether the message was accepted, and whether it was pushed. */
  isAccepted(message: number): boolean { return ((this.#state[message] ?? 0) & ACCEPTED) !== 0 }
  /** See {@link isAccepted}. */
  isDelivered(message: number): boolean { return ((this.#state[message] ?? 0) & PUSHED) !== 0 }

  /** An answer came; true for the first one. */
  accept(message: number): boolean {
    if (this.isAccepted(message)) return false
    this.#mark(message, ACCEPTED)
    this.#accepted += 1
    return true
  }

  /** A push came with this submission id and place; returns its message if it is the first one. */
  deliver(submission: Uint8Array, place: number): number | undefined {
    const message = this.find(submission)
    if (message === undefined) {
      this.#unknown += 1
      return undefined
    }
    if (this.isDelivered(message)) {
      if (this.#place[message] === place) this.#repeated += 1
      else this.#mark(message, DOUBLED)
      return undefined
    }
    this.#mark(message, PUSHED)
    this.#place[message] = place
    this.#delivered += 1
    const lane = this.laneOf(message)
    if (place <= (this.#lastPlace.get(lane) ?? 0)) this.#disordered += 1
    else this.#lastPlace.set(lane, place)
    return message
  }

  /** What is wrong so far; `lost` means something only after everything has had its time to arrive. */
  breaches(): Breaches {
    const all = Array.from({ length: this.#size }, (_, message) => message)
    return {
      lost: all.filter((message) => this.isAccepted(message) && !this.isDelivered(message)).map((message) => this.submissionId(message)),
      doubled: all.filter((message) => ((this.#state[message] ?? 0) & DOUBLED) !== 0).map((message) => this.submissionId(message)),
      disordered: this.#disordered, unknown: this.#unknown,
    }
  }

  #mark(message: number, mark: number): void {
    this.#state[message] = (this.#state[message] ?? 0) | mark
  }

  #grow(): void {
    const size = this.#state.length * 2
    const grown = <T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(empty: T, full: T): T => {
      empty.set(full)
      return empty
    }
    this.#state = grown(new Uint8Array(size), this.#state)
    this.#lane = grown(new Uint16Array(size), this.#lane)
    this.#place = grown(new Uint32Array(size), this.#place)
    this.#submittedAt = grown(new Float64Array(size), this.#submittedAt)
  }
}
