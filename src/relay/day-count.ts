// SPDX-License-Identifier: AGPL-3.0-only
import type { UsageRow } from '../store/usage.ts'

/** What is counted. */
export interface Amount { readonly messages: number; readonly bytes: number }
/** Whose count of which day. */
export type CountOf = Pick<UsageRow, 'party' | 'user' | 'dayStart'>

const NOTHING: Amount = { messages: 0, bytes: 0 }
/** Turns of promises in which whoever waited goes on; nobody may pass them by. */
const STEPS = 8

/** One count of a UTC day: what is stored, what is being written, and what is not yet. */
export class DayCount {
  readonly of: CountOf
  readonly #changed: (count: DayCount) => void
  #stored: Amount = NOTHING
  #writing: Amount = NOTHING
  #pending: Amount = NOTHING
  /** Who waits until it is known, in the order in which they came; undefined once it is. */
  #line: PromiseWithResolvers<undefined>[] | undefined = []

  constructor(of: CountOf, changed: (count: DayCount) => void) {
    this.of = of
    this.#changed = changed
  }

  get messages(): number {
    return this.#stored.messages + this.#writing.messages + this.#pending.messages
  }

  get bytes(): number {
    return this.#stored.bytes + this.#writing.bytes + this.#pending.bytes
  }

  isKnown(): boolean {
    return this.#line === undefined
  }

  /** undefined once the count is known; before, what resolves when it is, in the order in which it was asked. */
  whenKnown(): Promise<undefined> | undefined {
    if (this.#line === undefined) return undefined
    const place = Promise.withResolvers<undefined>()
    this.#line.push(place)
    return place.promise
  }

  /** Takes what is stored. Messages that waited for it keep their order: nobody goes on at once before all of them have. */
  async know(stored: Amount): Promise<void> {
    this.#stored = stored
    while (this.#line !== undefined && this.#line.length > 0) {
      for (const place of this.#line.splice(0)) place.resolve(undefined)
      for (let step = 0; step < STEPS; step += 1) await Promise.resolve()
    }
    this.#line = undefined
  }

  /** It cannot be known. */
  giveUp(error: unknown): void {
    for (const place of this.#line?.splice(0) ?? []) place.reject(error)
  }

  add(messages: number, bytes: number): void {
    this.#pending = { messages: this.#pending.messages + messages, bytes: this.#pending.bytes + bytes }
    this.#changed(this)
  }

  /** What is to be written; it is under way until {@link written} or {@link notWritten}. */
  take(): UsageRow {
    this.#writing = this.#pending
    this.#pending = NOTHING
    return { ...this.of, ...this.#writing }
  }

  written(stored: Amount): void {
    this.#stored = stored
    this.#writing = NOTHING
  }

  notWritten(): void {
    const { messages, bytes } = this.#writing
    this.#writing = NOTHING
    this.add(messages, bytes)
  }
}
