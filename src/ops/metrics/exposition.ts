// SPDX-License-Identifier: AGPL-3.0-only
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Sample } from './counted.ts'
import { families } from './families.ts'
import type { Family, FamilyName } from './families.ts'

/** Measures the event loop this often, ms: late turns of 20 ms are seen, and an idle process is woken fifty times a second at most. */
const LOOP_RESOLUTION_MS = 20

/** Gauges with the ending of counters, which Prometheus' own check refuses; each is the sum of another. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total']

/** All metrics of the process as Prometheus reads them. */
export interface Exposition {
  /** Adds one observation to a histogram; `label` is the value of its label, empty where it has none. */
  observe(family: FamilyName, label: string, value: number): void
  /** The text of everything, with these samples in the place of all earlier ones. From the first call on the process itself is measured too. */
  render(samples: readonly Sample[]): Promise<string>
  /** Of the text. */
  readonly contentType: string
}

/** No sample yet. */
export const createExposition = (): Exposition => {
  const registry = new Registry()
  const { sampled, bare, timed } = register(registry)
  const observers = new Map<FamilyName, Map<string, (value: number) => void>>()
  let isMeasured = false

  const observerOf = (family: FamilyName, label: string): ((value: number) => void) => {
    const known = observers.get(family)?.get(label)
    if (known) return known
    const histogram = timed.get(family)
    if (histogram === undefined) throw new RangeError(`${family} is no histogram`)
    const child = label === '' ? histogram : histogram.labels(label)
    const observe = (value: number): void => { child.observe(value) }
    observers.set(family, (observers.get(family) ?? new Map<string, (value: number) => void>()).set(label, observe))
    return observe
  }

  return {
    observe: (family, label, value) => { observerOf(family, label)(value) },
    render: (samples) => {
      if (!isMeasured) measureProcess(registry)
      isMeasured = true
      for (const metric of sampled.values()) metric.reset()
      for (const gauge of bare) gauge.remove()
      for (const { family, labels, value } of samples) {
        const metric = sampled.get(family)
        if (labels.length === 0) metric?.inc(value)
        else metric?.labels(...labels).inc(value)
      }
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}

const measureProcess = (registry: Registry): void => {
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_RESOLUTION_MS })
  for (const name of MISNAMED) registry.removeSingleMetric(name)
}

const register = (registry: Registry) => {
  const [sampled, timed] = [new Map<FamilyName, Counter | Gauge>(), new Map<FamilyName, Histogram>()]
  /** Without labels a gauge says 0 until it is taken out, also where nothing is known. */
  const bare: Gauge[] = []
  for (const [name, { kind, help, labels, buckets }] of Object.entries(families) as [FamilyName, Family][]) {
    const common = { name, help, labelNames: [...labels], registers: [registry] }
    if (kind === 'histogram') timed.set(name, new Histogram({ ...common, buckets: [...buckets ?? []] }))
    else if (kind === 'counter') sampled.set(name, new Counter(common))
    else {
      const gauge = new Gauge(common)
      sampled.set(name, gauge)
      if (labels.length === 0) bare.push(gauge)
    }
  }
  return { sampled, bare, timed }
}
