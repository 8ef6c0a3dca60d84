// SPDX-License-Identifier: Apache-2.0
import type { Delivery, PushedEvent } from '../../model/answers.ts'
import type { UserId } from '../../model/ids.ts'
import type { LinkEvent } from './events.ts'
import { MAX_HELD_SHARE, MAX_RETRY_PAUSE_MS, RETRY_PAUSE_MS } from './limits.ts'
import type { Timers } from './timers.ts'

/** What is handed over: resolves when it is stored durably, rejects when it is to come again. */
export type PushHandler = (push: Delivery | PushedEvent) => Promise<void>

/** What became of a push: stored, failed in its handler, or given back because nobody subscribed. */
export type Outcome = 'stored' | 'failed' | 'unclaimed'

/** A push on its way; `settle` is called once, or never if it was dropped with its link. */
export interface Parcel {
  readonly push: Delivery | PushedEvent
  readonly settle: (outcome: Outcome) => void
}

interface Line {
  readonly parcels: Parcel[]
  isBusy: boolean
}

/** Hands pushes to their users' subscribers: one user's one after another in order, users beside each other. */
export class Pushes {
  readonly #timers: Timers
  readonly #log: (event: LinkEvent) => void
  readonly #handlers = new Map<UserId, Set<PushHandler>>()
  #catchAll: PushHandler | undefined
  readonly #lines = new Map<UserId, Line>()
  readonly #pauses = new Set<() => void>()
  #maxHeld = Infinity
  #parcels = 0
  #running = 0
  #isStopped = false

  constructor(timers: Timers, log: (event: LinkEvent) => void) {
    this.#timers = timers
    this.#log = log
  }

  /** Handlers that have not finished. */
  get running(): number {
    return this.#running
  }

  /** So many pushes may be under way from now on; users without a subscriber hold at most half of them. */
  limit(window: number): void {
    this.#maxHeld = Math.max(1, Math.floor(window * MAX_HELD_SHARE))
  }

  /** From now on the user's pushes go to this handler, those that wait included; with several, all must store a push. */
  subscribe(user: UserId, handler: PushHandler): () => void {
    const handlers = this.#handlers.get(user) ?? new Set()
    this.#handlers.set(user, handlers.add(handler))
    this.#next(user)
    return () => {
      handlers.delete(handler)
      if (handlers.size === 0 && this.#handlers.get(user) === handlers) this.#handlers.delete(user)
    }
  }

  /** From now on the pushes of all users without a subscriber go to this handler, those that wait included. */
  onPush(handler: PushHandler): () => void {
    this.#catchAll = handler
    for (const user of [...this.#lines.keys()]) this.#next(user)
    return () => {
      if (this.#catchAll === handler) this.#catchAll = undefined
    }
  }

  /** Takes a push; keeps it until its user has a subscriber. */
  take(parcel: Parcel): void {
    if (this.#isStopped) return
    const user = userOf(parcel.push)
    const line = this.#lines.get(user) ?? { parcels: [], isBusy: false }
    this.#lines.set(user, line)
    line.parcels.push(parcel)
    this.#parcels += 1
    this.#next(user)
    if (this.#parcels > this.#maxHeld) this.#returnUnclaimed()
  }

  /** The link is gone: what no handler has begun comes again on the next one. Pauses end. */
  drop(): void {
    for (const [user, line] of this.#lines) {
      this.#parcels -= line.parcels.length
      line.parcels.length = 0
      if (!line.isBusy) this.#lines.delete(user)
    }
    for (const end of [...this.#pauses]) end()
  }

  /** Begins no handler any more. */
  stop(): void {
    this.#isStopped = true
    this.drop()
  }

  #next(user: UserId): void {
    const line = this.#lines.get(user)
    const handlers = this.#handlersOf(user)
    if (line === undefined || line.isBusy || handlers.length === 0 || this.#isStopped) return
    const parcel = line.parcels.shift()
    if (parcel === undefined) {
      this.#lines.delete(user)
      return
    }
    this.#parcels -= 1
    line.isBusy = true
    void this.#hand(parcel, handlers).finally(() => {
      line.isBusy = false
      this.#next(user)
    })
  }

  async #hand({ push, settle }: Parcel, handlers: readonly PushHandler[]): Promise<void> {
    const failure = await this.#run(push, handlers)
    if (failure === undefined) {
      settle('stored')
      return
    }
    this.#log({ event: 'pushFailed', kind: push.kind, error: failure.error })
    await this.#pause(push)
    settle('failed')
  }

  async #run(push: Delivery | PushedEvent, handlers: readonly PushHandler[]): Promise<{ readonly error: unknown } | undefined> {
    this.#running += 1
    try {
      // `async` turns a handler that throws at once into one that rejects.
      const results = await Promise.allSettled(handlers.map(async (handler) => handler(push)))
      const failed = results.find((result) => result.status === 'rejected')
      return failed === undefined ? undefined : { error: failed.reason as unknown }
    } finally {
      this.#running -= 1
    }
  }

  /** The user's line stands still meanwhile, so that a handler whose store is down is not asked without end. */
  async #pause(push: Delivery | PushedEvent): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const attempt = push.kind === 'deliver' ? Math.max(1, push.attempt) : 1
    const end = (): void => {
      this.#pauses.delete(end)
      cancel()
      resolve(undefined)
    }
    const cancel = this.#timers.after(Math.min(RETRY_PAUSE_MS * 2 ** (attempt - 1), MAX_RETRY_PAUSE_MS), end)
    this.#pauses.add(end)
    await promise
  }

  /** Gives back all pushes of the user without a subscriber who holds most, so that the others stay served and the order stays. */
  #returnUnclaimed(): void {
    // A line that stands still with something in it has no handler.
    const unclaimed = [...this.#lines].filter(([, line]) => !line.isBusy)
    const held = unclaimed.reduce((sum, [, line]) => sum + line.parcels.length, 0)
    if (held <= this.#maxHeld) return
    const [user, line] = unclaimed.reduce((most, one) => (one[1].parcels.length > most[1].parcels.length ? one : most))
    this.#lines.delete(user)
    this.#parcels -= line.parcels.length
    this.#log({ event: 'pushesReturned', count: line.parcels.length })
    for (const { settle } of line.parcels) settle('unclaimed')
  }

  #handlersOf(user: UserId): readonly PushHandler[] {
    const own = this.#handlers.get(user)
    if (own !== undefined) return [...own]
    return this.#catchAll === undefined ? [] : [this.#catchAll]
  }
}

/** Whose push it is. */
const userOf = (push: Delivery | PushedEvent): UserId => (push.kind === 'deliver' ? push.recipientUser : push.body.user)
