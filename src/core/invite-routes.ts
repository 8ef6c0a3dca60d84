// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import { partyId, userReference } from '../model/ids.ts'
import { decodeInviteToken, DEFAULT_INVITE_SECONDS, DEFAULT_INVITE_USES, inviteId, inviteLink } from '../model/invites.ts'
import { contract } from './contract.ts'
import type { CoreDeps } from './ports.ts'
import type { Routes } from './route.ts'

/** Links by which people of a provider find a user of the core. */
export const addInviteRoutes = (routes: Routes, { registry: { invites, people } }: Pick<CoreDeps, 'registry'>): void => {
  routes.add(contract.createInvite, async ({ caller, params, body: { provider, uses, seconds, purposes } }) => {
    const user = await people.requireUser(caller, userReference(params.ref), partyId(provider))
    const answer = await invites.create(caller, {
      kind: 'createInvite', user, maxUses: uses ?? DEFAULT_INVITE_USES, lifetimeSeconds: seconds ?? DEFAULT_INVITE_SECONDS, purposes: purposes ?? ['chat'],
    })
    if (answer.kind !== 'inviteCreated') throw new GatewayError('INTERNAL', `a use case answered ${answer.kind}`)
    return { id: answer.inviteId, link: inviteLink(answer.token), expiresAt: new Date(decodeInviteToken(answer.token).expiresAtMs).toISOString() }
  })
  routes.add(contract.revokeInvite, async ({ caller, params, query }) => {
    const user = await people.requireUser(caller, userReference(params.ref), partyId(query.provider))
    await invites.revoke(caller, { kind: 'revokeInvite', user, inviteId: inviteId(params.id) })
    return { ok: true }
  })
}
