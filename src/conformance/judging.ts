// SPDX-License-Identifier: AGPL-3.0-only
import type { Exchange } from './exchange.ts'
import { linkTo } from './musts.ts'
import type { Must } from './musts.ts'
import { Unmet } from './outcome.ts'
import type { Fault, Outcome } from './outcome.ts'

/** What every scenario says of itself. */
export interface Named {
  /** `topic/name`. */
  readonly name: string
  /** What is seen when it passes, as a sentence. */
  readonly title: string
  /** Those that it judges; one that times out counts against the first. */
  readonly musts: readonly [Must, ...Must[]]
}

/** One scenario under way. */
export interface Judged {
  readonly exchange: Exchange
  readonly run: () => Promise<void>
  /** Undoes what it made; runs whatever came of it. */
  readonly end: () => Promise<void>
  /** The command that runs scenarios, but for a name. */
  readonly command: string
}

/** Longest time of one scenario. */
const SCENARIO_MS = 30_000

/** Runs a scenario to its end, or to the end of its time, and says what became of it. */
export const judge = async (named: Named, { exchange, run, end, command }: Judged): Promise<Outcome> => {
  const { name, title, musts } = named
  const begun = performance.now()
  const unmet = await unmetOf(named, run)
  const [ms, lines] = [Math.round(performance.now() - begun), exchange.lines()]
  await end()
  if (unmet === undefined) return { name, title, musts, outcome: 'passed', ms }
  return { name, title, musts, outcome: 'failed', ms, fault: faultOf(named, unmet, lines, `${command} --only ${name}`) }
}

/** A scenario that was not run. */
export const skipped = ({ name, title, musts }: Named, because: string): Outcome => ({ name, title, musts, outcome: 'skipped', ms: 0, because })

/** Why it did not pass; undefined where it did. */
const unmetOf = async ({ title }: Named, run: () => Promise<void>): Promise<Unmet | undefined> => {
  const { promise: over, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => { reject(new Unmet(undefined, title, `nothing decided within ${String(SCENARIO_MS / 1000)} s`)) }, SCENARIO_MS)
  try {
    await Promise.race([run(), over])
    return undefined
  } catch (error) {
    return error instanceof Unmet ? error : new Unmet(undefined, title, `the scenario broke: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    clearTimeout(timer)
  }
}

const faultOf = ({ musts }: Named, { must = musts[0], expected, came }: Unmet, exchange: readonly string[], reproduce: string): Fault =>
  ({ must, link: linkTo(must), expected, came, exchange, reproduce })
