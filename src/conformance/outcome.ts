// SPDX-License-Identifier: AGPL-3.0-only
import type { Must } from './musts.ts'

/** Something that was to be so and was not. */
export interface Fault {
  readonly must: Must
  /** Page and anchor. */
  readonly link: string
  readonly expected: string
  readonly came: string
  /** The last that passed on the links of the scenario, in order. */
  readonly exchange: readonly string[]
  /** The command that runs this scenario alone. */
  readonly reproduce: string
}

/** What became of one scenario. */
export interface Outcome {
  readonly name: string
  readonly title: string
  readonly musts: readonly Must[]
  readonly outcome: 'passed' | 'failed' | 'skipped'
  readonly ms: number
  /** Of a failed one. */
  readonly fault?: Fault
  /** Why a skipped one was not run. */
  readonly because?: string
}

/** How a scenario that fails says so: the first thing that is not as it must be ends it. */
export class Unmet extends Error {
  readonly must: Must | undefined
  readonly expected: string
  readonly came: string

  /** Without `must` the first one of the scenario counts. */
  constructor(must: Must | undefined, expected: string, came: string) {
    super(`${must ?? ''} ${expected}: ${came}`)
    this.name = 'Unmet'
    this.must = must
    this.expected = expected
    this.came = came
  }
}

/** Outcomes by their kind. */
export const countOutcomes = (outcomes: readonly Outcome[]): { readonly passed: number; readonly failed: number; readonly skipped: number } => {
  const count = (kind: Outcome['outcome']): number => outcomes.filter(({ outcome }) => outcome === kind).length
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}
