// SPDX-License-Identifier: AGPL-3.0-only
import type { AgreementRecord, ConformanceNote } from '../model/agreements.ts'
import type { AuditAct } from '../model/audit/acts.ts'
import type { ApplicationFile } from '../model/credentials.ts'
import { GatewayError } from '../model/errors.ts'
import type { KeyId, PartyId } from '../model/ids.ts'
import { PROTOCOL_VERSION } from '../model/values.ts'
import type { OperatorsWords } from '../ops/events.ts'
import { missingOf, progressOf } from '../policy/agreement.ts'
import type { AgreementFacts } from '../policy/agreement.ts'
import type { AgreementRow } from '../store/agreements.ts'
import type { PartyRow } from '../store/rows.ts'
import type { Write } from '../store/transactors.ts'
import type { AgreementView, SuspendingStep } from './agreement-view.ts'
import { nextRow, recordOf } from './agreement-records.ts'
import { suspends } from './enforcement-steps.ts'
import { createKeyRotations } from './key-rotation.ts'
import type { KeyRotations } from './key-rotation.ts'
import { MOVED, settle } from './optimistic.ts'
import type { RegistryDeps } from './ports.ts'
import type { Surfacing } from './surfacing.ts'

/** What of a report the desk is told; who signed it is looked up here. */
export type ReportFacts = Omit<ConformanceNote, 'attachedAt' | 'signedBy'>

/** The way of providers from a request to live, for the operator. Each change is in force, and in the audit log, when the call returns. */
export interface Agreements extends Pick<KeyRotations, 'rotate' | 'finishRotation' | 'linked'> {
  /** Notes a request of this moment (ms). `CONFLICT` for a party that asked or was admitted, `MALFORMED` for a core and for a moment to come. */
  request(application: ApplicationFile, receivedAt: number, because: OperatorsWords): Promise<AgreementView>
  /** The provider took its request back. `NOT_FOUND` without one, `CONFLICT` once it was admitted. */
  withdraw(party: PartyId, because: OperatorsWords): Promise<AgreementView>
  /** Attaches what a verified report said. `CONFLICT` where neither the provider nor the core signed it. */
  attachReport(party: PartyId, report: ReportFacts, because: OperatorsWords): Promise<AgreementView>
  /** Lets messages pass. `CONFLICT` that names what is missing, and for a party that is not testing. */
  goLive(party: PartyId, because: OperatorsWords): Promise<AgreementView>
  /** All, by party: providers that were admitted and those that only asked. */
  list(): Promise<readonly AgreementView[]>
  /** `NOT_FOUND` for a party that neither asked nor was admitted, and for the core. */
  find(party: PartyId): Promise<AgreementView>
}

/** Agreements as a process, over the store. */
export const createAgreements = (deps: RegistryDeps, surfacing: Pick<Surfacing, 'retryAll'>): Agreements => {
  const { store, now, events } = deps
  const found = async (party: PartyId): Promise<Found> => {
    const [stored, row] = await Promise.all([store.read.agreement(party), store.read.party(party)])
    if ((stored === undefined && row === undefined) || row?.role === 'core') throw new GatewayError('NOT_FOUND', 'no provider of this name asked or was admitted')
    return { stored, row }
  }
  const viewOf = async (party: PartyId, { stored, row }: Found): Promise<AgreementView> => {
    const step = row?.state === 'suspended' ? await suspendingStep(deps, row) : undefined
    const record = recordOf(stored, row)
    return {
      party, record, progress: progressOf(factsOf(deps, record, row, step?.appeal === 'open')),
      suspension: row?.state === 'suspended' ? { reason: row.stateReason, step } : undefined,
    }
  }
  const find = async (party: PartyId): Promise<AgreementView> => viewOf(party, await found(party))

  const change = async (party: PartyId, read: (party: PartyId) => Promise<Found>, decide: (found: Found) => Changed): Promise<AgreementView> => {
    const act = await settle(async () => {
      const before = await read(party)
      const { record, row, told } = decide(before)
      const outcome = await store.write.commit({
        expect: [{ of: 'party', party, version: before.row?.version ?? 0 }],
        writes: [
          { put: 'agreement', row: nextRow(party, before.stored, record) }, ...(row === undefined ? [] : [putParty(row)]),
          { add: 'audit', leaf: deps.audit.entry({ ...told, subject: `party:${party}` }) },
        ],
      })
      return 'committed' in outcome ? told : MOVED
    })
    events.agreementMoved(party, act.act, act.actor)
    return find(party)
  }

  return {
    ...createKeyRotations(deps, find),
    find,
    list: async () => {
      const [rows, parties] = await Promise.all([store.read.listAgreements(), store.read.listParties()])
      const names = new Set([...rows.map(({ party }) => party), ...parties.filter(({ role }) => role === 'provider').map(({ party }) => party)])
      const [byRecord, byParty] = [new Map(rows.map((row) => [row.party, row])), new Map(parties.map((row) => [row.party, row]))]
      return Promise.all([...names].sort().map((party) => viewOf(party, { stored: byRecord.get(party), row: byParty.get(party) })))
    },
    request: async (application, receivedAt, because) => {
      if (application.role !== 'provider') throw new GatewayError('MALFORMED', 'only a provider asks for interoperability; a core is added')
      if (receivedAt > now()) throw new GatewayError('MALFORMED', 'a request cannot have come after today')
      return change(application.party, async (party) => ({ stored: await store.read.agreement(party), row: await store.read.party(party) }), ({ stored, row }) => {
        if (row !== undefined) throw new GatewayError('CONFLICT', 'this party is admitted already')
        if (stored !== undefined && stored.record.withdrawnAt === undefined) throw new GatewayError('CONFLICT', 'a request of this party is noted already; its day does not change')
        return { record: { displayName: application.displayName, requestedAt: receivedAt }, told: { act: 'agreement.requested', ...because, details: { receivedAt: new Date(receivedAt).toISOString() } } }
      })
    },
    withdraw: (party, because) => change(party, found, ({ stored, row }) => {
      if (row !== undefined) throw new GatewayError('CONFLICT', 'this party is admitted; suspend it instead')
      const record = recordOf(stored, row)
      if (record.withdrawnAt !== undefined) throw new GatewayError('CONFLICT', 'the request was taken back already')
      return { record: { ...record, withdrawnAt: now() }, told: { act: 'agreement.withdrawn', ...because } }
    }),
    attachReport: async (party, report, because) => {
      const core = await store.read.core()
      return change(party, found, ({ stored, row }) => {
        if (row === undefined) throw new GatewayError('CONFLICT', 'admit the party first: its application says whose signature counts; drawbridge provider add FILE --testing')
        const signedBy = signerOf(report.keyId, row, core)
        const { passed, failed, absent, sha256, keyId } = report
        return { record: { ...recordOf(stored, row), conformance: { ...report, attachedAt: now(), signedBy } }, told: { act: 'agreement.report-attached', ...because, details: { passed, failed, absent, sha256, keyId, signedBy } } }
      })
    },
    goLive: async (party, because) => {
      const view = await change(party, found, ({ stored, row }) => {
        if (row?.state !== 'testing') throw new GatewayError('CONFLICT', row === undefined ? 'the party is not admitted yet' : `the party is ${row.state}, not testing`)
        const record = recordOf(stored, row)
        const missing = missingOf(factsOf(deps, record, row, false))
        if (missing.length > 0) throw new GatewayError('CONFLICT', `not yet: ${missing.map(({ name, why }) => (why === undefined ? `${name} is missing` : `${name}: ${why}`)).join('; ')}`)
        return { record: { ...record, liveAt: now() }, row: { ...row, state: 'live', stateReason: '' }, told: { act: 'agreement.live', ...because } }
      })
      surfacing.retryAll()
      return view
    },
  }
}

interface Found { readonly stored: AgreementRow | undefined; readonly row: PartyRow | undefined }
interface Changed {
  readonly record: AgreementRecord
  readonly row?: PartyRow
  readonly told: OperatorsWords & { readonly act: AuditAct; readonly details?: Readonly<Record<string, string | number>> }
}

const signerOf = (key: KeyId, provider: PartyRow, core: PartyRow | undefined): ConformanceNote['signedBy'] => {
  const signed = (row: PartyRow | undefined): boolean => row?.issuerKeys.some(({ keyId }) => keyId === key) === true
  if (signed(provider)) return 'provider'
  if (signed(core)) return 'core'
  throw new GatewayError('CONFLICT', `${key} signed the report, which is an issuer key neither of ${provider.party} nor of the core; run the kit with --sign-with keys.json of one of them`)
}

const putParty = ({ version: _, ...row }: PartyRow): Write => ({ put: 'party', row })

const factsOf = ({ agreementRules: rules, now }: RegistryDeps, record: AgreementRecord, row: PartyRow | undefined, appealOpen: boolean): AgreementFacts =>
  ({ record, state: row?.state, appealOpen, rules, protocol: PROTOCOL_VERSION, now: now() })

/** The step that suspends it; a party may be suspended by hand beside one. */
const suspendingStep = async ({ store }: RegistryDeps, party: PartyRow): Promise<SuspendingStep | undefined> => {
  const step = party.suspendedBy === undefined ? undefined : await store.read.enforcement(party.suspendedBy)
  return step !== undefined && suspends(step, party) ? step : undefined
}
