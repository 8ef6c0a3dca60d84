// SPDX-License-Identifier: AGPL-3.0-only
import type { Static } from 'typebox'
import { GatewayError } from '../model/errors.ts'
import { address, partyId, requestId, userId, userReference } from '../model/ids.ts'
import { decodeInviteToken, inviteToken } from '../model/invites.ts'
import type { Address, UserId } from '../model/ids.ts'
import type { PartyRequest } from '../model/requests.ts'
import { contract } from './contract.ts'
import type { CoreDeps } from './ports.ts'
import type { Routes } from './route.ts'
import type { ContactWish } from './schemas.ts'

type Subject = Extract<PartyRequest, { readonly kind: 'decideContact' }>['subject']

const DONE = { ok: true } as const

/** Who a core's user knows: asked, decided about, and given up. */
export const addContactRoutes = (routes: Routes, { registry, acceptIdentity }: Pick<CoreDeps, 'registry' | 'acceptIdentity'>): void => {
  const { contacts, decisions, people } = registry

  /** An id is a request's if one was shown to the user under it, else somebody's; ids of both kinds are random. */
  const subjectOf = async (user: UserId, id: string): Promise<Subject> => {
    const request = requestId(id)
    return await people.wasAsked(user, request) ? { requestId: request } : { peerUser: userId(id) }
  }

  routes.add(contract.requestContact, async ({ caller, params, body }) => {
    const fromUser = await people.requireUser(caller, userReference(params.ref), partyId(body.provider))
    const answer = await contacts.request(caller, { kind: 'requestContact', fromUser, ...targetOf(body), purposes: body.purposes ?? ['chat'] })
    return answer.kind === 'recorded' ? { recorded: true, leftToday: answer.leftToday } : throttledOnly(answer)
  })
  routes.add(contract.decideContact, async ({ caller, params, body: { provider, decision, content, epochKey } }) => {
    const user = await people.requireUser(caller, userReference(params.ref), partyId(provider))
    if (decision === 'acceptIdentity') {
      if (content === undefined || epochKey === undefined) throw new GatewayError('MALFORMED', 'acceptIdentity needs content and epochKey, which name the key')
      if (acceptIdentity === undefined) throw new GatewayError('UNKNOWN_REQUEST', 'no vault pins identities here')
      await acceptIdentity(caller, { senderUser: user, recipientUser: userId(params.id), content, epochKey })
      return DONE
    }
    if (content !== undefined || epochKey !== undefined) throw new GatewayError('MALFORMED', 'only acceptIdentity takes content')
    const answer = await decisions.decide(caller, { kind: 'decideContact', user, subject: await subjectOf(user, params.id), decision })
    return answer.kind === 'done' ? DONE : throttledOnly(answer)
  })
  routes.add(contract.withdrawConsent, async ({ caller, params, query }) => {
    const user = await people.requireUser(caller, userReference(params.ref), partyId(query.provider))
    const answer = await decisions.withdraw(caller, { kind: 'withdrawConsent', user, peerUser: userId(params.id) })
    return answer.kind === 'done' ? DONE : throttledOnly(answer)
  })
}

/** An address, or the secret of an invite. */
const targetOf = ({ address: typed, invite }: Static<typeof ContactWish>): { readonly toAddress: Address } | { readonly invite: Uint8Array } => {
  if ((typed === undefined) === (invite === undefined)) throw new GatewayError('MALFORMED', 'either address or invite')
  return invite === undefined ? { toAddress: address(typed ?? '') } : { invite: decodeInviteToken(inviteToken(invite)).secret }
}

/** Of a use case's answers, the one that is not its success. */
const throttledOnly = <T extends { readonly kind: string }>(answer: T): Extract<T, { readonly kind: 'throttled' }> => {
  if (isThrottled(answer)) return answer
  throw new GatewayError('INTERNAL', `a use case answered ${answer.kind}`)
}

const isThrottled = <T extends { readonly kind: string }>(answer: T): answer is Extract<T, { readonly kind: 'throttled' }> => answer.kind === 'throttled'
