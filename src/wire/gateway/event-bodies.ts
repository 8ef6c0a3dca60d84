// SPDX-License-Identifier: Apache-2.0
import { MAX_DEVICES, submissionId, userId } from '../../model/ids.ts'
import type { EventBody, IdentityChange, PushedEvent, Undelivered } from '../../model/answers.ts'
import { uuidBytes } from '../uuid.ts'
import { decodeContact, decodeContactRequested, encodeContact, encodeContactRequested } from './contact-bodies.ts'
import { custodyEnum } from './enums.ts'
import { decodeDeviceId, decodeDeviceIds, decodeEnum, decodeTime, decodeUuid } from './fields.ts'
import { decodeSequence } from './message-bodies.ts'
import type { Wire } from './v1.ts'

/** An event of a kind that this software does not know: acknowledge it and go on. */
export interface UnknownKind { readonly kind: 'unknown' }
/** An event as a party gets it. */
export interface ReceivedEvent extends Omit<PushedEvent, 'body'> { readonly body: EventBody | UnknownKind }

/** `Event`. */
export const decodeEvent = (message: Wire<'Event'>): ReceivedEvent => ({
  kind: 'event',
  streamSequence: decodeSequence(message.streamSequence, 'Event.stream_sequence'),
  timeMs: decodeTime(message.timeMs, 'Event.time_ms'),
  body: decodeBody(message),
})

/** `Event`. */
export const encodeEvent = ({ streamSequence, timeMs, body }: PushedEvent): Wire<'Event'> => ({ streamSequence, timeMs, ...encodeBody(body) })

const decodeBody = (event: Wire<'Event'>): EventBody | UnknownKind => {
  if (event.contactRequested) return { kind: 'contactRequested', ...decodeContactRequested(event.contactRequested) }
  if (event.contactGranted) return { kind: 'contactGranted', ...decodeContact(event.contactGranted) }
  if (event.identityChanged) return { kind: 'identityChanged', ...decodeIdentityChanged(event.identityChanged) }
  if (event.messageExpired) return { kind: 'messageExpired', ...decodeUndelivered(event.messageExpired, 'MessageExpired') }
  if (event.messageFailed) return { kind: 'messageFailed', ...decodeUndelivered(event.messageFailed, 'MessageFailed') }
  if (event.prekeysLow) return decodePrekeysLow(event.prekeysLow)
  return { kind: 'unknown' }
}

const encodeBody = (body: EventBody): Wire<'Event'> => {
  switch (body.kind) {
    case 'contactRequested': return { contactRequested: encodeContactRequested(body) }
    case 'contactGranted': return { contactGranted: encodeContact(body) }
    case 'identityChanged': return { identityChanged: encodeIdentityChanged(body) }
    case 'messageExpired': return { messageExpired: encodeUndelivered(body) }
    case 'messageFailed': return { messageFailed: encodeUndelivered(body) }
    case 'prekeysLow': return { prekeysLow: { ...body, user: uuidBytes(body.user) } }
  }
}

const NOTHING = new Uint8Array(0)

const decodeIdentityChanged = (message: Wire<'IdentityChanged'>): IdentityChange => ({
  user: decodeUuid(userId, message.user, 'IdentityChanged.user'),
  peerUser: decodeUuid(userId, message.peerUser, 'IdentityChanged.peer_user'),
  newIdentityKey: message.newIdentityKey ?? NOTHING,
  endorsement: message.endorsement ?? NOTHING,
  custody: decodeEnum(custodyEnum, message.custody, 'IdentityChanged.custody'),
})

const encodeIdentityChanged = (change: IdentityChange): Wire<'IdentityChanged'> => ({
  user: uuidBytes(change.user),
  peerUser: uuidBytes(change.peerUser),
  newIdentityKey: change.newIdentityKey,
  endorsement: change.endorsement,
  custody: custodyEnum.numberOf[change.custody],
})

const decodeUndelivered = (message: Wire<'MessageExpired'>, name: 'MessageExpired' | 'MessageFailed'): Undelivered => ({
  user: decodeUuid(userId, message.user, `${name}.user`),
  senderDevice: decodeDeviceId(message.senderDevice, `${name}.sender_device`),
  submissionId: decodeUuid(submissionId, message.submissionId, `${name}.submission_id`),
  deviceIds: decodeDeviceIds(message.deviceIds, MAX_DEVICES, `${name}.device_ids`),
})

const encodeUndelivered = (undelivered: Undelivered): Wire<'MessageExpired'> & Wire<'MessageFailed'> => ({
  user: uuidBytes(undelivered.user),
  senderDevice: undelivered.senderDevice,
  submissionId: uuidBytes(undelivered.submissionId),
  deviceIds: [...undelivered.deviceIds],
})

const decodePrekeysLow = (message: Wire<'PrekeysLow'>): EventBody => ({
  kind: 'prekeysLow',
  user: decodeUuid(userId, message.user, 'PrekeysLow.user'),
  deviceId: decodeDeviceId(message.deviceId, 'PrekeysLow.device_id'),
  oneTimePrekeys: message.oneTimePrekeys ?? 0,
  oneTimeKyberPrekeys: message.oneTimeKyberPrekeys ?? 0,
})
