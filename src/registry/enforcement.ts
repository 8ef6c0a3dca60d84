// SPDX-License-Identifier: AGPL-3.0-only
import type { EnforcementId, EnforcementStep } from '../model/enforcement.ts'
import { GatewayError } from '../model/errors.ts'
import type { PartyId, UserId } from '../model/ids.ts'
import { judgeConduct, levelOf } from '../policy/ladder.ts'
import { createConductLog, WINDOW_MS } from './conduct.ts'
import type { Doing } from './conduct.ts'
import { createEnforcementDesk, createPartyEnforcement } from './enforcement-desk.ts'
import { createLifts } from './enforcement-lifts.ts'
import { createEnforcementSteps } from './enforcement-steps.ts'
import { createSuggestions } from './enforcement-suggestions.ts'
import { pagesOf } from './pages-of.ts'
import type { RegistryDeps } from './ports.ts'
import type { Surfacing } from './surfacing.ts'

/** How often conduct is judged, and ends of steps are looked for: a step ends at most so much later. */
const LOOK_MS = 60_000
/** Steps ended before it is asked for more. */
const MAX_DUE = 500

/** Steps against users and parties: judged from what they do, taken by the operator, appealed, ended. */
export const createEnforcement = (deps: RegistryDeps, surfacing: Pick<Surfacing, 'retryAll'>) => {
  const { store } = deps
  const steps = createEnforcementSteps(deps, surfacing)
  const conduct = createConductLog()
  const inForce = createInForce(deps)
  const lifts = createLifts(deps, conduct)
  let ends: readonly (() => void)[] = []

  const judge = async ({ party, user, conduct: done }: Doing): Promise<void> => {
    const sentence = judgeConduct(done, inForce.of(user ?? party), deps.hardestStep)
    if (sentence === undefined) return
    // The user may have left meanwhile.
    await steps.take({ party, user, ...sentence, actor: 'gateway' }, { next: true }).catch(unlessGone)
  }

  const judgeAll = async (): Promise<void> => {
    await lifts.since()
    const roles = new Map((await store.read.listParties()).map(({ party, role }) => [party, role]))
    for (const one of conduct.all()) if (roles.get(one.party) === 'provider') await judge(one)
  }

  const endDue = async (): Promise<void> => {
    let due = await store.read.enforcementDue(deps.patientNow(), MAX_DUE)
    for (let ended = 1; due.length > 0 && ended > 0; due = await store.read.enforcementDue(deps.patientNow(), MAX_DUE)) {
      ended = 0
      for (const { id } of due) {
        // Another node may have been quicker.
        if (await steps.end(id, { ending: 'time', decision: '', actor: 'gateway' }).catch(unlessGone)) ended += 1
      }
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
    desk: { ...createEnforcementDesk(deps, steps), suggestions: createSuggestions(deps, { conduct, lifts, inForce }) },
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
const unlessGone = (error: unknown): undefined => {
  if (!(error instanceof GatewayError) || (error.code !== 'CONFLICT' && error.code !== 'NOT_FOUND')) throw error
}

/** Which step each user and party is at, as far as this node has heard. */
const createInForce = ({ store, events }: Pick<RegistryDeps, 'store' | 'events'>) => {
  let steps = new Map<PartyId | UserId, EnforcementStep>()
  const refresh = async (): Promise<void> => {
    try {
      const next = new Map<PartyId | UserId, EnforcementStep>()
      for await (const { party, user, step } of pagesOf((after: EnforcementId | undefined, limit) => store.read.stepsInForce(after, limit))) if (levelOf(step) > levelOf(next.get(user ?? party))) next.set(user ?? party, step)
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
