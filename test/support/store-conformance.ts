// SPDX-License-Identifier: AGPL-3.0-only
import type { Test } from 'tap'
import type { Store } from '../../src/store/port.ts'
import { agreementCases } from './store-conformance/agreements.ts'
import { attachmentBindingCases } from './store-conformance/attachment-binding.ts'
import { attachmentEndCases } from './store-conformance/attachment-ends.ts'
import { attachmentQuotaCases } from './store-conformance/attachment-quotas.ts'
import { attachmentCases } from './store-conformance/attachments.ts'
import { auditCases } from './store-conformance/audit.ts'
import { bucketCases } from './store-conformance/bucket.ts'
import { contactCases } from './store-conformance/contacts.ts'
import { deviceCases } from './store-conformance/devices.ts'
import { enforcementCases } from './store-conformance/enforcement.ts'
import { erasureCases } from './store-conformance/erasure.ts'
import { eventCases } from './store-conformance/events.ts'
import { feedCases } from './store-conformance/feeds.ts'
import { healingCases } from './store-conformance/healing.ts'
import { loadCases } from './store-conformance/load.ts'
import { mailboxCases } from './store-conformance/mailbox.ts'
import { nodeCases } from './store-conformance/nodes.ts'
import { peopleCases } from './store-conformance/people.ts'
import { privacyCases } from './store-conformance/privacy.ts'
import { reportCases } from './store-conformance/reports.ts'
import { stampCases } from './store-conformance/stamps.ts'
import { storeCases } from './store-conformance/store.ts'
import { submissionCases } from './store-conformance/submissions.ts'
import { inviteCases } from './store-conformance/invites.ts'
import { untakenCases } from './store-conformance/untaken.ts'
import { usageCases } from './store-conformance/usage.ts'
import { vaultCases } from './store-conformance/vault.ts'

/** A store of a driver under test, empty and of its own. */
export interface OpenStore {
  readonly store: Store
  /** Opens the same data again after `store` was closed. */
  readonly reopen: () => Promise<Store>
  /** Gives back what the driver needed; stores are closed before. */
  readonly cleanup: () => Promise<void>
}

/** One sentence about behaviour, and how it is shown. */
export type StoreCases = Readonly<Record<string, (t: Test, store: Store, reopen: () => Promise<Store>) => Promise<void>>>

const CASES: readonly StoreCases[] = [
  storeCases, peopleCases, deviceCases, stampCases, contactCases, submissionCases, mailboxCases, eventCases, feedCases, erasureCases, untakenCases, vaultCases, healingCases, nodeCases,
  attachmentCases, attachmentBindingCases, attachmentEndCases, attachmentQuotaCases, reportCases, privacyCases, usageCases, enforcementCases, auditCases, inviteCases, bucketCases, loadCases, agreementCases,
]

/** Holds a driver of the store to everything that the port promises. */
export const storeConformance = (t: Test, name: string, open: () => Promise<OpenStore>): void => {
  for (const [title, show] of CASES.flatMap((cases) => Object.entries(cases))) {
    t.test(`${name}: ${title}`, async (t) => {
      const { store, reopen, cleanup } = await open()
      const opened = [store]
      t.teardown(async () => {
        for (const one of opened) await one.close()
        await cleanup()
      })
      await show(t, store, async () => {
        await opened.at(-1)?.close()
        const next = await reopen()
        opened.push(next)
        return next
      })
    })
  }
}
