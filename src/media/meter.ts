// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import { MIN_WINDOW_BYTES, SPEND_STEP_BYTES, STANDING_MS, WINDOW_MS } from './limits.ts'
import type { MediaDeps } from './ports.ts'
import { createPrepaid } from './prepaid.ts'
import type { Shown } from './tickets.ts'

/** Counts what passes in one transfer. */
export interface Meter {
  /** As {@link createPrepaid}'s `pay`; throws `UNAVAILABLE`. What is not asked for is given back by {@link Meter.settle}. */
  pay(bytes: number, toCome: number): Promise<boolean>
  /** So many bytes have passed. What was not paid before is taken off the ticket now. */
  passed(bytes: number): void
  /** Nothing passes any more; what did is taken off the ticket, once. */
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
 * party, or what passes between the two, may not pass any more (the same), or when it comes on too slowly (`SLOW_READER`). What
 * comes in is known when it has come: transfers that run at once and do not pay before may pass a step each beyond the ticket.
 */
export const createMeter = ({ store, timers, failed, mayPass, told }: Pick<MediaDeps, 'store' | 'timers' | 'failed' | 'mayPass' | 'told'>, { ticket, isOurs, end }: Metered): Meter => {
  const { hash, bytesLeft } = ticket
  let [total, unspent, untold, window] = [0, 0, 0, 0]
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
  const prepaid = createPrepaid({ store }, hash, isLive)
  const spend = (): void => {
    const bytes = unspent
    unspent = 0
    if (untold > 0) told?.bytesPassed(ticket.party, ticket.direction, untold)
    untold = 0
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
    pay: async (bytes, toCome) => {
      try {
        return await prepaid.pay(bytes, toCome)
      } catch (error) {
        failed('media-spend', error)
        throw new GatewayError('UNAVAILABLE')
      }
    },
    passed: (bytes) => {
      total += bytes
      unspent += bytes - prepaid.covered(bytes)
      untold += bytes
      window += bytes
      if (total > bytesLeft) refuse()
      if (untold >= SPEND_STEP_BYTES) spend()
    },
    settle: async () => {
      stop()
      stopLooking()
      spend()
      check(async () => {
        await prepaid.giveBack()
        return true
      })
      await spending
    },
  }
}
