// SPDX-License-Identifier: Apache-2.0
import type { DeviceCapability } from '../../model/capabilities.ts'
import type { UserId } from '../../model/ids.ts'
import type { SayableBody } from '../../wire/content/index.ts'
import type { DeviceClient } from './client.ts'
import { queueMessage } from './composing.ts'
import type { Draft } from './composing.ts'
import { requireOwn, requireSendable } from './context.ts'
import type { Context } from './context.ts'
import { EDIT_MS } from './editing.ts'
import { DeviceError } from './errors.ts'
import type { Parts } from './parts.ts'
import type { SentMessage } from './state/sent.ts'
import type { SentStatus } from './types.ts'
import { sendTyping } from './typing.ts'

/** Bytes of UTF-8 in one text: content of 16 KiB less its header, with the mark of a resend. */
const MAX_TEXT_BYTES = 16_000
/** Milliseconds between two questions for a contact's list because a device of it could not show something: each spends a share of a quota. */
const ASK_AGAIN_MS = 600_000

type Saying = Pick<DeviceClient, 'send' | 'sendAttachment' | 'react' | 'edit' | 'deleteMessage' | 'typing'>
type SayingKind = Exclude<SayableBody['kind'], 'receipt' | 'retry' | 'identityNotice'>

/** What a device must be able to, so that it is not sent what it would show as unsupported. */
const NEEDED: Readonly<Record<SayingKind, DeviceCapability>> = {
  text: 'msg.text/1', attachment: 'msg.attachment/1', reaction: 'msg.reaction/1', edit: 'msg.edit/1', delete: 'msg.delete/1', typing: 'msg.typing/1',
}

/** The calls by which a person says something; `status` tells what became of it. */
export const sayingCalls = ({ context, pump, keyring }: Parts, status: DeviceClient['status']): Saying => {
  const requireCapable = createCapabilityCheck(context, keyring)
  const say = async (draft: Draft & { readonly body: { readonly kind: SayingKind } }): Promise<SentStatus> => {
    requireWritable(context, draft)
    await requireCapable(draft.to, draft.body.kind)
    const messageId = context.commit(() => queueMessage(context, draft))
    await pump(draft.to)
    return status(messageId) ?? { messageId, peer: draft.to, state: 'queued', reason: undefined }
  }
  return {
    send: ({ text, urgent = true, ...rest }) => say({ ...rest, urgent, body: { kind: 'text', text } }),
    sendAttachment: ({ attachment, urgent = true, ...rest }) => say({ ...rest, urgent, body: { kind: 'attachment', attachment } }),
    react: async ({ to, messageId, emoji }) => say({ to, body: { kind: 'reaction', messageId, emoji } }),
    edit: async ({ to, messageId, text }) => {
      if (context.now() - requireOwnMessage(context, to, messageId).createdMs > EDIT_MS) throw new DeviceError('TOO_LATE')
      return say({ to, body: { kind: 'edit', messageId, text } })
    },
    deleteMessage: async ({ to, messageId }) => {
      requireOwnMessage(context, to, messageId)
      return say({ to, body: { kind: 'delete', messageId } })
    },
    typing: async ({ to, isTyping }) => {
      requireOwn(context)
      requireSendable(context, to)
      await sendTyping(context, keyring, to, isTyping)
    },
  }
}

const requireWritable = (context: Context, { to, body, demandedCustody }: Draft): void => {
  requireOwn(context)
  const { custody } = requireSendable(context, to)
  if (demandedCustody !== undefined && custody !== undefined && custody !== demandedCustody) throw new DeviceError('CUSTODY_REFUSED')
  if ((body.kind === 'text' || body.kind === 'edit') && Buffer.byteLength(body.text) > MAX_TEXT_BYTES) throw new DeviceError('CONTENT_TOO_LONG')
}

const requireOwnMessage = ({ state }: Context, to: UserId, messageId: SentStatus['messageId']): SentMessage => {
  const message = state.sent.find(messageId)
  if (message?.peer !== to) throw new DeviceError('NOT_OWN_MESSAGE')
  return message
}

/** Text goes to every device. For the rest the contact's devices must say that they can: where one does not, its list is asked for again. */
const createCapabilityCheck = ({ state, now }: Context, keyring: Parts['keyring']): ((to: UserId, kind: SayingKind) => Promise<void>) => {
  const askedAtMs = new Map<UserId, number>()
  const isCapable = (to: UserId, kind: SayingKind): boolean => {
    const { devices } = requireSendable({ state }, to)
    return devices.length > 0 && devices.every(({ capabilities }) => capabilities?.includes(NEEDED[kind]))
  }
  return async (to, kind) => {
    if (kind === 'text' || isCapable(to, kind)) return
    if (now() - (askedAtMs.get(to) ?? -Infinity) < ASK_AGAIN_MS) throw new DeviceError('NOT_SUPPORTED')
    askedAtMs.set(to, now())
    await keyring.fetchIdentity(to)
    if (!isCapable(to, kind)) throw new DeviceError('NOT_SUPPORTED')
  }
}
