// SPDX-License-Identifier: Apache-2.0
import type { AppealState, EnforcementStep } from '../../model/enforcement.ts'
import type { AttachmentDirection, AttachmentState } from '../../model/attachments.ts'
import { errorCatalogue } from '../../model/errors.ts'
import type { ErrorCode } from '../../model/errors.ts'
import type { GoAwayReason, ThrottleScope, TraceStage } from '../../model/answers.ts'
import type { Actor, BindingMode, ContactDecision, Custody, Inbox, MessageClass, Purpose } from '../../model/values.ts'
import { wireEnum } from '../wire-enum.ts'

/** `Custody`. */
export const custodyEnum = wireEnum<Custody>({ DEVICE: 1, VAULT: 2 })
/** `Actor`. */
export const actorEnum = wireEnum<Actor>({ PERSON: 1, BUSINESS: 2, AUTOMATED: 3 })
/** `Purpose`. */
export const purposeEnum = wireEnum<Purpose>({ chat: 1, service: 2, marketing: 3 })
/** `Inbox`. */
export const inboxEnum = wireEnum<Inbox>({ separate: 1, combined: 2 })
/** `Decision`. */
export const decisionEnum = wireEnum<ContactDecision>({ grant: 1, deny: 2, block: 3 })
/** `BindingMode`. */
export const bindingModeEnum = wireEnum<BindingMode>({ exporter: 1, proxy: 2, 'plain-loopback': 3 })
/** `MessageClass`. */
export const messageClassEnum = wireEnum<MessageClass>({ normal: 1, ephemeral: 2 })
/** `ThrottleScope`. */
export const throttleScopeEnum = wireEnum<ThrottleScope>({ pair: 1, user: 2, party: 3 })
/** `TraceStage`. */
export const traceStageEnum = wireEnum<TraceStage>({ accepted: 1, waiting: 2, parked: 3, delivered: 4, expired: 5, failed: 6 })
/** `AttachmentDirection`. */
export const attachmentDirectionEnum = wireEnum<AttachmentDirection>({ upload: 1, download: 2 })
/** `AttachmentState`. */
export const attachmentStateEnum = wireEnum<AttachmentState>({ pending: 1, available: 2, expired: 3, gone: 4, tooLarge: 5, corrupt: 6 })
/** `EnforcementStep`. */
export const enforcementStepEnum = wireEnum<EnforcementStep>({ notice: 1, slow: 2, suspend: 3 })
/** `AppealState`. */
export const appealStateEnum = wireEnum<AppealState>({ none: 1, open: 2, upheld: 3, granted: 4 })
/** `GoAwayReason`. */
export const goAwayReasonEnum = wireEnum<GoAwayReason>({ draining: 1, replaced: 2, suspended: 3 })
/** `ErrorCode`, as the catalogue numbers it. */
export const errorCodeEnum = wireEnum<ErrorCode>(
  Object.fromEntries(Object.entries(errorCatalogue).map(([code, { number }]) => [code, number])) as Record<ErrorCode, number>,
)
