// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../../model/errors.ts'
import type { OwnSession } from './session.ts'

interface Settings { readonly fsync: string; readonly pages: string; readonly commits: string }

/** What `synchronous_commit` may be beside `on`: less is raised to it. */
const STRICTER = 'remote_apply'

/**
 * Makes commits of this connection wait for the disk, and for a synchronous standby where there is one. Throws `UNAVAILABLE`
 * where the server is set to lose what it has answered: what an operator has switched off on purpose is not switched on here.
 */
export const requireDurable = async ({ client, script }: OwnSession): Promise<void> => {
  const { rows: [settings] } = await client.query<Settings>(
    `SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages, current_setting('synchronous_commit') AS commits`)
  if (settings?.fsync !== 'on') throw new GatewayError('UNAVAILABLE', 'the database runs with fsync off: a power cut would lose messages')
  if (settings.pages !== 'on') throw new GatewayError('UNAVAILABLE', 'the database runs with full_page_writes off: a power cut would tear pages')
  if (settings.commits === 'off') throw new GatewayError('UNAVAILABLE', 'the database runs with synchronous_commit off: a crash would lose messages')
  if (settings.commits !== STRICTER) await script('SET synchronous_commit = on')
}
