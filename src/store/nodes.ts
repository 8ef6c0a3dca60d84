// SPDX-License-Identifier: AGPL-3.0-only
import type { ToldEnforcement } from '../model/answers.ts'
import type { DeviceId, InstanceName, PartyId, SubmissionId, UserId } from '../model/ids.ts'
import type { AgreementLimits } from '../model/values.ts'

/** What one node tells the others. Small, never stored, never repeated: whoever misses it must lose nothing by it. */
export type Signal =
  /** A link of this instance was opened; an older one elsewhere gives way. The newer of two is the one with the greater `number`, from `nextNumber`. */
  | { readonly signal: 'link-opened'; readonly party: PartyId; readonly instance: InstanceName; readonly number: number }
  /** A party was suspended: its links end. */
  | { readonly signal: 'shut-out'; readonly party: PartyId; readonly reason: string }
  /** What a party's agreement allows was changed: its open links are told. */
  | { readonly signal: 'limits-changed'; readonly party: PartyId; readonly policyVersion: number; readonly limits: AgreementLimits }
  /** A step of enforcement began, ended, or was decided on: the open links of its party are told. */
  | { readonly signal: 'enforced'; readonly party: PartyId; readonly enforcement: ToldEnforcement }
  /** A message that is never stored, for whoever has the recipient's link now. `envelope` is base64. */
  | {
      readonly signal: 'ephemeral'; readonly party: PartyId; readonly submissionId: SubmissionId
      readonly senderUser: UserId; readonly senderDevice: DeviceId; readonly recipientUser: UserId; readonly recipientDevice: DeviceId
      readonly gatewayTimeMs: number; readonly commitment: string; readonly envelope: string
    }

/** Largest signal, as JSON in bytes; what PostgreSQL carries in a notification, with room for its frame. */
export const MAX_SIGNAL_BYTES = 7_000

/** Throws a `RangeError` for a signal above {@link MAX_SIGNAL_BYTES}. */
export const requireSmall = (signal: Signal): void => {
  if (Buffer.byteLength(JSON.stringify(signal)) > MAX_SIGNAL_BYTES) throw new RangeError('the signal is too large')
}

/** Something that one node at a time may do, such as push what waits for a party. */
export type Duty = `deliver:${PartyId}` | `open:${PartyId}` | 'expire' | 'webhook' | 'upkeep' | 'audit' | `wake:${PartyId}`

/** The running daemons that share one store; with SQLite there is one. */
export interface Nodes {
  /** Tells all nodes, this one first; best effort. Throws for a signal above {@link MAX_SIGNAL_BYTES}. */
  tell(signal: Signal): void
  /** The same; resolves when every node has dealt with it, or may no longer act. Rejects with `UNAVAILABLE` when another could not, or when that cannot be known. */
  tellAndWait(signal: Signal): Promise<void>
  /** A number greater than every one that any node was given before: by it, not by their clocks, nodes tell what came first. Throws `UNAVAILABLE`. */
  nextNumber(): Promise<number>
  /** Hears every signal; `tellAndWait` waits for what the listener returns. Returns what ends the listening. */
  listen(listener: (signal: Signal) => Promise<void> | void): () => void
  /**
   * Wants a duty until the returned function is called. `changed` tells when this node holds it (never before `want` has
   * returned) and when it does no more; no two nodes hold it at once.
   */
  want(duty: Duty, changed: (held: boolean) => void): () => void
}
