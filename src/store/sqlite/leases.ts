// SPDX-License-Identifier: AGPL-3.0-only
import type { Connection } from './connection.ts'

/**
 * Makes every fetch due that was begun or put off: this process has the database alone, so nobody is at them any more, and who awaits a file need not wait
 * until the lease of a process that was killed is over. How often each was tried stays.
 */
export const releaseFetches = (db: Connection): void => {
  db.prepare('UPDATE attachments SET fetchAt = 0 WHERE fetchAt > 0').run()
}
