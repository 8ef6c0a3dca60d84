// SPDX-License-Identifier: AGPL-3.0-only
import { checkAgreements } from './agreements.ts'
import { checkAudit } from './audit.ts'
import { checkBackup } from './backup.ts'
import { checkBucket, checkDaemon, checkMessages, checkWebhook } from './daemon.ts'
import { checkDisk } from './disk.ts'
import { checkErasedList, checkFolders, checkKeys, checkSecrets } from './files.ts'
import { refused } from './finding.ts'
import type { Finding } from './finding.ts'
import { checkStore } from './store.ts'
import { checkTls } from './tls.ts'
import { checkVaults, checkVaultShape } from './vault.ts'
import type { Check, World } from './world.ts'

/** Under which name each check says that it could not look; in the order of the list that people read. */
const WITHOUT_DAEMON: readonly (readonly [id: string, check: Check])[] = [
  ['files.folders', checkFolders], ['files.secrets', checkSecrets], ['keys', checkKeys], ['erased-list', checkErasedList], ['disk', checkDisk],
  ['store', checkStore], ['backup', checkBackup], ['audit', checkAudit], ['tls', checkTls], ['vault.shape', checkVaultShape], ['daemon', checkDaemon],
]
/** Only a daemon that answers is asked. */
const OF_DAEMON: typeof WITHOUT_DAEMON = [['messages', checkMessages], ['agreements', checkAgreements], ['core.webhook', checkWebhook], ['vault', checkVaults], ['media.bucket', checkBucket]]

/** Everything that is looked at, `more` if the daemon answers. Changes nothing; one check that cannot look leaves the others. */
export const examine = async (world: World, more: typeof WITHOUT_DAEMON = []): Promise<readonly Finding[]> => {
  const found = await inTurn(world, WITHOUT_DAEMON)
  return found.some(({ id }) => id === 'daemon.version') ? [...found, ...await inTurn(world, [...OF_DAEMON, ...more])] : found
}

const inTurn = async (world: World, checks: typeof WITHOUT_DAEMON): Promise<readonly Finding[]> => {
  const found: Finding[] = []
  for (const [id, check] of checks) {
    try {
      found.push(...await check(world))
    } catch (error) {
      found.push(refused(id, error))
    }
  }
  return found
}
