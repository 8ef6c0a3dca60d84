// SPDX-License-Identifier: AGPL-3.0-only
import type { Outcome } from '../outcome.ts'
import { escapeMarkup } from './markup.ts'
import { byTopic } from './report.ts'
import type { Report } from './report.ts'

const MS = 1000

/** A report as JUnit XML, as test servers read it: a suite for each topic. */
export const toJunit = ({ scenarios, failed, skipped }: Report): string => {
  const suites = byTopic(scenarios).map(([topic, outcomes]) => {
    const count = (kind: Outcome['outcome']): number => outcomes.filter(({ outcome }) => outcome === kind).length
    return `  <testsuite name="${escapeMarkup(topic)}" tests="${String(outcomes.length)}" failures="${String(count('failed'))}" skipped="${String(count('skipped'))}" time="${secondsOf(outcomes)}">
${outcomes.map(toCase).join('\n')}
  </testsuite>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="drawbridge conformance" tests="${String(scenarios.length)}" failures="${String(failed)}" skipped="${String(skipped)}" time="${secondsOf(scenarios)}">
${suites.join('\n')}
</testsuites>
`
}

const toCase = (outcome: Outcome): string => {
  const open = `    <testcase classname="${escapeMarkup(outcome.musts.join(' '))}" name="${escapeMarkup(outcome.name)}" time="${secondsOf([outcome])}"`
  if (outcome.outcome === 'skipped') return `${open}><skipped message="${escapeMarkup(outcome.because ?? '')}"/></testcase>`
  if (outcome.fault === undefined) return `${open}/>`
  const { must, link, expected, came, exchange, reproduce } = outcome.fault
  const text = [`${must}, ${link}`, `expected: ${expected}`, `came: ${came}`, ...exchange, reproduce].join('\n')
  return `${open}><failure message="${escapeMarkup(`${must}: ${expected}`)}">${escapeMarkup(text)}</failure></testcase>`
}

const secondsOf = (outcomes: readonly Outcome[]): string => (outcomes.reduce((sum, { ms }) => sum + ms, 0) / MS).toFixed(3)
