// SPDX-License-Identifier: Apache-2.0
import { userId } from '../../model/ids.ts'
import type { PartyBody, PartyRequest } from '../../model/requests.ts'
import { MAX_FRAME_BYTES } from '../../model/values.ts'
import { uuidBytes } from '../uuid.ts'
import {
  decodeAttachmentDone, decodeCreateUpload, decodeGetAttachment, decodeOfferHosted, encodeCreateUpload, encodeOfferHosted, encodeOwnAttachment,
} from './attachment-bodies.ts'
import {
  decodeDecideContact, decodeReissueToken, decodeRequestContact, decodeSetParticipation, decodeSetProviderChoice, decodeWithdrawConsent,
  encodeDecideContact, encodePair, encodeRequestContact, encodeSetParticipation, encodeSetProviderChoice,
} from './contact-bodies.ts'
import { decodeChangeIdentity, decodeEnlist, decodeUpdateDevices, encodeUpdateDevices } from './enlistment.ts'
import { decodeAppeal, encodeAppeal } from './enforcement-bodies.ts'
import { decodeCreateInvite, decodeRevokeInvite, encodeCreateInvite, encodeRevokeInvite } from './invite-bodies.ts'
import { decodeIssuerList, decodeUuid, required } from './fields.ts'
import { decodeFrame, encodeFrame } from './frame.ts'
import { FrameError, withFrameId } from './frame-error.ts'
import { decodeCountPrekeys, decodeGetBundles, decodePutPrekeys, encodeGetBundles, encodePutPrekeys } from './key-bodies.ts'
import { decodePartyAuth, decodePartyHello, decodeResume, encodeAuth, encodeHello, encodeResume } from './link-bodies.ts'
import { decodeAck, decodeNack, decodeSubmit, encodeNack, encodeSubmit } from './message-bodies.ts'
import { decodeReport, encodeReport } from './report-bodies.ts'
import { decodeTrace, encodeTrace } from './trace-bodies.ts'
import type { Wire } from './v1.ts'

/** A frame of a party: `id` is 0 for `ack` and `nack`, else what the answer must carry. */
export interface PartyFrame {
  readonly id: number
  readonly body: PartyBody
}

/**
 * A party's frame, pre-scanned and with every value checked. `maxBytes` is lower before the link is authenticated.
 *
 * Byte fields are views of `bytes`, which they keep alive: copy what must outlive the request. Throws {@link FrameError}
 * with `FRAME_TOO_LARGE` or `UNDECODABLE` (these end the link), `UNKNOWN_REQUEST` for bodies that are unknown or the
 * gateway's own, `MALFORMED`, `TOO_MANY` or `ENVELOPE_TOO_LARGE` naming the field.
 */
export const decodePartyFrame = (bytes: Uint8Array, maxBytes: number = MAX_FRAME_BYTES): PartyFrame => {
  const frame = decodeFrame(bytes, maxBytes)
  const id = frame.id ?? 0
  const kind = frame.body
  if (kind === undefined || !isPartyKind(kind)) throw new FrameError(id, 'UNKNOWN_REQUEST')
  if (!idFits(id, kind)) throw new FrameError(id, 'MALFORMED', 'Frame.id')
  return { id, body: withFrameId(id, () => decodeBody(kind, frame)) }
}

/** Serialised `Frame` of a party. A request and `resume` take an id from 1 to 4,294,967,295, `ack` and `nack` take 0. Throws `MALFORMED`. */
export const encodePartyFrame = (id: number, body: PartyBody): Uint8Array => {
  if (id !== id >>> 0 || !idFits(id, body.kind)) throw new FrameError(id, 'MALFORMED', 'Frame.id')
  return encodeFrame(id, encodeBody(body))
}

type Kind = PartyBody['kind']
type Bodies = { readonly [K in Kind]: NonNullable<Wire<'Frame'>[K]> }
type Decoders = { readonly [K in Kind]: (message: Bodies[K]) => PartyBody }

const decoders: Decoders = {
  hello: decodePartyHello,
  auth: decodePartyAuth,
  resume: decodeResume,
  enlist: decodeEnlist,
  updateDevices: decodeUpdateDevices,
  changeIdentity: decodeChangeIdentity,
  unenlist: (message) => ({ kind: 'unenlist', userId: decodeUuid(userId, message.userId, 'Unenlist.user_id') }),
  putIssuerList: (message) => ({ kind: 'putIssuerList', list: decodeIssuerList(message.list, 'PutIssuerList.list') }),
  getIssuerList: () => ({ kind: 'getIssuerList' }),
  putPrekeys: decodePutPrekeys,
  countPrekeys: decodeCountPrekeys,
  getBundles: decodeGetBundles,
  requestContact: decodeRequestContact,
  decideContact: decodeDecideContact,
  withdrawConsent: decodeWithdrawConsent,
  reissueToken: decodeReissueToken,
  createInvite: decodeCreateInvite,
  revokeInvite: decodeRevokeInvite,
  setParticipation: decodeSetParticipation,
  setProviderChoice: decodeSetProviderChoice,
  submit: decodeSubmit,
  trace: decodeTrace,
  listEnforcement: () => ({ kind: 'listEnforcement' }),
  appeal: decodeAppeal,
  createUpload: decodeCreateUpload,
  offerHosted: decodeOfferHosted,
  getAttachment: decodeGetAttachment,
  attachmentDone: decodeAttachmentDone,
  report: decodeReport,
  ack: decodeAck,
  nack: decodeNack,
}

const LINK_KINDS = ['hello', 'auth'] as const
const NOTICE_KINDS = ['ack', 'nack'] as const

const isPartyKind = (kind: string): kind is Kind => Object.hasOwn(decoders, kind)
const isOneOf = <T extends string>(kinds: readonly T[], kind: string): kind is T => kinds.some((one) => one === kind)
const isRequestKind = (kind: Kind): kind is PartyRequest['kind'] =>
  !isOneOf(LINK_KINDS, kind) && !isOneOf(NOTICE_KINDS, kind) && kind !== 'resume'

/** All kinds a party may send. */
export const partyKinds: readonly Kind[] = Object.keys(decoders).filter(isPartyKind)
/** All kinds of request: what is answered, and what needs an authenticated link. */
export const partyRequestKinds: readonly PartyRequest['kind'][] = partyKinds.filter(isRequestKind)

/** While a link opens the order of the frames says what answers what, so the id means nothing there. */
const idFits = (id: number, kind: Kind): boolean => isOneOf(LINK_KINDS, kind) || (id === 0) === isOneOf(NOTICE_KINDS, kind)

const decodeBody = <K extends Kind>(kind: K, frame: { readonly [P in Kind]?: Bodies[P] | null }): PartyBody => {
  const message: Bodies[K] | null | undefined = frame[kind]
  return decoders[kind](required(message, 'Frame.body'))
}

const encodeBody = (body: PartyBody): Wire<'Frame'> => {
  switch (body.kind) {
    case 'hello': return { hello: encodeHello(body) }
    case 'auth': return { auth: encodeAuth(body) }
    case 'resume': return { resume: encodeResume(body) }
    case 'enlist': return { enlist: { enlistment: body.enlistment.bytes, signature: body.signature } }
    case 'updateDevices': return { updateDevices: encodeUpdateDevices(body) }
    case 'changeIdentity': return { changeIdentity: { enlistment: body.enlistment.bytes, signature: body.signature, endorsement: body.endorsement } }
    case 'unenlist': return { unenlist: { userId: uuidBytes(body.userId) } }
    case 'putIssuerList': return { putIssuerList: body }
    case 'getIssuerList': return { getIssuerList: {} }
    case 'putPrekeys': return { putPrekeys: encodePutPrekeys(body) }
    case 'countPrekeys': return { countPrekeys: { userId: uuidBytes(body.userId), deviceId: body.deviceId } }
    case 'getBundles': return { getBundles: encodeGetBundles(body) }
    case 'requestContact': return { requestContact: encodeRequestContact(body) }
    case 'decideContact': return { decideContact: encodeDecideContact(body) }
    case 'withdrawConsent': return { withdrawConsent: encodePair(body) }
    case 'reissueToken': return { reissueToken: encodePair(body) }
    case 'createInvite': return { createInvite: encodeCreateInvite(body) }
    case 'revokeInvite': return { revokeInvite: encodeRevokeInvite(body) }
    case 'setParticipation': return { setParticipation: encodeSetParticipation(body) }
    case 'setProviderChoice': return { setProviderChoice: encodeSetProviderChoice(body) }
    case 'submit': return { submit: encodeSubmit(body) }
    case 'trace': return { trace: encodeTrace(body) }
    case 'listEnforcement': return { listEnforcement: {} }
    case 'appeal': return { appeal: encodeAppeal(body) }
    case 'createUpload': return { createUpload: encodeCreateUpload(body) }
    case 'offerHosted': return { offerHosted: encodeOfferHosted(body) }
    case 'getAttachment': return { getAttachment: encodeOwnAttachment(body) }
    case 'attachmentDone': return { attachmentDone: encodeOwnAttachment(body) }
    case 'report': return { report: encodeReport(body) }
    case 'ack': return { ack: { upTo: body.upTo, also: [...body.also] } }
    case 'nack': return { nack: encodeNack(body) }
  }
}
