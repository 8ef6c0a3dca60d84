// SPDX-License-Identifier: AGPL-3.0-only
import { judgeRequest, REQUEST_DAYS } from '../policy/contact.ts'
import type { RequestId, UserId } from '../model/ids.ts'
import type { RequestRow, UserRow } from '../store/rows.ts'
import type { Write } from '../store/transactors.ts'
import { MOVED, settle } from './optimistic.ts'
import { hexOf } from './personal.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'
import { eventWrite } from './sealed-event.ts'

/** Requests looked at in one go. */
const PAGE = 100
const DAY_MS = 86_400_000

/**
 * Shows requests to their targets, apart from the call that recorded them: so that call costs and answers the same whether
 * or not there is anybody to ask, and a request from before an opt-in is shown when the opt-in comes.
 */
export interface Surfacing {
  /** Looks again at what waits for this address, soon. */
  retry(targetIndex: Uint8Array): void
  /** Looks at everything that waits; once, at start. */
  retryAll(): void
  /** Resolves when nothing is left to look at. */
  idle(): Promise<void>
}

/** Where a target is, if it can be asked. */
interface Target {
  readonly user: UserRow
  readonly findable: boolean
  readonly inbox: 'separate' | 'combined' | undefined
  readonly inboxLabel: string
}

/** Surfacing over the store; one request at a time, errors reported and retried at the next change. */
export const createSurfacing = (deps: RegistryDeps, personal: Personal): Surfacing => {
  const { store } = deps
  let work: Promise<void> = Promise.resolve()

  const enqueue = (task: () => Promise<void>): void => {
    work = work.then(task).catch((error: unknown) => { deps.events.backgroundFailed('surfacing', error) })
  }

  const look = async (page: (after: RequestId | undefined) => Promise<readonly RequestRow[]>): Promise<void> => {
    let after: RequestId | undefined
    for (;;) {
      const rows = await page(after)
      for (const row of rows) await settle(() => surface(row))
      after = rows.at(-1)?.request
      if (rows.length < PAGE) return
    }
  }

  const surface = async (row: RequestRow): Promise<true | typeof MOVED> => {
    const asker = await store.read.user(row.fromUser)
    const target = asker && await findTarget(row, asker)
    if (!asker || !target) return true
    const standing = await store.read.standing(asker.user, target.user.user)
    const verdict = judgeRequest({ standing, findable: target.findable, askedBefore: await askedBefore(row) })
    if (verdict === 'wait') return true
    const writes = verdict === 'drop' ? [move(row, 'dropped', target.user.user)] : await surfaceWrites(row, asker, target, standing.senderConsent?.state === 'granted')
    const outcome = await store.write.commit({
      expect: [
        { of: 'user', user: asker.user, version: asker.version }, { of: 'user', user: target.user.user, version: target.user.version },
        { of: 'consent', owner: target.user.user, peer: asker.user, version: standing.recipientConsent?.version ?? 0 },
        { of: 'consent', owner: asker.user, peer: target.user.user, version: standing.senderConsent?.version ?? 0 },
      ],
      writes,
    })
    if (!('committed' in outcome)) return MOVED
    if (verdict === 'surface') deps.events.contactSurfaced(target.user.party)
    return true
  }

  const findTarget = async (row: RequestRow, asker: UserRow): Promise<Target | undefined> => {
    const party = await store.read.party(row.toParty)
    if (party?.role === 'provider') {
      const user = await store.read.userByAddress(row.toParty, row.targetIndex)
      return user && { user, findable: true, inbox: undefined, inboxLabel: '' }
    }
    const person = await store.read.personByAddress(row.targetIndex)
    const user = person && await store.read.userOfPerson(person.person, asker.party)
    const choice = person && await store.read.choice(person.person, asker.party)
    if (!person || !user || !choice) return undefined
    return { user, findable: person.findable, inbox: choice.inbox, inboxLabel: personal.openText('choice.label', hexOf(person.referenceIndex), choice.labelSealed) }
  }

  const askedBefore = async (row: RequestRow): Promise<boolean> => {
    const earlier = await store.read.earlierRequests(row.fromUser, row.targetIndex, row.createdAt - REQUEST_DAYS * DAY_MS)
    return earlier.some(({ request, state }) => request !== row.request && (state === 'surfaced' || state === 'denied'))
  }

  const surfaceWrites = async (row: RequestRow, asker: UserRow, target: Target, saidYes: boolean): Promise<Write[]> => {
    const body = {
      kind: 'contactRequested', requestId: row.request, user: target.user.user, fromParty: asker.party,
      fromDisplayName: personal.openText('user.name', asker.user, asker.displayNameSealed),
      fromAddress: await addressOf(asker), purposes: row.purposes, inbox: target.inbox, inboxLabel: target.inboxLabel,
    } as const
    const consent = { owner: asker.user, peer: target.user.user, state: 'requested', purposes: row.purposes, changedAt: deps.now() } as const
    return [
      move(row, 'surfaced', target.user.user),
      ...(saidYes ? [] : [{ put: 'consent', row: consent } as const]),
      eventWrite(deps.sealer, target.user.party, target.user.user, deps.now(), body),
    ]
  }

  const addressOf = (user: UserRow): Promise<string> => readAddress(deps, personal, user)

  return {
    retry: (index) => { enqueue(() => look(async (after) => (after === undefined ? store.read.waitingRequests({ index }, PAGE) : []))) },
    retryAll: () => { enqueue(() => look((after) => store.read.waitingRequests({ after }, PAGE))) },
    idle: () => work,
  }
}

/** What others may be shown as a user's address; empty if it has none. */
export const readAddress = async ({ store }: Pick<RegistryDeps, 'store'>, personal: Personal, user: UserRow): Promise<string> => {
  if (user.person === undefined) return personal.openText('user.address', user.user, user.addressSealed)
  const person = await store.read.person(user.person)
  return person ? personal.openText('person.address', hexOf(person.referenceIndex), person.addressSealed) : ''
}

const move = (row: RequestRow, to: 'surfaced' | 'dropped', targetUser: UserId): Write =>
  ({ move: 'request', request: row.request, from: ['waiting'], to, targetUser })
