// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import { MIN_WINDOW_BYTES, SPEND_STEP_BYTES, STANDING_MS, WINDOW_MS } from './limits.ts'
import type { MediaDeps } from './ports.ts'
import type { Shown } from './tickets.ts'

/** Counts what passes in one transfer. */
export interface Meter {
  /** So many bytes have passed. */
  passed(bytes: number): void
  /** Nothing passes any more; what did is taken off the ticket. */
  settle(): Promise<void>
}

/** What a meter watches. */
export interface Metered {
  readonly ticket: Shown
  /** Whether it waits for us and not for the other side. */
  readonly isOurs: () => boolean
  /** Called once, with the reason why it must not go on. */
  readonly end: (error: GatewayError) => void
}

/**
 * Takes what passes off the ticket's budget, in steps, and ends a transfer when the budget is used up (`TICKET_REFUSED`), when the
 * party, or what passes between the two, may not pass any more (the same), or when it comes on too slowly (`SLOW_READER`). Transfers that run at once with one ticket
 * may pass a step each beyond it.
 */
export const createMeter = ({ store, timers, failed, mayPass, told }: Pick<MediaDeps, 'store' | 'timers' | 'failed' | 'mayPass' | 'told'>, { ticket, isOurs, end }: Metered): Meter => {
  const { hash, bytesLeft } = ticket
  let [total, unspent, window] = [0, 0, 0]
  let spending: Promise<void> = Promise.resolve()
  const refuse = (): void => { end(new GatewayError('TICKET_REFUSED')) }
  const check = (doing: () => Promise<boolean>): void => {
    spending = spending.then(doing).then((holds) => { if (!holds) refuse() }).catch((error: unknown) => {
      failed('media-spend', error)
      end(new GatewayError('UNAVAILABLE'))
    })
  }
  const isLive = async (): Promise<boolean> => {
    const row = await store.read.ticket(hash)
    return row?.isPartyLive === true && mayPass(row.attachment)
  }
  const spend = (): void => {
    const bytes = unspent
    unspent = 0
    if (bytes > 0) told?.bytesPassed(ticket.party, ticket.direction, bytes)
    if (bytes > 0) check(async () => await store.write.spendTicket(hash, bytes) !== undefined && await isLive())
  }
  let moment = store.moment()
  const stopLooking = timers.every(STANDING_MS, () => {
    if (moment.holds()) return
    moment = store.moment()
    check(isLive)
  })
  const stop = timers.every(WINDOW_MS, () => {
    if (!isOurs() && window < MIN_WINDOW_BYTES) {
      end(new GatewayError('SLOW_READER', `less than ${String(MIN_WINDOW_BYTES)} bytes in ${String(WINDOW_MS / 1_000)} seconds`))
    }
    window = 0
    check(isLive)
  })
  return {
    passed: (bytes) => {
      total += bytes
      unspent += bytes
      window += bytes
      if (total > bytesLeft) refuse()
      if (unspent >= SPEND_STEP_BYTES) spend()
    },
    settle: async () => {
      stop()
      stopLooking()
      spend()
      await spending
    },
  }
}
