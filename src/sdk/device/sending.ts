// SPDX-License-Identifier: Apache-2.0
import { submissionId as parseSubmissionId } from '../../model/ids.ts'
import type { DeviceId, UserId } from '../../model/ids.ts'
import { GatewayError } from '../../model/errors.ts'
import { isUnanswered, pauseAfter } from './asking.ts'
import type { Context } from './context.ts'
import { DeviceError } from './errors.ts'
import type { DeviceErrorReason } from './errors.ts'
import type { Lanes } from './lanes.ts'
import { advance, endOf, settleTarget } from './progress.ts'
import { queueReceipts } from './receipts.ts'
import { resend } from './resending.ts'
import type { Sealer } from './sealing.ts'
import type { OutboxItem } from './state/outbox.ts'
import type { Peer } from './state/peers.ts'
import type { SentMessage } from './state/sent.ts'
import type { Target } from './state/targets.ts'
import { abandon, submit } from './submitting.ts'
import type { SentReason } from './types.ts'

/** Sends whatever waits for a peer, in order, until nothing is left or something stands in the way. */
export type Pump = (peer: UserId) => Promise<void>

/** A pump for each peer; `lanes` keeps two runs for one peer apart. */
export const createPump = (context: Context, sealer: Sealer, lanes: Lanes): Pump => (user) => lanes.run(user, async () => {
  let goesOn = true
  while (goesOn) goesOn = await step(context, sealer, user)
})

/** Whether encrypted messages may go to this peer now. */
const isOpen = (peer: Peer): boolean => peer.standing === 'granted' && peer.changed === undefined

/** One step for a peer; false when there is nothing more to do now. */
const step = async (context: Context, sealer: Sealer, user: UserId): Promise<boolean> => {
  const { state, now } = context
  const peer = state.peers.find(user)
  if (peer === undefined || peer.pausedUntilMs > now()) return false
  const item = state.outbox.next(user, isOpen(peer))
  if (item !== undefined) return submitItem(context, sealer, item)
  if (!isOpen(peer)) return false
  const due = state.targets.nextDue(user)
  if (due?.resendOf !== undefined) return resendDue(context, sealer, user, due)
  const message = state.sent.next(user)
  if (message !== undefined) return sealMessage(context, sealer, message, [], false)
  return queueReceipts(context, user)
}

const submitItem = (context: Context, sealer: Sealer, item: OutboxItem): Promise<boolean> => attempt(context, item.peer, async () => {
  const misfit = await submit(context, item)
  context.state.peers.resume(item.peer)
  const message = misfit && context.state.sent.find(misfit.messageId)
  return message === undefined ? true : sealMessage(context, sealer, message, misfit?.renew ?? [], true)
}, (reason) => { abandon(context, item, reason) })

const resendDue = (context: Context, sealer: Sealer, peer: UserId, due: Target): Promise<boolean> => attempt(context, peer, async () => {
  if (due.resendOf !== undefined) await resend(context, sealer, peer, due, due.resendOf)
  return true
}, (reason) => { settleTarget(context, due.messageId, due.device, 'failed', reason) })

const sealMessage = (
  context: Context, sealer: Sealer, message: SentMessage, renew: readonly DeviceId[], refresh: boolean,
): Promise<boolean> => attempt(context, message.peer, async () => {
  const { content, messageId, peer } = message
  if (content === undefined) throw new DeviceError('GIVEN_UP')
  const submissionId = parseSubmissionId(context.random.uuid())
  await sealer.seal({ peer, content, only: undefined, demandedCustody: message.demandedCustody, renew, refresh }, (sealed) => {
    context.state.targets.place(messageId, sealed.envelopes.map(({ deviceId }) => deviceId), submissionId)
    context.state.outbox.save({
      ...sealed, submissionId, peer, kind: 'message', about: messageId, partial: false, urgent: message.urgent, ttlSeconds: message.ttlSeconds,
    })
  })
  return true
}, (reason) => { advance(context, message.messageId, endOf(reason), reason) })

/** Runs one step. What will pass ends the run and is tried later; what will not is told, and the run goes on with the next. */
const attempt = async (context: Context, user: UserId, work: () => Promise<boolean>, giveUp: (reason: SentReason) => void): Promise<boolean> => {
  try {
    return await work()
  } catch (error) {
    const peer = context.state.peers.find(user)
    const pause = pauseAfter(error, peer?.pauses ?? 0)
    if (pause !== undefined) context.state.peers.pause(user, context.now() + pause)
    if (pause !== undefined || isUnanswered(error) || isHalted(error)) return false
    if (!(error instanceof DeviceError) && !(error instanceof GatewayError)) throw error
    giveUp(error instanceof DeviceError ? error.reason : error.code)
    return true
  }
}

/** The person has to decide something first; everything stays as it is. */
const HALTS: ReadonlySet<DeviceErrorReason> = new Set(['IDENTITY_CHANGED', 'NOT_ENLISTED', 'CLOSED'])
const isHalted = (error: unknown): boolean => error instanceof DeviceError && HALTS.has(error.reason)
