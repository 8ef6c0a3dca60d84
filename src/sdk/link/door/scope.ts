// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../../model/errors.ts'
import type { UserId } from '../../../model/ids.ts'
import type { Enlistment, PartyRequest } from '../../../model/requests.ts'
import type { HomeUser } from './home-user.ts'

type Kind = PartyRequest['kind']
type Ask<K extends Kind> = Extract<PartyRequest, { kind: K }>
/** Whom a request speaks for: a user, anybody who is logged in, or nobody but the home itself. */
type Speaker = UserId | 'anybody' | 'home'

/** Where a file lies that a device offers. */
export type OfferedPlace = Pick<Ask<'offerHosted'>, 'host' | 'path'>

const home = (): Speaker => 'home'

// A kind of request that is missing here does not compile: somebody decides whether a device may send it, and for whom.
const speakers: { readonly [K in Kind]: (request: Ask<K>) => Speaker } = {
  enlist: ({ enlistment }) => enlistment.userId,
  changeIdentity: ({ enlistment }) => enlistment.userId,
  updateDevices: ({ userId }) => userId,
  putPrekeys: ({ userId }) => userId,
  countPrekeys: ({ userId }) => userId,
  getBundles: ({ senderUser }) => senderUser,
  getIssuerList: () => 'anybody',
  requestContact: ({ fromUser }) => fromUser,
  decideContact: ({ user }) => user,
  withdrawConsent: ({ user }) => user,
  reissueToken: ({ user }) => user,
  createInvite: ({ user }) => user,
  revokeInvite: ({ user }) => user,
  submit: ({ submission }) => submission.senderUser,
  createUpload: ({ senderUser }) => senderUser,
  offerHosted: ({ senderUser }) => senderUser,
  getAttachment: ({ user }) => user,
  attachmentDone: ({ user }) => user,
  report: ({ reporter }) => reporter,
  // Who leaves is decided where accounts are.
  unenlist: home,
  // It names who sent a message, which may be the other one: the door cannot tell for whom it is asked.
  trace: home,
  // Of all users of the party together.
  listEnforcement: home,
  appeal: home,
  // A core's.
  putIssuerList: home,
  setParticipation: home,
  setProviderChoice: home,
}

/** Passes what a device of this user may ask. Throws `OUT_OF_SCOPE` for what only the home asks or says, `NOT_YOURS` for what speaks for another user. */
export const requireInScope = (user: HomeUser, request: PartyRequest, mayOffer: (place: OfferedPlace) => boolean): void => {
  const speaker = speakerOf(request)
  if (speaker === 'home') throw new GatewayError('OUT_OF_SCOPE')
  if (speaker !== 'anybody' && speaker !== user.userId) throw new GatewayError('NOT_YOURS')
  if (request.kind === 'enlist' || request.kind === 'changeIdentity') requireOwnWords(user, request.enlistment)
  if (request.kind === 'offerHosted' && !mayOffer(request)) throw new GatewayError('OUT_OF_SCOPE', 'OfferHosted.path')
}

const speakerOf = <K extends Kind>(request: Ask<K>): Speaker => {
  const speaker: (request: Ask<K>) => Speaker = speakers[request.kind]
  return speaker(request)
}

/** What others are shown of a user is asserted by its home; of this the token binds the address only. */
const requireOwnWords = (user: HomeUser, { userReference, address, displayName, actor, forProvider }: Enlistment): void => {
  const said = [
    ['user_reference', userReference, user.userReference], ['address', address, user.address], ['display_name', displayName, user.displayName ?? ''],
    ['actor', actor, user.actor ?? 'PERSON'], ['for_provider', forProvider, user.forProvider],
  ] as const
  for (const [field, device, ours] of said) if (device !== ours) throw new GatewayError('OUT_OF_SCOPE', `Enlistment.${field}`)
}
