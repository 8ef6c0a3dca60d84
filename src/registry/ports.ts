// SPDX-License-Identifier: AGPL-3.0-only
import type { AgreementRules } from '../model/agreements.ts'
import type { AuditAct } from '../model/audit/acts.ts'
import type { EnforcementStep } from '../model/enforcement.ts'
import type { PartyId } from '../model/ids.ts'
import type { KeyId } from '../model/ids.ts'
import type { PublicJwk } from '../model/credentials.ts'
import type { AgreementLimits } from '../model/values.ts'
import type { AuditPen } from '../ops/audit/pen.ts'
import type { OperatorsWords } from '../ops/events.ts'
import type { Store } from '../store/port.ts'

/** Seals personal fields at rest and finds them by keyed hash. Table and key are bound in: a sealed value moved elsewhere does not open. */
export interface Sealer {
  seal(table: string, key: string, plaintext: Uint8Array): Uint8Array
  open(table: string, key: string, sealed: Uint8Array): Uint8Array
}

/** What happened, for the operator; one function per business event. Arguments never hold names, addresses or tokens. */
export interface RegistryEvents {
  partyAdded(party: PartyId, role: string): void
  partySuspended(party: PartyId, reason: string): void
  partyResumed(party: PartyId, reason: string): void
  /** A step on the way of an agreement was taken: what the audit log calls it. */
  agreementMoved(party: PartyId, act: AuditAct, actor: string): void
  limitsChanged(party: PartyId, policyVersion: number, actor: string): void
  userEnlisted(party: PartyId): void
  userErased(party: PartyId): void
  userExported(party: PartyId, because: OperatorsWords): void
  userErasedByOperator(party: PartyId, because: OperatorsWords): void
  identityChanged(party: PartyId, endorsed: boolean): void
  /** A user of the party asks somebody. */
  contactRequested(party: PartyId): void
  /** What a user of the party asked is shown to whom it asks. */
  contactSurfaced(party: PartyId): void
  /** A request of a user of the party's is answered for the first time. */
  contactAnswered(party: PartyId, answer: 'granted' | 'denied'): void
  /** Users of a party ask for so many addresses today that none of them asked for before: nearly all that they may, or all. */
  manyNewTargets(party: PartyId, count: number): void
  contactGranted(party: PartyId): void
  /** A step against a user or the party itself was taken, by the gateway or by somebody of the operator's. */
  enforced(party: PartyId, step: string, rule: string, actor: string): void
  enforcementEnded(party: PartyId, step: string, ending: string, actor: string): void
  /** A party says that a step is wrong: the operator has to decide. */
  appealed(party: PartyId): void
  appealDecided(decision: string, actor: string): void
  issuerListPut(version: number): void
  /** All users' keys are under this key-encryption key now: older ones are not needed any more. */
  vaultKeysRewrapped(key: number, users: number): void
  vaultKeysRenewed(users: number): void
  backgroundFailed(task: string, error: unknown): void
}

/** What the gateway says of itself in admission files. */
export interface GatewayIdentity {
  readonly keyId: KeyId
  readonly url: string
  readonly linkKey: PublicJwk
  readonly frankKey: PublicJwk
}

/** Everything the registry stands on. */
export interface RegistryDeps {
  readonly store: Store
  readonly audit: AuditPen
  readonly sealer: Sealer
  /** Keyed 32-byte hash of a text in a domain ("address", "reference"). */
  readonly blindIndex: (domain: string, text: string) => Uint8Array
  readonly gateway: GatewayIdentity
  /** Ed25519 by the gateway's link key, 64 bytes. */
  readonly signAsGateway: (bytes: Uint8Array) => Uint8Array
  /** Ends the links of a party; resolves when they are gone. */
  readonly closeLinks: (party: PartyId, reason: string) => Promise<void>
  /** Tells a party's open links what its agreement allows now. */
  readonly announceLimits: (party: PartyId, policyVersion: number, limits: AgreementLimits) => void
  /** Throws `CONFIG_INVALID`, naming the key at `where`, for a URL that the gateway would not call. */
  readonly requireCallable: (url: string, where: string) => void
  /** What every provider shows before it is live. */
  readonly agreementRules: AgreementRules
  /** The hardest step that is taken by itself; undefined for none. */
  readonly hardestStep: EnforcementStep | undefined
  readonly timers: {
    /** Runs `task` each time that `ms` have passed; returns what ends it. */
    every(ms: number, task: () => void): () => void
  }
  readonly events: RegistryEvents
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** The same for ending steps: it does not follow a clock that jumps ahead, for a day. */
  readonly patientNow: () => number
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic: () => number
  readonly randomBytes: (length: number) => Uint8Array
  readonly randomUuid: () => string
}
