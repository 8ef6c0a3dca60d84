// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../model/answers.ts'
import type { AppealState, EnforcementId } from '../model/enforcement.ts'
import { GatewayError } from '../model/errors.ts'
import type { PartyId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PartyRequest } from '../model/requests.ts'
import type { EnforcementFilter, EnforcementRow } from '../store/enforcement.ts'
import { requireReason, toldOf } from './enforcement-steps.ts'
import type { createEnforcementSteps, Order } from './enforcement-steps.ts'
import { requireHome } from './own-users.ts'
import type { Suggestion } from './enforcement-suggestions.ts'
import type { RegistryDeps } from './ports.ts'

/** Steps told in one answer. */
const TOLD = 100
/** Table and key that an appeal is sealed for. */
const APPEAL = 'enforcement.appeal'

type Steps = ReturnType<typeof createEnforcementSteps>

/** A step as the operator sees it. */
export interface ShownEnforcement extends Omit<EnforcementRow, 'appealSealed'> {
  /** What the party said; undefined for nothing. */
  readonly appealText: string | undefined
}

/** The operator's desk of enforcement. Each change is in force, and told to the party, when the call returns. */
export interface EnforcementDesk {
  list(filter: EnforcementFilter, limit: number): Promise<readonly ShownEnforcement[]>
  /** Steps that the gateway does not take by itself, the hardest first. */
  suggestions(of: { readonly party?: PartyId | undefined }, limit: number): Promise<readonly Suggestion[]>
  /** `NOT_FOUND` for none. */
  show(id: EnforcementId): Promise<ShownEnforcement>
  /** In the place of what is in force. `NOT_FOUND` without such a party or user. */
  apply(order: Omit<Order, 'rule'>): Promise<ShownEnforcement>
  /** `CONFLICT` where it has ended. */
  lift(id: EnforcementId, reason: string, actor: string, correlation?: string): Promise<ShownEnforcement>
  /** `CONFLICT` where nothing waits to be decided. */
  decide(id: EnforcementId, decision: Extract<AppealState, 'upheld' | 'granted'>, reason: string, actor: string, correlation?: string): Promise<ShownEnforcement>
}

/** What a party may ask about the steps against it. */
export interface PartyEnforcement {
  list(caller: VerifiedParty): Promise<Answer>
  /** `NOT_FOUND` for a step of somebody else's and none alike; `APPEAL_REFUSED` where it was appealed or is over. */
  appeal(caller: VerifiedParty, appeal: Extract<PartyRequest, { kind: 'appeal' }>): Promise<Answer>
}

/** Shows steps to the operator, and takes, ends and decides them. */
export const createEnforcementDesk = (deps: RegistryDeps, steps: Steps): Omit<EnforcementDesk, 'suggestions'> => {
  const { store } = deps
  const shown = ({ appealSealed, ...row }: EnforcementRow): ShownEnforcement =>
    ({ ...row, appealText: appealSealed && Buffer.from(deps.sealer.open(APPEAL, row.id, appealSealed)).toString() })

  return {
    list: async (filter, limit) => (await store.read.enforcements(filter, limit)).map(shown),
    show: async (id) => {
      const found = await store.read.enforcement(id)
      if (!found) throw new GatewayError('NOT_FOUND', 'no such step')
      return shown(found)
    },
    apply: async (order) => {
      const taken = await steps.take({ ...order, rule: 'operator' })
      if (!taken) throw new Error('a step of the operator is always taken')
      return shown(taken)
    },
    lift: async (id, reason, actor, correlation) => shown(await steps.end(id, { ending: 'lifted', decision: requireReason(reason), actor, correlation })),
    decide: async (id, decision, reason, actor, correlation) => {
      const found = await store.read.enforcement(id)
      if (found && found.appeal !== 'open') throw new GatewayError('CONFLICT', 'there is no appeal to decide')
      const decided = decision === 'granted'
        ? await steps.end(id, { ending: 'lifted', decision: requireReason(reason), appeal: 'granted', actor, correlation })
        : await steps.note(id, (row) => {
          if (row.appeal !== 'open') throw new GatewayError('CONFLICT', 'there is no appeal to decide')
          return { appeal: 'upheld', decision: requireReason(reason) }
        }, { actor, reason, correlation })
      deps.events.appealDecided(decision, actor)
      return shown(decided)
    },
  }
}

/** Shows a party the steps against it, and takes what it says to them. */
export const createPartyEnforcement = (deps: RegistryDeps, steps: Steps): PartyEnforcement => {
  const { store } = deps
  return {
    list: async (caller) => {
      await requireHome(store, caller)
      return { kind: 'enforcementList', steps: (await store.read.enforcements({ party: caller.party }, TOLD)).map(toldOf) }
    },
    appeal: async (caller, { enforcementId, text }) => {
      await requireHome(store, caller)
      await steps.note(enforcementId, (row) => {
        if (row.party !== caller.party) throw new GatewayError('NOT_FOUND', 'no such step')
        if (row.endedAt !== undefined || row.appeal !== 'none') throw new GatewayError('APPEAL_REFUSED')
        return { appeal: 'open', appealSealed: deps.sealer.seal(APPEAL, row.id, Buffer.from(text)) }
      })
      deps.events.appealed(caller.party)
      return { kind: 'done' }
    },
  }
}
