// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../model/ids.ts'
import type { Nodes } from '../../store/nodes.ts'
import type { WakeCall } from './wake-call.ts'
import { WakeTurn } from './wake-turn.ts'

/** Tells parties without a link that something urgent waits for them. */
export interface Wake {
  /** Something urgent was stored for a party that has no link. */
  due(party: PartyId): void
  /** The party has a link: it needs no call. */
  connected(party: PartyId): void
  /** Calls nobody any more; resolves when no call is under way. */
  stop(): Promise<void>
}

/** What happens to wake-ups, for the operator. */
export interface WakeEvents {
  wakeSent(party: PartyId): void
  wakeFailed(party: PartyId, reason: string): void
  backgroundFailed(task: string, error: unknown): void
}

/** Everything that wake-ups stand on. */
export interface WakeDeps {
  /** Where the party wants to be called now; undefined if nowhere. */
  readonly urlOf: (party: PartyId) => Promise<string | undefined>
  /** Whether anything urgent waits for the party now. */
  readonly waits: (party: PartyId) => Promise<boolean>
  readonly call: WakeCall
  readonly nodes: Pick<Nodes, 'want'>
  readonly monotonic: () => number
  readonly timers: { after(ms: number, task: () => void): () => void }
  readonly events: WakeEvents
}

/** Between the beginnings of two calls to a party: time enough for it to connect and take what waits. */
export const WAKE_INTERVAL_MS = 30_000
/** Longest pause after failures. */
export const WAKE_MAX_PAUSE_MS = 3_600_000
/** Calls that are made again without anything new: half a day, after which whoever answers no call will not mind the wait. */
export const WAKE_MAX_FAILURES = 18
/** Calls under way; each lives for seconds. */
export const WAKE_CALLS = 8

/** One party that was called or is to be. An entry lives until its pause is over and nothing is due. */
interface Entry {
  readonly party: PartyId
  readonly turn: WakeTurn
  due: boolean
  /** Failures in a row. */
  failures: number
  /** When the last call began. */
  begun: number
  /** Cancels the wait for the end of the pause; undefined when it is over. */
  pause: (() => void) | undefined
  /** Ends the call under way. */
  calling: AbortController | undefined
}

/**
 * At most one call to a party in thirty seconds and a few at once, whatever comes, and by one node of all; a call that fails is
 * made again after a pause that doubles up to an hour.
 */
export const createWake = (deps: WakeDeps): Wake => new WakeSchedule(deps)

class WakeSchedule implements Wake {
  readonly #deps: WakeDeps
  readonly #entries = new Map<PartyId, Entry>()
  /** Due and rested, with their turn, in the order they became so. */
  readonly #ready = new Set<Entry>()
  readonly #calls = new Set<Promise<void>>()
  #stopped = false

  constructor(deps: WakeDeps) {
    this.#deps = deps
  }

  due(party: PartyId): void {
    if (this.#stopped) return
    const entry = this.#entries.get(party) ?? this.#newEntry(party)
    this.#entries.set(party, entry)
    entry.due = true
    this.#settle(entry)
  }

  connected(party: PartyId): void {
    const entry = this.#entries.get(party)
    if (entry === undefined) return
    entry.due = false
    entry.failures = 0
    this.#ready.delete(entry)
    entry.calling?.abort()
    // It proved to be well: what failed before is no reason to wait.
    if (entry.pause !== undefined) this.#rest(entry)
    this.#settle(entry)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#ready.clear()
    for (const { pause, calling, turn } of this.#entries.values()) {
      turn.end()
      pause?.()
      calling?.abort()
    }
    await Promise.all(this.#calls)
  }

  #settle(entry: Entry): void {
    if (entry.pause !== undefined || entry.calling !== undefined || this.#stopped) return
    if (!entry.due) {
      entry.turn.end()
      this.#entries.delete(entry.party)
    } else if (entry.turn.isHere) this.#ready.add(entry)
    else {
      this.#ready.delete(entry)
      entry.turn.seek()
    }
    this.#callNext()
    if (this.#ready.has(entry)) entry.turn.wait()
  }

  #callNext(): void {
    for (const entry of this.#ready) {
      if (this.#calls.size >= WAKE_CALLS) return
      this.#ready.delete(entry)
      const call = this.#callNow(entry).finally(() => {
        this.#calls.delete(call)
        this.#callNext()
      })
      this.#calls.add(call)
    }
  }

  async #callNow(entry: Entry): Promise<void> {
    entry.due = false
    entry.calling = new AbortController()
    const waits = await this.#waits(entry)
    entry.turn.begin()
    if (!waits) {
      entry.calling = undefined
      this.#settle(entry)
      return
    }
    entry.begun = this.#deps.monotonic()
    const failed = await attempt(this.#deps, entry.party, entry.calling.signal)
    entry.calling = undefined
    entry.failures = failed ? entry.failures + 1 : 0
    if (failed && entry.failures < WAKE_MAX_FAILURES) entry.due = true
    this.#rest(entry)
  }

  /** Another node may have delivered it meanwhile. Where that is not known it is called: it may be urgent. */
  async #waits({ party, calling }: Entry): Promise<boolean> {
    const waits = await this.#deps.waits(party).catch((error: unknown) => {
      this.#deps.events.backgroundFailed('wake', error)
      return true
    })
    return waits && calling?.signal.aborted === false
  }

  #newEntry(party: PartyId): Entry {
    const entry: Entry = {
      party, due: false, failures: 0, begun: 0, pause: undefined, calling: undefined,
      turn: new WakeTurn(this.#deps.nodes, party, () => { this.#settle(entry) }),
    }
    return entry
  }

  /** Nothing is called before the pause since the last call is over. */
  #rest(entry: Entry): void {
    entry.pause?.()
    entry.pause = undefined
    if (this.#stopped) return
    entry.pause = this.#deps.timers.after(Math.max(0, entry.begun + pauseAfter(entry) - this.#deps.monotonic()), () => {
      entry.pause = undefined
      this.#settle(entry)
    })
  }
}

const pauseAfter = ({ failures }: Entry): number => Math.min(WAKE_INTERVAL_MS * 2 ** failures, WAKE_MAX_PAUSE_MS)

/** Whether a call came to nothing; one that was ended did not fail. */
const attempt = async ({ urlOf, call, events }: WakeDeps, party: PartyId, signal: AbortSignal): Promise<boolean> => {
  try {
    const url = await urlOf(party)
    if (url === undefined || signal.aborted) return false
    const reason = await call(party, url, signal)
    if (isAborted(signal)) return false
    if (reason === undefined) events.wakeSent(party)
    else events.wakeFailed(party, reason)
    return reason !== undefined
  } catch (error) {
    events.backgroundFailed('wake', error)
    return true
  }
}

/** Asked anew: the compiler takes the answer from before the call for the one after it. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted
