// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { AgreementRecord, ConformanceNote, Milestone, MilestoneName } from '../../../src/model/agreements.ts'
import { keyId } from '../../../src/model/ids.ts'
import { missingOf, progressOf } from '../../../src/policy/agreement.ts'
import type { AgreementFacts } from '../../../src/policy/agreement.ts'

const DAY = 86_400_000
const ASKED = Date.parse('2026-11-30T10:00:00Z')
const KEY = keyId('A'.repeat(43))
const report = (changes: Partial<ConformanceNote> = {}): ConformanceNote =>
  ({ attachedAt: ASKED, ranAt: ASKED, signedBy: 'provider', keyId: KEY, sha256: '0'.repeat(64), kit: '0.1.0', protocol: '1.1', passed: 15, failed: 0, absent: 0, ...changes })
const facts = (record: Partial<AgreementRecord>, changes: Partial<AgreementFacts> = {}): AgreementFacts => ({
  record: { displayName: 'Heron', requestedAt: ASKED, ...record }, state: 'testing', appealOpen: false, rules: { requireReport: true, requireRotation: true, reportDays: 90 }, protocol: '1.1', now: ASKED + DAY, ...changes,
})

t.test('what comes next follows from what is there, step by step', async (t) => {
  const testing = { testingAt: ASKED }
  const linked = { ...testing, linkedAt: ASKED }
  const shown = { ...linked, conformance: report() }
  const rotated = { ...shown, rotation: { begunAt: ASKED, newKey: KEY, seenAt: ASKED } }
  const steps: readonly (readonly [next: string, stage: string, AgreementFacts])[] = [
    ['admit', 'requested', facts({}, { state: undefined })], ['none', 'withdrawn', facts({ withdrawnAt: ASKED }, { state: undefined })],
    ['link', 'testing', facts(testing)], ['report', 'testing', facts(linked)], ['report', 'testing', facts({ linkedAt: ASKED })], ['report', 'testing', facts({ ...linked, conformance: report({ failed: 1 }) })], ['rotate', 'testing', facts(shown)],
    ['go-live', 'testing', facts(rotated)], ['go-live', 'testing', facts(linked, { rules: { requireReport: false, requireRotation: false, reportDays: 90 } })],
    ['finish-rotation', 'live', facts({ ...rotated, liveAt: ASKED }, { state: 'live' })], ['none', 'live', facts({ ...shown, liveAt: ASKED }, { state: 'live' })],
    ['none', 'live', facts({ ...rotated, liveAt: ASKED, rotation: { ...rotated.rotation, finishedAt: ASKED } }, { state: 'live' })],
    ['resume', 'suspended', facts(rotated, { state: 'suspended' })], ['decide-appeal', 'suspended', facts(rotated, { state: 'suspended', appealOpen: true })],
  ]
  for (const [next, stage, of] of steps) t.match(progressOf(of), { next, stage }, `${stage}: ${next}`)
})

t.test('each milestone is told: reached with its day, missing without one, and unfit with why', async (t) => {
  const missing = (name: MilestoneName, required = false): Milestone => ({ name, state: 'missing', required })
  const reached = (name: MilestoneName, at: number, required = false): Milestone => ({ name, state: 'reached', required, at })
  const [testing, linked, seen, live] = [ASKED + DAY, ASKED + 2 * DAY, ASKED + 3 * DAY, ASKED + 4 * DAY]
  const rotation = { begunAt: linked, newKey: KEY }
  const lists: readonly (readonly [what: string, AgreementFacts, readonly Milestone[]])[] = [
    ['only asked', facts({ testingAt: testing }, { state: undefined }), [
      reached('requested', ASKED), missing('admitted', true), missing('linked'), missing('conformance', true), missing('key-rotation', true), missing('live'),
    ]],
    ['testing', facts({ testingAt: testing, linkedAt: linked, conformance: report({ failed: 2 }), rotation }, { now: live }), [
      reached('requested', ASKED), reached('admitted', testing, true), reached('linked', linked),
      { name: 'conformance', state: 'unfit', required: true, at: ASKED, why: '2 scenarios failed' }, missing('key-rotation', true), missing('live'),
    ]],
    ['live', facts({ testingAt: testing, linkedAt: linked, conformance: report(), rotation: { ...rotation, seenAt: seen }, liveAt: live }, { state: 'live', now: live }), [
      reached('requested', ASKED), reached('admitted', testing, true), reached('linked', linked), reached('conformance', ASKED, true), reached('key-rotation', seen, true), reached('live', live),
    ]],
    ['live at once, where nothing is asked for', { ...facts({}, { state: 'live', rules: { requireReport: false, requireRotation: false, reportDays: 90 } }), record: { displayName: 'Heron', liveAt: live } }, [
      missing('requested'), reached('admitted', live, true), missing('linked'), missing('conformance'), missing('key-rotation'), reached('live', live),
    ]],
  ]
  for (const [what, of, milestones] of lists) {
    t.strictSame(progressOf(of).milestones, milestones, what)
    t.same(missingOf(of), milestones.filter(({ state, required }) => required && state !== 'reached'), `${what}: what is missing`)
  }
})

t.test('the three months are told until they are over, and from the day it was live', async (t) => {
  t.match(progressOf(facts({}, { now: Date.parse('2027-02-28T23:00:00Z') })), { due: '2027-02-28', daysLeft: 0, overdue: false })
  t.match(progressOf(facts({}, { now: Date.parse('2027-03-02T00:00:00Z') })), { due: '2027-02-28', daysLeft: -2, overdue: true })
  const live = { liveAt: Date.parse('2027-02-18T00:00:00Z') }
  t.match(progressOf(facts(live, { state: 'live', now: Date.parse('2030-01-01T00:00:00Z') })), { daysLeft: 10, overdue: false })
  const late = { liveAt: Date.parse('2027-03-03T00:00:00Z') }
  t.match(progressOf(facts(late, { state: 'live', now: Date.parse('2030-01-01T00:00:00Z') })), { daysLeft: -3, overdue: false }, 'late, and not due any more')
  const long = Date.parse('2030-01-01T00:00:00Z')
  const undue = [facts({ withdrawnAt: ASKED }, { state: undefined, now: long }), { ...facts({}, { now: long }), record: { displayName: 'Heron', testingAt: ASKED } }]
  for (const of of undue) t.same(Object.keys(progressOf(of)).toSorted(), ['milestones', 'next', 'overdue', 'stage'], 'nothing is due of what was taken back, nor where nobody asked')
  for (const of of undue) t.equal(progressOf(of).overdue, false)
})

t.test('a report counts only if all was run and passed, of this protocol, and not too long ago', async (t) => {
  const bad: readonly (readonly [why: RegExp, Partial<ConformanceNote>, days?: number])[] = [
    [/1 scenarios failed/, { failed: 1 }], [/3 scenarios of the kit were not run/, { absent: 3 }], [/not run/, { passed: 0 }], [/judged version 1\.0 .* speaks 1\.1/, { protocol: '1.0' }],
    [/does not say which version/, { protocol: '' }], [/more than 90 days old/, {}, 91], [/lies in the future/, { ranAt: ASKED + 2 * DAY + 1 }, 1],
  ]
  for (const [why, changes, days = 1] of bad) {
    const [missing] = missingOf(facts({ testingAt: ASKED, conformance: report(changes) }, { now: ASKED + days * DAY }))
    t.match(missing, { name: 'conformance', state: 'unfit', why })
  }
  const names = (of: AgreementFacts): readonly string[] => missingOf(of).map(({ name }) => name)
  t.same(names(facts({ testingAt: ASKED, conformance: report() }, { now: ASKED + 90 * DAY })), ['key-rotation'])
  t.same(names(facts({ testingAt: ASKED, conformance: report({ ranAt: ASKED + 2 * DAY }) }, { now: ASKED + DAY })), ['key-rotation'], 'another clock may be a day ahead')
  t.match(progressOf(facts({ testingAt: ASKED, liveAt: ASKED, conformance: report() }, { state: 'live', now: ASKED + 999 * DAY })).milestones[3], { state: 'reached' }, 'an old report does not undo what is live')
})
