// SPDX-License-Identifier: Apache-2.0
import type { Answer } from '../../model/answers.ts'
import { attachmentId, MAX_ATTACHMENTS, mediaHost } from '../../model/attachments.ts'
import type { AttachmentId } from '../../model/attachments.ts'
import { userId } from '../../model/ids.ts'
import type { OwnAttachment, PartyRequest } from '../../model/requests.ts'
import { uuidBytes } from '../uuid.ts'
import { attachmentDirectionEnum, attachmentStateEnum } from './enums.ts'
import { bounded, decodeDeviceId, decodeEnum, decodeTime, decodeUuid, distinct, exactBytes, malformed, parsed, TOKEN_BYTES } from './fields.ts'
import type { Wire } from './v1.ts'

type Request<Kind extends PartyRequest['kind']> = Extract<PartyRequest, { kind: Kind }>
type Reply<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>

/** Bytes of a SHA-256. */
const DIGEST_BYTES = 32
/** Characters of the path of hosted ciphertext: as long as whatever a server takes. */
const MAX_PATH = 2_048
/** Characters of a URL. */
const MAX_URL = 2_048
const PATH = /^\/[!-~]*$/

/** `CreateUpload`. */
export const decodeCreateUpload = (message: Wire<'CreateUpload'>): Request<'createUpload'> => ({ kind: 'createUpload', ...decodeOffer(message, 'CreateUpload') })

/** `CreateUpload`, and the common part of `OfferHosted`. */
export const encodeCreateUpload = (offer: Omit<Request<'createUpload'>, 'kind'>): Wire<'CreateUpload'> => ({
  senderUser: uuidBytes(offer.senderUser), senderDevice: offer.senderDevice, recipientUser: uuidBytes(offer.recipientUser),
  consentToken: offer.consentToken, sizeBytes: offer.sizeBytes, sha256: offer.sha256,
})

/** `OfferHosted`. */
export const decodeOfferHosted = (message: Wire<'OfferHosted'>): Request<'offerHosted'> => ({
  kind: 'offerHosted', ...decodeOffer(message, 'OfferHosted'),
  host: parsed(mediaHost, message.host ?? '', 'OfferHosted.host'), path: fitting(message.path, PATH, MAX_PATH, 'OfferHosted.path'),
})

/** `OfferHosted`. */
export const encodeOfferHosted = (offer: Request<'offerHosted'>): Wire<'OfferHosted'> => ({ ...encodeCreateUpload(offer), host: offer.host, path: offer.path })

/** `GetAttachment`. */
export const decodeGetAttachment = (message: Wire<'GetAttachment'>): OwnAttachment & { readonly kind: 'getAttachment' } => ({ kind: 'getAttachment', ...decodeOwn(message, 'GetAttachment') })

/** `AttachmentDone`. */
export const decodeAttachmentDone = (message: Wire<'AttachmentDone'>): OwnAttachment & { readonly kind: 'attachmentDone' } => ({ kind: 'attachmentDone', ...decodeOwn(message, 'AttachmentDone') })

/** `GetAttachment` and `AttachmentDone`. */
export const encodeOwnAttachment = (request: OwnAttachment): Wire<'GetAttachment'> =>
  ({ user: uuidBytes(request.user), deviceId: request.deviceId, attachmentId: uuidBytes(request.attachmentId) })

/** `AttachmentTicket`. */
export const decodeAttachmentTicket = (message: Wire<'AttachmentTicket'>): Reply<'attachmentTicket'> => ({
  kind: 'attachmentTicket',
  attachmentId: decodeUuid(attachmentId, message.attachmentId, 'AttachmentTicket.attachment_id'),
  url: fitting(message.url, /^https?:\/\/[!-~]+$/, MAX_URL, 'AttachmentTicket.url'),
  ticket: exactBytes(message.ticket, TOKEN_BYTES, 'AttachmentTicket.ticket'),
  expiresTimeMs: decodeTime(message.expiresTimeMs, 'AttachmentTicket.expires_time_ms'),
  direction: decodeEnum(attachmentDirectionEnum, message.direction, 'AttachmentTicket.direction'),
  sizeBytes: decodeSize(message.sizeBytes, 'AttachmentTicket.size_bytes'),
})

/** `AttachmentTicket`. */
export const encodeAttachmentTicket = (ticket: Reply<'attachmentTicket'>): Wire<'AttachmentTicket'> =>
  ({ ...ticket, attachmentId: uuidBytes(ticket.attachmentId), direction: attachmentDirectionEnum.numberOf[ticket.direction] })

/** `AttachmentStatus`; a state that is not told or not known reads as `gone`: there is nothing to read. */
export const decodeAttachmentStatus = (message: Wire<'AttachmentStatus'>): Reply<'attachmentStatus'> => ({
  kind: 'attachmentStatus',
  attachmentId: decodeUuid(attachmentId, message.attachmentId, 'AttachmentStatus.attachment_id'),
  state: attachmentStateEnum.find(message.state) ?? 'gone',
  retryAfterSeconds: message.retryAfterSeconds ?? 0,
})

/** `AttachmentStatus`. */
export const encodeAttachmentStatus = (status: Reply<'attachmentStatus'>): Wire<'AttachmentStatus'> =>
  ({ attachmentId: uuidBytes(status.attachmentId), state: attachmentStateEnum.numberOf[status.state], retryAfterSeconds: status.retryAfterSeconds })

/** `Submit.attachments`: at most eight different ids. */
export const decodeNamedAttachments = (values: Wire<'Submit'>['attachments']): readonly AttachmentId[] =>
  distinct(bounded(values, MAX_ATTACHMENTS, 'Submit.attachments').map((id) => decodeUuid(attachmentId, id, 'Submit.attachments')), 'Submit.attachments')

const decodeOffer = (message: Wire<'CreateUpload'>, name: string): Omit<Request<'createUpload'>, 'kind'> => ({
  senderUser: decodeUuid(userId, message.senderUser, `${name}.sender_user`),
  senderDevice: decodeDeviceId(message.senderDevice, `${name}.sender_device`),
  recipientUser: decodeUuid(userId, message.recipientUser, `${name}.recipient_user`),
  consentToken: exactBytes(message.consentToken, TOKEN_BYTES, `${name}.consent_token`),
  sizeBytes: decodeSize(message.sizeBytes, `${name}.size_bytes`),
  sha256: exactBytes(message.sha256, DIGEST_BYTES, `${name}.sha256`),
})

const decodeOwn = (message: Wire<'GetAttachment'>, name: string): OwnAttachment => ({
  user: decodeUuid(userId, message.user, `${name}.user`),
  deviceId: decodeDeviceId(message.deviceId, `${name}.device_id`),
  attachmentId: decodeUuid(attachmentId, message.attachmentId, `${name}.attachment_id`),
})

const decodeSize = (value: number | null | undefined, field: string): number => {
  const size = value ?? 0
  if (size === 0) throw malformed(field)
  return size
}

const fitting = (value: string | null | undefined, form: RegExp, max: number, field: string): string => {
  if (value === null || value === undefined || value.length > max || !form.test(value)) throw malformed(field)
  return value
}
