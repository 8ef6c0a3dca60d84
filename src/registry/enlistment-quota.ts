// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../model/answers.ts'
import type { UserId } from '../model/ids.ts'
import { dayStartOf, drawOnDay, throttleOf } from '../policy/throttle.ts'
import type { PartyRow } from '../store/rows.ts'
import type { EnlistmentWrite } from '../store/usage.ts'
import type { RegistryDeps } from './ports.ts'

/**
 * Enlistments and changes of identity of one user in a UTC day: somebody who tries several devices in an evening, and their home that repeats what went wrong. Each leaves something for good.
 * Leaving is not counted: who leaves was enlisted, and must always be able to.
 */
const PER_USER_DAY = 10

/** How often users may come, or change their identity. */
export const createEnlistmentQuota = ({ store, now }: Pick<RegistryDeps, 'store' | 'now'>) => ({
  /** Counts one more; to stand behind what finds a repetition, in the change that it belongs to. */
  write: ({ party, limits }: PartyRow, user: UserId): EnlistmentWrite =>
    ({ add: 'enlistment', party, user, dayStart: dayStartOf(now()), perUser: PER_USER_DAY, perParty: limits.enlistmentsPerPartyDay }),

  /** What to say of one that was one too many. */
  throttled: async ({ party, limits }: PartyRow, user: UserId): Promise<Answer> => {
    const at = now()
    const [own, all] = await Promise.all([user, undefined].map((whose) => store.read.usage({ party, user: whose, dayStart: dayStartOf(at) })))
    const throttle = throttleOf([
      drawOnDay({ limit: 'enlistmentsPerUserDay', scope: 'user', most: PER_USER_DAY, used: own?.enlistments ?? 0, wanted: 1 }, at),
      drawOnDay({ limit: 'enlistmentsPerPartyDay', scope: 'party', most: limits.enlistmentsPerPartyDay, used: all?.enlistments ?? 0, wanted: 1 }, at),
    ])
    // The day ended since: whoever asks again may find room.
    return { kind: 'throttled', ...throttle ?? { retryAfterSeconds: 1, scope: 'party', headroom: [] } }
  },
})
