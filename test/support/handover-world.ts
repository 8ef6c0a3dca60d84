// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a handover over a mailbox in memory, with an opening that only takes rows out of it, and watches that each lane keeps its order.
import { Handover } from '../../src/relay/handover.ts'
import type { Opening } from '../../src/relay/opening.ts'
import type { PassedOver } from '../../src/relay/passed-over.ts'
import type { RelayDeps } from '../../src/relay/ports.ts'
import type { Step } from '../../src/relay/case.ts'
import { MOVED } from '../../src/registry/optimistic.ts'
import type { MailboxRow } from '../../src/store/rows.ts'
import { createFakeNodes } from './fake-nodes.ts'
import { createTurnedTimers } from './turned-timers.ts'

type Watcher = (party: string, hint: 'added' | 'released') => void
interface Row extends Pick<MailboxRow, 'id' | 'lane'> {
  state: 'waits' | 'parked' | 'over'
  /** It was put back, and comes out of its order. */
  isLate: boolean
}

const CORE = 'wren.example'
/** Turns of the event loop without anything under way after which nothing more can come. */
const QUIET_TURNS = 8

/** A mailbox of the core, and what becomes of its rows. */
export class HandoverWorld {
  /** What was broken, in words. */
  readonly broken: string[] = []
  /** Ids in the order in which they were handed over. */
  readonly opened: number[] = []
  /** Lanes that the opening was asked about, in their order. */
  readonly asked: number[] = []
  /** Lanes whose core has as much waiting as it may. */
  readonly full = new Set<number>()
  /** Lanes that cannot be opened now. */
  readonly resting = new Set<number>()
  /** Lanes whose sender is not accepted. */
  readonly untrusted = new Set<number>()
  /** Turns of the event loop until what was read or asked is answered. */
  delay: () => number = () => 0
  /** Runs once, between the next look of this kind and its answer. */
  meanwhile: { readonly of: 'mailboxPage' | 'open'; readonly run: () => void } | undefined
  readonly timers: ReturnType<typeof createTurnedTimers>
  readonly handover: Handover
  readonly #rows: Row[] = []
  readonly #nodes = createFakeNodes()
  readonly #watchers = new Set<Watcher>()
  #lastId = 0
  #underWay = 0
  #now = 0

  constructor(passedOver?: PassedOver) {
    this.timers = createTurnedTimers({ now: () => this.#now, advance: (ms) => { this.#now += ms } })
    const page = (after: number, limit: number, isOf: (row: Row) => boolean) =>
      this.#rows.filter((row) => row.state !== 'parked' && row.id > after && isOf(row)).slice(0, limit).map((row) => ({ ...row }))
    const store = {
      read: {
        core: async () => ({ party: CORE }),
        mailboxPage: (_party: string, after: number, limit: number) => this.#look('mailboxPage', () => page(after, limit, () => true)),
        lanePage: (_party: string, lane: number, after: number, limit: number) => this.#look('lanePage', () => page(after, limit, (row) => row.lane === lane)),
      },
      watch: (watcher: Watcher) => {
        this.#watchers.add(watcher)
        return () => { this.#watchers.delete(watcher) }
      },
      nodes: this.#nodes.node(),
    }
    const events = { backgroundFailed: (_task: string, error: unknown) => { this.broken.push(String(error)) } }
    const deps = { store, timers: this.timers, events } as unknown as Pick<RelayDeps, 'store' | 'timers' | 'events'>
    let isStopped = false
    const work = { stop: () => { isStopped = true }, isStopped: () => isStopped }
    const opening: Opening = { open: (row) => this.#open(row), giveUpOverdue: async () => undefined }
    this.handover = new Handover(deps, { work, opening }, passedOver)
  }

  async start(): Promise<this> {
    this.handover.start()
    await this.quiet()
    return this
  }

  /** A message comes to its lane. */
  add(lane: number, state: Row['state'] = 'waits'): number {
    this.#lastId += 1
    this.#rows.push({ id: this.#lastId, lane, state, isLate: false })
    this.#hint('added')
    return this.#lastId
  }

  /** The oldest message of the lane that waits leaves its order until it is put back. */
  park(lane: number): void {
    const row = this.#rows.find((one) => one.lane === lane && one.state === 'waits')
    if (row) row.state = 'parked'
  }

  /** Puts back what is parked. */
  release(): void {
    for (const row of this.#rows) if (row.state === 'parked') Object.assign(row, { state: 'waits', isLate: true })
    this.#hint('released')
  }

  /** The core accepts everybody. */
  trust(): void {
    this.untrusted.clear()
    this.#hint('released')
  }

  /** Another node has the duty for a moment. */
  move(): Promise<void> {
    return this.#nodes.move(`open:${CORE}` as never)
  }

  /** Messages that nothing keeps from being handed over. */
  due(): readonly number[] {
    return this.#rows.filter(({ lane, state }) => state === 'waits' && ![this.resting, this.untrusted, this.full].some((kept) => kept.has(lane))).map(({ id }) => id)
  }

  /** Resolves when nothing is under way. */
  async quiet(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; turns = this.#underWay === 0 ? turns + 1 : 0) await nextTurn()
  }

  async #look<T>(of: 'mailboxPage' | 'lanePage' | 'open', found: () => T): Promise<T> {
    const seen = found()
    const between = this.meanwhile
    if (between?.of === of) {
      this.meanwhile = undefined
      between.run()
    }
    this.#underWay += 1
    for (let turns = this.delay(); turns > 0; turns -= 1) await nextTurn()
    this.#underWay -= 1
    return seen
  }

  async #open({ id, lane }: MailboxRow): Promise<Step> {
    this.asked.push(lane)
    const step = await this.#look('open', (): Step => {
      if (this.resting.has(lane)) return 'rest'
      if (this.untrusted.has(lane)) return 'untrusted'
      if (this.full.has(lane)) return 'full'
      return this.#rows.find((row) => row.id === id)?.state === 'over' ? 'passed' : 'gone'
    })
    return step === 'gone' ? this.#take(id) : step
  }

  #take(id: number): Step {
    const index = this.#rows.findIndex((row) => row.id === id && row.state === 'waits')
    const [row] = index < 0 ? [] : this.#rows.splice(index, 1)
    if (row === undefined) return MOVED
    const overtaken = row.isLate ? undefined : this.#rows.find((one) => one.lane === row.lane && one.state === 'waits' && !one.isLate && one.id < id)
    if (overtaken) this.broken.push(`${String(id)} overtook ${String(overtaken.id)}`)
    this.opened.push(id)
    return 'gone'
  }

  #hint(hint: 'added' | 'released'): void {
    for (const watcher of this.#watchers) watcher(CORE, hint)
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })
