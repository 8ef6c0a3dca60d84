// SPDX-License-Identifier: AGPL-3.0-only
import { REQUEST_DAYS } from '../policy/contact.ts'
import { isInviteFor } from '../policy/invite.ts'
import { DAY_MS, dayStartOf, drawOnDay, throttleOf } from '../policy/throttle.ts'
import type { Draw } from '../policy/throttle.ts'
import type { Answer } from '../model/answers.ts'
import { requestId as parseRequestId } from '../model/ids.ts'
import type { PartyId, UserId } from '../model/ids.ts'
import { GatewayError } from '../model/errors.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PartyRequest } from '../model/requests.ts'
import type { PartyRow, RequestRow, UserRow } from '../store/rows.ts'
import { hashOfInvite } from './invites.ts'
import { MOVED, settle } from './optimistic.ts'
import { requireHomeAndUser } from './own-users.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'
import type { Surfacing } from './surfacing.ts'

/** Contacts in a day for whoever was slowed down. */
const SLOWED_CONTACTS = 1
/** Of a day's new targets; from there on the operator is told. */
const ALARM_SHARE = 0.8

/** A hash that no secret has. */
const NO_INVITE = new Uint8Array(32)

type Request = Extract<PartyRequest, { kind: 'requestContact' }>

/** Requests for contact: one row and one unit of quota each, whoever the address belongs to. */
export const createContacts = (deps: RegistryDeps, personal: Personal, { surfacing, isSlowed }: { readonly surfacing: Pick<Surfacing, 'show'>; readonly isSlowed: (of: PartyId | UserId) => boolean }) => {
  const { store } = deps
  /** The day of which the operator was told last: one number for each party. */
  const alarmed = new Map<PartyId, number>()

  const rowOf = async (asker: UserRow, wish: Request): Promise<RequestRow> => {
    const core = await store.read.core()
    const request = parseRequestId(deps.randomUuid())
    const createdAt = deps.now()
    return {
      request, fromUser: asker.user, toParty: asker.forProvider ?? core?.party ?? asker.party,
      targetIndex: 'invite' in wish ? personal.inviteIndex(wish.invite) : personal.addressIndex(wish.toAddress),
      targetSealed: personal.sealText('request.target', request, 'invite' in wish ? '' : wish.toAddress), targetUser: undefined,
      inviter: undefined, invite: undefined, purposes: wish.purposes, state: 'waiting', createdAt, expiresAt: createdAt + REQUEST_DAYS * DAY_MS,
    }
  }

  /** The hash under which a use is counted, and none that anybody has where the invite is not for this asker: both cost the same. */
  const useOf = async (asker: UserRow, { invite, purposes }: Extract<Request, { readonly invite: Uint8Array }>): Promise<Uint8Array> => {
    const hash = hashOfInvite(invite)
    const found = await store.read.invite(hash)
    const owner = await store.read.user(found?.owner ?? asker.user)
    return found && owner && isInviteFor({ owner, asker, purposes: found.purposes, wanted: purposes }) ? hash : NO_INVITE
  }

  /** Who was slowed down asks one person a day. */
  const perDayOf = ({ party, limits }: PartyRow, { user }: UserRow): number =>
    Math.min(limits.contactsPerUserDay, isSlowed(user) || isSlowed(party) ? SLOWED_CONTACTS : Infinity)

  /** A request falls out of the day one by one, a day after it was made; all targets of a UTC day at its end. */
  const throttled = async (home: PartyRow, asker: UserRow, limit: 'contactsPerUserDay' | 'newTargetsPerDay'): Promise<Answer> => {
    const now = deps.now()
    const [made, times, { targets }] = await Promise.all([
      store.read.countRequests(asker.user, now - DAY_MS), store.read.requestTimes(asker.user, now - DAY_MS), store.read.usage({ party: home.party, user: undefined, dayStart: dayStartOf(now) }),
    ])
    const [oldest, newest] = times ? [times.oldest + DAY_MS - now, times.newest + DAY_MS - now] : [0, 0]
    const contacts: Draw = { limit: 'contactsPerUserDay', scope: 'user', left: Math.max(0, perDayOf(home, asker) - made), waitMs: limit === 'contactsPerUserDay' ? Math.max(1, oldest) : 0, wholeMs: newest }
    const news = drawOnDay({ limit: 'newTargetsPerDay', scope: 'party', most: home.limits.newTargetsPerDay, used: targets, wanted: limit === 'newTargetsPerDay' ? 1 : 0 }, now)
    const throttle = throttleOf([contacts, news])
    // Room was made since: whoever asks again may find it.
    return throttle ? { kind: 'throttled', ...throttle } : { kind: 'throttled', retryAfterSeconds: 1, scope: 'party', headroom: [] }
  }

  /** Tells the operator, once a day and party, that many are asked for who never were before. */
  const watch = async ({ party, limits }: PartyRow): Promise<void> => {
    const dayStart = dayStartOf(deps.now())
    const { targets } = await store.read.usage({ party, user: undefined, dayStart })
    if (targets < ALARM_SHARE * limits.newTargetsPerDay || alarmed.get(party) === dayStart) return
    alarmed.set(party, dayStart)
    deps.events.manyNewTargets(party, targets)
  }

  return {
    /** Writes the request down; whether it is ever shown to anybody is decided later and never told. */
    request: async (caller: VerifiedParty, wish: Request): Promise<Answer> => settle(async () => {
      const { home, user: asker } = await requireHomeAndUser(store, caller, wish.fromUser)
      if (asker.suspended) throw new GatewayError('USER_SUSPENDED')
      const row = await rowOf(asker, wish)
      const dayStart = row.createdAt - DAY_MS
      const perDay = perDayOf(home, asker)
      const outcome = await store.write.commit({
        expect: [{ of: 'user', user: asker.user, version: asker.version }, { of: 'party', party: home.party, version: home.version }],
        writes: [{ add: 'request', row, perDay, dayStart, ...('invite' in wish ? { use: await useOf(asker, wish) } : {}), targets: { party: home.party, perDay: home.limits.newTargetsPerDay, dayStart: dayStartOf(row.createdAt) } }],
      })
      if ('throttled' in outcome) return throttled(home, asker, outcome.throttled === 'newTargetsPerDay' ? 'newTargetsPerDay' : 'contactsPerUserDay')
      if (!('committed' in outcome)) return MOVED
      const made = await store.read.countRequests(asker.user, dayStart)
      deps.events.contactRequested(caller.party)
      await watch(home)
      surfacing.show(row.request)
      return { kind: 'recorded', leftToday: Math.max(0, perDay - made) }
    }),
  }
}
