// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, verify } from 'node:crypto'
import type { PublicJwk } from '../../model/credentials.ts'
import type { PartyId } from '../../model/ids.ts'
import { decodeInviteToken, DEFAULT_INVITE_SECONDS, DEFAULT_INVITE_USES, inviteLink, inviteToken } from '../../model/invites.ts'
import type { InviteId } from '../../model/invites.ts'
import type { Purpose } from '../../model/values.ts'
import { requireOwn } from './context.ts'
import type { Context } from './context.ts'

/** What an invite may do; what is left out gets its default. */
export interface InviteWish {
  /** Requests that it may make: 1 to 100; 1 if left out. */
  readonly uses?: number
  /** How long it holds: at most 30 days; 7 days if left out. */
  readonly lifetimeSeconds?: number
  /** What one may be asked for by it; chat if left out. */
  readonly purposes?: readonly Purpose[]
}

/** An invite of one's own. Keep the id where it may have to be revoked; the link is told this once. */
export interface MadeInvite {
  readonly inviteId: InviteId
  readonly link: string
  readonly expiresAtMs: number
}

/** What a link says without asking anybody. */
export interface InviteView {
  /** The home of whoever made it. */
  readonly party: PartyId
  readonly expiresAtMs: number
  /** The gateway signed exactly this. Nobody but the gateway can tell whether the invite was used or revoked, and it does not. */
  readonly signed: boolean
}

/** Reads an invite's link, with the gateway's key of the admission file; throws `MALFORMED`. */
export const parseInvite = (link: string, { kty, crv, x }: PublicJwk): InviteView => {
  const { party, expiresAtMs, signedBytes, signature } = decodeInviteToken(inviteToken(link))
  return { party, expiresAtMs, signed: verify(null, signedBytes, createPublicKey({ key: { kty, crv, x }, format: 'jwk' }), signature) }
}

/** Makes an invite of one's own. */
export const createInvite = async (context: Context, wish: InviteWish): Promise<MadeInvite> => {
  const { user } = requireOwn(context).address
  const { uses = DEFAULT_INVITE_USES, lifetimeSeconds = DEFAULT_INVITE_SECONDS, purposes = ['chat'] } = wish
  const { inviteId, token } = await context.ask({ kind: 'createInvite', user, maxUses: uses, lifetimeSeconds, purposes }, 'inviteCreated')
  return { inviteId, link: inviteLink(token), expiresAtMs: decodeInviteToken(token).expiresAtMs }
}

/** Ends an invite of one's own. */
export const revokeInvite = async (context: Context, inviteId: InviteId): Promise<void> => {
  await context.ask({ kind: 'revokeInvite', user: requireOwn(context).address.user, inviteId }, 'done')
}

/** Asks whoever made the invite for contact; resolves alike whether or not it holds. Returns the requests left today. */
export const requestByInvite = async (context: Context, link: string, purposes: readonly Purpose[]): Promise<number> => {
  const fromUser = requireOwn(context).address.user
  const { secret } = decodeInviteToken(inviteToken(link))
  return (await context.ask({ kind: 'requestContact', fromUser, invite: secret, purposes }, 'recorded')).leftToday
}
