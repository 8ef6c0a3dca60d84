// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import { MAX_REPORTED_MESSAGES, MAX_SEALED_REPORT_BYTES } from '../model/reports.ts'

// Nothing but what is declared.
const closed = { additionalProperties: false } as const
const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
const Uuid = Type.String({ pattern: UUID })
const JWE = '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$'
const MAX_DEVICE = 127

/** What the gateway vouched for when it took a message; 32 bytes are 43 characters of base64url. */
const vouched = {
  senderDevice: Type.Integer({ minimum: 1, maximum: MAX_DEVICE }), gatewayTimeMs: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  commitment: Type.String({ pattern: '^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$', description: '32 bytes in base64url.' }),
  keyEpoch: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), mac: Type.String({ pattern: '^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$', description: '32 bytes in base64url.' }),
}

/** What a report of a message needs, for a core that asked for it. */
export const Proof = Type.Object({
  sealed: Type.String({ description: 'Compact JWE by the vault, of type drawbridge-proof+jwe, under the epoch of the content and with its header: franking key and content as they were sealed.' }),
  ...vouched, signature: Type.String({ description: '64 bytes in base64url.' }),
}, { ...closed, description: 'With message, where proofs were asked for and the gateway vouched for it: what a report needs. As secret as what was said.' })

/** A user's report of what somebody said. */
export const Report = Type.Object({
  ref: Type.String({ minLength: 1, maxLength: 128, description: 'Who reports: the recipient of all messages.' }), provider: Type.String({ maxLength: 253 }),
  peer: Type.String({ pattern: UUID, description: 'Who is reported: the sender of all messages.' }),
  messages: Type.Array(Type.Object({ message: Uuid, ...vouched }, closed), { minItems: 1, maxItems: MAX_REPORTED_MESSAGES, description: 'As the events had them, in the order of the disclosure.' }),
  sealed: Type.String({ maxLength: MAX_SEALED_REPORT_BYTES, pattern: JWE, description: 'The disclosure, whose reportId is the Idempotency-Key, as a compact JWE to the moderation key of your admission file.' }),
  block: Type.Optional(Type.Boolean({ description: 'Block the contact first; the block holds whatever becomes of the report.' })),
}, closed)

/** The report is stored for whoever decides. */
export const Reported = Type.Object({ id: Uuid, leftToday: Type.Integer({ description: 'Reports that the user may still make today.' }), blocked: Type.Boolean() }, closed)
