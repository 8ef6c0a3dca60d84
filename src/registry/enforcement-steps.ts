// SPDX-License-Identifier: AGPL-3.0-only
import type { ToldEnforcement } from '../model/answers.ts'
import type { AuditAct } from '../model/audit/acts.ts'
import { enforcementId, MAX_REASON } from '../model/enforcement.ts'
import type { EnforcementEnding, EnforcementId, EnforcementStep } from '../model/enforcement.ts'
import { safeDisplayText } from '../model/display-text.ts'
import { GatewayError } from '../model/errors.ts'
import type { PartyId, UserId } from '../model/ids.ts'
import type { VersionStamp } from '../model/standing.ts'
import { levelOf } from '../policy/ladder.ts'
import type { EnforcementRow } from '../store/enforcement.ts'
import type { PartyRow } from '../store/rows.ts'
import type { Readers } from '../store/readers.ts'
import type { Write } from '../store/transactors.ts'
import { stateAtRest } from './agreement-records.ts'
import { MOVED, settle } from './optimistic.ts'
import type { RegistryDeps } from './ports.ts'
import type { Surfacing } from './surfacing.ts'

/** A step to be taken. */
export interface Order {
  readonly party: PartyId
  /** undefined for the party as a whole. */
  readonly user: UserId | undefined
  readonly step: EnforcementStep
  readonly rule: string
  readonly reason: string
  /** undefined: until it is lifted. */
  readonly durationMs: number | undefined
  readonly actor: string
  /** Of the operator's request. */
  readonly correlation?: string
}

/** Who takes or ends a step, and why, for the audit log. */
interface Told { readonly actor: string; readonly reason: string; readonly correlation?: string | undefined }

/** Steps that one user or party can have in force at once: one, and what two nodes may have done in the same moment. */
const MAX_IN_FORCE = 10

/** Takes steps and ends them; each is in force, and its party told, when the call returns. */
export const createEnforcementSteps = (deps: RegistryDeps, surfacing: Pick<Surfacing, 'retryAll'>) => {
  const { store, events } = deps
  const tell = (row: EnforcementRow): void => { store.nodes.tell({ signal: 'enforced', party: row.party, enforcement: toldOf(row) }) }

  const requireParty = async (party: PartyId): Promise<PartyRow> => {
    const found = await store.read.party(party)
    if (!found) throw new GatewayError('NOT_FOUND', 'no such party')
    return found
  }
  /** Of a user who is not there the version is 0. */
  const stampsOf = async (party: PartyRow, user: UserId | undefined): Promise<{ readonly expect: VersionStamp[]; readonly isThere: boolean }> => {
    const stamp: VersionStamp = { of: 'party', party: party.party, version: party.version }
    if (user === undefined) return { expect: [stamp], isThere: true }
    const row = await store.read.user(user)
    return { expect: [stamp, { of: 'user', user, version: row?.version ?? 0 }], isThere: row?.party === party.party }
  }
  const inForceOf = async (party: PartyId, user: UserId | undefined): Promise<readonly EnforcementRow[]> =>
    (await store.read.enforcements({ party, user, inForce: true }, MAX_IN_FORCE)).filter((row) => row.user === user)

  const [told, effectOf] = [createTold(deps.audit), createEffectOf(store.read)]

  return {
    /** Takes a step, in the place of those that are in force. With `next` only where it is the one above these; undefined where it is not. `NOT_FOUND` without such a party or user, `MALFORMED` against the core as a whole. */
    take: (order: Order, { next = false }: { readonly next?: boolean } = {}): Promise<EnforcementRow | undefined> => settle(async () => {
      const { party: name, user, step } = order
      const party = await requireParty(name)
      if (user === undefined && party.role === 'core') throw new GatewayError('MALFORMED', 'the core is no provider: name one of its users')
      const { expect, isThere } = await stampsOf(party, user)
      if (!isThere) throw new GatewayError('NOT_FOUND', 'this party has no such user')
      const present = await inForceOf(name, user)
      if (next && levelOf(step) !== Math.max(0, ...present.map((one) => levelOf(one.step))) + 1) return undefined
      const startedAt = deps.patientNow()
      const row: EnforcementRow = {
        id: enforcementId(deps.randomUuid()), version: 1, party: name, user, step, rule: order.rule, reason: requireReason(order.reason), actor: order.actor, startedAt,
        endsAt: order.durationMs === undefined ? undefined : startedAt + order.durationMs, endedAt: undefined, ending: undefined, appeal: 'none', appealSealed: undefined, decision: '',
      }
      const undoes = step !== 'suspend' && present.some((one) => isDoneBy(party, one))
      const writes: Write[] = [
        ...present.map((one): Write => ({ put: 'enforcement', row: { ...one, version: one.version + 1, endedAt: startedAt, ending: 'replaced' } })), { put: 'enforcement', row },
        ...(step === 'suspend' || undoes ? await effectOf(party, row, { suspended: step === 'suspend', reason: row.reason, present }) : []), told('enforcement.taken', row, order),
      ]
      if (!('committed' in await store.write.commit({ expect, writes }))) return MOVED
      if (step === 'suspend' && user === undefined) await deps.closeLinks(name, row.reason)
      if (undoes) surfacing.retryAll()
      events.enforced(name, step, row.rule, row.actor)
      tell(row)
      return row
    }),

    /** Ends a step that is in force; `NOT_FOUND` or `CONFLICT` for others. */
    end: (id: EnforcementId, how: { readonly ending: EnforcementEnding; readonly decision: string; readonly appeal?: 'granted'; readonly actor: string; readonly correlation?: string | undefined }): Promise<EnforcementRow> => settle(async () => {
      const found = await store.read.enforcement(id)
      if (!found) throw new GatewayError('NOT_FOUND', 'no such step')
      if (found.endedAt !== undefined) throw new GatewayError('CONFLICT', 'this step has ended already')
      const party = await requireParty(found.party)
      const row: EnforcementRow = { ...found, version: found.version + 1, endedAt: deps.patientNow(), ending: how.ending, decision: how.decision, appeal: how.appeal ?? found.appeal }
      const { expect, isThere } = await stampsOf(party, found.user)
      const undoes = isThere && isDoneBy(party, found)
      const writes: Write[] = [{ put: 'enforcement', row }, ...(undoes ? await effectOf(party, found, { suspended: false, reason: how.decision }) : []), told('enforcement.ended', row, { ...how, reason: how.decision })]
      if (!('committed' in await store.write.commit({ expect, writes }))) return MOVED
      if (undoes) surfacing.retryAll()
      events.enforcementEnded(found.party, found.step, how.ending, how.actor)
      tell(row)
      return row
    }),

    /** Notes what was said to a step, or what an operator decided on that, and tells the party. `NOT_FOUND`, what `change` throws, or `APPEAL_REFUSED` for what is said of a user who left. */
    note: (id: EnforcementId, change: (row: EnforcementRow) => Partial<EnforcementRow>, decided?: Told): Promise<EnforcementRow> => settle(async () => {
      const found = await store.read.enforcement(id)
      if (!found) throw new GatewayError('NOT_FOUND', 'no such step')
      const row = { ...found, ...change(found), version: found.version + 1 }
      const { expect, isThere } = await stampsOf(await requireParty(found.party), found.user)
      // The erasure took what was said before; nothing would take this.
      if (!isThere) throw new GatewayError('APPEAL_REFUSED')
      if (!('committed' in await store.write.commit({ expect, writes: [{ put: 'enforcement', row }, ...(decided === undefined ? [] : [told('enforcement.appeal-decided', row, decided)])] }))) return MOVED
      tell(row)
      return row
    }),
  }
}

/** What the audit log is told of a step. */
const createTold = (audit: RegistryDeps['audit']) => (act: AuditAct, row: EnforcementRow, { actor, reason, correlation }: Told): Write => ({
  add: 'audit', leaf: audit.entry({
    act, actor: actor === 'gateway' ? 'system' : actor, reason, correlation, subject: row.user === undefined ? `party:${row.party}` : audit.user(row.user),
    details: { step: row.step, rule: row.rule, id: row.id, party: row.party, ...(row.ending === undefined ? {} : { ending: row.ending }), ...(row.appeal === 'none' ? {} : { appeal: row.appeal }) },
  }),
})

/** Whether a step is what suspends: a party may be suspended by hand beside it. */
const isDoneBy = (party: PartyRow, row: EnforcementRow): boolean => row.step === 'suspend' && (row.user !== undefined || suspends(row, party))

/** Whether this step is what suspends the party as a whole. The reason is compared too: a node of the version before, which may run beside this one during an upgrade, suspends by hand without taking the step out. */
export const suspends = ({ id, reason }: EnforcementRow, { state, suspendedBy, stateReason }: PartyRow): boolean =>
  state === 'suspended' && suspendedBy === id && stateReason === reason

/** What a step, or its end, does beside being noted; `present` are the steps that it takes the place of. */
const createEffectOf = (read: Pick<Readers, 'agreement'>) => async (
  party: PartyRow, { id, user }: EnforcementRow, { suspended, reason, present = [] }: { readonly suspended: boolean; readonly reason: string; readonly present?: readonly EnforcementRow[] },
): Promise<readonly Write[]> => {
  if (user !== undefined) return [{ put: 'suspension', user, suspended }]
  const { version: _, ...row } = party
  if (!suspended) return [{ put: 'party', row: { ...row, state: await stateAtRest(read, party.party), stateReason: reason, suspendedBy: undefined } }]
  // What was done by hand holds until it is undone by hand.
  return row.state === 'suspended' && !present.some((one) => suspends(one, party)) ? [] : [{ put: 'party', row: { ...row, state: 'suspended', stateReason: reason, suspendedBy: id } }]
}

/** A step as its party is told of it. */
export const toldOf = ({ id, user, step, rule, reason, startedAt, endsAt, endedAt, appeal, decision }: EnforcementRow): ToldEnforcement =>
  ({ id, user, step, rule, reason, startedAt, endsAt, endedAt, appeal, decision })

/** A reason that can be shown; throws `MALFORMED` for none. */
export const requireReason = (text: string): string => {
  const reason = safeDisplayText(text, MAX_REASON)
  if (reason === '') throw new GatewayError('MALFORMED', 'a reason is needed')
  return reason
}
