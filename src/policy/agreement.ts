// SPDX-License-Identifier: AGPL-3.0-only
import { daysUntil, lastDayToComply } from '../model/agreement-time.ts'
import type { AgreementProgress, AgreementRecord, AgreementRules, AgreementStage, ConformanceNote, Milestone, MilestoneName, NextStep } from '../model/agreements.ts'
import type { AgreementState } from '../model/values.ts'

/** Everything that an agreement's progress rests on. */
export interface AgreementFacts {
  readonly record: AgreementRecord
  /** Of the admitted party; undefined before. */
  readonly state: AgreementState | undefined
  readonly appealOpen: boolean
  readonly rules: AgreementRules
  /** The protocol that this gateway speaks: `1.1`. */
  readonly protocol: string
  /** Ms since the epoch. */
  readonly now: number
}

const DAY_MS = 86_400_000

/** How far an agreement has come, when the three months of Article 7(5) end, and what is due next. */
export const progressOf = (facts: AgreementFacts): AgreementProgress => {
  const { record, now } = facts
  const stage = stageOf(facts)
  const milestones = milestonesOf(facts)
  const next = nextOf(stage, milestones, facts)
  if (record.requestedAt === undefined || stage === 'withdrawn') return { stage, milestones, overdue: false, next }
  const due = lastDayToComply(record.requestedAt)
  const daysLeft = daysUntil(due, record.liveAt ?? now)
  return { stage, milestones, due, daysLeft, overdue: record.liveAt === undefined && daysLeft < 0, next }
}

/** Milestones that the operator asks for and that are not reached. */
export const missingOf = (facts: AgreementFacts): readonly Milestone[] =>
  milestonesOf(facts).filter(({ state, required }) => required && state !== 'reached')

/** Why a report does not count; undefined for one that does. */
const unfitnessOf = (note: ConformanceNote, { rules, protocol, now }: Pick<AgreementFacts, 'rules' | 'protocol' | 'now'>): string | undefined => {
  if (note.failed > 0) return `${String(note.failed)} scenarios failed`
  if (note.passed === 0 || note.absent > 0) return `${String(note.absent)} scenarios of the kit were not run or were skipped`
  if (note.protocol !== protocol) return note.protocol === '' ? 'it does not say which version of the protocol it judged' : `it judged version ${note.protocol} of the protocol, and this gateway speaks ${protocol}`
  if (note.ranAt > now + DAY_MS) return 'its run lies in the future'
  return now - note.ranAt > rules.reportDays * DAY_MS ? `its run is more than ${String(rules.reportDays)} days old` : undefined
}

const stageOf = ({ record, state }: AgreementFacts): AgreementStage => state ?? (record.withdrawnAt === undefined ? 'requested' : 'withdrawn')

const milestonesOf = (facts: AgreementFacts): readonly Milestone[] => {
  const { record, state, rules } = facts
  const plain = (name: MilestoneName, at: number | undefined, required = false): Milestone => ({ name, state: at === undefined ? 'missing' : 'reached', required, ...(at === undefined ? {} : { at }) })
  return [
    plain('requested', record.requestedAt), plain('admitted', state === undefined ? undefined : record.testingAt ?? record.liveAt, true), plain('linked', record.linkedAt),
    reportOf(facts), plain('key-rotation', record.rotation?.seenAt, rules.requireRotation), plain('live', record.liveAt),
  ]
}

const reportOf = (facts: AgreementFacts): Milestone => {
  const { record: { conformance }, rules: { requireReport: required } } = facts
  if (conformance === undefined) return { name: 'conformance', state: 'missing', required }
  // What was good enough when the agreement came into force does not undo it when it grows old.
  const why = unfitnessOf(conformance, { ...facts, now: facts.record.liveAt ?? facts.now })
  return { name: 'conformance', state: why === undefined ? 'reached' : 'unfit', required, at: conformance.ranAt, ...(why === undefined ? {} : { why }) }
}

const STEP_FOR: Readonly<Partial<Record<MilestoneName, NextStep>>> = { conformance: 'report', 'key-rotation': 'rotate' }

const nextOf = (stage: AgreementStage, milestones: readonly Milestone[], { record, appealOpen }: AgreementFacts): NextStep => {
  switch (stage) {
    case 'withdrawn': return 'none'
    case 'requested': return 'admit'
    case 'suspended': return appealOpen ? 'decide-appeal' : 'resume'
    case 'live': return record.rotation === undefined || record.rotation.finishedAt !== undefined ? 'none' : 'finish-rotation'
    case 'testing': return inTesting(milestones, record)
  }
}

const inTesting = (milestones: readonly Milestone[], record: AgreementRecord): NextStep => {
  // Nothing can be shown by somebody who never came.
  if (record.linkedAt === undefined) return 'link'
  const steps = milestones.filter(({ state, required }) => required && state !== 'reached').map(({ name }) => STEP_FOR[name])
  return steps.find((step) => step !== undefined) ?? 'go-live'
}
