// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { CoreFeed, FedEvent } from '../relay/core-feed.ts'
import type { CoreDeps } from './ports.ts'
import type { ShownEvent } from './shown-event.ts'

/** What a poll asks for. */
export interface Poll {
  /** Acknowledged first. */
  readonly after: number
  readonly waitMs: number
  readonly limit: number
  /** Aborted when there is nobody to answer any more. */
  readonly gone: AbortSignal
}

/** Lets one consumer at a time wait for events. */
export interface Polling {
  /** The events after the cursor, as soon as there is one or the wait is over. `CONFLICT` while another poll is under way. */
  poll(caller: VerifiedParty, poll: Poll): Promise<{ readonly events: ShownEvent[]; readonly next: number }>
  /** Ends the poll under way, and each later one at once. */
  stop(): void
}

/** What polling stands on. */
export interface PollingDeps {
  readonly feed: CoreFeed
  readonly show: (event: FedEvent) => Promise<ShownEvent | undefined>
  readonly timers: CoreDeps['timers']
}

/** Polling over the feed. */
export const createPolling = ({ feed, show, timers }: PollingDeps): Polling => {
  const stopping = new AbortController()
  let isPolling = false

  const look = async (caller: VerifiedParty, { after, waitMs, limit, gone }: Poll) => {
    const end = AbortSignal.any([gone, stopping.signal])
    let [isOver, next] = [waitMs === 0, after]
    let ring = (): void => {}
    const cancel = timers.after(waitMs, () => {
      isOver = true
      ring()
    })
    const endWatch = feed.watch(caller.party, () => { ring() })
    end.addEventListener('abort', () => { ring() })
    try {
      for (;;) {
        // Made before the look, so that what is added meanwhile is not missed.
        const hint = new Promise<void>((resolve) => { ring = resolve })
        const page = await feed.page(caller, next, limit)
        next = page.next
        const events = (await Promise.all(page.events.map(show))).filter((event) => event !== undefined)
        if (events.length > 0 || isOver || end.aborted) return { events, next }
        if (page.events.length === 0) await hint
      }
    } finally {
      cancel()
      endWatch()
    }
  }

  return {
    poll: async (caller, poll) => {
      if (isPolling) throw new GatewayError('CONFLICT', 'another consumer waits for events now: each would lose what the other acknowledges')
      isPolling = true
      try {
        await feed.acknowledge(caller, poll.after)
        return await look(caller, poll)
      } finally {
        isPolling = false
      }
    },
    stop: () => { stopping.abort() },
  }
}
