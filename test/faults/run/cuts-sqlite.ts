// SPDX-License-Identifier: AGPL-3.0-only
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createDaemon } from '../../support/daemon.ts'
import { createCutDisk, powerCutMissing } from '../../support/power-cut.ts'
import { cutAgainAndAgain } from './cuts.ts'
import type { Site } from './cuts.ts'
import { failuresOf, noteOf } from './fault.ts'
import type { Fault, Ground } from './fault.ts'

/** Makes a daemon wrong: see there. */
const UNFLUSHED = import.meta.resolve('./unflushed.mjs')
/** Of the wrong daemon; one is enough, were it not for luck. */
const CONTROL_CUTS = 4
const CONTROL_PATIENCE_MS = 3_000

/** Power cuts under the data folder, so many. */
export const cutsSqlite = (count: number): Fault => ({
  name: 'cuts-sqlite',
  promise: `nothing acknowledged is lost in ${String(count)} power cuts under the data folder`,
  budgetSeconds: 20 + count * 2.5,
  missing: powerCutMissing,
  run: async (ground) => {
    const { cuts, verdict } = await cutAgainAndAgain(ground, await createSite(ground, false), count)
    const failures = [...failuresOf(verdict), ...(cuts < count ? [`only ${String(cuts)} of ${String(count)} cuts in time`] : [])]
    return { verdict, failures, counts: { cutsSqlite: cuts }, note: `${String(cuts)} cuts, ${noteOf(verdict)}` }
  },
})

/** The same with a daemon that does not flush: it must lose. */
export const control: Fault = {
  name: 'control',
  promise: 'the same run loses acknowledged messages where commits are not flushed (synchronous=NORMAL)',
  budgetSeconds: 40,
  missing: powerCutMissing,
  run: async (ground) => {
    const { cuts, verdict } = await cutAgainAndAgain(ground, await createSite(ground, true), CONTROL_CUTS)
    const failures = verdict.lost > 0 ? [] : ['the run cannot tell: a daemon that does not flush lost nothing']
    return { failures, counts: { controlLost: verdict.lost, controlCuts: cuts }, note: `${String(verdict.lost)} of ${String(verdict.acknowledged)} lost in ${String(cuts)} cuts, as they must be` }
  },
}

const createSite = async ({ scope, environment }: Ground, isWrong: boolean): Promise<Site> => {
  const disk = await createCutDisk(scope)
  const changing: Record<string, string> = { ...environment }
  const daemon = await createDaemon(scope, changing, { dataFolder: join(disk.path, 'data') })
  await daemon.start()
  return {
    daemon,
    ...(isWrong ? { patienceMs: CONTROL_PATIENCE_MS } : {}),
    prepared: async () => {
      if (!isWrong) return
      await daemon.stop()
      changing['NODE_OPTIONS'] = `--import=${UNFLUSHED}`
      await daemon.start()
    },
    cut: async (frozen) => {
      await disk.cut([daemon.pid()], frozen ? 'frozen' : 'living')
      await daemon.kill()
      await disk.restore()
      // A daemon that loses what it signed does not start again by itself; this one is to lose more.
      if (isWrong) rmSync(join(daemon.keysFolder, 'audit-checkpoint.txt'), { force: true })
      await daemon.start()
    },
  }
}
