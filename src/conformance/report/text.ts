// SPDX-License-Identifier: AGPL-3.0-only
import { safeDisplayText } from '../../model/display-text.ts'
import type { Outcome } from '../outcome.ts'
import { byTopic } from './report.ts'
import type { Report } from './report.ts'

/** More than the kit keeps of anything in words. */
const MAX_SHOWN = 4_096
const WORDS = { passed: 'ok', failed: 'FAILED', skipped: 'skipped' } as const

/** One line about a scenario that is over. */
export const progressLine = ({ name, outcome, ms, because }: Outcome, done: number, all: number): string =>
  `${`${String(done)}/${String(all)}`.padStart(7)}  ${WORDS[outcome].padEnd(7)}  ${name}${outcome === 'skipped' ? `: ${because ?? ''}` : ` (${String(ms)} ms)`}`

/** Rows of the table: topic, counts, names of what failed. */
export const topicRows = ({ scenarios }: Report): readonly (readonly string[])[] => byTopic(scenarios).map(([topic, outcomes]) => {
  const count = (kind: Outcome['outcome']): string => String(outcomes.filter(({ outcome }) => outcome === kind).length)
  return [topic, count('passed'), count('failed'), count('skipped'), [...new Set(outcomes.flatMap(({ musts }) => musts))].join(' ')]
})

/** Everything about a scenario that failed; nothing for another. */
export const failureText = ({ name, title, fault }: Outcome): readonly string[] => {
  if (fault === undefined) return []
  const { must, link, expected, came, exchange, reproduce } = fault
  return [[
    `FAILED ${name}: ${title}`, `  ${must}      ${link}`, `  expected  ${expected}`, `  came      ${shown(came)}`, '  exchange  (the last of what was sent → and came ←)', ...exchange.map((line) => `    ${shown(line)}`),
    `  again     ${reproduce}`,
  ].join('\n')]
}

/** The other side's words may be in it, and a terminal does what some of them say. */
const shown = (text: string): string => safeDisplayText(text, MAX_SHOWN)
