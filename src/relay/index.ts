// SPDX-License-Identifier: AGPL-3.0-only
import { createAccept } from './accept.ts'
import { createCoreFeed } from './core-feed.ts'
import { createDelivering } from './deliver.ts'
import { createExpiry } from './expire.ts'
import { createMailboxDesk } from './mailbox-desk.ts'
import type { RelayDeps } from './ports.ts'
import { createTrace } from './trace.ts'

/** The way of a message through the gateway: accepted, delivered, or expired. */
export const createRelay = (deps: RelayDeps) => {
  const delivering = createDelivering(deps)
  const expiry = createExpiry(deps)
  let endExpiry: (() => void) | undefined
  return {
    accept: createAccept(deps, (party) => { if (!delivering.linked(party)) deps.wake.due(party) }),
    deliverer: delivering,
    coreFeed: createCoreFeed(deps),
    mailbox: createMailboxDesk(deps),
    trace: createTrace(deps),
    /** Ends what has run out of time; also runs by itself after `start`. */
    sweep: expiry.sweep,
    start: () => { endExpiry = expiry.start() },
    /** Stops pushing and expiring; resolves when what is under way is stored. */
    stop: async () => {
      endExpiry?.()
      await Promise.all([delivering.stop(), expiry.idle()])
    },
  }
}

/** The relay's use cases. */
export type Relay = ReturnType<typeof createRelay>
export type { CoreFeed } from './core-feed.ts'
export type { Deliverer, PartyStream, RelayDeps, RelayEvents, StreamHandle, Timers, Window } from './ports.ts'
