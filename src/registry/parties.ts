// SPDX-License-Identifier: AGPL-3.0-only
import type { AgreementRules } from '../model/agreements.ts'
import type { AuditAct } from '../model/audit/acts.ts'
import type { AdmissionFile, ApplicationFile, KeySet } from '../model/credentials.ts'
import { GatewayError } from '../model/errors.ts'
import type { PartyId } from '../model/ids.ts'
import { defaultLimits } from '../model/values.ts'
import type { AgreementLimits, AgreementState, BindingMode } from '../model/values.ts'
import type { AuditWords } from '../ops/audit/pen.ts'
import type { OperatorsWords } from '../ops/events.ts'
import type { PartyKey, PartyRow } from '../store/rows.ts'
import type { Write } from '../store/transactors.ts'
import { nextRow, stateAtRest } from './agreement-records.ts'
import { MOVED, settle } from './optimistic.ts'
import type { RegistryDeps } from './ports.ts'
import type { Surfacing } from './surfacing.ts'

/** The operator's desk: who is admitted, suspended, resumed. */
export interface Parties {
  /** Admits a party, live or testing, and returns the file to hand over. `CONFLICT` for a second core, a known party, a provider before the core, or one that must test first; `CONFIG_INVALID` for a wake-up URL that is not called. */
  add(application: ApplicationFile, bindingMode: BindingMode, because: OperatorsWords, how?: { readonly testing?: boolean }): Promise<AdmissionFile>
  list(): Promise<readonly PartyRow[]>
  find(party: PartyId): Promise<PartyRow | undefined>
  /** In force, and the party's links closed, when it returns. `NOT_FOUND` for an unknown party. */
  suspend(party: PartyId, because: OperatorsWords): Promise<PartyRow>
  /** In force when it returns; what waited for it is looked at again. */
  resume(party: PartyId, because: OperatorsWords): Promise<PartyRow>
  /** Changes limits, each in its range; in force, and told to the party's open links, when it returns. `NOT_FOUND` for an unknown party. */
  setLimits(party: PartyId, changes: Partial<AgreementLimits>, because: OperatorsWords): Promise<PartyRow>
}

/** Agreements over the store. */
export const createParties = (deps: RegistryDeps, surfacing: Pick<Surfacing, 'retryAll'>): Parties => {
  const { store, events } = deps

  const change = (party: PartyId, changed: (row: PartyRow) => Partial<PartyRow> | Promise<Partial<PartyRow>>, told: Pick<AuditWords, 'act' | 'details'> & OperatorsWords): Promise<PartyRow> => settle(async () => {
    const found = await store.read.party(party)
    if (!found) throw new GatewayError('NOT_FOUND', 'no such party')
    const { version, ...row } = found
    const next = { ...row, ...await changed(found) }
    const outcome = await store.write.commit({ expect: [{ of: 'party', party, version }], writes: [{ put: 'party', row: next }, { add: 'audit', leaf: deps.audit.entry({ ...told, subject: `party:${party}` }) }] })
    return 'committed' in outcome ? (await store.read.party(party)) ?? MOVED : MOVED
  })
  const setState = (party: PartyId, stateOf: () => AgreementState | Promise<AgreementState>, act: AuditAct, because: OperatorsWords): Promise<PartyRow> =>
    change(party, async () => ({ state: await stateOf(), stateReason: because.reason, suspendedBy: undefined }), { act, ...because })

  /** The way of a provider goes on from its request, if it made one. */
  const admitted = async ({ party, role, displayName }: ApplicationFile, testing: boolean): Promise<readonly Write[]> => {
    if (role === 'core') return []
    const [stored, at] = [await store.read.agreement(party), deps.now()]
    const { withdrawnAt: _, ...before } = stored?.record ?? {}
    return [{ put: 'agreement', row: nextRow(party, stored, { ...before, displayName, ...(testing ? { testingAt: at } : { liveAt: at }) }) }]
  }

  return {
    add: async (application, bindingMode, because, { testing = false } = {}) => {
      refuseUntested(application, testing, deps.agreementRules)
      if (application.wakeUrl !== undefined) deps.requireCallable(application.wakeUrl, 'wakeUrl')
      for (const host of application.mediaHosts ?? []) deps.requireCallable(`https://${host}/`, 'mediaHosts')
      const core = coreFor(application, await store.read.core())
      if (await store.read.party(application.party)) throw new GatewayError('CONFLICT', 'this party is admitted already')
      const outcome = await store.write.commit({
        expect: [{ of: 'party', party: application.party, version: 0 }],
        writes: [
          { put: 'party', row: rowOf(application, bindingMode, testing ? 'testing' : 'live', deps.now()) }, ...await admitted(application, testing),
          { add: 'audit', leaf: deps.audit.entry({ act: 'party.added', ...because, subject: `party:${application.party}`, details: { role: application.role, binding: bindingMode, ...(testing ? { state: 'testing' } : {}) } }) },
        ],
      })
      if ('taken' in outcome) throw new GatewayError('CONFLICT', 'there is a core already, and a gateway has exactly one')
      if (!('committed' in outcome)) throw new GatewayError('CONFLICT', 'this party is being admitted by another request')
      events.partyAdded(application.party, application.role)
      return admissionOf(application, bindingMode, core, deps)
    },
    list: () => store.read.listParties(),
    find: (party) => store.read.party(party),
    suspend: async (party, because) => {
      const row = await setState(party, () => 'suspended', 'party.suspended', because)
      await deps.closeLinks(party, because.reason)
      events.partySuspended(party, because.reason)
      return row
    },
    resume: async (party, because) => {
      const row = await setState(party, () => stateAtRest(store.read, party), 'party.resumed', because)
      events.partyResumed(party, because.reason)
      surfacing.retryAll()
      return row
    },
    setLimits: async (party, changes, because) => {
      const row = await change(party, ({ limits, policyVersion }) => ({ limits: { ...limits, ...changes }, policyVersion: policyVersion + 1 }), { act: 'party.limits-changed', ...because, details: { ...changes } })
      deps.announceLimits(party, row.policyVersion, row.limits)
      events.limitsChanged(party, row.policyVersion, because.actor)
      return row
    },
  }
}

const coreFor = (application: ApplicationFile, core: PartyRow | undefined): AdmissionFile['core'] => {
  if (application.role === 'core') {
    if (core) throw new GatewayError('CONFLICT', 'there is a core already, and a gateway has exactly one')
    return { party: application.party, issuerKeys: application.issuerKeys }
  }
  if (!core) throw new GatewayError('CONFLICT', 'add the core first: providers pin its keys from their admission file')
  return { party: core.party, issuerKeys: { keys: core.issuerKeys.map(({ keyId, jwk }) => ({ ...jwk, kid: keyId })) } as KeySet }
}

const partyKeys = (set: KeySet): readonly PartyKey[] =>
  set.keys.map(({ kid, kty, crv, x, y }) => ({ keyId: kid as PartyKey['keyId'], jwk: { kty, crv, x, ...(y === undefined ? {} : { y }) } }))

const refuseUntested = ({ role }: ApplicationFile, testing: boolean, { requireReport, requireRotation }: AgreementRules): void => {
  if (role === 'core' && testing) throw new GatewayError('MALFORMED', 'a core is live at once: without it nobody can test')
  if (role === 'core' || testing || !(requireReport || requireRotation)) return
  throw new GatewayError('CONFLICT', `this gateway asks every provider for ${[...(requireReport ? ['a conformance report'] : []), ...(requireRotation ? ['a rehearsed change of keys'] : [])].join(' and ')} before it is live: admit it with --testing`)
}

const rowOf = (application: ApplicationFile, bindingMode: BindingMode, state: AgreementState, now: number): Omit<PartyRow, 'version'> => ({
  party: application.party, role: application.role, displayName: application.displayName,
  state, stateReason: '', suspendedBy: undefined, bindingMode, limits: defaultLimits, policyVersion: 1, wakeUrl: application.wakeUrl ?? '', mediaHosts: application.mediaHosts ?? [],
  linkKeys: partyKeys(application.linkKeys), issuerKeys: partyKeys(application.issuerKeys), addedAt: now,
})

const admissionOf = (
  application: ApplicationFile, bindingMode: BindingMode, core: AdmissionFile['core'], { gateway }: RegistryDeps,
): AdmissionFile => ({
  drawbridge: 'admission/1', party: application.party, role: application.role, bindingMode,
  gateway: { id: gateway.keyId, url: gateway.url, linkKey: gateway.linkKey, frankKey: gateway.frankKey },
  core,
})
