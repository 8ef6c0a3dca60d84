// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'
import { MOVED } from '../registry/optimistic.ts'
import type { MailboxRow } from '../store/rows.ts'
import type { Step } from './case.ts'
import { createConversation, goOn, hold, lookAgain, refill } from './conversation.ts'
import type { Conversation } from './conversation.ts'
import type { Opening } from './opening.ts'
import { createPassedOver } from './passed-over.ts'
import type { PassedOver } from './passed-over.ts'
import type { RelayDeps } from './ports.ts'
import type { VaultWork } from './vault-work.ts'

/** Rows read at once: some megabytes at the very most. */
const PAGE = 64
/** Conversations under way, those that rest included: as many calls as keep several vaults busy. */
const MAX_SIDE_BY_SIDE = 128
/** Times that a message is looked at anew at once because something moved. */
const MAX_MOVED = 5
/** First and longest rest of a conversation whose head cannot be opened now. */
const REST_MS = 250
const MAX_REST_MS = 10_000
/** How often everything that waits is looked at again: hints are no promise, and identities are accepted meanwhile. */
const REWIND_MS = 60_000
/** How often conversations that were full for their core are begun again: of a core that has taken what waited people wait no longer. */
const ASK_FULL_MS = 1_000
/** Of these so many at once, beside those under way: a quarter of a millisecond each, however many are full for a core that takes nothing. */
const MAX_ASKED = 64

/** What the handover stands on. */
export interface HandoverParts {
  readonly work: Pick<VaultWork, 'stop' | 'isStopped'>
  readonly opening: Opening
}

/** Takes what waits for users of a vault through the vault into events, while this node has the duty: a conversation in its order, several side by side. */
export class Handover {
  readonly #deps: Pick<RelayDeps, 'store' | 'timers' | 'events'>
  readonly #parts: HandoverParts
  readonly #conversations = new Map<number, Conversation>()
  readonly #passedOver: PassedOver
  readonly #running = new Set<Promise<void>>()
  readonly #ends: (() => void)[] = []
  #core: PartyId | undefined
  #hasDuty = false
  #woken = false
  #scanning = false
  #cursor = 0
  /** What was found before a rewind says nothing after it. */
  #rewinds = 0

  constructor(deps: Pick<RelayDeps, 'store' | 'timers' | 'events'>, parts: HandoverParts, passedOver = createPassedOver()) {
    this.#deps = deps
    this.#parts = parts
    this.#passedOver = passedOver
  }

  /** Wants the duty as soon as there is a core. */
  start(): void {
    const { store, timers } = this.#deps
    this.#ends.push(
      timers.every(REWIND_MS, () => {
        this.#rewind()
        if (this.#hasDuty) this.#track(this.#parts.opening.giveUpOverdue())
      }),
      timers.every(ASK_FULL_MS, () => { this.#askFull() }),
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
    this.#rewinds += 1
    this.#cursor = 0
    this.#passedOver.rewind()
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
    const rewinds = this.#rewinds
    const rows = await this.#deps.store.read.mailboxPage(this.#core, this.#cursor, PAGE)
    // Everything is looked at anew, or by another node.
    if (this.#rewinds !== rewinds || !this.#hasDuty) return
    if (rows.every((row) => this.#take(row)) && rows.length === PAGE) this.#woken = true
  }

  /** False where there is no room: whatever ends makes some, and wakes. */
  #take(row: MailboxRow): boolean {
    const known = this.#conversations.get(row.lane)
    if (known !== undefined) hold(known, row)
    else if (!this.#passedOver.has(row.lane)) {
      if (this.#conversations.size >= MAX_SIDE_BY_SIDE) return false
      this.#begin(row.lane, this.#passedOver.hasForgotten() ? undefined : row)
    }
    this.#cursor = row.id
    return true
  }

  #askFull(): void {
    if (!this.#hasDuty) return
    const room = MAX_SIDE_BY_SIDE + MAX_ASKED - this.#conversations.size
    for (const lane of this.#passedOver.takeFull(Math.min(room, MAX_ASKED))) this.#begin(lane, undefined)
  }

  #begin(lane: number, head: MailboxRow | undefined): void {
    const begun = createConversation(lane, head)
    this.#conversations.set(lane, begun)
    this.#track(this.#work(begun))
  }

  async #work(conversation: Conversation): Promise<void> {
    for (let moved = 0; this.#isUnderWay(conversation);) {
      const [row] = conversation.rows
      if (row === undefined && !conversation.hasMore) break
      const rewinds = this.#rewinds
      const step = await this.#quietly(() => (row === undefined ? this.#refill(conversation) : this.#parts.opening.open(row)))
      if (!this.#isUnderWay(conversation)) return
      moved = step === MOVED ? moved + 1 : 0
      if (step === 'rest' || moved >= MAX_MOVED) {
        this.#rest(conversation)
        return
      }
      if (this.#rewinds !== rewinds) lookAgain(conversation)
      else if (step === 'untrusted' || step === 'full') {
        this.#passedOver.add(conversation.lane, step)
        break
      } else if (row !== undefined) goOn(conversation, row, step)
    }
    if (this.#isUnderWay(conversation)) this.#conversations.delete(conversation.lane)
    this.#wake()
  }

  #isUnderWay(conversation: Conversation): boolean {
    return this.#hasDuty && this.#conversations.get(conversation.lane) === conversation
  }

  async #refill(conversation: Conversation): Promise<Step> {
    const core = this.#core
    if (core === undefined) return 'rest'
    await refill(conversation, (after, limit) => this.#deps.store.read.lanePage(core, conversation.lane, after, limit))
    return 'passed'
  }

  #rest(conversation: Conversation): void {
    lookAgain(conversation)
    const ms = Math.min(REST_MS * 2 ** conversation.failures, MAX_REST_MS)
    conversation.failures += 1
    conversation.endRest = this.#deps.timers.after(ms, () => { this.#track(this.#work(conversation)) })
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
