// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../model/ids.ts'
import type { CoreOutbox } from '../../relay/index.ts'
import { WaitingLine } from './line.ts'
import type { Passed } from './line.ts'

/** Rows read in one go; between two of them calls begin. */
const PAGE = 200

/** Fills a line from the outbox: once through all that waits, what a poll set aside included, then what is added. */
export class Reading {
  readonly line = new WaitingLine()
  readonly #outbox: Pick<CoreOutbox, 'page' | 'readmit'>
  #readUpTo = 0
  #isMore = true
  #hasReadmitted = false
  /** How often reading began anew. */
  #rewinds = 0

  constructor(outbox: Pick<CoreOutbox, 'page' | 'readmit'>) {
    this.#outbox = outbox
  }

  /** Something may have been added. */
  hint(): void {
    this.#isMore = true
  }

  /** Everything is to be looked at again; what is in the line stays there. */
  rewind(): void {
    this.#readUpTo = 0
    this.#isMore = true
    this.#rewinds += 1
  }

  /** Reads a page into the line if there is room; tells whether another one may follow at once. */
  async readOn(core: PartyId): Promise<boolean> {
    if (!this.#hasReadmitted) await this.#outbox.readmit(core)
    this.#hasReadmitted = true
    for (let passed = this.line.takePassed(); passed; passed = this.line.takePassed()) await this.#readLane(core, passed)
    if (!this.#isMore || this.line.isFull) return false
    const rewinds = this.#rewinds
    this.#isMore = false
    const { events, last, isMore } = await this.#page(core, this.#readUpTo)
    for (const event of events) this.line.add(event)
    if (rewinds === this.#rewinds) this.#readUpTo = last
    this.#isMore ||= isMore
    return this.#isMore
  }

  /** What of one conversation was passed over, as far as everything else was read. */
  async #readLane(core: PartyId, { lane, from }: Passed): Promise<void> {
    let [after, isMore] = [from - 1, true]
    while (isMore && after < this.#readUpTo) {
      const page = await this.#page(core, after)
      for (const event of page.events) if (event.lane === lane && !this.line.add(event)) return
      after = page.last
      ;({ isMore } = page)
    }
  }

  /** A page; where it cannot be read nothing is taken for read. */
  async #page(core: PartyId, after: number): ReturnType<CoreOutbox['page']> {
    try {
      return await this.#outbox.page(core, after, PAGE)
    } catch (error) {
      this.rewind()
      throw error
    }
  }
}
