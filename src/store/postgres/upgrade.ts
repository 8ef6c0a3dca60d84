// SPDX-License-Identifier: AGPL-3.0-only
import { bringUpToDate, MIGRATION_MS, newestApplied } from './migrate.ts'
import { openSession } from './session.ts'

/** The newest migration that a database had (ms since the epoch), 0 where it is empty. Throws `UNAVAILABLE` when it does not answer. */
export const appliedInDatabase = async (url: string): Promise<number> => {
  const session = await openSession(url)
  try {
    return await newestApplied(session)
  } finally {
    await session.end()
  }
}

/** Brings a database up to date, beside nodes that run. Throws `UNAVAILABLE` when it does not answer, and when a newer version wrote it. */
export const upgradeDatabase = async (url: string): Promise<void> => {
  const session = await openSession(url, MIGRATION_MS)
  try {
    await bringUpToDate(session)
  } finally {
    await session.end()
  }
}
