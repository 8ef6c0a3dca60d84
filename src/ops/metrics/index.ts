// SPDX-License-Identifier: AGPL-3.0-only
import { AGREEMENT_STAGES } from '../../model/agreements.ts'
import type { AgreementStage } from '../../model/agreements.ts'
import type { Counters } from '../counters.ts'
import { MAX_APART, TOGETHER } from '../counters.ts'
import type { Phase } from '../health.ts'
import { samplesOf } from './counted.ts'
import type { Sample } from './counted.ts'
import { createExposition } from './exposition.ts'
import type { Exposition } from './exposition.ts'
import { readSamples } from './readings.ts'
import type { ReadingsStore } from './readings.ts'

/** Takes times where they are known; each call costs less than a microsecond. */
export interface Timings {
  /** A party acknowledged a message, so many seconds after it was accepted; by clocks that may differ. */
  readonly acked: (party: string, seconds: number) => void
  /** A transaction of so many writes is on disk. */
  readonly committed: (writes: number, seconds: number) => void
  /** A vault answered, or failed to. */
  readonly vaultCalled: (call: string, seconds: number) => void
  /** Where they go. */
  readonly exposition: Exposition
}

/** No time yet. */
export const createTimings = (): Timings => {
  const exposition = createExposition()
  const parties = new Set<string>()
  const partyLabel = (party: string): string => {
    if (parties.has(party)) return party
    if (parties.size >= MAX_APART) return TOGETHER
    parties.add(party)
    return party
  }
  return {
    acked: (party, seconds) => { exposition.observe('drawbridge_accept_to_ack_seconds', partyLabel(party), Math.max(0, seconds)) },
    committed: (writes, seconds) => {
      exposition.observe('drawbridge_store_commit_writes', '', writes)
      exposition.observe('drawbridge_store_commit_seconds', '', seconds)
    },
    vaultCalled: (call, seconds) => { exposition.observe('drawbridge_vault_call_seconds', call, seconds) },
    exposition,
  }
}

/** What Prometheus gets. */
export interface Scrape { readonly contentType: string; readonly text: string }

/** What is counted of an agreement, or of a request for one. */
export interface AgreementStanding {
  readonly stage: AgreementStage
  /** When its last day is over, ms since the epoch; undefined where it is not due, or not any more. */
  readonly dueAt: number | undefined
}

/** What a scrape is made of. */
export interface MetricsDeps {
  readonly exposition: Exposition
  readonly counters: Pick<Counters, 'counts'>
  readonly read: ReadingsStore
  /** All of them, as the store has them. */
  readonly agreements: () => Promise<readonly AgreementStanding[]>
  readonly version: string
  readonly phase: () => Phase
  /** Whether each vault serves, in the order of their places; empty where there are none. */
  readonly vaultsUp: () => readonly boolean[]
  /** Told of what could not be read. */
  readonly failed: (task: string, error: unknown) => void
  readonly now: () => number
  readonly monotonic: () => number
}

/** How long an answer is given again: shorter than anybody's interval, so that asking more often reads nothing more. */
const FRESH_MS = 5_000
const PHASES: readonly Phase[] = ['starting', 'ready', 'draining', 'stopped']

/** Makes what is scraped; whoever asks while one is made, or soon after, gets the same. */
export const createMetrics = (deps: MetricsDeps): { readonly scrape: () => Promise<Scrape> } => {
  const { exposition, monotonic } = deps
  let last: { readonly atMs: number; readonly scrape: Promise<Scrape> } | undefined
  const make = async (): Promise<Scrape> => {
    const read = await stored(deps)
    return { contentType: exposition.contentType, text: await exposition.render([...own(deps), ...samplesOf(deps.counters.counts()), ...read]) }
  }
  return {
    scrape: () => {
      const atMs = monotonic()
      if (last === undefined || atMs - last.atMs >= FRESH_MS) last = { atMs, scrape: make() }
      return last.scrape
    },
  }
}

/** Begin at 0, so that the first one is seen: alerts stand on them. */
const RARE_EVENTS = ['audit.broken', 'background.failed', 'vault.refused']
const OBJECT_CALLS = ['put', 'read', 'remove', 'list']

const own = ({ version, phase, vaultsUp }: MetricsDeps): readonly Sample[] => [
  { family: 'drawbridge_build_info', labels: [version], value: 1 },
  ...RARE_EVENTS.map((event): Sample => ({ family: 'drawbridge_events_total', labels: [event], value: 0 })),
  ...OBJECT_CALLS.map((call): Sample => ({ family: 'drawbridge_object_store_failures_total', labels: [call], value: 0 })),
  ...PHASES.map((one): Sample => ({ family: 'drawbridge_phase', labels: [one], value: one === phase() ? 1 : 0 })),
  ...vaultsUp().map((up, place): Sample => ({ family: 'drawbridge_vault_up', labels: [String(place)], value: up ? 1 : 0 })),
]

const ofAgreements = (agreements: readonly AgreementStanding[], now: number): readonly Sample[] => {
  const due = agreements.flatMap(({ dueAt }) => dueAt ?? [])
  return [
    ...AGREEMENT_STAGES.map((state): Sample => ({ family: 'drawbridge_agreements', labels: [state], value: agreements.filter(({ stage }) => stage === state).length })),
    ...(due.length === 0 ? [] : [{ family: 'drawbridge_agreement_due_seconds', labels: [], value: (Math.min(...due) - now) / 1_000 } as const]),
  ]
}

/** A store that is away is told of, and keeps nothing else from being told. */
const stored = async ({ read, agreements, now, failed }: MetricsDeps): Promise<readonly Sample[]> => {
  try {
    return [...await readSamples(read, now), ...ofAgreements(await agreements(), now()), { family: 'drawbridge_store_readable', labels: [], value: 1 }]
  } catch (error) {
    failed('metrics', error)
    return [{ family: 'drawbridge_store_readable', labels: [], value: 0 }]
  }
}
