// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { PartyId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { CoreFeed, FeedReader } from '../relay/core-feed.ts'
import type { FedEvent } from '../relay/fed-events.ts'
import type { CoreDeps } from './ports.ts'
import type { ShownEvent } from './shown-event.ts'

/** What a poll asks for. */
export interface Poll {
  /** Acknowledged first. */
  readonly after: number
  readonly waitMs: number
  readonly limit: number
  /** With what reports need. */
  readonly proofs: boolean
  /** Aborted when there is nobody to answer any more. */
  readonly gone: AbortSignal
}

/** Lets one consumer at a time wait for events: the newest. */
export interface Polling {
  /**
   * The events after the cursor, as soon as there is one or the wait is over. `CONFLICT` for a cursor that was never given; `REPLACED` when a
   * newer poll came meanwhile.
   */
  poll(caller: VerifiedParty, poll: Poll): Promise<{ readonly events: ShownEvent[]; readonly next: number }>
  /** Ends the poll under way, and each later one at once. */
  stop(): void
}

/** What polling stands on. */
export interface PollingDeps {
  readonly feed: CoreFeed
  readonly show: (event: FedEvent, proofs: boolean) => Promise<ShownEvent | undefined>
  readonly timers: CoreDeps['timers']
}

/** Polling over the feed. */
export const createPolling = ({ feed, show, timers }: PollingDeps): Polling => {
  const stopping = new AbortController()
  /** Ends the poll under way when a newer one begins. */
  let replace: AbortController | undefined

  const look = async (party: PartyId, reader: FeedReader, { after, waitMs, limit, proofs, gone }: Poll, replaced: AbortSignal) => {
    const end = AbortSignal.any([gone, stopping.signal, replaced])
    let [isOver, next] = [waitMs === 0, after]
    let ring = (): void => {}
    const cancel = timers.after(waitMs, () => {
      isOver = true
      ring()
    })
    const endWatch = feed.watch(party, () => { ring() })
    end.addEventListener('abort', () => { ring() })
    try {
      for (;;) {
        // Made before the look, so that what is added meanwhile is not missed.
        const hint = new Promise<void>((resolve) => { ring = resolve })
        const page = await reader.page(next, limit)
        next = page.next
        const events = (await Promise.all(page.events.map((event) => show(event, proofs)))).filter((event) => event !== undefined)
        if (events.length === 0 && replaced.aborted) throw new GatewayError('REPLACED', 'another consumer asks for events now')
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
      const reader = await feed.read(caller, poll.after)
      replace?.abort()
      const own = new AbortController()
      replace = own
      try {
        return await look(caller.party, reader, poll, own.signal)
      } finally {
        if (replace === own) replace = undefined
      }
    },
    stop: () => { stopping.abort() },
  }
}
