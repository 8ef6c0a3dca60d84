// SPDX-License-Identifier: AGPL-3.0-only
import { REQUEST_DAYS } from '../policy/contact.ts'
import type { Answer } from '../model/answers.ts'
import { requestId as parseRequestId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PartyRequest } from '../model/requests.ts'
import type { RequestRow, UserRow } from '../store/rows.ts'
import { MOVED, settle } from './optimistic.ts'
import { requireHome, requireOwnUser } from './own-users.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'
import type { Surfacing } from './surfacing.ts'

const DAY_MS = 86_400_000
/** A day's requests come back one by one; an hour is when the first may. */
const RETRY_SECONDS = 3_600

type Request = Extract<PartyRequest, { kind: 'requestContact' }>

/** Requests for contact: one row and one unit of quota each, whoever the address belongs to. */
export const createContacts = (deps: RegistryDeps, personal: Personal, surfacing: Pick<Surfacing, 'show'>) => {
  const { store } = deps

  const rowOf = async (asker: UserRow, { toAddress, purposes }: Request): Promise<RequestRow> => {
    const core = await store.read.core()
    const request = parseRequestId(deps.randomUuid())
    const createdAt = deps.now()
    return {
      request, fromUser: asker.user, toParty: asker.forProvider ?? core?.party ?? asker.party,
      targetIndex: personal.addressIndex(toAddress), targetSealed: personal.sealText('request.target', request, toAddress),
      targetUser: undefined, purposes, state: 'waiting', createdAt, expiresAt: createdAt + REQUEST_DAYS * DAY_MS,
    }
  }

  return {
    /** Writes the request down; whether it is ever shown to anybody is decided later and never told. */
    request: async (caller: VerifiedParty, wish: Request): Promise<Answer> => settle(async () => {
      const home = await requireHome(store, caller)
      const asker = await requireOwnUser(store, caller, wish.fromUser)
      const row = await rowOf(asker, wish)
      const dayStart = row.createdAt - DAY_MS
      const perDay = home.limits.contactsPerUserDay
      const outcome = await store.write.commit({
        expect: [{ of: 'user', user: asker.user, version: asker.version }, { of: 'party', party: home.party, version: home.version }],
        writes: [{ add: 'request', row, perDay, dayStart }],
      })
      if ('throttled' in outcome) return { kind: 'throttled', retryAfterSeconds: RETRY_SECONDS, scope: 'user' }
      if (!('committed' in outcome)) return MOVED
      const made = await store.read.countRequests(asker.user, dayStart)
      deps.events.contactRequested(caller.party)
      surfacing.show(row.request)
      return { kind: 'recorded', leftToday: Math.max(0, perDay - made) }
    }),
  }
}
