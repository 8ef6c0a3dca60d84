// SPDX-License-Identifier: Apache-2.0
import type { Answer } from '../../model/answers.ts'
import { userId } from '../../model/ids.ts'
import {
  DEFAULT_INVITE_SECONDS, DEFAULT_INVITE_USES, inviteId, MAX_INVITE_SECONDS, MAX_INVITE_TOKEN_BYTES, MAX_INVITE_USES,
} from '../../model/invites.ts'
import type { PartyRequest } from '../../model/requests.ts'
import { uuidBytes } from '../uuid.ts'
import { decodePurposes, encodePurposes } from './contact-bodies.ts'
import { decodeUuid, malformed, someBytes } from './fields.ts'
import type { Wire } from './v1.ts'

type Request<Kind extends PartyRequest['kind']> = Extract<PartyRequest, { kind: Kind }>
type Created = Extract<Answer, { kind: 'inviteCreated' }>

/** `CreateInvite`; what is left out gets its default. */
export const decodeCreateInvite = (message: Wire<'CreateInvite'>): Request<'createInvite'> => ({
  kind: 'createInvite',
  user: decodeUuid(userId, message.user, 'CreateInvite.user'),
  maxUses: within(message.maxUses, DEFAULT_INVITE_USES, MAX_INVITE_USES, 'CreateInvite.max_uses'),
  lifetimeSeconds: within(message.lifetimeSeconds, DEFAULT_INVITE_SECONDS, MAX_INVITE_SECONDS, 'CreateInvite.lifetime_seconds'),
  purposes: decodePurposes(message.purposes, 'CreateInvite.purposes'),
})

/** `CreateInvite`. */
export const encodeCreateInvite = ({ user, maxUses, lifetimeSeconds, purposes }: Request<'createInvite'>): Wire<'CreateInvite'> =>
  ({ user: uuidBytes(user), maxUses, lifetimeSeconds, purposes: encodePurposes(purposes) })

/** `RevokeInvite`. */
export const decodeRevokeInvite = (message: Wire<'RevokeInvite'>): Request<'revokeInvite'> => ({
  kind: 'revokeInvite',
  user: decodeUuid(userId, message.user, 'RevokeInvite.user'),
  inviteId: decodeUuid(inviteId, message.inviteId, 'RevokeInvite.invite_id'),
})

/** `RevokeInvite`. */
export const encodeRevokeInvite = ({ user, inviteId: id }: Request<'revokeInvite'>): Wire<'RevokeInvite'> => ({ user: uuidBytes(user), inviteId: uuidBytes(id) })

/** `InviteCreated`. */
export const decodeInviteCreated = (message: Wire<'InviteCreated'>): Created => ({
  kind: 'inviteCreated',
  inviteId: decodeUuid(inviteId, message.inviteId, 'InviteCreated.invite_id'),
  token: someBytes(message.token, MAX_INVITE_TOKEN_BYTES, 'InviteCreated.token'),
})

/** `InviteCreated`. */
export const encodeInviteCreated = ({ inviteId: id, token }: Created): Wire<'InviteCreated'> => ({ inviteId: uuidBytes(id), token })

const within = (value: number | null | undefined, usual: number, most: number, field: string): number => {
  if ((value ?? 0) > most) throw malformed(field)
  return (value ?? 0) === 0 ? usual : value ?? usual
}
