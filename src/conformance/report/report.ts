// SPDX-License-Identifier: AGPL-3.0-only
import { countOutcomes } from '../outcome.ts'
import { PROTOCOL_VERSION } from '../../model/values.ts'
import type { Outcome } from '../outcome.ts'

/** A run as it is handed on. */
export interface Report {
  readonly drawbridge: 'conformance/1'
  /** What was under test. */
  readonly tested: 'gateway' | 'provider'
  /** Where, and what it calls itself. */
  readonly url: string
  readonly software: string
  /** Parties that the kit played, or the one that was tested. */
  readonly parties: readonly string[]
  /** Version of the kit. */
  readonly kit: string
  /** Version of the protocol that was judged by: `1.1`. Absent in reports of kits that did not say. */
  readonly protocol?: string
  /** RFC 3339. */
  readonly begunAt: string
  readonly endedAt: string
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly scenarios: readonly Outcome[]
}

/** The report of a run that is over. */
export const reportOf = (
  run: Pick<Report, 'tested' | 'url' | 'software' | 'parties' | 'kit'>, begun: Date, ended: Date, scenarios: readonly Outcome[],
): Report => ({ drawbridge: 'conformance/1', ...run, protocol: PROTOCOL_VERSION, begunAt: begun.toISOString(), endedAt: ended.toISOString(), ...countOutcomes(scenarios), scenarios })

/** The part before the slash. */
const topicOf = ({ name }: { readonly name: string }): string => name.split('/')[0] ?? name

/** Scenarios by topic, in their order. */
export const byTopic = (outcomes: readonly Outcome[]): readonly (readonly [topic: string, outcomes: readonly Outcome[]])[] =>
  [...Map.groupBy(outcomes, topicOf)]
