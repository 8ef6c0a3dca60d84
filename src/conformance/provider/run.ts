// SPDX-License-Identifier: AGPL-3.0-only
import { judge, skipped } from '../judging.ts'
import type { Outcome } from '../outcome.ts'
import type { ProviderStage } from './stage.ts'
import { ProviderTrial } from './trial.ts'
import type { ProviderScenario } from './trial.ts'

/** One run against a provider. */
export interface ProviderRun {
  readonly scenarios: readonly ProviderScenario[]
  readonly stage: ProviderStage
  /** The command that runs one scenario alone, but for its name. */
  readonly command: string
  readonly told: (outcome: Outcome) => void
  /** Ends the run: what has not begun is skipped. */
  readonly signal?: AbortSignal | undefined
}

/** Runs scenarios one after the other: there is one provider. Throws nothing. */
export const runProviderScenarios = async ({ scenarios, stage, command, told, signal }: ProviderRun): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = []
  for (const scenario of scenarios) {
    const outcome = signal?.aborted === true ? skipped(scenario, 'the run was ended') : await runOne(scenario, stage, command)
    outcomes.push(outcome)
    told(outcome)
  }
  return outcomes
}

const runOne = async (scenario: ProviderScenario, stage: ProviderStage, command: string): Promise<Outcome> => {
  const trial = new ProviderTrial(stage)
  stage.noteTo(trial.exchange)
  return judge(scenario, {
    exchange: trial.exchange, command, run: () => scenario.run(trial),
    end: async () => {
      stage.noteTo(undefined)
      await trial.end()
    },
  })
}
