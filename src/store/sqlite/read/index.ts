// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../../../model/errors.ts'
import type { Readers } from '../../readers.ts'
import type { Connection } from '../connection.ts'
import { isFatal } from '../transaction.ts'
import { createAgreementReads } from './agreements.ts'
import { createAttachmentReads } from './attachments.ts'
import { createAuditReads } from './audit.ts'
import { createContactReads } from './contacts.ts'
import { createEnforcementReads } from './enforcement.ts'
import { createLoadReads } from './load.ts'
import { createMessageReads } from './messages.ts'
import { createPeopleReads } from './people.ts'
import { createPrivacyReads } from './privacy.ts'
import { createReportReads } from './reports.ts'
import { createStandingRead } from './standing.ts'
import { createTracingReads } from './tracing.ts'
import { createUntakenReads } from './untaken.ts'
import { createUsageReads } from './usage.ts'
import { createVaultReads } from './vault.ts'

/**
 * All reads; each is one moment's view, since nothing else runs on the connection meanwhile. `UNAVAILABLE` once it is
 * closed, and when the disk gave something that cannot be: `doubted` hears of it then.
 */
export const createReaders = (db: Connection, doubted: (error: unknown) => void): Readers => {
  const [people, contacts, messages, tracing] = [createPeopleReads(db), createContactReads(db), createMessageReads(db), createTracingReads(db)]
  const [reports, privacy] = [createReportReads(db), createPrivacyReads(db)]
  const [vault, untaken, attachments] = [createVaultReads(db), createUntakenReads(db), createAttachmentReads(db)]
  const [audit, usage] = [createAuditReads(db), createUsageReads(db)]
  const [open, steps, agreements] = [answering(db, doubted), createEnforcementReads(db), createAgreementReads(db)]
  return {
    party: open(people.party), listParties: open(people.listParties), core: open(people.core),
    personByReference: open(people.personByReference), personByAddress: open(people.personByAddress),
    person: open(people.person), choice: open(people.choice),
    user: open(people.user), formerHome: open(people.formerHome), userByAddress: open(people.userByAddress), userOfPerson: open(people.userOfPerson),
    userByReference: open(people.userByReference), devices: open(people.devices), prekeyStock: open(people.prekeyStock),
    standing: open(createStandingRead(db)), consent: open(contacts.consent), peersOf: open(contacts.peersOf),
    request: open(contacts.request), waitingRequests: open(contacts.waitingRequests),
    earlierRequests: open(contacts.earlierRequests), countRequests: open(contacts.countRequests), requestTimes: open(contacts.requestTimes), usage: open(usage.usage), activeUsers: open(usage.activeUsers),
    invite: open(contacts.invite), redeemedToken: open(contacts.redeemedToken), issuerList: open(contacts.issuerList),
    submission: open(messages.submission), mailboxPage: open(messages.mailboxPage), lanePage: open(messages.lanePage), eventPage: open(messages.eventPage),
    asideEvents: open(messages.asideEvents), eventsAbout: open(messages.eventsAbout), untakenPage: open(untaken.untakenPage), expired: open(messages.expired), urgentWaits: open(messages.urgentWaits), queued: open(tracing.queued), countParked: open(tracing.countParked), trace: open(tracing.trace), queueLoad: open(createLoadReads(db).queueLoad),
    vaultAccount: open(vault.vaultAccount), vaultAccounts: open(vault.vaultAccounts),
    vaultSent: open(vault.vaultSent), vaultAwaited: open(vault.vaultAwaited), vaultAwaitedCount: open(vault.vaultAwaitedCount), vaultOverdue: open(vault.vaultOverdue),
    vaultTold: open(vault.vaultTold),
    wrappedBelow: open(vault.wrappedBelow), wrappings: open(vault.wrappings), lastingDue: open(vault.lastingDue),
    vaultConversation: open(vault.vaultConversation), vaultPrekeys: open(vault.vaultPrekeys),
    attachment: open(attachments.attachment), attachmentFor: open(attachments.attachmentFor), ticket: open(attachments.ticket),
    erasures: open(privacy.erasures), lastErasure: open(privacy.lastErasure), erasuresDue: open(privacy.erasuresDue), userPage: open(privacy.userPage), personPage: open(privacy.personPage),
    holdings: open(privacy.holdings), consentsOf: open(privacy.consentsOf), requestsBy: open(privacy.requestsBy),
    enforcement: open(steps.enforcement), enforcements: open(steps.enforcements), enforcementDue: open(steps.enforcementDue), stepsInForce: open(steps.stepsInForce), stepsLifted: open(steps.stepsLifted),
    neededAttachments: open(attachments.neededAttachments), endedAttachments: open(attachments.endedAttachments), bucket: open(attachments.bucket),
    report: open(reports.report), reports: open(reports.reports), reportCounts: open(reports.reportCounts),
    reportedUsers: open(reports.reportedUsers), reportersOfUser: open(reports.reportersOfUser), reportersOfParty: open(reports.reportersOfParty),
    agreement: open(agreements.agreement), listAgreements: open(agreements.listAgreements), lastOffer: open(agreements.lastOffer),
    auditHead: open(audit.auditHead), auditPage: open(audit.auditPage), checkpointPage: open(audit.checkpointPage), lastCheckpoint: open(audit.lastCheckpoint),
  }
}

const answering = (db: Connection, doubted: (error: unknown) => void) => <Asked extends unknown[], Told>(read: (...asked: Asked) => Told) =>
  async (...asked: Asked): Promise<Told> => {
    if (!db.open) throw new GatewayError('UNAVAILABLE', 'the store is closed')
    try {
      return read(...asked)
    } catch (error) {
      if (!isFatal(error)) throw error
      doubted(error)
      throw new GatewayError('UNAVAILABLE', 'the disk refused a read')
    }
  }
