// SPDX-License-Identifier: AGPL-3.0-only
import type { EnforcementId } from '../model/enforcement.ts'
import type { PartyId, UserId } from '../model/ids.ts'
import type { ConductLog } from './conduct.ts'
import { pagesOf } from './pages-of.ts'
import type { RegistryDeps } from './ports.ts'

/** How far back anything counts: as long as a report does. */
export const REPORTED_MS = 7 * 86_400_000

/** Whom the operator let off, and that what they did before counts no more. */
export interface Lifts {
  /** When a step against each user and party was last lifted, within {@link REPORTED_MS}; what this node counted of them before is forgotten when it resolves. */
  since(): Promise<ReadonlyMap<PartyId | UserId, number>>
}

/** Lifts as the store has them, by whichever node: a granted appeal is one. */
export const createLifts = ({ store, patientNow }: Pick<RegistryDeps, 'store' | 'patientNow'>, conduct: Pick<ConductLog, 'forget'>): Lifts => {
  let known: ReadonlyMap<PartyId | UserId, number> = new Map()
  return {
    since: async () => {
      const since = patientNow() - REPORTED_MS
      const found = new Map<PartyId | UserId, number>()
      for await (const { party, user, endedAt = since } of pagesOf((after: EnforcementId | undefined, limit) => store.read.stepsLifted(since, after, limit))) {
        const whom = user ?? party
        found.set(whom, Math.max(endedAt, found.get(whom) ?? endedAt))
        if (endedAt > (known.get(whom) ?? -Infinity)) conduct.forget(party, user)
      }
      known = found
      return found
    },
  }
}
