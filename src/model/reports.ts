// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from './errors.ts'
import type { DeviceId, SubmissionId, UserId } from './ids.ts'

declare const brand: unique symbol

/** A report to the operator; canonical UUID text, drawn at random by the device that makes it. */
export type ReportId = string & { readonly [brand]: 'ReportId' }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A report id from its canonical text; throws `MALFORMED`. */
export const reportId = (text: string): ReportId => {
  if (!UUID.test(text)) throw new GatewayError('MALFORMED', 'report id is not well formed')
  return text as ReportId
}

/** Messages of one report: a pattern shows in five, and five of the longest kind fit one frame. */
export const MAX_REPORTED_MESSAGES = 5
/** Bytes of a sealed report: five messages of 16 KiB and a comment, twice in base64. */
export const MAX_SEALED_REPORT_BYTES = 163_840
/** Reports of a user in a day: more than anybody needs who reads them, fewer than a flood. */
export const REPORTS_PER_DAY = 20
/** How long after its acceptance a message can be reported, and how long a report is kept. */
export const REPORT_MS = 90 * 86_400_000

/** A message that the gateway once vouched for, as its `Deliver` had it: `commitment` and `mac` 32 bytes each. Nothing of it is checked yet. */
export interface FrankedMessage {
  readonly senderDevice: DeviceId
  readonly submissionId: SubmissionId
  readonly gatewayTimeMs: number
  readonly commitment: Uint8Array
  readonly keyEpoch: number
  readonly mac: Uint8Array
}

/** A report as the gateway gets it. */
export interface Report {
  readonly reportId: ReportId
  /** Who reports: the recipient of all messages. */
  readonly reporter: UserId
  /** The sender of all messages. */
  readonly reportedUser: UserId
  readonly messages: readonly FrankedMessage[]
  /** The disclosure as a compact JWE to the moderation key. */
  readonly sealed: Uint8Array
}
