// SPDX-License-Identifier: AGPL-3.0-only
import { createCrowd } from '../../support/crowd.ts'
import type { CrowdPair, CrowdParty } from '../../support/crowd.ts'
import type { KillableDaemon } from '../../support/daemon.ts'
import { startLoad, sumOf } from '../../support/opaque-load.ts'
import type { Verdict } from '../../support/opaque-load.ts'
import { settled } from './fault.ts'
import type { Ground } from './fault.ts'
import { eventually } from '../../support/waiting.ts'

/** Pairs that talk both ways, and pairs whose provider is away: what is acknowledged for these rests in the store alone. */
const AWAKE = 2
const ASLEEP = 4
/** Of each lane: 12 on the awake provider's link, 36 on the core's. */
const ABREAST = 6

/** A load on a running gateway. */
export interface Stage {
  /** Of the core and of the provider that is awake. */
  readonly parties: readonly CrowdParty[]
  /** The provider that is away. */
  readonly away: CrowdParty
  /** Of the away provider. */
  readonly pair: CrowdPair
  readonly acknowledged: () => number
  /** Submissions whose link ended before an answer. */
  readonly broken: () => number
  /** Submissions sent and not answered. */
  readonly inFlight: () => number
  /** Resolves when both links are open. */
  readonly open: () => Promise<void>
  /** Resolves when so many more are acknowledged. */
  readonly acknowledgedMore: (count: number) => Promise<void>
  /** The load stops; resolves when everything submitted is answered. */
  readonly rest: () => Promise<void>
  /** The load goes on. */
  readonly go: () => void
  /** Whether submissions of the past get the answer that they had. */
  readonly repeats: () => Promise<boolean>
  /** Everybody comes, the load ends, and the books are read. */
  readonly finish: (patienceMs?: number) => Promise<Verdict>
}

/** Acquaints people on a running daemon, calls `prepared`, and starts the load. */
export const createStage = async ({ scope }: Ground, daemon: Pick<KillableDaemon, 'addParty' | 'admin'>, prepared: () => Promise<void> = async () => {}): Promise<Stage> => {
  const crowd = await createCrowd(daemon, { 'heron.example': AWAKE, 'dormouse.example': ASLEEP })
  scope.teardown(() => crowd.close())
  const [awake, asleep] = crowd.providers
  const pair = asleep?.pairs[0]
  if (awake === undefined || asleep === undefined || pair === undefined) throw new Error('nobody there')
  await asleep.party.close()
  await prepared()
  const loads = [startLoad(scope, awake.pairs, ABREAST), startLoad(scope, asleep.pairs, ABREAST, 'from-core')]
  const parties = [crowd.core, awake.party]
  const acknowledged = (): number => loads.reduce((sum, load) => sum + load.acknowledged(), 0)
  return {
    parties, away: asleep.party, pair, acknowledged,
    broken: () => loads.reduce((sum, load) => sum + load.broken(), 0),
    inFlight: () => loads.reduce((sum, load) => sum + load.inFlight(), 0),
    open: () => eventually(() => parties.every(({ isOpen }) => isOpen), 'the links open'),
    acknowledgedMore: (count) => {
      const goal = acknowledged() + count
      return eventually(() => acknowledged() >= goal, `${String(count)} more messages are acknowledged`)
    },
    rest: async () => { await Promise.all(loads.map((load) => load.stop())) },
    go: () => { for (const load of loads) load.go() },
    repeats: async () => (await Promise.all(loads.map((load) => load.repeats()))).every((same) => same),
    finish: async (patienceMs) => {
      await asleep.party.close()
      asleep.party.open()
      return sumOf(await Promise.all(loads.map((load) => settled(load, patienceMs))))
    },
  }
}
