// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import type { KillableDaemon } from '../../support/daemon.ts'
import type { Verdict } from '../../support/opaque-load.ts'
import type { Ground } from './fault.ts'
import { createStage } from './stage.ts'

/** Life under load before a cut, in ms. */
const SHORTEST_MS = 50
const LONGEST_MS = 450
/** The away provider comes for what waits after so many cuts; its mailboxes hold a thousand each. */
const WAKE_EVERY = 4
const PROGRESS_EVERY = 5

/** What stands on a disk whose power can be cut. */
export interface Site {
  readonly daemon: KillableDaemon
  /**
   * The power goes: with `frozen` when every process stands still, otherwise under their hands. Afterwards everything runs
   * again on what was flushed.
   */
  readonly cut: (frozen: boolean) => Promise<void>
  /** Called when everybody is acquainted: from now on this site may be wrong, and what was lost need not be waited for long. */
  readonly prepared?: () => Promise<void>
  readonly patienceMs?: number
}

/** Cuts the power under load so many times. */
export const cutAgainAndAgain = async (ground: Ground, { daemon, cut, prepared, patienceMs }: Site, count: number): Promise<{ readonly cuts: number; readonly verdict: Verdict }> => {
  const stage = await createStage(ground, daemon, prepared)
  let cuts = 0
  while (cuts < count && !ground.isOver()) {
    await stage.open()
    const isWaking = cuts % WAKE_EVERY === WAKE_EVERY - 1
    if (isWaking) stage.away.open()
    await pause(SHORTEST_MS + ground.random() * (LONGEST_MS - SHORTEST_MS))
    await cut(cuts % 2 === 0)
    cuts += 1
    if (isWaking) await stage.away.close()
    if (cuts % PROGRESS_EVERY === 0) ground.progress(`${String(cuts)} cuts, ${String(stage.acknowledged())} acknowledged`)
  }
  return { cuts, verdict: await stage.finish(patienceMs) }
}
