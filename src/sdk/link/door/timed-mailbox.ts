// SPDX-License-Identifier: Apache-2.0
import type { Timers } from '../timers.ts'
import { MAILBOX_MS } from './limits.ts'
import type { Mailbox } from './mailbox.ts'

/**
 * The same mailbox, of which a call that does not come back throws after {@link MAILBOX_MS}: a store that lost one answer would otherwise hold up that user until the server
 * ends. What was not answered may have been done, and is asked for again.
 */
export const timedMailbox = (mailbox: Mailbox, timers: Timers): Mailbox => ({
  put: async (user, frame) => inTime(mailbox.put(user, frame), timers),
  list: async (user, after, limit) => inTime(mailbox.list(user, after, limit), timers),
  remove: async (user, places) => inTime(mailbox.remove(user, places), timers),
})

const inTime = async <Answer>(answer: Promise<Answer> | Answer, timers: Timers): Promise<Answer> => {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const cancel = timers.after(MAILBOX_MS, () => reject(new Error('the mailbox did not answer in time')))
  try {
    return await Promise.race([answer, late])
  } finally {
    cancel()
  }
}
