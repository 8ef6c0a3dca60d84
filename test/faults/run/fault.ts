// SPDX-License-Identifier: AGPL-3.0-only
import type { Load, Verdict } from '../../support/opaque-load.ts'
import type { Teardown } from '../../support/scope.ts'

/** What a fault gets to work with. */
export interface Ground {
  /** Everything started or mounted is undone with it. */
  readonly scope: Teardown
  /** In [0, 1), from the seed of the run. */
  readonly random: () => number
  /** Environment of every daemon. */
  readonly environment: Readonly<Record<string, string>>
  /** Says how far it is. */
  readonly progress: (text: string) => void
  /** Whether the time of this fault is up: then it ends early and says how far it came. */
  readonly isOver: () => boolean
}

/** What came of a fault. */
export interface Outcome {
  /** Must be 0 but for what it says itself. */
  readonly verdict?: Verdict
  /** Counts for the last line, by name. */
  readonly counts?: Readonly<Record<string, number>>
  /** What did not hold, in words. */
  readonly failures: readonly string[]
  /** What a reader wants to know. */
  readonly note: string
}

/** A fault that can be provoked. */
export interface Fault {
  readonly name: string
  /** What must hold, as a sentence. */
  readonly promise: string
  /** The time it gets, in seconds, on a machine with much else to do. */
  readonly budgetSeconds: number
  /** It mostly waits, so it runs beside the others. */
  readonly isPatient?: true
  /** Why this machine cannot provoke it. */
  readonly missing: () => Promise<string | undefined>
  readonly run: (ground: Ground) => Promise<Outcome>
}

/** The verdict as failures: an acknowledged message is never lost, doubled, out of order or changed. */
export const failuresOf = (verdict: Verdict): string[] => {
  const { lost, doubled, disordered, strange, refused, acknowledged, codes } = verdict
  const wrong = Object.entries({ lost, doubled, disordered, strange, refused }).filter(([, count]) => count > 0)
  return [...wrong.map(([name, count]) => `${String(count)} ${name}${name === 'refused' ? ` (${codes.join(', ')})` : ''}`), ...(acknowledged === 0 ? ['nothing was acknowledged'] : [])]
}

/** The verdict in a few words. */
export const noteOf = ({ acknowledged, pushedAgain }: Verdict): string => `${String(acknowledged)} acknowledged, ${String(pushedAgain)} pushed again`

/** Nothing new was shown for so long: nothing will be, unless the machine is asleep. */
const PATIENCE_MS = 20_000

/** Ends the load, waits until everybody has everything, and reads the books. */
export const settled = async (load: Load, patienceMs = PATIENCE_MS): Promise<Verdict> => {
  await load.stop()
  await load.drained(patienceMs)
  return load.verdict()
}
