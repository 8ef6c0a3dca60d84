// SPDX-License-Identifier: Apache-2.0
import type { Delivery, EventBody, PushedEvent, Undelivered } from '../../model/answers.ts'
import type { UserId } from '../../model/ids.ts'
import { noteAnnouncedChange } from './changes.ts'
import { takeGrant, takeRequest } from './contacts.ts'
import { requireOwn } from './context.ts'
import type { Context } from './context.ts'
import { DeviceError } from './errors.ts'
import { settleTarget } from './progress.ts'
import type { Receiver } from './receiving.ts'
import type { TargetOutcome } from './state/targets.ts'

/** What a push sets going once it is stored. */
export interface Reactions {
  /** Prekeys run low, or may. */
  tend(): void
  /** There is a new grant: what was held of this sender can be looked at. */
  granted(): void
  /** The home may vouch for a new identity of this peer. */
  announced(peer: UserId): void
}

/** Stores a push, so that it need not come again; throws when it must. */
export const takePush = (context: Context, receiver: Receiver, reactions: Reactions, push: Delivery | PushedEvent): Promise<void> =>
  push.kind === 'deliver' ? receiver.take(push) : takeEvent(context, reactions, push.body)

const takeEvent = async (context: Context, reactions: Reactions, event: EventBody): Promise<void> => {
  if (event.user !== requireOwn(context).address.user) throw new DeviceError('NOT_MINE')
  switch (event.kind) {
    case 'contactRequested':
      takeRequest(context, event)
      break
    case 'contactGranted':
      takeGrant(context, event)
      reactions.granted()
      break
    case 'identityChanged':
      await context.ratchets.run(event.peerUser, async () => { noteAnnouncedChange(context, event) })
      reactions.announced(event.peerUser)
      break
    case 'messageExpired':
      takeUndelivered(context, event, 'expired')
      break
    case 'messageFailed':
      takeUndelivered(context, event, 'failed')
      break
    case 'prekeysLow': reactions.tend()
  }
}

const takeUndelivered = (context: Context, { senderDevice, submissionId, deviceIds }: Undelivered, outcome: TargetOutcome): void => {
  if (senderDevice !== requireOwn(context).address.device) throw new DeviceError('NOT_MINE')
  context.commit(() => {
    for (const target of context.state.targets.withSubmission(submissionId)) {
      if (deviceIds.includes(target.device) && target.outcome === undefined) settleTarget(context, target.messageId, target.device, outcome)
    }
  })
}
