// SPDX-License-Identifier: AGPL-3.0-only
// Sees: whose turn it is.
// Promises: calls about one user run one after another, in the order in which they came; those about others do not wait for them.
// Never: keeps anything of a call that has ended.
import type { UserId } from '../model/ids.ts'

/** Runs `work` after all earlier work for this user has ended, however it ended. */
export type RunInLane = <T>(user: UserId, work: () => Promise<T>) => Promise<T>

/** Lanes, one for each user while there is work for it. How much waits is bounded by who takes the calls. */
export const createLanes = (): RunInLane => {
  const tails = new Map<UserId, Promise<unknown>>()
  return async (user, work) => {
    const before = tails.get(user)
    const mine = before === undefined ? work() : before.then(work, work)
    tails.set(user, mine)
    try {
      return await mine
    } finally {
      if (tails.get(user) === mine) tails.delete(user)
    }
  }
}
