// SPDX-License-Identifier: AGPL-3.0-only
import { checks } from './checks.ts'
import type { Check } from './checks.ts'
import type { Answer } from './post.ts'
import { Probe } from './probe.ts'
import type { Tested } from './probe.ts'

/** What became of one check. */
export interface Checked {
  readonly name: string
  readonly passed: boolean
  readonly expects: string
  /** What happened instead; undefined where it passed. */
  readonly wrong: string | undefined
  /** undefined where it passed. */
  readonly fix: string | undefined
}

const REFUSALS = new Set([400, 401, 403])

/** Tests how a core takes webhooks, one check after the other; `told` hears of each. The core stores some events of a user that it need not have. */
export const checkCore = async (core: Tested, told: (checked: Checked) => void = () => undefined): Promise<readonly Checked[]> => {
  const probe = new Probe(core)
  const all: Checked[] = []
  for (const check of checks) {
    const checked = await run(check, probe)
    told(checked)
    all.push(checked)
  }
  return all
}

const run = async ({ name, expects, fix, wants, run: send }: Check, probe: Probe): Promise<Checked> => {
  const fits = wants === 'taken' ? isTaken : isRefused
  const answers = await send(probe)
  const wrong = answers.find((answer) => !fits(answer))
  return wrong === undefined ? { name, passed: true, expects, wrong: undefined, fix: undefined } : { name, passed: false, expects, wrong: sayAnswer(wrong), fix }
}

const isTaken = (answer: Answer): boolean => 'status' in answer && answer.status >= 200 && answer.status < 300
const isRefused = (answer: Answer): boolean => 'status' in answer && REFUSALS.has(answer.status)

const sayAnswer = (answer: Answer): string =>
  'status' in answer ? `answered ${String(answer.status)}` : answer.none === 'timeout' ? 'no answer within five seconds' : 'the connection failed'
