// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { createCrowd } from '../../support/crowd.ts'
import { startLoad, sumOf } from '../../support/opaque-load.ts'
import type { Verdict } from '../../support/opaque-load.ts'
import { eventually } from './waiting.ts'
import { settled } from './fault.ts'
import type { Ground } from './fault.ts'
import type { KillableDaemon } from '../../support/daemon.ts'

/** Pairs that talk both ways, and pairs whose provider is away: what is acknowledged for these rests in the store alone. */
const AWAKE = 2
const ASLEEP = 4
/** Of each lane: 12 on the awake provider's link, 36 on the core's. */
const ABREAST = 6
/** Life under load before a cut, in ms. */
const SHORTEST_MS = 50
const LONGEST_MS = 450
/** The away provider comes for what waits after so many cuts; its mailboxes hold a thousand each. */
const WAKE_EVERY = 4

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
  const crowd = await createCrowd(daemon, { 'heron.example': AWAKE, 'dormouse.example': ASLEEP })
  ground.scope.teardown(() => crowd.close())
  const [awake, asleep] = crowd.providers
  if (awake === undefined || asleep === undefined) throw new Error('nobody there')
  await asleep.party.close()
  await prepared?.()
  const parties = [crowd.core, awake.party]
  const loads = [startLoad(awake.pairs, ABREAST), startLoad(asleep.pairs, ABREAST, 'from-core')]
  let cuts = 0
  while (cuts < count && !ground.isOver()) {
    await eventually(() => parties.every(({ isOpen }) => isOpen), 'the links open again')
    const isWaking = cuts % WAKE_EVERY === WAKE_EVERY - 1
    if (isWaking) asleep.party.open()
    await pause(SHORTEST_MS + ground.random() * (LONGEST_MS - SHORTEST_MS))
    await cut(cuts % 2 === 0)
    cuts += 1
    if (isWaking) await asleep.party.close()
    if (cuts % 5 === 0) ground.progress(`${String(cuts)} cuts, ${String(sumOf(loads.map((load) => load.verdict())).acknowledged)} acknowledged`)
  }
  asleep.party.open()
  return { cuts, verdict: sumOf(await Promise.all(loads.map((load) => settled(load, patienceMs)))) }
}
