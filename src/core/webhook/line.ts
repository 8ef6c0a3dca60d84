// SPDX-License-Identifier: AGPL-3.0-only
import type { WaitingEvent } from '../../relay/core-outbox.ts'

/** Events that are held ready, without content: some hundred bytes each. */
const MAX_WAITING = 8_192
/** Of one conversation; what is behind them is read again when they are gone, so that one that is stuck takes no more room. */
const MAX_OF_LANE = 64

/** One conversation of which something waits. */
interface Lane {
  readonly name: string
  readonly events: WaitingEvent[]
  isCalling: boolean
  /** Tried once before its time. */
  isHurried: boolean
  /** From this id on events of the lane were passed over. */
  passedFrom: number | undefined
}

/** A conversation to be read on. */
export interface Passed { readonly lane: string; readonly from: number }

/**
 * What waits to be called out: of each conversation its first event, one call at a time, in order of arrival; a conversation
 * whose first event failed waits for that one's time and holds up no other.
 */
export class WaitingLine {
  readonly #lanes = new Map<string, Lane>()
  readonly #ids = new Set<number>()
  /** Lanes whose first event was not tried yet. */
  readonly #ready = new Set<Lane>()
  /** Lanes of which all that was in is gone, and some was passed over. */
  readonly #drained = new Set<Lane>()
  /** Lanes whose first event failed, that of the oldest try first. */
  readonly #held = new Set<Lane>()

  get isFull(): boolean {
    return this.#ids.size >= MAX_WAITING
  }

  /** Adds an event behind the others of its conversation; false where it is passed over until they are gone. Nothing happens to one that is in. */
  add(event: WaitingEvent): boolean {
    if (this.#ids.has(event.id)) return true
    const lane = this.#lanes.get(event.lane) ?? { name: event.lane, events: [], isCalling: false, isHurried: false, passedFrom: undefined }
    this.#lanes.set(event.lane, lane)
    if (lane.passedFrom !== undefined && event.id >= lane.passedFrom) return false
    if (lane.events.length >= MAX_OF_LANE) {
      lane.passedFrom = Math.min(event.id, lane.passedFrom ?? event.id)
      return false
    }
    lane.events.push(event)
    this.#ids.add(event.id)
    if (lane.events.length === 1) this.#place(lane)
    return true
  }

  /** The next event to call with, whose conversation is busy from then on; of those that failed one whose time has come. */
  next(now: number): WaitingEvent | undefined {
    return this.#take(this.#ready.values().next().value ?? this.#held.values().find((lane) => dueAt(lane) <= now))
  }

  /** The event that failed longest ago, whether or not its time has come: to ask whether the receiver is back. */
  nextProbe(now: number): WaitingEvent | undefined {
    return this.next(now) ?? this.#take(this.#held.values().next().value)
  }

  /** It is gone, and its conversation goes on. */
  done(event: WaitingEvent): void {
    this.#end(event, undefined)
  }

  /** It waits again, as the first of its conversation. */
  failed(event: WaitingEvent, again: Pick<WaitingEvent, 'attempts' | 'nextAtMs'>): void {
    this.#end(event, { ...event, ...again })
  }

  /** All that failed counts as if it had not been tried. */
  allDue(): void {
    for (const { events: [first], events } of this.#held) if (first) events[0] = { ...first, attempts: 0, nextAtMs: 0 }
  }

  /** All that failed may be tried once before its time. */
  hurry(): void {
    for (const lane of this.#held) lane.isHurried = true
  }

  /** When the first of those that failed is due; undefined where none waits. */
  nextDueMs(): number | undefined {
    const times = [...this.#held].map(dueAt)
    return times.length === 0 ? undefined : Math.min(...times)
  }

  /** Takes out a conversation to be read on: all of it that was in is gone, and some was passed over. */
  takePassed(): Passed | undefined {
    for (const lane of this.#drained) {
      this.#drained.delete(lane)
      this.#lanes.delete(lane.name)
      return { lane: lane.name, from: lane.passedFrom ?? 0 }
    }
    return undefined
  }

  #take(lane: Lane | undefined): WaitingEvent | undefined {
    if (lane === undefined) return undefined
    this.#ready.delete(lane)
    this.#held.delete(lane)
    lane.isCalling = true
    lane.isHurried = false
    return lane.events[0]
  }

  #end(event: WaitingEvent, again: WaitingEvent | undefined): void {
    const lane = this.#lanes.get(event.lane)
    if (lane?.events[0]?.id !== event.id) return
    lane.isCalling = false
    if (again) lane.events[0] = again
    else {
      lane.events.shift()
      this.#ids.delete(event.id)
    }
    this.#place(lane)
  }

  #place(lane: Lane): void {
    const [first] = lane.events
    if (lane.isCalling) return
    this.#drained.delete(lane)
    if (first === undefined) {
      if (lane.passedFrom === undefined) this.#lanes.delete(lane.name)
      else this.#drained.add(lane)
    } else if (first.nextAtMs > 0 || first.attempts > 0) this.#held.add(lane)
    else this.#ready.add(lane)
  }
}

const dueAt = ({ events: [first], isHurried }: Lane): number => (isHurried ? 0 : first?.nextAtMs ?? 0)
