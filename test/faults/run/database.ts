// SPDX-License-Identifier: AGPL-3.0-only
import { configSchema } from '../../../src/config/schema.ts'
import { createDaemon } from '../../support/daemon.ts'
import type { DaemonPlace, KillableDaemon } from '../../support/daemon.ts'
import { postgresMissing } from '../../support/postgres-cluster.ts'
import type { Ground } from './fault.ts'

/** Why no gateway can store in a PostgreSQL here; `undefined` if one can. */
export const databaseMissing = (): string | undefined =>
  postgresMissing() ?? ('url' in configSchema.properties.store.properties ? undefined : 'this version stores in SQLite only (no store.url)')

/** A running node of a gateway on this database. */
export const startNode = async ({ scope, environment }: Ground, url: string, place: DaemonPlace = {}): Promise<KillableDaemon> => {
  const daemon = await createDaemon(scope, { ...environment, DRAWBRIDGE_STORE_URL: url }, place)
  await daemon.start()
  return daemon
}

/** Starts a node again if it ended itself: what an operator's supervisor does. Gives whether it had. */
export const revive = async (daemon: KillableDaemon): Promise<boolean> => {
  if (daemon.isRunning()) return false
  await daemon.start()
  return true
}
