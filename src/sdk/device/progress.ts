// SPDX-License-Identifier: Apache-2.0
import type { DeviceId } from '../../model/ids.ts'
import type { MessageId } from '../../wire/content/index.ts'
import type { Context } from './context.ts'
import type { TargetOutcome } from './state/targets.ts'
import type { SentReason, SentState } from './types.ts'

/** Moves a message of one's own on, if it is not further already, and tells it. */
export const advance = ({ state, emit }: Context, messageId: MessageId, to: SentState, reason?: SentReason): void => {
  if (!state.sent.move(messageId, to, reason)) return
  const message = state.sent.find(messageId)
  if (message?.shown === true) emit('sent', { messageId, peer: message.peer, state: to, reason })
}

/**
 * Notes what became of a message at one device. Once every device has it, its content is forgotten; once it is lost at every
 * device, the message as a whole is lost, for the given reason.
 */
export const settleTarget = (context: Context, messageId: MessageId, device: DeviceId, outcome: TargetOutcome, reason?: SentReason): void => {
  const { state, commit } = context
  commit(() => {
    if (!state.targets.settle(messageId, device, outcome)) return
    const outcomes = state.targets.of(messageId).map((target) => target.outcome)
    if (outcomes.every((one) => one === 'delivered')) state.sent.forgetContent(messageId)
    if (outcomes.some((one) => one === undefined || one === 'delivered')) return
    advance(context, messageId, outcomes.includes('failed') ? 'failed' : 'expired', reason)
  })
}

/** How a message ends that is not sent for this reason: nobody wants it, or it cannot be done. */
export const endOf = (reason: SentReason): SentState => (REFUSALS.has(reason) ? 'refused' : 'failed')

const REFUSALS: ReadonlySet<SentReason> = new Set<SentReason>(['CUSTODY_REFUSED', 'BLOCKED', 'NOT_A_CONTACT', 'NOT_PERMITTED', 'NOT_YOURS'])
