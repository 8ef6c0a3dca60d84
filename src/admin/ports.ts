// SPDX-License-Identifier: AGPL-3.0-only
import type { BucketState } from '../model/attachments.ts'
import type { AdmissionFile, ApplicationFile } from '../model/credentials.ts'
import type { PartyId } from '../model/ids.ts'
import type { FrankKeysFile } from '../model/report-files.ts'
import type { AgreementLimits, AgreementState, BindingMode, Role } from '../model/values.ts'
import type { AuditDesk } from '../ops/audit/desk.ts'
import type { CoreCredentials } from '../ops/core-credentials.ts'
import type { Agreements } from '../registry/agreements.ts'
import type { Offers } from '../registry/offers.ts'
import type { UserDesk } from '../registry/user-desk.ts'
import type { EnforcementDesk } from '../registry/enforcement-desk.ts'
import type { OperatorsWords } from '../ops/events.ts'
import type { Scrape } from '../ops/metrics/index.ts'
import type { MailboxDesk } from '../relay/mailbox-desk.ts'
import type { ReportDesk } from '../relay/report-desk.ts'
import type { UntakenDesk } from '../relay/untaken-desk.ts'

/** What the operator sees of a party; a row of the store has it. */
export interface AdmittedParty {
  readonly party: PartyId
  readonly role: Role
  readonly displayName: string
  readonly state: AgreementState
  readonly stateReason: string
  readonly bindingMode: BindingMode
  readonly limits: AgreementLimits
  /** Rises with each change of the limits. */
  readonly policyVersion: number
  /** Empty for none. */
  readonly wakeUrl: string
  readonly mediaHosts: readonly string[]
  readonly linkKeys: readonly { readonly keyId: string }[]
  readonly issuerKeys: readonly { readonly keyId: string }[]
  /** Ms since the epoch. */
  readonly addedAt: number
}

/** The operator's desk: who is admitted, suspended, resumed. Each change is in force, and in the audit log, when the call returns. */
export interface PartyDesk {
  /** `CONFLICT` for a known party, a second core, or a provider before the core; `CONFIG_INVALID` for a wake-up URL that is not called. */
  add(application: ApplicationFile, bindingMode: BindingMode, because: OperatorsWords, how?: { readonly testing?: boolean }): Promise<AdmissionFile>
  list(): Promise<readonly AdmittedParty[]>
  find(party: PartyId): Promise<AdmittedParty | undefined>
  /** Returns after the commit and after the party's links are closed. */
  suspend(party: PartyId, because: OperatorsWords): Promise<AdmittedParty>
  resume(party: PartyId, because: OperatorsWords): Promise<AdmittedParty>
  /** In force, and told to the open links, when it returns. */
  setLimits(party: PartyId, changes: Partial<AgreementLimits>, because: OperatorsWords): Promise<AdmittedParty>
}

/** What the daemon says of itself. */
export interface DaemonStatus {
  readonly version: string
  readonly source: string
  readonly phase: string
  readonly startedAt: number
  readonly linksUrl: string
  /** null where there is no listener for a core over HTTP. */
  readonly coreUrl: string | null
  readonly gatewayId: string
  readonly openLinks: number
  /** How often each business event happened since the start. */
  readonly events: Readonly<Record<string, number>>
}

/** What happens on the admin API, for the operator. */
export interface AdminEvents {
  adminRefused(code: string): void
  adminFailed(correlationId: string, error: unknown): void
  credentialAdded(actor: string): void
  credentialRemoved(actor: string): void
}

/** The operator's word on the bucket of attachments. */
export interface BucketDesk {
  look(): Promise<BucketState>
  /** It is this store's when the call returns. `CONFLICT` for another gateway's, `UNAVAILABLE` where it does not say. */
  adopt(because: OperatorsWords): Promise<void>
}

/** Everything the admin API stands on. */
export interface AdminDeps {
  readonly desk: PartyDesk
  readonly agreements: Omit<Agreements, 'linked'>
  readonly offers: Offers
  readonly mailbox: MailboxDesk
  readonly users: UserDesk
  readonly enforcement: EnforcementDesk
  readonly untaken: UntakenDesk
  readonly reports: ReportDesk
  /** The public keys under which this gateway vouches for messages. */
  readonly frankKeys: FrankKeysFile['keys']
  readonly audit: AuditDesk
  /** The bucket of attachments; undefined where there is none. */
  readonly bucket: BucketDesk | undefined
  /** How the receiver of the core's webhook is; `off` where none is configured. */
  readonly webhookState: () => 'off' | 'elsewhere' | 'well' | 'resting' | 'probed' | 'gone'
  readonly credentials: Pick<CoreCredentials, 'list' | 'add' | 'remove'>
  /** What each vault says of itself for 32 random bytes, as a JWS; undefined for one that does not answer. Throws `NOT_FOUND` where there are none. */
  readonly attest: (nonce: Uint8Array) => Promise<readonly (string | undefined)[]>
  /** Which key-encryption keys users' keys are under, and the newest that all vaults have; undefined while they have not. Throws `NOT_FOUND` where there are none. */
  readonly keysInUse: () => Promise<{ readonly wrapping: number | undefined; readonly keys: readonly { readonly key: number; readonly users: number }[] }>
  readonly health: { live(): boolean; ready(): boolean }
  readonly status: () => DaemonStatus
  /** Everything that is measured, as Prometheus reads it. */
  readonly metrics: () => Promise<Scrape>
  /** How links of a party that names no binding mode are tied to their connection. */
  readonly defaultBindingMode: BindingMode
  readonly events: AdminEvents
  readonly correlationId: () => string
  /** Ms since the epoch. */
  readonly now: () => number
}
