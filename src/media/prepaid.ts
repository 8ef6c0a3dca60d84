// SPDX-License-Identifier: AGPL-3.0-only
import { SPEND_STEP_BYTES } from './limits.ts'
import type { MediaDeps } from './ports.ts'

/** What one transfer paid of its ticket before it passes. */
export interface Prepaid {
  /** Pays for bytes that pass next, of so many that are still to come: a step ahead of them. False where the ticket cannot pay, or nothing may pass any more, as after {@link Prepaid.giveBack}. */
  pay(bytes: number, toCome: number): Promise<boolean>
  /** So many bytes have passed: how many of them were paid, each told once. */
  covered(bytes: number): number
  /** What was paid ahead and not asked for goes back to the ticket, also what is being paid now. */
  giveBack(): Promise<void>
}

/** Payments ahead from the ticket of this hash; `isLive`: whether its transfers may go on. */
export const createPrepaid = ({ store }: Pick<MediaDeps, 'store'>, hash: Uint8Array, isLive: () => Promise<boolean>): Prepaid => {
  // Taken off the ticket: for bytes nobody asked for yet, and for those on their way.
  let [ahead, onTheWay] = [0, 0]
  let paying: Promise<unknown> = Promise.resolve()
  let isOver = false
  const pay = async (bytes: number, toCome: number): Promise<boolean> => {
    // A slow read may end after its transfer: nobody would give back what was paid for it.
    if (isOver) return false
    if (ahead < bytes) {
      const step = Math.max(bytes - ahead, Math.min(SPEND_STEP_BYTES, toCome - ahead))
      if (await store.write.spendTicket(hash, step) === undefined) return false
      ahead += step
      if (!await isLive()) return false
    }
    ahead -= bytes
    onTheWay += bytes
    return true
  }
  return {
    pay: (bytes, toCome) => {
      const isPaid = pay(bytes, toCome)
      paying = isPaid.catch(() => false)
      return isPaid
    },
    covered: (bytes) => {
      const paid = Math.min(onTheWay, bytes)
      onTheWay -= paid
      return paid
    },
    giveBack: async () => {
      isOver = true
      await paying
      const bytes = ahead
      ahead = 0
      if (bytes > 0) await store.write.spendTicket(hash, -bytes)
    },
  }
}
