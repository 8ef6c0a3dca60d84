// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import type { Static } from 'typebox'
import { partyId } from '../model/ids.ts'

const Milestone = Type.Object({ name: Type.String(), state: Type.String(), required: Type.Boolean(), at: Type.Optional(Type.String()), why: Type.Optional(Type.String()) })

/** An agreement, or a request for one, as the admin API tells it. */
export const Agreement = Type.Object({
  party: Type.String(), displayName: Type.String(), stage: Type.String(), requestedAt: Type.Optional(Type.String()), due: Type.Optional(Type.String()), daysLeft: Type.Optional(Type.Integer()), overdue: Type.Boolean(),
  liveAt: Type.Optional(Type.String()), next: Type.String(), milestones: Type.Array(Milestone),
  conformance: Type.Optional(Type.Object({
    ranAt: Type.String(), attachedAt: Type.String(), signedBy: Type.String(), keyId: Type.String(), sha256: Type.String(), kit: Type.String(), protocol: Type.String(),
    passed: Type.Integer(), failed: Type.Integer(), absent: Type.Integer(),
  })),
  rotation: Type.Optional(Type.Object({ begunAt: Type.String(), newKey: Type.String(), vouchedBy: Type.Optional(Type.String()), seenAt: Type.Optional(Type.String()), finishedAt: Type.Optional(Type.String()) })),
  suspension: Type.Optional(Type.Object({ reason: Type.String(), step: Type.Optional(Type.Object({ id: Type.String(), startedAt: Type.String(), endsAt: Type.Optional(Type.String()), appeal: Type.String() })) })),
})

/** All of them. */
export const AgreementList = Type.Object({ agreements: Type.Array(Agreement) })

type Agreement = Static<typeof Agreement>

/** Where the admin API keeps an agreement; throws `MALFORMED` for what is no domain name. */
export const agreementPath = (party: string): string => `/v1/agreements/${partyId(party)}`

/** The three months in words; empty without a request. */
export const describeDue = ({ due, daysLeft = 0, overdue, liveAt }: Agreement): string => {
  if (due === undefined) return ''
  if (liveAt !== undefined) return daysLeft >= 0 ? `${due}  kept, ${days(daysLeft)} before` : `${due}  missed by ${days(-daysLeft)}`
  return overdue ? `${due}  OVERDUE by ${days(-daysLeft)}` : `${due}  ${daysLeft === 0 ? 'today' : `in ${days(daysLeft)}`}`
}

/** What has to happen next, with the command; empty for nothing. */
const describeNext = ({ party, next, suspension }: Agreement): string => {
  const words: Readonly<Record<string, string>> = {
    admit: 'admit it: drawbridge provider add FILE --testing',
    link: 'the provider links for the first time, with its admission file',
    report: `attach its report: drawbridge provider report ${party} report.html --reason …`,
    rotate: `rehearse a change of keys: drawbridge provider rotate ${party} NEW-APPLICATION --reason …`,
    'finish-rotation': `take the old key out: drawbridge provider rotate ${party} --finish --reason …`,
    'go-live': `let messages pass: drawbridge provider live ${party} --reason …`,
    'decide-appeal': `decide its appeal: drawbridge enforcement show ${suspension?.step?.id ?? ''}`,
    resume: suspension?.step === undefined ? `resume it when it may: drawbridge provider resume ${party} --reason …` : `lift the step when it may: drawbridge enforcement lift ${suspension.step.id} --reason …`,
  }
  return words[next] ?? ''
}

/** An agreement in lines, to stand below its party. */
export const describeAgreement = (agreement: Agreement): readonly string[] => {
  const { stage, requestedAt, milestones, suspension, conformance, rotation } = agreement
  const next = describeNext(agreement)
  return [
    `  stage    ${stage}`,
    ...(requestedAt === undefined ? [] : [`  asked    ${requestedAt.slice(0, 10)}`]),
    ...(agreement.due === undefined ? [] : [`  due      ${describeDue(agreement)}  (three months, Article 7(5))`]),
    ...milestones.map(({ name, state, required, at, why }) => `  ${MARKS[state] ?? '?'} ${name.padEnd(13)}${at === undefined ? state : at.slice(0, 10)}${state === 'unfit' ? `  does not count: ${why ?? ''}` : ''}${required && state !== 'reached' ? '  (required)' : ''}`),
    ...(conformance === undefined ? [] : [`  report   ${String(conformance.passed)} passed, ${String(conformance.failed)} failed, ${String(conformance.absent)} not run; signed by the ${conformance.signedBy}; SHA-256 ${conformance.sha256}`]),
    ...(rotation === undefined || rotation.finishedAt !== undefined ? [] : [`  new key  ${rotation.newKey}  ${rotation.seenAt === undefined ? 'not seen yet' : `seen ${rotation.seenAt.slice(0, 10)}`}${rotation.vouchedBy === undefined ? '' : `, vouched for by ${rotation.vouchedBy === 'old-key' ? 'the old key' : 'you'}`}`]),
    ...(suspension === undefined ? [] : describeSuspension(suspension)),
    ...(next === '' ? [] : [`  next     ${next}`]),
  ]
}

const MARKS: Readonly<Record<string, string>> = { reached: '+', missing: '-', unfit: '!' }
const days = (count: number): string => `${String(count)} ${count === 1 ? 'day' : 'days'}`

const describeSuspension = ({ reason, step }: NonNullable<Agreement['suspension']>): readonly string[] => (step === undefined
  ? [`  rests    ${reason}`, '  appeal   none: it was suspended by hand, so what the provider says to it comes outside the gateway']
  : [`  rests    since ${step.startedAt.slice(0, 10)}${step.endsAt === undefined ? '' : ` until ${step.endsAt.slice(0, 10)}`}: ${reason}`, `  appeal   ${step.appeal}${step.appeal === 'open' ? ', waits for you' : ''}  (step ${step.id})`])
