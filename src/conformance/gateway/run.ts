// SPDX-License-Identifier: AGPL-3.0-only
import { linkTo } from '../musts.ts'
import { Unmet } from '../outcome.ts'
import type { Fault, Outcome } from '../outcome.ts'
import { open } from './opening.ts'
import { Exchange } from '../exchange.ts'
import { RawLink } from './raw-link.ts'
import type { Need, Scenario } from './scenario.ts'
import { Trial } from './trial.ts'
import type { Cast } from './trial.ts'

/** One run. */
export interface Run {
  readonly scenarios: readonly Scenario[]
  readonly cast: Cast
  /** The command that runs one scenario alone, but for its name. */
  readonly command: string
  /** Told of each scenario when it is over. */
  readonly told: (outcome: Outcome) => void
  /** Ends the run: what has not begun is skipped. */
  readonly signal?: AbortSignal | undefined
}

/** Quiet scenarios that run side by side. */
const SIDE_BY_SIDE = 4
/** Longest time of one scenario: the slowest waits five seconds for a handshake to time out. */
const SCENARIO_MS = 30_000
const ABSENT: Readonly<Record<Need, string>> = { core: 'needs the keys of the core', other: 'needs the keys of a second provider', operator: 'needs the operator: only the sandbox has one' }

/** Opens and closes a link of each party; gives what the gateway calls itself. Throws {@link Unmet} where a run makes no sense, because nobody is there or the keys are not known. */
export const checkReachable = async ({ provider, other, core }: Cast): Promise<string> => {
  let software = ''
  for (const party of [provider, other, core]) {
    if (party === undefined) continue
    const link = await RawLink.connect(party, party.keys.party, new Exchange())
    link.onFrame = ({ body }) => {
      if (body.kind === 'hello') software = body.software
      return false
    }
    try {
      await open(link)
    } finally {
      await link.close()
    }
  }
  return software
}

/** Runs scenarios, the quiet ones side by side, then the others one after the other; gives their outcomes in the order of `scenarios`. Throws nothing. */
export const runScenarios = async (run: Run): Promise<readonly Outcome[]> => {
  const outcomes = new Map<Scenario, Outcome>()
  const take = async (scenario: Scenario): Promise<void> => {
    const outcome = await runOne(scenario, run)
    outcomes.set(scenario, outcome)
    run.told(outcome)
  }
  const calm = run.scenarios.filter(({ isQuiet }) => isQuiet)
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, async () => {
    for (let next = calm.shift(); next !== undefined; next = calm.shift()) await take(next)
  }))
  for (const scenario of run.scenarios) if (!scenario.isQuiet) await take(scenario)
  return run.scenarios.flatMap((scenario) => outcomes.get(scenario) ?? [])
}

const runOne = async (scenario: Scenario, { cast, command, signal }: Run): Promise<Outcome> => {
  const { name, title, musts } = scenario
  const absent = scenario.needs.find((need) => cast[need] === undefined)
  const because = signal?.aborted === true ? 'the run was ended' : absent === undefined ? undefined : ABSENT[absent]
  if (because !== undefined) return { name, title, musts, outcome: 'skipped', ms: 0, because }
  const begun = performance.now()
  const trial = new Trial(cast)
  const unmet = await judged(scenario, trial)
  const [ms, exchange] = [Math.round(performance.now() - begun), trial.exchange.lines()]
  await trial.end()
  if (unmet === undefined) return { name, title, musts, outcome: 'passed', ms }
  return { name, title, musts, outcome: 'failed', ms, fault: faultOf(scenario, unmet, exchange, `${command} --only ${name}`) }
}

/** Why it did not pass; undefined where it did. */
const judged = async (scenario: Scenario, trial: Trial): Promise<Unmet | undefined> => {
  const { promise: over, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => { reject(new Unmet(undefined, scenario.title, `nothing decided within ${String(SCENARIO_MS / 1000)} s`)) }, SCENARIO_MS)
  try {
    await Promise.race([scenario.run(trial), over])
    return undefined
  } catch (error) {
    return error instanceof Unmet ? error : new Unmet(undefined, scenario.title, `the scenario broke: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    clearTimeout(timer)
  }
}

const faultOf = ({ musts }: Scenario, { must = musts[0], expected, came }: Unmet, exchange: readonly string[], reproduce: string): Fault =>
  ({ must, link: linkTo(must), expected, came, exchange, reproduce })
