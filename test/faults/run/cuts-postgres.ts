// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import { createPostgresCluster } from '../../support/postgres-cluster.ts'
import { createCutDisk, powerCutMissing } from '../../support/power-cut.ts'
import { signal } from '../../support/processes.ts'
import { cutAgainAndAgain } from './cuts.ts'
import type { Site } from './cuts.ts'
import { databaseMissing, revive, startNode } from './database.ts'
import { failuresOf, noteOf } from './fault.ts'
import type { Fault, Ground } from './fault.ts'

/** Power cuts under the database's data folder, so many. */
export const cutsPostgres = (count: number): Fault => ({
  name: 'cuts-postgres',
  promise: `nothing acknowledged is lost in ${String(count)} power cuts under the data folder of PostgreSQL`,
  budgetSeconds: 30 + count * 4,
  missing: async () => databaseMissing() ?? powerCutMissing(),
  run: async (ground) => {
    const { cuts, verdict } = await cutAgainAndAgain(ground, await createSite(ground), count)
    const failures = [...failuresOf(verdict), ...(cuts < count ? [`only ${String(cuts)} of ${String(count)} cuts in time`] : [])]
    return { verdict, failures, counts: { cutsPostgres: cuts }, note: `${String(cuts)} cuts, ${noteOf(verdict)}` }
  },
})

/** The database on a disk of its own; every other time its machine is the gateway's too. */
const createSite = async (ground: Ground): Promise<Site> => {
  const disk = await createCutDisk(ground.scope)
  const cluster = await createPostgresCluster(ground.scope, { dataFolder: join(disk.path, 'data') })
  const daemon = await startNode(ground, cluster.url())
  return {
    daemon,
    cut: async (frozen) => {
      await disk.cut(cluster.pids(), frozen ? 'frozen' : 'living')
      // A machine without power runs nothing.
      signal(cluster.pids(), 'SIGKILL')
      await Promise.all([cluster.kill(), ...(frozen ? [] : [daemon.kill()])])
      await disk.restore()
      await cluster.start()
      await revive(daemon)
    },
  }
}
