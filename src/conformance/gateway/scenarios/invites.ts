// SPDX-License-Identifier: AGPL-3.0-only
import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { decodeInviteToken } from '../../../model/invites.ts'
import type { PartyRequest } from '../../../model/requests.ts'
import { inWords } from '../../exchange.ts'
import { coreUser, nextEvent, QUIET_MS } from '../acquaintance.ts'
import type { Person } from '../person.ts'
import { pushing } from '../scenario.ts'
import type { Scenario } from '../scenario.ts'
import type { Trial } from '../trial.ts'

const MOST = 20

const create = (user: Person, changes: Partial<Extract<PartyRequest, { kind: 'createInvite' }>> = {}): PartyRequest =>
  ({ kind: 'createInvite', user: user.user, maxUses: 0, lifetimeSeconds: 0, purposes: ['chat'], ...changes })

/** A core user who is not to be found by address, and an invite of hers. */
const invited = async (trial: Trial, changes: Partial<Extract<PartyRequest, { kind: 'createInvite' }>> = {}) => {
  const owner = await coreUser(trial, { findable: false })
  const core = await trial.side('core')
  const { token, inviteId } = trial.answered('DIP-174', await core.ask(create(owner, changes)), 'inviteCreated', 'anybody may invite')
  return { owner, core, inviteId, token, invite: decodeInviteToken(token) }
}

/** Asks by an invite as somebody new. */
const ask = async (trial: Trial, secret: Uint8Array) => {
  const [link, asker] = [await trial.side('provider'), await trial.person('provider')]
  return trial.answered('DIP-63', await link.ask({ kind: 'requestContact', fromUser: asker.user, invite: secret, purposes: ['chat'] }), 'recorded', 'whatever the invite is')
}

/** Sees that no further request is shown to the owner. */
const unseen = async (trial: Trial, { owner, core }: Awaited<ReturnType<typeof invited>>, must: 'DIP-170' | 'DIP-171' | 'DIP-172'): Promise<void> => {
  const event = await core.find(({ body }) => (body.kind === 'event' && body.body.kind === 'contactRequested' && body.body.user === owner.user ? body : undefined), QUIET_MS)
  trial.judge(must, 'the request is never shown', event === undefined, event)
}

/** Links that people give to each other: docs/protocol.md, Invites. */
export const invites: readonly Scenario[] = [
  pushing('invites/asked', ['DIP-172'], 'A request by invite reaches its owner, who cannot be found by address, and says by which invite.', ['core'], async (trial) => {
    const { owner, core, inviteId, invite } = await invited(trial)
    await ask(trial, invite.secret)
    const shown = await nextEvent(core, 'contactRequested', owner)
    trial.judge('DIP-172', `invite ${inviteId}`, shown.inviteId === inviteId, shown)
  }),
  pushing('invites/signed', ['DIP-174'], 'An invite\'s token is signed by the gateway\'s link key and names the owner\'s home.', ['core'], async (trial) => {
    const { invite, core } = await invited(trial)
    const { kty, crv, x } = core.party.admission.gateway.linkKey
    trial.judge('DIP-174', 'a signature that holds', verify(null, invite.signedBytes, createPublicKey({ key: { kty, crv, x }, format: 'jwk' }), invite.signature), invite)
    trial.judge('DIP-174', 'the core, and an end ahead of now', invite.party === core.party.keys.party && invite.expiresAtMs > Date.now(), invite)
  }),
  pushing('invites/used-up', ['DIP-170'], 'An invite makes no more requests than it was made for, and nobody is told.', ['core'], async (trial) => {
    const made = await invited(trial, { maxUses: 1 })
    const first = await ask(trial, made.invite.secret)
    await nextEvent(made.core, 'contactRequested', made.owner)
    const second = await ask(trial, made.invite.secret)
    trial.judge('DIP-171', `the same answer: ${inWords(first)}`, inWords(first) === inWords(second), second)
    await unseen(trial, made, 'DIP-170')
  }),
  pushing('invites/revoked', ['DIP-171'], 'An invite that was revoked, and one that never was, are answered like one that holds.', ['core'], async (trial) => {
    const made = await invited(trial)
    trial.answered('DIP-171', await made.core.ask({ kind: 'revokeInvite', user: made.owner.user, inviteId: made.inviteId }), 'done', 'an owner may revoke')
    const [revoked, absent] = [await ask(trial, made.invite.secret), await ask(trial, randomBytes(32))]
    trial.judge('DIP-171', `the same answer: ${inWords(absent)}`, inWords(revoked) === inWords(absent), revoked)
    await unseen(trial, made, 'DIP-171')
  }),
  pushing('invites/own-side', ['DIP-173'], 'A request of the owner\'s own side does not use up an invite.', ['core'], async (trial) => {
    const made = await invited(trial, { maxUses: 1 })
    const neighbour = await coreUser(trial)
    trial.answered('DIP-63', await made.core.ask({ kind: 'requestContact', fromUser: neighbour.user, invite: made.invite.secret, purposes: ['chat'] }), 'recorded', 'whatever the invite is')
    await ask(trial, made.invite.secret)
    await nextEvent(made.core, 'contactRequested', made.owner)
  }),
  pushing('invites/too-many', ['DIP-175'], 'A user has at most 20 invites that hold.', ['core'], async (trial) => {
    const { owner, core } = await invited(trial)
    for (let count = 1; count < MOST; count += 1) trial.answered('DIP-175', await core.ask(create(owner)), 'inviteCreated', `${String(count)} hold`)
    trial.refused('DIP-175', await core.ask(create(owner)), 'TOO_MANY', '20 hold')
  }),
]
