// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { admit } from '../policy/admit.ts'
import { judgeGrant, REQUEST_DAYS } from '../policy/contact.ts'
import type { Answer, Contact } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import { requestId as parseRequestId } from '../model/ids.ts'
import type { UserId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PartyRequest } from '../model/requests.ts'
import type { Purpose } from '../model/values.ts'
import type { RequestRow, UserRow } from '../store/rows.ts'
import type { Write } from '../store/transactors.ts'
import { MOVED, settle } from './optimistic.ts'
import { requireHome, requireOwnUser } from './own-users.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'
import { eventWrite } from './sealed-event.ts'
import { readAddress } from './surfacing.ts'
import type { Surfacing } from './surfacing.ts'

const DAY_MS = 86_400_000
/** Random bytes of a consent token. */
const TOKEN_BYTES = 32

type Request = Extract<PartyRequest, { kind: 'requestContact' }>
type Decide = Extract<PartyRequest, { kind: 'decideContact' }>
type Pair = Extract<PartyRequest, { kind: 'withdrawConsent' | 'reissueToken' }>

/** Consent between two people: asked, given, denied, taken back. */
export const createContacts = (deps: RegistryDeps, personal: Personal, surfacing: Surfacing) => {
  const { store } = deps

  /** One row and one unit of quota, whoever the address belongs to. */
  const request = async (caller: VerifiedParty, wish: Request): Promise<Answer> => {
    const home = await requireHome(store, caller)
    const asker = await requireOwnUser(store, caller, wish.fromUser)
    const row = await requestRow(asker, wish)
    const dayStart = row.createdAt - DAY_MS
    const perDay = home.limits.contactsPerUserDay
    const outcome = await store.write.commit({
      expect: [{ of: 'user', user: asker.user, version: asker.version }],
      writes: [{ add: 'request', row, perDay, dayStart }],
    })
    if ('throttled' in outcome) return { kind: 'throttled', retryAfterSeconds: 3600, scope: 'user' }
    if (!('committed' in outcome)) throw new GatewayError('UNAVAILABLE', 'the user is changing')
    const made = await store.read.countRequests(asker.user, dayStart)
    deps.events.contactRequested(caller.party)
    surfacing.retry(row.targetIndex)
    return { kind: 'recorded', leftToday: Math.max(0, perDay - made) }
  }

  const requestRow = async (asker: UserRow, { toAddress, purposes }: Request): Promise<RequestRow> => {
    const core = await store.read.core()
    const request = parseRequestId(deps.randomUuid())
    const createdAt = deps.now()
    return {
      request, fromUser: asker.user, toParty: asker.forProvider ?? core?.party ?? asker.party,
      targetIndex: personal.addressIndex(toAddress), targetSealed: personal.sealText('request.target', request, toAddress),
      targetUser: undefined, purposes, state: 'waiting', createdAt, expiresAt: createdAt + REQUEST_DAYS * DAY_MS,
    }
  }

  /** The other user of a decision, and the request if it answers one; `NOT_FOUND` for a request that is not the user's own. */
  const subjectOf = async (user: UserId, subject: Decide['subject']): Promise<{ readonly peer: UserId; readonly request: RequestRow | undefined }> => {
    if ('peerUser' in subject) return { peer: subject.peerUser, request: undefined }
    const row = await store.read.request(subject.requestId)
    if (row?.targetUser !== user || (row.state !== 'surfaced' && row.state !== 'granted')) throw new GatewayError('NOT_FOUND', 'no such request')
    return { peer: row.fromUser, request: row }
  }

  const decide = (caller: VerifiedParty, wish: Decide): Promise<Answer> => settle(async () => {
    const user = await requireOwnUser(store, caller, wish.user)
    const { peer, request: asked } = await subjectOf(user.user, wish.subject)
    if (wish.decision === 'grant') return grant(user, peer, asked)
    return refuse(user, peer, asked, wish.decision === 'block' ? 'blocked' : 'denied')
  })

  const refuse = async (user: UserRow, peer: UserId, asked: RequestRow | undefined, state: 'blocked' | 'denied' | 'withdrawn'): Promise<Answer | typeof MOVED> => {
    const old = await store.read.consent(user.user, peer)
    // Nothing between the two: there is nobody to tell apart from an id that nobody has.
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

  const grant = async (user: UserRow, peer: UserId, asked: RequestRow | undefined): Promise<Answer | typeof MOVED> => {
    const standing = await store.read.standing(peer, user.user)
    const alreadyOpen = standing.senderConsent?.state === 'granted' && standing.recipientConsent?.state === 'granted'
    if (alreadyOpen) return { kind: 'done' }
    const decision = judgeGrant(standing)
    if ('denied' in decision) throw new GatewayError(decision.denied)
    const asker = await store.read.user(peer)
    const terms = asked?.purposes ?? (await store.read.consent(peer, user.user))?.purposes ?? ['chat']
    if (!asker) return MOVED
    const [askerToken, granterToken] = [deps.randomBytes(TOKEN_BYTES), deps.randomBytes(TOKEN_BYTES)]
    const outcome = await store.write.commit({
      expect: decision.granted.versions,
      writes: [
        { put: 'grant', proof: decision.granted, askerTokenHash: hashOf(askerToken), granterTokenHash: hashOf(granterToken), purposes: terms, changedAt: deps.now() },
        ...(asked ? [{ move: 'request', request: asked.request, from: ['surfaced'], to: 'granted', targetUser: user.user } as const] : []),
        contactEvent(asker, await contact(asker, user, askerToken, terms, { asked, toAsker: true })),
        contactEvent(user, await contact(user, asker, granterToken, terms, { asked, toAsker: false })),
      ],
    })
    if (!('committed' in outcome)) return MOVED
    deps.events.contactGranted(user.party)
    return { kind: 'done' }
  }

  const contactEvent = (holder: UserRow, body: Contact): Write => eventWrite(deps.sealer, holder.party, holder.user, deps.now(), { kind: 'contactGranted', ...body })

  const contact = async (
    holder: UserRow, peer: UserRow, consentToken: Uint8Array, purposes: readonly Purpose[],
    { asked, toAsker }: { readonly asked: RequestRow | undefined; readonly toAsker: boolean },
  ): Promise<Contact> => ({
    user: holder.user, peerUser: peer.user, consentToken, peerParty: peer.party,
    peerDisplayName: personal.openText('user.name', peer.user, peer.displayNameSealed),
    // The asker sees the address it typed, even if the peer has another one by now.
    peerAddress: toAsker && asked ? personal.openText('request.target', asked.request, asked.targetSealed) : await readAddress(deps, personal, peer),
    purposes, requestId: toAsker ? undefined : asked?.request,
  })

  const reissue = (caller: VerifiedParty, wish: Pair): Promise<Answer> => settle(async () => {
    const user = await requireOwnUser(store, caller, wish.user)
    const standing = await store.read.standing(user.user, wish.peerUser)
    const decision = admit({ action: 'reissue-token', asker: caller.party, tokenHash: undefined }, standing)
    if ('denied' in decision) throw new GatewayError(decision.denied)
    const [peer, consent] = [await store.read.user(wish.peerUser), await store.read.consent(wish.peerUser, user.user)]
    if (!peer || !consent) return MOVED
    const token = deps.randomBytes(TOKEN_BYTES)
    const outcome = await store.write.commit({ expect: decision.granted.versions, writes: [{ put: 'token', proof: decision.granted, tokenHash: hashOf(token) }] })
    if (!('committed' in outcome)) return MOVED
    return { kind: 'contact', ...await contact(user, peer, token, consent.purposes, { asked: undefined, toAsker: true }) }
  })

  const withdraw = (caller: VerifiedParty, wish: Pair): Promise<Answer> => settle(async () => {
    const user = await requireOwnUser(store, caller, wish.user)
    return refuse(user, wish.peerUser, undefined, 'withdrawn')
  })

  return { request, decide, withdraw, reissue }
}

const hashOf = (token: Uint8Array): Uint8Array => createHash('sha256').update(token).digest()
