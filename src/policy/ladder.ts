// SPDX-License-Identifier: AGPL-3.0-only
import { enforcementSteps } from '../model/enforcement.ts'
import type { EnforcementStep } from '../model/enforcement.ts'

/** What a user, or all users of a party together, did in the last hour or so. */
export interface Conduct {
  /** Messages that were asked to be sent, and how many of these had to wait. */
  readonly sent: number
  readonly throttled: number
  /** Messages that came again though they had been answered. */
  readonly repeated: number
  /** Contact requests that people answered, and how many of these they denied or blocked. */
  readonly answered: number
  readonly refused: number
  /** Different people who reported it. */
  readonly reporters: number
  /** Of a party: its users who sent something lately; undefined for a user. */
  readonly activeUsers: number | undefined
}

/** Nothing done. */
export const NO_CONDUCT: Conduct = { sent: 0, throttled: 0, repeated: 0, answered: 0, refused: 0, reporters: 0, activeUsers: undefined }

/** What a rule asks for, and why: a sentence for the operator, and where the rule takes the step also for the party. */
export interface Sentence {
  readonly step: EnforcementStep
  readonly rule: RuleId
  readonly reason: string
  readonly durationMs: number
}

interface Rule {
  readonly id: string
  /**
   * Whose doing it counts. `own`: what the party did and was answered, so that a step by it tells nothing new. `others`: what other people decided about somebody, which they were promised
   * would not be told; who holds a count just below a number would learn by a step what the next person decided. So such a rule only ever suggests.
   */
  readonly counts: 'own' | 'others'
  /** Least of what is counted, and from which value on each step follows. */
  readonly least: number
  readonly from: readonly [notice: number, slow: number, suspend: number]
  readonly count: (conduct: Conduct) => number
  readonly value: (conduct: Conduct) => number
  readonly say: (conduct: Conduct) => string
}

const DAY_MS = 86_400_000
/** A notice is remembered for a week, and so is a suspension that nobody lifts; being slowed down is for a day. */
const DURATION_MS: Readonly<Record<EnforcementStep, number>> = { notice: 7 * DAY_MS, slow: DAY_MS, suspend: 7 * DAY_MS }

/** Of a party so many reporters weigh as one of a user: below them even the smallest party is not judged by a handful of its users. */
const REPORTERS_FLOOR = 10
/** And one of so many of its active users. A user is suspended from 10 reporters on, a party so from one in twenty of its active users on: a large one always has some who misbehave. */
const ACTIVE_USERS_SHARE = 200

/** What reporters weigh: of a user each is one, of a party it goes by how many users are active. */
const weightOf = ({ reporters, activeUsers }: Conduct): number =>
  (activeUsers === undefined ? reporters : Math.floor(reporters / Math.max(REPORTERS_FLOOR, activeUsers / ACTIVE_USERS_SHARE)))

/** In per cent, of what is at least the least that a rule counts. */
const share = (part: number, whole: number): number => Math.floor(part * 100 / whole)

/**
 * Every rule, with the numbers that it goes by. A single reporter or an unlucky evening is no reason for anything; who does nothing but run into limits, or is
 * refused by nearly everybody, is told, then slowed down, and only then suspended.
 */
export const rules = [
  {
    id: 'reporters', counts: 'others', least: 2, from: [2, 5, 10], count: weightOf, value: weightOf,
    say: ({ reporters, activeUsers }) => `reported by ${String(reporters)} different people${activeUsers === undefined ? '' : `, with ${String(activeUsers)} active users`}`,
  },
  {
    id: 'refused', counts: 'others', least: 10, from: [50, 75, 90], count: ({ answered }) => answered, value: ({ refused, answered }) => share(refused, answered),
    say: ({ refused, answered }) => `${String(refused)} of ${String(answered)} answered contact requests were denied or blocked`,
  },
  {
    id: 'throttled', counts: 'own', least: 1_000, from: [50, 80, 95], count: ({ sent }) => sent, value: ({ throttled, sent }) => share(throttled, sent),
    say: ({ throttled, sent }) => `${String(throttled)} of ${String(sent)} messages were above the limits`,
  },
  {
    id: 'repeated', counts: 'own', least: 1_000, from: [50, 80, 95], count: ({ sent }) => sent, value: ({ repeated, sent }) => share(repeated, sent),
    say: ({ repeated, sent }) => `${String(repeated)} of ${String(sent)} messages had been answered before`,
  },
] as const satisfies readonly Rule[]

/** Which rule. */
export type RuleId = (typeof rules)[number]['id']

/** The place of a step, from 1; 0 for none. */
export const levelOf = (step: EnforcementStep | undefined): number => (step === undefined ? 0 : enforcementSteps.indexOf(step) + 1)

/**
 * The next step that the gateway takes against somebody who is at `present`, at most `hardest`; undefined where there is none. Goes by rules that count what the party did itself, and by no
 * others. One step at a time: who was never told is told first. Of rules that ask for the same the first one is named.
 */
export const judgeConduct = (conduct: Conduct, present: EnforcementStep | undefined, hardest: EnforcementStep | undefined): Sentence | undefined =>
  nextBy(rules.filter(({ counts }) => counts === 'own'), conduct, present, hardest)

/** The next step by any rule, for the operator to take or to leave; undefined where there is none, and where the gateway takes one itself. */
export const suggestStep = (conduct: Conduct, present: EnforcementStep | undefined, hardest: EnforcementStep | undefined): Sentence | undefined =>
  (judgeConduct(conduct, present, hardest) === undefined ? nextBy(rules, conduct, present, 'suspend') : undefined)

const nextBy = (of: readonly (typeof rules)[number][], conduct: Conduct, present: EnforcementStep | undefined, hardest: EnforcementStep | undefined): Sentence | undefined => {
  const taken = levelOf(present)
  const step = enforcementSteps[taken]
  const [worst] = of.map((rule) => ({ rule, level: levelBy(rule, conduct) })).filter(({ level }) => level > taken).toSorted((a, b) => b.level - a.level)
  if (step === undefined || worst === undefined || levelOf(step) > levelOf(hardest)) return undefined
  return { step, rule: worst.rule.id, reason: worst.rule.say(conduct), durationMs: DURATION_MS[step] }
}

const levelBy = ({ least, from, count, value }: Rule, conduct: Conduct): number =>
  (count(conduct) < least ? 0 : from.filter((one) => value(conduct) >= one).length)
