// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'
import { MOVED } from '../registry/optimistic.ts'
import type { MailboxRow } from '../store/rows.ts'
import type { Step } from './case.ts'
import { createOpening } from './opening.ts'
import type { OpeningParts } from './opening.ts'
import type { RelayDeps } from './ports.ts'

/** Rows read at once: some megabytes at the very most. */
const PAGE = 64
/** Conversations under way, those that rest included: as many calls as keep several vaults busy. */
const MAX_SIDE_BY_SIDE = 128
/** Rows that a conversation holds; what is behind them is read when it is their turn. */
const MAX_HELD = 8
/** Times that a message is looked at anew at once because something moved. */
const MAX_MOVED = 5
/** First and longest rest of a conversation whose head cannot be opened now. */
const REST_MS = 250
const MAX_REST_MS = 10_000
/** How often everything that waits is looked at again: hints are no promise, and identities are accepted meanwhile. */
const REWIND_MS = 60_000
/** Conversations passed over until the next rewind because the core has to accept an identity, to put a list or to take its events first. */
const MAX_PASSED_OVER = 10_000

/** A conversation under way: of a user with one device, a lane is one. */
interface Conversation {
  readonly lane: number
  rows: readonly MailboxRow[]
  /** There is more in the store than in `rows`. */
  hasMore: boolean
  /** Rows up to here are not for a vault, or over. */
  passed: number
  failures: number
  endRest: (() => void) | undefined
}

/** Takes what waits for users of a vault through the vault into events, while this node has the duty: a conversation in its order, several side by side. */
export class Handover {
  readonly #deps: RelayDeps
  readonly #parts: OpeningParts
  readonly #opening: ReturnType<typeof createOpening>
  readonly #conversations = new Map<number, Conversation>()
  readonly #passedOver = new Set<number>()
  readonly #running = new Set<Promise<void>>()
  readonly #ends: (() => void)[] = []
  #core: PartyId | undefined
  #hasDuty = false
  #woken = false
  #scanning = false
  #cursor = 0

  constructor(deps: RelayDeps, parts: OpeningParts) {
    this.#deps = deps
    this.#parts = parts
    this.#opening = createOpening(deps, parts)
  }

  /** Wants the duty as soon as there is a core. */
  start(): void {
    const { store, timers } = this.#deps
    this.#ends.push(
      timers.every(REWIND_MS, () => {
        this.#rewind()
        if (this.#hasDuty) this.#track(this.#opening.giveUpOverdue())
      }),
      store.watch((party, hint) => {
        if (this.#core === undefined) this.#track(this.#findCore())
        else if (party === this.#core && hint === 'released') this.#rewind()
        else if (party === this.#core) this.#wake()
      }),
    )
    this.#track(this.#findCore())
  }

  /** Begins nothing more; resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.#parts.work.stop()
    for (const end of this.#ends) end()
    this.#dutyChanged(false)
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** There is one core at most, and it stays. */
  async #findCore(): Promise<void> {
    const { store } = this.#deps
    const found = await store.read.core()
    if (found === undefined || this.#core !== undefined || this.#parts.work.isStopped()) return
    this.#core = found.party
    this.#ends.push(store.nodes.want(`open:${found.party}`, (held) => { this.#dutyChanged(held) }))
  }

  /** Whoever had the duty meanwhile may have opened what was read here. */
  #dutyChanged(held: boolean): void {
    this.#hasDuty = held && !this.#parts.work.isStopped()
    for (const { endRest } of this.#conversations.values()) endRest?.()
    this.#conversations.clear()
    this.#rewind()
  }

  /** Looks at everything that waits once more. */
  #rewind(): void {
    this.#cursor = 0
    this.#passedOver.clear()
    for (const conversation of this.#conversations.values()) {
      conversation.passed = 0
      conversation.hasMore = true
    }
    this.#wake()
  }

  /** There may be something new. */
  #wake(): void {
    this.#woken = true
    if (this.#scanning || !this.#hasDuty) return
    this.#scanning = true
    this.#track(this.#scanUntilQuiet())
  }

  async #scanUntilQuiet(): Promise<void> {
    while (this.#woken && this.#hasDuty) {
      this.#woken = false
      if (await this.#quietly(() => this.#scan()) === 'rest') this.#deps.timers.after(MAX_REST_MS, () => { this.#wake() })
    }
    // In one breath with the last look at `woken`: a wake in between would be lost.
    this.#scanning = false
  }

  async #scan(): Promise<void> {
    if (this.#core === undefined) return
    const from = this.#cursor
    const rows = await this.#deps.store.read.mailboxPage(this.#core, from, PAGE)
    // Everything is looked at anew, or by another node.
    if (this.#cursor !== from || !this.#hasDuty) return
    if (rows.every((row) => this.#take(row)) && rows.length === PAGE) this.#woken = true
  }

  /** False where there is no room: whatever ends makes some, and wakes. */
  #take(row: MailboxRow): boolean {
    const known = this.#conversations.get(row.lane)
    if (known !== undefined) hold(known, row)
    else if (!this.#passedOver.has(row.lane)) {
      if (this.#conversations.size >= MAX_SIDE_BY_SIDE) return false
      const begun = { lane: row.lane, rows: [row], hasMore: false, passed: 0, failures: 0, endRest: undefined }
      this.#conversations.set(row.lane, begun)
      this.#track(this.#work(begun))
    }
    this.#cursor = row.id
    return true
  }

  async #work(conversation: Conversation): Promise<void> {
    for (let moved = 0; this.#isUnderWay(conversation);) {
      const [row] = conversation.rows
      if (row === undefined && !conversation.hasMore) break
      const step = await this.#quietly(() => (row === undefined ? this.#refill(conversation) : this.#opening.open(row)))
      if (!this.#isUnderWay(conversation)) return
      moved = step === MOVED ? moved + 1 : 0
      if (step === 'rest' || moved >= MAX_MOVED) {
        this.#rest(conversation)
        return
      }
      if (step === 'untrusted' || step === 'full') {
        this.#passOver(conversation)
        break
      }
      if (row !== undefined) goOn(conversation, row, step)
    }
    if (this.#isUnderWay(conversation)) this.#conversations.delete(conversation.lane)
    this.#wake()
  }

  #isUnderWay(conversation: Conversation): boolean {
    return this.#hasDuty && this.#conversations.get(conversation.lane) === conversation
  }

  async #refill(conversation: Conversation): Promise<Step> {
    if (this.#core === undefined) return 'rest'
    // Before the read: what comes meanwhile sets it again.
    conversation.hasMore = false
    try {
      conversation.rows = await this.#deps.store.read.lanePage(this.#core, conversation.lane, conversation.passed, MAX_HELD)
    } catch (error) {
      conversation.hasMore = true
      throw error
    }
    if (conversation.rows.length === MAX_HELD) conversation.hasMore = true
    return 'passed'
  }

  #rest(conversation: Conversation): void {
    lookAgain(conversation)
    const ms = Math.min(REST_MS * 2 ** conversation.failures, MAX_REST_MS)
    conversation.failures += 1
    conversation.endRest = this.#deps.timers.after(ms, () => { this.#track(this.#work(conversation)) })
  }

  #passOver({ lane }: Conversation): void {
    if (this.#passedOver.size >= MAX_PASSED_OVER) this.#passedOver.clear()
    this.#passedOver.add(lane)
  }

  /** What fails is tried again later. */
  async #quietly<T>(look: () => Promise<T>): Promise<T | 'rest'> {
    try {
      return await look()
    } catch (error) {
      this.#deps.events.backgroundFailed('hand over', error)
      return 'rest'
    }
  }

  #track(work: Promise<void>): void {
    const finished = work.catch((error: unknown) => { this.#deps.events.backgroundFailed('hand over', error) }).finally(() => { this.#running.delete(finished) })
    this.#running.add(finished)
  }
}

/** Behind what is held already, or read when that is done. */
const hold = (conversation: Conversation, row: MailboxRow): void => {
  const { rows, hasMore } = conversation
  const isNext = !hasMore && rows.length < MAX_HELD && row.id > (rows.at(-1)?.id ?? Infinity)
  if (isNext) conversation.rows = [...rows, row]
  else conversation.hasMore = true
}

const goOn = (conversation: Conversation, row: MailboxRow, step: Step): void => {
  if (step === MOVED) {
    lookAgain(conversation)
    return
  }
  conversation.failures = 0
  if (step === 'passed') conversation.passed = row.id
  conversation.rows = conversation.rows.filter(({ id }) => id !== row.id)
}

const lookAgain = (conversation: Conversation): void => {
  conversation.rows = []
  conversation.hasMore = true
}
