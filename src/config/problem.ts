// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'

/** One thing that is wrong with a configuration. */
export interface ConfigProblem {
  /** `file:line:column` (from 1) in a file, else the variable or option that said it. */
  readonly where: string
  readonly message: string
  /** What was probably meant. */
  readonly suggestion?: string
}

/** Everything that is wrong with a configuration at once, in order of appearance. */
export class ConfigError extends GatewayError {
  readonly problems: readonly ConfigProblem[]
  constructor(problems: readonly ConfigProblem[]) {
    super('CONFIG_INVALID', problems.map(describeProblem).join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** The problem on one line. */
export const describeProblem = ({ where, message, suggestion }: ConfigProblem): string =>
  `${where}: ${message}${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`
