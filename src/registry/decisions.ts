// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { UserId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PartyRequest } from '../model/requests.ts'
import type { RequestRow, UserRow } from '../store/rows.ts'
import type { createGrants } from './grants.ts'
import { MOVED, settle } from './optimistic.ts'
import { requireOwnUser } from './own-users.ts'
import type { RegistryDeps } from './ports.ts'

type Decide = Extract<PartyRequest, { kind: 'decideContact' }>
type Withdraw = Extract<PartyRequest, { kind: 'withdrawConsent' }>

/** What a person decides about a request or about somebody they know. */
export const createDecisions = (deps: RegistryDeps, grants: Pick<ReturnType<typeof createGrants>, 'grant'>) => {
  const { store } = deps

  /** The other user, and the request if it answers one; `NOT_FOUND` for a request that is not the user's own. */
  const subjectOf = async (user: UserId, subject: Decide['subject']): Promise<{ readonly peer: UserId; readonly asked: RequestRow | undefined }> => {
    if ('peerUser' in subject) return { peer: subject.peerUser, asked: undefined }
    const row = await store.read.request(subject.requestId)
    if (row?.targetUser !== user || (row.state !== 'surfaced' && row.state !== 'granted')) throw new GatewayError('NOT_FOUND', 'no such request')
    return { peer: row.fromUser, asked: row }
  }

  const refuse = async (user: UserRow, peer: UserId, asked: RequestRow | undefined, state: 'blocked' | 'denied' | 'withdrawn'): Promise<Answer | typeof MOVED> => {
    const old = await store.read.consent(user.user, peer)
    // Nothing between the two: told alike whether or not somebody has that id.
    if (!asked && !old) throw new GatewayError('NOT_FOUND', 'no such contact')
    const row = { owner: user.user, peer, state, purposes: old?.purposes ?? asked?.purposes ?? [], changedAt: deps.now() }
    const outcome = await store.write.commit({
      expect: [{ of: 'consent', owner: user.user, peer, version: old?.version ?? 0 }],
      writes: [
        { put: 'consent', row },
        ...(asked ? [{ move: 'request', request: asked.request, from: ['surfaced', 'granted'], to: 'denied', targetUser: user.user } as const] : []),
      ],
    })
    return 'committed' in outcome ? { kind: 'done' } : MOVED
  }

  return {
    decide: (caller: VerifiedParty, wish: Decide): Promise<Answer> => settle(async () => {
      const user = await requireOwnUser(store, caller, wish.user)
      const { peer, asked } = await subjectOf(user.user, wish.subject)
      if (wish.decision === 'grant') return grants.grant(user, peer, asked)
      return refuse(user, peer, asked, wish.decision === 'block' ? 'blocked' : 'denied')
    }),

    /** Takes back the user's own consent: both directions close before this returns. */
    withdraw: (caller: VerifiedParty, wish: Withdraw): Promise<Answer> => settle(async () => {
      const user = await requireOwnUser(store, caller, wish.user)
      return refuse(user, wish.peerUser, undefined, 'withdrawn')
    }),
  }
}
