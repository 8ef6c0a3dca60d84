// SPDX-License-Identifier: AGPL-3.0-only
import type { Readers } from '../../readers.ts'
import type { Session } from '../session.ts'
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

/** All reads; each is one moment's view. `UNAVAILABLE` while the database is away, and once the store is closed. */
export const createReaders = (session: Session): Readers => ({
  ...createPeopleReads(session), ...createContactReads(session), ...createMessageReads(session), ...createTracingReads(session),
  ...createVaultReads(session), ...createUntakenReads(session), ...createAttachmentReads(session), ...createReportReads(session), ...createPrivacyReads(session),
  ...createUsageReads(session), ...createEnforcementReads(session), ...createAuditReads(session), ...createLoadReads(session), ...createAgreementReads(session), standing: createStandingRead(session),
})
