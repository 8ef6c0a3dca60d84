// SPDX-License-Identifier: AGPL-3.0-only
import type { EnforcementStep } from '../model/enforcement.ts'
import { GatewayError } from '../model/errors.ts'
import type { PartyId, UserId } from '../model/ids.ts'
import { judgeConduct, levelOf, NO_CONDUCT } from '../policy/ladder.ts'
import type { Conduct } from '../policy/ladder.ts'
import { createConductLog, sumOf, WINDOW_MS } from './conduct.ts'
import { createEnforcementDesk, createPartyEnforcement } from './enforcement-desk.ts'
import { createEnforcementSteps } from './enforcement-steps.ts'
import type { RegistryDeps } from './ports.ts'
import type { Surfacing } from './surfacing.ts'

/** How often conduct is judged, and ends of steps are looked for: a step ends at most so much later. */
const LOOK_MS = 60_000
/** Steps in force that a node remembers; more would mean that enforcement is no exception any more. */
const MAX_IN_FORCE = 10_000
/** How long a report counts, and users who were reported most, of whom one look knows. */
const [REPORTED_MS, MAX_REPORTED] = [7 * 86_400_000, 500]
/** Of a party so many reporters weigh as one of a user. */
const PARTY_SHARE = 10
/** Steps ended in one look. */
const MAX_DUE = 500

/** Steps against users and parties: judged from what they do, taken by the operator, appealed, ended. */
export const createEnforcement = (deps: RegistryDeps, surfacing: Pick<Surfacing, 'retryAll'>) => {
  const { store } = deps
  const steps = createEnforcementSteps(deps, surfacing)
  const conduct = createConductLog()
  const inForce = createInForce(deps)
  let ends: readonly (() => void)[] = []

  const judge = async (party: PartyId, user: UserId | undefined, of: Conduct): Promise<void> => {
    const sentence = judgeConduct(of, inForce.of(user ?? party), deps.hardestStep)
    if (sentence === undefined) return
    // The user may have left meanwhile.
    await steps.take({ party, user, ...sentence, actor: 'gateway' }, { above: true }).catch(unlessGone)
  }

  const judgeAll = async (): Promise<void> => {
    const roles = new Map((await store.read.listParties()).map(({ party, role }) => [party, role]))
    const since = deps.now() - REPORTED_MS
    const reported = new Map((await store.read.reportCounts({}, since, MAX_REPORTED)).map((count) => [count.reportedUser, count]))
    const quiet = [...reported.values()].flatMap(({ reportedUser: user, reportedParty: party }) => (party === undefined ? [] : [{ party, user, conduct: NO_CONDUCT }]))
    const active = conduct.users()
    const users = [...active, ...quiet.filter(({ user }) => !active.some((one) => one.user === user))].filter(({ party }) => roles.get(party) === 'provider')
    for (const { party, user, conduct: done } of users) await judge(party, user, { ...done, reporters: reported.get(user)?.reporters ?? 0 })
    for (const [party, its] of Map.groupBy(users, (one) => one.party)) {
      const { reporters } = await store.read.reportersOfParty(party, since)
      // Many users have many reporters: only a party that several of its users bring into disrepute is judged by them.
      await judge(party, undefined, { ...sumOf(its.map((one) => one.conduct)), reporters: Math.floor(reporters / PARTY_SHARE) })
    }
  }

  const endDue = async (): Promise<void> => {
    for (const { id } of await store.read.enforcementDue(deps.now(), MAX_DUE)) {
      // Another node may have been quicker.
      await steps.end(id, { ending: 'time', decision: '', actor: 'gateway' }).catch(unlessGone)
    }
  }

  /** Ends what is over and judges what was done; also runs by itself after `start`. Never rejects. */
  const look = async (): Promise<void> => {
    try {
      await endDue()
      await inForce.refresh()
      await judgeAll()
      await inForce.refresh()
    } catch (error) {
      deps.events.backgroundFailed('enforcement', error)
    }
  }

  return {
    conduct, look,
    desk: createEnforcementDesk(deps, steps),
    ofParty: createPartyEnforcement(deps, steps),
    /** Whether fewer messages and requests of this user, or of its party, may pass now. */
    isSlowed: (of: PartyId | UserId): boolean => inForce.of(of) === 'slow',
    start: () => {
      ends = [deps.timers.every(LOOK_MS, () => { void look() }), deps.timers.every(WINDOW_MS, () => { conduct.turn() }), inForce.listen()]
      void inForce.refresh()
    },
    stop: () => { for (const end of ends) end() },
  }
}

/** What it was about is not there any more. */
const unlessGone = (error: unknown): void => {
  if (!(error instanceof GatewayError) || (error.code !== 'CONFLICT' && error.code !== 'NOT_FOUND')) throw error
}

/** Which step each user and party is at, as far as this node has heard. */
const createInForce = ({ store, events }: Pick<RegistryDeps, 'store' | 'events'>) => {
  let steps = new Map<PartyId | UserId, EnforcementStep>()
  const refresh = async (): Promise<void> => {
    try {
      const rows = await store.read.enforcements({ inForce: true }, MAX_IN_FORCE)
      const next = new Map<PartyId | UserId, EnforcementStep>()
      for (const { party, user, step } of rows) if (levelOf(step) > levelOf(next.get(user ?? party))) next.set(user ?? party, step)
      steps = next
    } catch (error) {
      events.backgroundFailed('enforcement', error)
    }
  }
  return {
    refresh,
    of: (whom: PartyId | UserId): EnforcementStep | undefined => steps.get(whom),
    listen: () => store.nodes.listen((signal) => { if (signal.signal === 'enforced') void refresh() }),
  }
}
