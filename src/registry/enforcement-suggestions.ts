// SPDX-License-Identifier: AGPL-3.0-only
import type { EnforcementStep } from '../model/enforcement.ts'
import type { PartyId, UserId } from '../model/ids.ts'
import { levelOf, NO_CONDUCT, suggestStep } from '../policy/ladder.ts'
import type { Sentence } from '../policy/ladder.ts'
import type { ReportCount } from '../store/reports.ts'
import type { ConductLog, Doing } from './conduct.ts'
import { REPORTED_MS } from './enforcement-lifts.ts'
import type { Lifts } from './enforcement-lifts.ts'
import { pagesOf } from './pages-of.ts'
import type { RegistryDeps } from './ports.ts'

/** Fewer reporters than any rule goes by. */
const FEW_REPORTERS = 2

/** A step that the gateway would not take by itself. Made when it is asked for, of what this node counted and the store has; nothing of it is kept, and nobody but the operator can see it. */
export interface Suggestion extends Sentence {
  readonly party: PartyId
  /** undefined where it is against the party as a whole. */
  readonly user: UserId | undefined
  /** What is in force now. */
  readonly present: EnforcementStep | undefined
}

interface Parts {
  readonly conduct: Pick<ConductLog, 'all'>
  readonly lifts: Lifts
  readonly inForce: { refresh(): Promise<void>; of(whom: PartyId | UserId): EnforcementStep | undefined }
}

/** Suggests steps against providers and their users: all, or one party's; the hardest first. */
export const createSuggestions = (deps: Pick<RegistryDeps, 'store' | 'now' | 'hardestStep'>, { conduct, lifts, inForce }: Parts) => {
  const { store } = deps

  const doings = async (lifted: ReadonlyMap<PartyId | UserId, number>): Promise<readonly Doing[]> => {
    const since = deps.now() - REPORTED_MS
    const sinceFor = (whom: PartyId | UserId): number => Math.max(since, (lifted.get(whom) ?? since - 1) + 1)
    const all = new Map<PartyId | UserId, Doing>(conduct.all().map((one) => [one.user ?? one.party, one]))
    for await (const { id: user, reportedParty: party, reporters } of pagesOf(usersReported(store, since))) {
      if (party === undefined) continue
      const counted = lifted.has(user) ? await store.read.reportersOfUser(user, sinceFor(user)) : reporters
      all.set(user, { party, user, conduct: { ...all.get(user)?.conduct ?? NO_CONDUCT, reporters: counted } })
    }
    for (const { party } of await store.read.listParties()) {
      const [{ reporters }, activeUsers] = await Promise.all([store.read.reportersOfParty(party, sinceFor(party)), store.read.activeUsers(party)])
      all.set(party, { party, user: undefined, conduct: { ...all.get(party)?.conduct ?? NO_CONDUCT, reporters, activeUsers } })
    }
    return [...all.values()]
  }

  return async (of: { readonly party?: PartyId | undefined }, limit: number): Promise<readonly Suggestion[]> => {
    const lifted = await lifts.since()
    await inForce.refresh()
    const roles = new Map((await store.read.listParties()).map(({ party, role }) => [party, role]))
    return (await doings(lifted)).filter(({ party }) => roles.get(party) === 'provider' && party === (of.party ?? party)).flatMap(({ party, user, conduct: done }): Suggestion[] => {
      const present = inForce.of(user ?? party)
      const sentence = suggestStep(done, present, deps.hardestStep)
      return sentence === undefined ? [] : [{ party, user, present, ...sentence }]
    }).toSorted((a, b) => levelOf(b.step) - levelOf(a.step)).slice(0, limit)
  }
}

const usersReported = ({ read }: RegistryDeps['store'], since: number) => async (after: UserId | undefined, limit: number): Promise<readonly (ReportCount & { readonly id: UserId })[]> =>
  (await read.reportedUsers(since, FEW_REPORTERS, after, limit)).map((count) => ({ ...count, id: count.reportedUser }))
