// SPDX-License-Identifier: AGPL-3.0-only
import { AgreementList, describeDue } from '../agreement-answer.ts'
import { fine, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'
import type { Check } from './world.ts'

/** Days before the end of the three months at which it is said: enough for a run of the kit and a rehearsal. */
const SOON_DAYS = 30

/** `agreements`: no request waits longer than three months, and no appeal waits. */
export const checkAgreements: Check = async ({ admin }) => {
  const { agreements } = await admin.get('/v1/agreements', AgreementList)
  const found = agreements.flatMap((agreement): Finding[] => {
    const { party, overdue, daysLeft = SOON_DAYS, liveAt, next } = agreement
    const fix = `See: drawbridge provider show ${party}`
    if (overdue) return [problem('agreements', `${party} is due ${describeDue(agreement)}`, fix)]
    if (next === 'decide-appeal') return [warning('agreements', `${party} says that its suspension is wrong`, fix)]
    return liveAt === undefined && agreement.due !== undefined && daysLeft < SOON_DAYS ? [warning('agreements', `${party} is due ${describeDue(agreement)}`, fix)] : []
  })
  return found.length > 0 ? found : [fine('agreements', 'no request is overdue, and none will be within a month')]
}
