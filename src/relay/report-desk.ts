// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { PartyId } from '../model/ids.ts'
import { REPORT_MS } from '../model/reports.ts'
import type { ReportId } from '../model/reports.ts'
import type { OperatorsWords } from '../ops/events.ts'
import type { PartyReportCount, ReportCount, ReportRow, StoredReport } from '../store/reports.ts'
import type { RelayDeps } from './ports.ts'
import { reporterHashOf } from './reports.ts'

export type { PartyReportCount, ReportCount, ReportRow, StoredReport } from '../store/reports.ts'

/** What the operator sees of reports: who, when and how many. What they say is sealed to the moderation key. */
export interface ReportDesk {
  /** A page in the order of ids. */
  list(after: ReportId | undefined, limit: number): Promise<readonly ReportRow[]>
  /** The most reported users of all or of one party, by different people within 90 days. */
  counts(party: PartyId | undefined, limit: number): Promise<readonly ReportCount[]>
  /** Different people who reported users of this party within 90 days, and how many of its users. */
  countOf(party: PartyId): Promise<PartyReportCount>
  /** `NOT_FOUND` for an unknown report. */
  find(id: ReportId): Promise<StoredReport>
  /** Deletes a report; its reporter counts no more, unless it was `founded`. `NOT_FOUND` for an unknown one. */
  drop(id: ReportId, founded: boolean, because: OperatorsWords): Promise<void>
}

/** The operator's desk for reports over the store. */
export const createReportDesk = ({ store, events, now, audit, blindIndex }: Pick<RelayDeps, 'store' | 'events' | 'now' | 'audit' | 'blindIndex'>): ReportDesk => ({
  list: (after, limit) => store.read.reports(after, limit),
  counts: (party, limit) => store.read.reportCounts({ party }, now() - REPORT_MS, limit),
  countOf: (party) => store.read.reportersOfParty(party, now() - REPORT_MS),
  find: async (id) => await store.read.report(id) ?? absent(),
  drop: async (id, founded, because) => {
    const { reporter } = await store.read.report(id) ?? absent()
    const judged = { founded, reporterHash: reporterHashOf(blindIndex, reporter) }
    if (!await store.write.dropReport(id, judged, audit.entry({ act: 'report.dropped', ...because, subject: `report:${id}`, details: { founded: founded ? 'yes' : 'no' } }))) absent()
    events.reportDropped(because)
  },
})

const absent = (): never => { throw new GatewayError('NOT_FOUND', 'no such report') }
