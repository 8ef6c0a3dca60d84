// SPDX-License-Identifier: Apache-2.0
import { safeDisplayText } from '../../model/display-text.ts'
import { INVITE_SECRET_BYTES, inviteId } from '../../model/invites.ts'
import { address, partyId, requestId, userId, userReference } from '../../model/ids.ts'
import type { Address } from '../../model/ids.ts'
import type { Contact, ContactRequest } from '../../model/answers.ts'
import type { PartyRequest } from '../../model/requests.ts'
import type { Purpose } from '../../model/values.ts'
import { uuidBytes } from '../uuid.ts'
import { decisionEnum, inboxEnum, purposeEnum } from './enums.ts'
import {
  bounded, decodeEnum, decodeShortText, decodeUuid, decodeUuidIfPresent, distinct, exactBytes, malformed, parsed, parsedIfPresent, TOKEN_BYTES,
} from './fields.ts'
import type { Wire } from './v1.ts'

type Request<Kind extends PartyRequest['kind']> = Extract<PartyRequest, { kind: Kind }>

/** Purposes there are or may come to be; each may be named once. */
const MAX_PURPOSES = 16

/** `RequestContact`; at least one purpose, none twice. */
export const decodeRequestContact = (message: Wire<'RequestContact'>): Request<'requestContact'> => {
  const purposes = decodePurposes(message.purposes, 'RequestContact.purposes')
  return { kind: 'requestContact', fromUser: decodeUuid(userId, message.fromUser, 'RequestContact.from_user'), ...decodeTarget(message), purposes }
}

/** `RequestContact`. */
export const encodeRequestContact = (request: Request<'requestContact'>): Wire<'RequestContact'> => ({
  fromUser: uuidBytes(request.fromUser), purposes: encodePurposes(request.purposes),
  ...('invite' in request ? { invite: request.invite } : { toAddress: request.toAddress }),
})

/** `DecideContact`. */
export const decodeDecideContact = (message: Wire<'DecideContact'>): Request<'decideContact'> => ({
  kind: 'decideContact',
  user: decodeUuid(userId, message.user, 'DecideContact.user'),
  subject: decodeSubject(message),
  decision: decodeEnum(decisionEnum, message.decision, 'DecideContact.decision'),
})

/** `DecideContact`. */
export const encodeDecideContact = ({ user, subject, decision }: Request<'decideContact'>): Wire<'DecideContact'> => ({
  user: uuidBytes(user),
  ...('requestId' in subject ? { requestId: uuidBytes(subject.requestId) } : { peerUser: uuidBytes(subject.peerUser) }),
  decision: decisionEnum.numberOf[decision],
})

/** `WithdrawConsent`. */
export const decodeWithdrawConsent = (message: Wire<'WithdrawConsent'>): Request<'withdrawConsent'> => ({
  kind: 'withdrawConsent',
  user: decodeUuid(userId, message.user, 'WithdrawConsent.user'),
  peerUser: decodeUuid(userId, message.peerUser, 'WithdrawConsent.peer_user'),
})

/** `ReissueToken`. */
export const decodeReissueToken = (message: Wire<'ReissueToken'>): Request<'reissueToken'> => ({
  kind: 'reissueToken',
  user: decodeUuid(userId, message.user, 'ReissueToken.user'),
  peerUser: decodeUuid(userId, message.peerUser, 'ReissueToken.peer_user'),
})

/** `WithdrawConsent` and `ReissueToken`: both name a pair. */
export const encodePair = (pair: Pick<Request<'withdrawConsent'>, 'user' | 'peerUser'>): Wire<'WithdrawConsent'> & Wire<'ReissueToken'> => ({
  user: uuidBytes(pair.user), peerUser: uuidBytes(pair.peerUser),
})

/** `SetParticipation`. */
export const decodeSetParticipation = (message: Wire<'SetParticipation'>): Request<'setParticipation'> => ({
  kind: 'setParticipation',
  userReference: parsed(userReference, message.userReference ?? '', 'SetParticipation.user_reference'),
  optedIn: message.optedIn ?? false,
  address: parsedIfPresent(address, message.address, 'SetParticipation.address'),
  findable: message.findable ?? false,
})

/** `SetParticipation`. */
export const encodeSetParticipation = (request: Request<'setParticipation'>): Wire<'SetParticipation'> => ({
  ...request, address: request.address ?? '',
})

/** `SetProviderChoice`. */
export const decodeSetProviderChoice = (message: Wire<'SetProviderChoice'>): Request<'setProviderChoice'> => ({
  kind: 'setProviderChoice',
  userReference: parsed(userReference, message.userReference ?? '', 'SetProviderChoice.user_reference'),
  provider: parsed(partyId, message.provider ?? '', 'SetProviderChoice.provider'),
  allowed: message.allowed ?? false,
  inbox: decodeEnum(inboxEnum, message.inbox, 'SetProviderChoice.inbox'),
  label: decodeShortText(message.label, 'SetProviderChoice.label'),
})

/** `SetProviderChoice`. */
export const encodeSetProviderChoice = (request: Request<'setProviderChoice'>): Wire<'SetProviderChoice'> => ({
  ...request, inbox: inboxEnum.numberOf[request.inbox], label: decodeShortText(request.label, 'SetProviderChoice.label'),
})

/** `Contact`. */
export const decodeContact = (message: Wire<'Contact'>): Contact => ({
  user: decodeUuid(userId, message.user, 'Contact.user'),
  peerUser: decodeUuid(userId, message.peerUser, 'Contact.peer_user'),
  consentToken: exactBytes(message.consentToken, TOKEN_BYTES, 'Contact.consent_token'),
  peerParty: parsed(partyId, message.peerParty ?? '', 'Contact.peer_party'),
  peerDisplayName: safeDisplayText(message.peerDisplayName ?? ''),
  peerAddress: message.peerAddress ?? '',
  purposes: decodeKnownPurposes(message.purposes),
  requestId: decodeUuidIfPresent(requestId, message.requestId, 'Contact.request_id'),
})

/** `Contact`; the display name leaves made safe. */
export const encodeContact = (contact: Contact): Wire<'Contact'> => ({
  user: uuidBytes(contact.user),
  peerUser: uuidBytes(contact.peerUser),
  consentToken: contact.consentToken,
  peerParty: contact.peerParty,
  peerDisplayName: safeDisplayText(contact.peerDisplayName),
  peerAddress: contact.peerAddress,
  purposes: encodePurposes(contact.purposes),
  requestId: contact.requestId === undefined ? null : uuidBytes(contact.requestId),
})

/** `ContactRequested`. */
export const decodeContactRequested = (message: Wire<'ContactRequested'>): ContactRequest => ({
  requestId: decodeUuid(requestId, message.requestId, 'ContactRequested.request_id'),
  user: decodeUuid(userId, message.user, 'ContactRequested.user'),
  fromParty: parsed(partyId, message.fromParty ?? '', 'ContactRequested.from_party'),
  fromDisplayName: safeDisplayText(message.fromDisplayName ?? ''),
  fromAddress: message.fromAddress ?? '',
  purposes: decodeKnownPurposes(message.purposes),
  inbox: inboxEnum.find(message.inbox),
  inboxLabel: safeDisplayText(message.inboxLabel ?? ''),
  ...(message.inviteId?.length ? { inviteId: decodeUuid(inviteId, message.inviteId, 'ContactRequested.invite_id') } : {}),
})

/** `ContactRequested`; the display name and label leave made safe. */
export const encodeContactRequested = (request: ContactRequest): Wire<'ContactRequested'> => ({
  requestId: uuidBytes(request.requestId),
  user: uuidBytes(request.user),
  fromParty: request.fromParty,
  fromDisplayName: safeDisplayText(request.fromDisplayName),
  fromAddress: request.fromAddress,
  purposes: encodePurposes(request.purposes),
  inbox: request.inbox === undefined ? 0 : inboxEnum.numberOf[request.inbox],
  inboxLabel: safeDisplayText(request.inboxLabel),
  inviteId: request.inviteId === undefined ? null : uuidBytes(request.inviteId),
})

/** An address or an invite, and never both: two targets would make one answer of two. */
const decodeTarget = ({ toAddress, invite }: Wire<'RequestContact'>): { readonly toAddress: Address } | { readonly invite: Uint8Array } => {
  if (!invite?.length) return { toAddress: parsed(address, toAddress ?? '', 'RequestContact.to_address') }
  if (toAddress) throw malformed('RequestContact.to_address')
  return { invite: exactBytes(invite, INVITE_SECRET_BYTES, 'RequestContact.invite') }
}

const decodeSubject = (message: Wire<'DecideContact'>): Request<'decideContact'>['subject'] => {
  if (message.requestId) return { requestId: decodeUuid(requestId, message.requestId, 'DecideContact.request_id') }
  return { peerUser: decodeUuid(userId, message.peerUser, 'DecideContact.peer_user') }
}

/** At least one purpose, none twice. */
export const decodePurposes = (purposes: readonly number[] | null | undefined, field: string): readonly Purpose[] => {
  const named = bounded(purposes, MAX_PURPOSES, field)
  if (named.length === 0) throw malformed(field)
  return distinct(named.map((purpose) => decodeEnum(purposeEnum, purpose, field)), field)
}

/** Purposes as numbers. */
export const encodePurposes = (purposes: readonly Purpose[]): number[] => purposes.map((purpose) => purposeEnum.numberOf[purpose])

/** A receiver leaves out purposes it does not know: they were added later. */
const decodeKnownPurposes = (purposes: readonly number[] | null | undefined): readonly Purpose[] =>
  bounded(purposes, MAX_PURPOSES, 'Contact.purposes').map(purposeEnum.find).filter((purpose) => purpose !== undefined)
