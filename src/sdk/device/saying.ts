// SPDX-License-Identifier: Apache-2.0
import type { DeviceCapability } from '../../model/capabilities.ts'
import type { UserId } from '../../model/ids.ts'
import type { MessageId, SayableBody } from '../../wire/content/index.ts'
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
import { createTyping } from './typing.ts'

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
  const sendTyping = createTyping(context, keyring)
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
    react: ({ to, messageId, emoji }) => say({ to, body: { kind: 'reaction', messageId, emoji } }),
    edit: ({ to, messageId, text }) => say({ to, body: { kind: 'edit', messageId, text } }),
    deleteMessage: ({ to, messageId }) => say({ to, body: { kind: 'delete', messageId } }),
    typing: ({ to, isTyping }) => sendTyping(to, isTyping),
  }
}

const requireWritable = (context: Context, { to, body, demandedCustody }: Draft): void => {
  requireOwn(context)
  const { custody } = requireSendable(context, to)
  if (demandedCustody !== undefined && custody !== undefined && custody !== demandedCustody) throw new DeviceError('CUSTODY_REFUSED')
  if ((body.kind === 'text' || body.kind === 'edit') && Buffer.byteLength(body.text) > MAX_TEXT_BYTES) throw new DeviceError('CONTENT_TOO_LONG')
  if (body.kind !== 'edit' && body.kind !== 'delete') return
  const message = requireOwnMessage(context, to, body.messageId)
  if (body.kind === 'edit' && context.now() - message.createdMs > EDIT_MS) throw new DeviceError('TOO_LATE')
}

/** A text or file of one's own to this contact: what is news about another message is changed by saying it anew. */
const requireOwnMessage = ({ state }: Context, to: UserId, messageId: MessageId): SentMessage => {
  const message = state.sent.find(messageId)
  if (message?.peer !== to || !message.shown) throw new DeviceError('NOT_OWN_MESSAGE')
  return message
}

/**
 * Text goes to every device. The rest goes to devices that say they can show it: the contact's list is fetched where it is not known, or may be
 * from before its devices could.
 */
const createCapabilityCheck = (context: Context, keyring: Parts['keyring']) => {
  const askedAtMs = new Map<UserId, number>()
  return async (to: UserId, kind: SayingKind): Promise<void> => {
    if (kind === 'text' || isCapable(context, to, NEEDED[kind])) return
    if (context.now() - (askedAtMs.get(to) ?? -Infinity) < ASK_AGAIN_MS) throw new DeviceError('NOT_SUPPORTED')
    await keyring.fetchIdentity(to)
    // Only once there was an answer: until then it is not known that a device cannot.
    askedAtMs.set(to, context.now())
    if (!isCapable(context, to, NEEDED[kind])) throw new DeviceError('NOT_SUPPORTED')
  }
}

const isCapable = (context: Context, to: UserId, needed: DeviceCapability): boolean => {
  const { devices } = requireSendable(context, to)
  return devices.length > 0 && devices.every(({ capabilities }) => capabilities?.includes(needed))
}
