// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { UserId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PartyRequest } from '../model/requests.ts'
import type { ConsentRow, RequestRow, UserRow } from '../store/rows.ts'
import type { ConductLog } from './conduct.ts'
import type { createGrants } from './grants.ts'
import { MOVED, settle } from './optimistic.ts'
import { requireOwnUser } from './own-users.ts'
import type { RegistryDeps } from './ports.ts'
import type { Quotas } from './quotas.ts'

type Decide = Extract<PartyRequest, { kind: 'decideContact' }>
type Withdraw = Extract<PartyRequest, { kind: 'withdrawConsent' }>
type Refusal = 'blocked' | 'denied' | 'withdrawn'

/** Refusals of people by their id: more than anybody tires of in a day, too few to fill a disk with ids that nobody has. */
const REFUSAL_RATE = { burst: 100, intervalMs: 60_000 }

/** What decisions stand on. */
export interface DecisionParts {
  readonly grants: Pick<ReturnType<typeof createGrants>, 'grant'>
  readonly conduct: Pick<ConductLog, 'answered'>
}

/**
 * What a person decides about a request or about somebody they know. Apart from a grant the answer is the same whoever has
 * the peer's id, and whatever became of the person's own request: people of one party may know ids from each other.
 */
export const createDecisions = (deps: RegistryDeps, { grants, conduct }: DecisionParts, quotas: Quotas) => {
  const { store } = deps

  /** The other user, and the request if it answers one; `NOT_FOUND` for a request that is not the user's own. */
  const subjectOf = async (user: UserId, subject: Decide['subject']): Promise<{ readonly peer: UserId; readonly asked: RequestRow | undefined }> => {
    if ('peerUser' in subject) return { peer: subject.peerUser, asked: undefined }
    const row = await store.read.request(subject.requestId)
    if (row?.targetUser !== user || (row.state !== 'surfaced' && row.state !== 'granted')) throw new GatewayError('NOT_FOUND', 'no such request')
    return { peer: row.fromUser, asked: row }
  }

  /** A first answer to a request tells of its asker. */
  const noteAnswer = async (asked: RequestRow | undefined, refused: boolean): Promise<void> => {
    const asker = asked?.state === 'surfaced' ? await store.read.user(asked.fromUser) : undefined
    if (!asker) return
    conduct.answered(asker.party, asker.user, refused)
    deps.events.contactAnswered(asker.party, refused ? 'denied' : 'granted')
  }

  const put = async (user: UserRow, peer: UserId, old: ConsentRow | undefined, state: Refusal, { asked, changedAt = deps.now() }: PutOptions = {}): Promise<Answer | typeof MOVED> => {
    const row = { owner: user.user, peer, state, purposes: old?.purposes ?? asked?.purposes ?? [], changedAt }
    const outcome = await store.write.commit({
      expect: [{ of: 'user', user: user.user, version: user.version }, { of: 'consent', owner: user.user, peer, version: old?.version ?? 0 }],
      writes: [
        { put: 'consent', row },
        ...(asked ? [{ move: 'request', request: asked.request, from: ['surfaced', 'granted'], to: 'denied', targetUser: user.user } as const] : []),
      ],
    })
    return 'committed' in outcome ? { kind: 'done' } : MOVED
  }

  const refuse = async (user: UserRow, peer: UserId, asked: RequestRow | undefined, state: 'blocked' | 'denied'): Promise<Answer | typeof MOVED> => {
    const old = await store.read.consent(user.user, peer)
    return put(user, peer, old, old?.state === 'blocked' ? 'blocked' : state, { asked })
  }

  /** Uses up one refusal of somebody by their id; what to answer where there are none left. */
  const spend = async (caller: VerifiedParty, user: UserId): Promise<Answer | undefined> => {
    await requireOwnUser(store, caller, user)
    const throttle = quotas.spend(caller.party, user, REFUSAL_RATE, { limit: 'refusalsPerUser', scope: 'user' })
    return throttle && { kind: 'throttled', ...throttle }
  }

  return {
    /** Grants, denies or blocks; in force when it returns. A block ends only with a grant. */
    decide: async (caller: VerifiedParty, wish: Decide): Promise<Answer> => {
      const throttled = wish.decision !== 'grant' && 'peerUser' in wish.subject ? await spend(caller, wish.user) : undefined
      if (throttled) return throttled
      return settle(async () => {
        const user = await requireOwnUser(store, caller, wish.user)
        const { peer, asked } = await subjectOf(user.user, wish.subject)
        if (wish.decision === 'grant' && user.suspended) throw new GatewayError('USER_SUSPENDED')
        const answer = await (wish.decision === 'grant' ? grants.grant(user, peer, asked) : refuse(user, peer, asked, wish.decision === 'block' ? 'blocked' : 'denied'))
        if (answer !== MOVED) await noteAnswer(asked, wish.decision !== 'grant')
        return answer
      })
    },

    /**
     * Takes back the user's own yes: both directions are closed when it returns. A refusal that is there stays as it is. One row is written whatever was there:
     * otherwise it would tell by its time whether a request was shown, and whether the peer is gone.
     */
    withdraw: async (caller: VerifiedParty, wish: Withdraw): Promise<Answer> => await spend(caller, wish.user) ?? settle(async () => {
      const user = await requireOwnUser(store, caller, wish.user)
      const old = await store.read.consent(user.user, wish.peerUser)
      if (old?.state === 'blocked' || old?.state === 'denied') return put(user, wish.peerUser, old, old.state, { changedAt: old.changedAt })
      return put(user, wish.peerUser, old, 'withdrawn')
    }),
  }
}

/** How a refusal is written down, where not for the first time and now. */
interface PutOptions { readonly asked?: RequestRow | undefined; readonly changedAt?: number }
