// SPDX-License-Identifier: AGPL-3.0-only
import { Exchange } from '../exchange.ts'
import { judge, skipped } from '../judging.ts'
import type { Outcome } from '../outcome.ts'
import { open } from './opening.ts'
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
const ABSENT: Readonly<Record<Need, string>> = { core: 'needs the keys of the core', other: 'needs the keys of a second provider', operator: 'needs the operator: only the sandbox has one' }

/** Opens and closes a link of each party; gives what the gateway calls itself. Throws `Unmet` where a run makes no sense, because nobody is there or the keys are not known. */
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
  const absent = scenario.needs.find((need) => cast[need] === undefined)
  if (signal?.aborted === true) return skipped(scenario, 'the run was ended')
  if (absent !== undefined) return skipped(scenario, ABSENT[absent])
  const trial = new Trial(cast)
  return judge(scenario, { exchange: trial.exchange, command, run: () => scenario.run(trial), end: () => trial.end() })
}
