// SPDX-License-Identifier: Apache-2.0
import type { Answer, GatewayBody, PushedEvent } from '../../model/answers.ts'
import { MAX_FRAME_BYTES } from '../../model/values.ts'
import { decodeAttachmentStatus, decodeAttachmentTicket, encodeAttachmentStatus, encodeAttachmentTicket } from './attachment-bodies.ts'
import { decodeContact, encodeContact } from './contact-bodies.ts'
import { errorCodeEnum } from './enums.ts'
import { decodeEnforcementChanged, decodeEnforcementList, encodeEnforcementChanged, encodeEnforcementList } from './enforcement-bodies.ts'
import { decodeEvent, encodeEvent } from './event-bodies.ts'
import type { ReceivedEvent, UnknownKind } from './event-bodies.ts'
import { decodeIssuerList, decodeTime, required } from './fields.ts'
import { decodeFrame, encodeFrame } from './frame.ts'
import { withFrameId } from './frame-error.ts'
import { encodeAccepted, encodeDeliver, encodeIssuerList } from './hot-frames.ts'
import { decodeInviteCreated, encodeInviteCreated } from './invite-bodies.ts'
import { decodeBundles, encodeBundles } from './key-bodies.ts'
import {
  decodeAuth, decodeDeprecation, decodeGoAway, decodeHello, decodeLimitsChanged, decodeReady, encodeAuth, encodeGoAway, encodeHello, encodeReady,
} from './link-bodies.ts'
import { decodeAccepted, decodeDeliver, decodeDeviceMismatch, decodeThrottled, encodeDeviceMismatch, encodeThrottled } from './message-bodies.ts'
import { decodeReported, encodeReported } from './report-bodies.ts'
import { decodeTraced, encodeTraced } from './trace-bodies.ts'
import type { Wire } from './v1.ts'

/** What a party gets from the gateway; `unknown` stands for bodies that are newer than this software. */
export type ReceivedBody = Exclude<GatewayBody, PushedEvent> | ReceivedEvent | UnknownKind

/** A frame of the gateway: `id` names the request it answers, 0 for what is pushed. */
export interface GatewayFrame {
  readonly id: number
  readonly body: ReceivedBody
}

/** Serialised `Frame` of the gateway; no part of it is a view of the body's bytes. `id` is that of the request answered, 0 for what is pushed. */
export const encodeGatewayFrame = (id: number, body: GatewayBody): Uint8Array => {
  if (body.kind === 'deliver') return encodeDeliver(id, body)
  if (body.kind === 'accepted') return encodeAccepted(id, body)
  if (body.kind === 'issuerList') return encodeIssuerList(id, body)
  return encodeFrame(id, encodeBody(body))
}

/**
 * A frame of the gateway, pre-scanned and with its values checked. Error numbers that are not known read as `INTERNAL`,
 * bodies and events that are not known as `unknown`. Byte fields are views of `bytes`: copy what must outlive it.
 * Throws `FrameError`.
 */
export const decodeGatewayFrame = (bytes: Uint8Array, maxBytes: number = MAX_FRAME_BYTES): GatewayFrame => {
  const frame = decodeFrame(bytes, maxBytes)
  const id = frame.id ?? 0
  const kind = frame.body
  if (kind === undefined || !isGatewayKind(kind)) return { id, body: { kind: 'unknown' } }
  return { id, body: withFrameId(id, () => decodeBody(kind, frame)) }
}

type Kind = GatewayBody['kind']
type Bodies = { readonly [K in Kind]: NonNullable<Wire<'Frame'>[K]> }
type Decoders = { readonly [K in Kind]: (message: Bodies[K]) => ReceivedBody }

const decodeError = (message: Wire<'Error'>): Extract<Answer, { kind: 'error' }> => ({
  kind: 'error',
  code: errorCodeEnum.find(message.code) ?? 'INTERNAL',
  detail: message.detail ?? '',
  correlationId: message.correlationId ?? '',
  retryAfterSeconds: message.retryAfterSeconds ?? 0,
})

const decodeErased = (message: Wire<'Erased'>): Extract<Answer, { kind: 'erased' }> => ({
  kind: 'erased',
  timeMs: decodeTime(message.timeMs, 'Erased.time_ms'),
  prekeys: message.prekeys ?? 0,
  queuedMessages: message.queuedMessages ?? 0,
  consents: message.consents ?? 0,
})

const decoders: Decoders = {
  hello: decodeHello,
  auth: decodeAuth,
  ready: decodeReady,
  resumed: (message) => ({ kind: 'resumed', resumed: message.resumed ?? false }),
  goAway: decodeGoAway,
  limitsChanged: decodeLimitsChanged,
  deprecation: decodeDeprecation,
  error: decodeError,
  done: () => ({ kind: 'done' }),
  enlisted: (message) => ({ kind: 'enlisted', deviceListVersion: message.deviceListVersion ?? 0 }),
  erased: decodeErased,
  issuerList: (message) => ({ kind: 'issuerList', list: decodeIssuerList(message.list, 'IssuerList.list') }),
  prekeyStock: (message) => ({
    kind: 'prekeyStock', oneTimePrekeys: message.oneTimePrekeys ?? 0, oneTimeKyberPrekeys: message.oneTimeKyberPrekeys ?? 0,
  }),
  bundles: decodeBundles,
  recorded: (message) => ({ kind: 'recorded', leftToday: message.leftToday ?? 0 }),
  contact: (message) => ({ kind: 'contact', ...decodeContact(message) }),
  inviteCreated: decodeInviteCreated,
  accepted: decodeAccepted,
  deviceMismatch: decodeDeviceMismatch,
  throttled: decodeThrottled,
  traced: decodeTraced,
  enforcementList: decodeEnforcementList,
  enforcementChanged: decodeEnforcementChanged,
  attachmentTicket: decodeAttachmentTicket,
  attachmentStatus: decodeAttachmentStatus,
  reported: decodeReported,
  deliver: decodeDeliver,
  queueEmpty: () => ({ kind: 'queueEmpty' }),
  event: decodeEvent,
}

const isGatewayKind = (kind: string): kind is Kind => Object.hasOwn(decoders, kind)

/** All kinds the gateway may send. */
export const gatewayKinds: readonly Kind[] = Object.keys(decoders).filter(isGatewayKind)

const decodeBody = <K extends Kind>(kind: K, frame: { readonly [P in Kind]?: Bodies[P] | null }): ReceivedBody => {
  const message: Bodies[K] | null | undefined = frame[kind]
  return decoders[kind](required(message, 'Frame.body'))
}

const encodeBody = (body: Exclude<GatewayBody, { kind: 'deliver' | 'accepted' }>): Wire<'Frame'> => {
  switch (body.kind) {
    case 'hello': return { hello: encodeHello(body) }
    case 'auth': return { auth: encodeAuth(body) }
    case 'ready': return { ready: encodeReady(body) }
    case 'resumed': return { resumed: body }
    case 'goAway': return { goAway: encodeGoAway(body) }
    case 'limitsChanged': return { limitsChanged: body }
    case 'deprecation': return { deprecation: body }
    case 'error': return { error: { ...body, code: errorCodeEnum.numberOf[body.code] } }
    case 'done': return { done: {} }
    case 'enlisted': return { enlisted: body }
    case 'erased': return { erased: body }
    case 'issuerList': return { issuerList: body }
    case 'prekeyStock': return { prekeyStock: body }
    case 'bundles': return { bundles: encodeBundles(body) }
    case 'recorded': return { recorded: body }
    case 'contact': return { contact: encodeContact(body) }
    case 'inviteCreated': return { inviteCreated: encodeInviteCreated(body) }
    case 'deviceMismatch': return { deviceMismatch: encodeDeviceMismatch(body) }
    case 'throttled': return { throttled: encodeThrottled(body) }
    case 'traced': return { traced: encodeTraced(body) }
    case 'enforcementList': return { enforcementList: encodeEnforcementList(body) }
    case 'enforcementChanged': return { enforcementChanged: encodeEnforcementChanged(body) }
    case 'attachmentTicket': return { attachmentTicket: encodeAttachmentTicket(body) }
    case 'attachmentStatus': return { attachmentStatus: encodeAttachmentStatus(body) }
    case 'reported': return { reported: encodeReported(body) }
    case 'queueEmpty': return { queueEmpty: {} }
    case 'event': return { event: encodeEvent(body) }
  }
}
