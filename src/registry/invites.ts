// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import { encodeInviteToken, INVITE_SECRET_BYTES, inviteId, MAX_INVITE_SECONDS, MAX_INVITE_USES, MAX_OPEN_INVITES } from '../model/invites.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PartyRequest } from '../model/requests.ts'
import { MOVED, settle } from './optimistic.ts'
import { requireOwnUser } from './own-users.ts'
import type { RegistryDeps } from './ports.ts'

type Create = Extract<PartyRequest, { kind: 'createInvite' }>
type Revoke = Extract<PartyRequest, { kind: 'revokeInvite' }>

/** Under what the store has an invite: it could not make one from what it holds. */
export const hashOfInvite = (secret: Uint8Array): Uint8Array => createHash('sha256').update(secret).digest()

/** Links by which people are found without an address; made and revoked by their owners. */
export const createInvites = (deps: RegistryDeps) => ({
  /** A new invite, in force when it returns. `USER_SUSPENDED`; `TOO_MANY` where the user has as many as may hold at the same time. */
  create: (caller: VerifiedParty, wish: Create): Promise<Answer> => settle(async () => {
    const owner = await requireOwnUser(deps.store, caller, wish.user)
    if (owner.suspended) throw new GatewayError('USER_SUSPENDED')
    if (wish.maxUses > MAX_INVITE_USES || wish.lifetimeSeconds > MAX_INVITE_SECONDS) throw new GatewayError('MALFORMED', 'more uses or a longer life than an invite may have')
    const now = deps.now()
    const [secret, invite, expiresAt] = [deps.randomBytes(INVITE_SECRET_BYTES), inviteId(deps.randomUuid()), now + wish.lifetimeSeconds * 1_000]
    const row = { secretHash: hashOfInvite(secret), invite, owner: owner.user, purposes: wish.purposes, usesLeft: wish.maxUses, expiresAt }
    const outcome = await deps.store.write.commit({
      expect: [{ of: 'user', user: owner.user, version: owner.version }], writes: [{ add: 'invite', row, most: MAX_OPEN_INVITES, now }],
    })
    if ('refused' in outcome) throw new GatewayError('TOO_MANY', 'open invites of this user')
    if (!('committed' in outcome)) return MOVED
    return { kind: 'inviteCreated', inviteId: invite, token: encodeInviteToken({ secret, party: owner.party, expiresAtMs: expiresAt }, deps.signAsGateway) }
  }),

  /** Ends an invite of the user; the answer is the same where there is none. */
  revoke: async (caller: VerifiedParty, { user, inviteId: invite }: Revoke): Promise<Answer> => {
    await requireOwnUser(deps.store, caller, user)
    await deps.store.write.commit({ expect: [], writes: [{ end: 'invite', invite, owner: user }] })
    return { kind: 'done' }
  },
})
