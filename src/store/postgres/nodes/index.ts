// SPDX-License-Identifier: AGPL-3.0-only
import { unavailable } from '../../committer.ts'
import { requireSmall } from '../../nodes.ts'
import type { Nodes, Signal } from '../../nodes.ts'
import type { WatchHint } from '../../port.ts'
import { systemTimers } from '../../timers.ts'
import { unreachable } from '../failures.ts'
import { statement } from '../statement.ts'
import { gathered } from '../read/gathered.ts'
import { createAnswers } from './answers.ts'
import type { Answers } from './answers.ts'
import { Duties } from './duties.ts'
import { join } from './membership.ts'
import type { Membership } from './membership.ts'
import type { Note, SignedNote } from './notes.ts'
import { createOutbox } from './outbox.ts'
import type { Outbox } from './outbox.ts'
import type { NodeTimes } from './times.ts'

/** Between tries to find a place again: from the first to the last of these, doubled each time. */
const FIRST_PAUSE_MS = 20
const LAST_PAUSE_MS = 1_000

const NEXT_NUMBERS = statement<{ readonly number: number }>(`SELECT nextval('"nodeNumbers"') AS "number" FROM generate_series(1, $1::int)`)

/** Rows that may be there, by party. */
export type Hints = readonly (readonly [party: string, hint: WatchHint])[]

/** What makes this process one of several. */
export interface NodesOptions {
  readonly url: string
  readonly times: NodeTimes
  /** Other nodes added rows, or may have. */
  readonly onHints: (hints: Hints) => void
  /** What decisions rest on was changed, by whatever node. */
  readonly onChanged: () => void
  /** Others were free to act in this node's place, and what they told it is lost. It has a new place when it can write again. */
  readonly onFenced: () => void
}

/** One of the nodes of a database. */
export interface OwnNode extends Nodes {
  /** The id that others know it by. Throws `UNAVAILABLE` while it has no place among them and must not write. */
  readonly id: () => string
  /** Ends the place with this id: its row was gone. */
  readonly lost: (id: string) => void
  /** The begin of something that rests on the node's place; false from when it is lost. */
  readonly begin: () => () => boolean
  /** Tells that rows were added. */
  readonly hint: (hints: Hints) => void
  /** Resolves when all other nodes have heard of every change that was committed before the call. Rejects with `UNAVAILABLE` when that cannot be known. */
  readonly caughtUp: () => Promise<void>
  /** Answers what others asked, leaves, and gives all duties to them. */
  readonly close: () => Promise<void>
}

/** Takes a place among the nodes of a database, and a new one whenever it is lost. Throws `UNAVAILABLE` when the database does not answer. */
export const openNode = async (options: NodesOptions): Promise<OwnNode> => {
  const node = new DatabaseNode(options)
  await node.join()
  return node
}

interface Place {
  readonly member: Membership
  readonly outbox: Outbox
  readonly answers: Answers
}

class DatabaseNode implements OwnNode {
  readonly #options: NodesOptions
  readonly #listeners = new Set<(signal: Signal) => Promise<void> | void>()
  readonly #duties = new Duties(() => this.#place?.outbox.post({ note: 'free' }))
  readonly #questions = new Set<Promise<void>>()
  #place: Place | undefined
  #earlier: string | undefined
  #isClosing = false
  #cancelHint = (): void => {}
  #cancelJoin = (): void => {}

  constructor(options: NodesOptions) {
    this.#options = options
  }

  async join(): Promise<void> {
    const { url, times } = this.#options
    // What is heard on the way in is dealt with once it can be answered.
    const joined = Promise.withResolvers<undefined>()
    const member = await join({
      url, times, earlier: this.#earlier,
      heard: (note) => void joined.promise.then(() => { this.#hear(note) }),
      beaten: () => { this.#duties.look() },
      ended: () => void joined.promise.then(() => { this.#ended() }),
    })
    const outbox = createOutbox(member)
    this.#place = { member, outbox, answers: createAnswers(member, outbox, times) }
    this.#earlier = member.node
    if (this.#isClosing) return member.leave()
    this.#duties.joined(member)
    outbox.post({ note: 'joined' })
    joined.resolve(undefined)
    this.#hintLater()
  }

  readonly id = (): string => this.#acting().member.node

  readonly lost = (id: string): void => {
    if (this.#place?.member.node === id) this.#place.member.end()
  }

  readonly begin = (): (() => boolean) => {
    const place = this.#place
    return () => place !== undefined && place === this.#place && place.member.mayAct()
  }

  readonly hint = (hints: Hints): void => {
    if (hints.length === 0 || !this.#place || this.#place.member.isAlone()) return
    for (let start = 0; start < hints.length; start += HINTS_IN_A_NOTE) {
      this.#place.outbox.post({ note: 'hints', hints: hints.slice(start, start + HINTS_IN_A_NOTE) })
    }
  }

  readonly caughtUp = (): Promise<void> => this.#ask((id) => ({ note: 'caught-up', id }))

  readonly tell = (signal: Signal): void => {
    requireSmall(signal)
    void this.#dealWith(signal).catch(() => undefined)
    this.#place?.outbox.post({ note: 'signal', signal, id: 0 })
  }

  readonly tellAndWait = async (signal: Signal): Promise<void> => {
    requireSmall(signal)
    await Promise.all([this.#dealWith(signal), this.#ask((id) => ({ note: 'signal', signal, id }))])
  }

  // Thousands of links may come at once, and the connection carries this node's heartbeat.
  readonly #numbers = gathered<undefined, number>(async (asked) =>
    (await this.#acting().member.session.all(NEXT_NUMBERS, [asked.length]).catch((error: unknown) => { throw unreachable(error) })).map(({ number }) => number))

  readonly nextNumber = (): Promise<number> => this.#numbers(undefined)

  readonly listen = (listener: (signal: Signal) => Promise<void> | void): (() => void) => {
    const own = (signal: Signal): Promise<void> | void => listener(signal)
    this.#listeners.add(own)
    return () => { this.#listeners.delete(own) }
  }

  readonly want: Nodes['want'] = (duty, changed) => this.#duties.want(duty, changed)

  readonly close = async (): Promise<void> => {
    this.#isClosing = true
    this.#cancelHint()
    this.#cancelJoin()
    await Promise.allSettled(this.#questions)
    const place = this.#place
    if (!place) return
    this.#place = undefined
    this.#duties.lost()
    await place.member.leave()
    place.answers.lost()
  }

  #acting(): Place {
    if (this.#place?.member.mayAct() !== true) throw unavailable('this node has no place among the others')
    return this.#place
  }

  #ask(note: (id: number) => Note): Promise<void> {
    const answered = this.#asked(note)
    this.#questions.add(answered)
    void answered.catch(() => undefined).finally(() => this.#questions.delete(answered))
    return answered
  }

  async #asked(note: (id: number) => Note): Promise<void> {
    try {
      await this.#acting().answers.ask(note)
    } catch (error) {
      // Whoever asks again at once would hold up the very turn in which a new place is found.
      await new Promise((resolve) => { setImmediate(resolve) })
      throw error
    }
  }

  async #dealWith(signal: Signal): Promise<void> {
    await Promise.all([...this.#listeners].map(async (listener) => listener(signal)))
  }

  #hear(note: SignedNote): void {
    switch (note.note) {
      case 'signal': return void this.#answer(note, () => this.#dealWith(note.signal))
      case 'changed': return this.#options.onChanged()
      case 'caught-up': return void this.#answer(note, () => undefined)
      case 'dealt': return this.#answersTo(note)?.answered(note.id, note.from)
      case 'failed': return this.#answersTo(note)?.failed(note.id)
      case 'hints': return this.#options.onHints(note.hints)
      case 'free': return this.#duties.look()
    }
  }

  #answersTo({ to }: { readonly to: string }): Answers | undefined {
    return to === this.#place?.member.node ? this.#place.answers : undefined
  }

  /** Never rejects: whoever asked is told that it failed, and need not wait for more. */
  async #answer({ from, id }: { readonly from: string; readonly id: number }, deal: () => Promise<void> | void): Promise<void> {
    const note = await Promise.try(deal).then(() => 'dealt' as const, () => 'failed' as const)
    if (id > 0) this.#place?.outbox.post({ note, to: from, id })
  }

  #ended(): void {
    const place = this.#place
    this.#place = undefined
    place?.answers.lost()
    this.#duties.lost()
    if (this.#isClosing) return
    this.#options.onFenced()
    this.#joinAgain(FIRST_PAUSE_MS)
  }

  #joinAgain(pauseMs: number): void {
    this.#cancelJoin = systemTimers.after(pauseMs, () => {
      this.join().catch(() => { if (!this.#isClosing) this.#joinAgain(Math.min(2 * pauseMs, LAST_PAUSE_MS)) })
    })
  }

  // A note may get lost, or come from a node that stands still: what is delivered from here is looked at now and then anyway. For what was
  // added that is done here; for what was put back by whoever delivers, who looks from the oldest again more seldom.
  #hintLater(): void {
    this.#cancelHint()
    this.#cancelHint = systemTimers.after(this.#options.times.hintMs, () => {
      const parties = this.#duties.wanted().flatMap((duty) => (duty.startsWith(DELIVER) ? [duty.slice(DELIVER.length)] : []))
      if (this.#place?.member.isAlone() === false) this.#options.onHints(parties.map((party) => [party, 'added'] as const))
      this.#hintLater()
    })
  }
}

const DELIVER = 'deliver:'
/** A party's id has at most 64 characters, and a notification 8,000 bytes. */
const HINTS_IN_A_NOTE = 80
