// SPDX-License-Identifier: AGPL-3.0-only
import { judgeRequest } from '../policy/contact.ts'
import type { RequestVerdict } from '../policy/contact.ts'
import { stampsOf } from '../policy/rings.ts'
import type { RequestId } from '../model/ids.ts'
import type { RequestRow, UserRow } from '../store/rows.ts'
import type { Write } from '../store/transactors.ts'
import { MOVED, settle } from './optimistic.ts'
import { hexOf } from './personal.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'
import { createRequestTargets } from './request-targets.ts'
import type { Target } from './request-targets.ts'
import { eventWrite } from './sealed-event.ts'

/** Requests looked at in one go. */
const PAGE = 100

/**
 * Shows requests to their targets, apart from the call that recorded them: so that call costs and answers the same whether
 * or not there is anybody to ask, and a request from before an opt-in is shown when the opt-in comes.
 */
export interface Surfacing {
  /** Looks at one new request, soon; what others asked before costs it nothing. */
  show(request: RequestId): void
  /** Looks again at what waits for this address, soon. */
  retry(targetIndex: Uint8Array): void
  /** Looks again at what waits for this person by invites, soon. */
  retryInvited(person: number): void
  /** Looks at everything that waits; once, at start. */
  retryAll(): void
  /** Resolves when nothing is left to look at. */
  idle(): Promise<void>
}

/** Surfacing over the store; one request at a time; one that fails is reported, and looked at again at the next change. */
export const createSurfacing = (deps: RegistryDeps, personal: Personal): Surfacing => {
  const { store } = deps
  const targets = createRequestTargets(deps, personal)
  let work: Promise<void> = Promise.resolve()

  const failed = (error: unknown): void => { deps.events.backgroundFailed('surfacing', error) }

  const enqueue = (task: () => Promise<void>): void => { work = work.then(task).catch(failed) }

  const look = async (page: (after: RequestId | undefined) => Promise<readonly RequestRow[]>): Promise<void> => {
    let after: RequestId | undefined
    for (;;) {
      const rows = await page(after)
      for (const row of rows) await tryOne(row)
      after = rows.at(-1)?.request
      if (rows.length < PAGE) return
      await nextTurn()
    }
  }

  /** A request that cannot be shown must not keep others from being shown. */
  const tryOne = async (row: RequestRow): Promise<void> => { await settle(() => surface(row)).catch(failed) }

  const surface = async (row: RequestRow): Promise<'written' | 'waits' | typeof MOVED> => {
    const asker = row.expiresAt > deps.now() ? await store.read.user(row.fromUser) : undefined
    const target = asker && await targets.find(row, asker)
    if (!asker || !target) return 'waits'
    const standing = await store.read.standing(asker.user, target.user.user)
    const { sender, recipient } = standing
    const { openSince, silenced } = await targets.past(row, target.user.user)
    const verdict = judgeRequest({ standing, findable: target.findable, openRequest: openSince !== undefined, silenced })
    if (verdict === 'wait' || !sender || !recipient) return 'waits'
    const outcome = await store.write.commit({
      expect: [{ of: 'user', user: asker.user, version: asker.version }, ...target.stamps, ...stampsOf(standing, sender, recipient)],
      writes: await writesOf(verdict, row, asker, target, openSince),
    })
    if (!('committed' in outcome)) return MOVED
    if (verdict === 'surface') deps.events.contactSurfaced(asker.party)
    return 'written'
  }

  const writesOf = async (
    verdict: Exclude<RequestVerdict, 'wait'>, row: RequestRow, asker: UserRow, target: Target, openSince = row.createdAt,
  ): Promise<Write[]> => {
    const moved = { move: 'request', request: row.request, from: ['waiting'], to: verdict === 'surface' ? 'surfaced' : 'dropped', targetUser: target.user.user } as const
    if (verdict === 'drop') return [moved]
    // The yes is as old as the request that it waits with, so that both are over at the same time.
    const yes = { owner: asker.user, peer: target.user.user, state: 'requested', purposes: row.purposes, changedAt: openSince } as const
    return [moved, { put: 'consent', row: yes }, ...(verdict === 'surface' ? [await notice(row, asker, target)] : [])]
  }

  const notice = async (row: RequestRow, asker: UserRow, target: Target): Promise<Write> =>
    eventWrite(deps.sealer, target.user.party, target.user.user, deps.now(), {
      kind: 'contactRequested', requestId: row.request, user: target.user.user, fromParty: asker.party,
      fromDisplayName: await readName(deps, personal, asker),
      fromAddress: await readAddress(deps, personal, asker), purposes: row.purposes, inbox: target.inbox, inboxLabel: target.inboxLabel, inviteId: row.invite,
    }, asker.user)

  /** One that is new ends in a commit either way: whoever asks something else meanwhile would else be answered sooner where there is nobody. */
  const lookAt = async (request: RequestId): Promise<void> => {
    const row = await store.read.request(request)
    if (row?.state !== 'waiting' || await settle(() => surface(row)) === 'written') return
    await store.write.commit({ expect: [], writes: [{ move: 'request', request, from: ['waiting'], to: 'waiting', targetUser: undefined }] })
  }

  return {
    show: (request) => {
      enqueue(async () => {
        await answerLeft()
        await lookAt(request)
      })
    },
    retry: (index) => { enqueue(() => look((after) => store.read.waitingRequests({ index, after }, PAGE))) },
    retryInvited: (inviting) => { enqueue(() => look((after) => store.read.waitingRequests({ inviting, after }, PAGE))) },
    retryAll: () => { enqueue(() => look((after) => store.read.waitingRequests({ after }, PAGE))) },
    idle: () => work,
  }
}

/** Reads that find nothing to do never wait: without a pause a long row would hold up everything else that the process does. */
const nextTurn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })

/**
 * The answer to whoever asked is on its way: it leaves in the turn of the event loop after the one that made it, and what is read of the target before that would
 * show in its time.
 */
const answerLeft = async (): Promise<void> => {
  await nextTurn()
  await nextTurn()
}

/** What others may be shown as a user's name, on its home's word; empty if it has none. Of a user whose keys a vault holds the core says it with the participation. */
export const readName = async ({ store }: Pick<RegistryDeps, 'store'>, personal: Personal, user: UserRow): Promise<string> => {
  if (user.custody !== 'VAULT' || user.person === undefined) return personal.openText('user.name', user.user, user.displayNameSealed)
  const person = await store.read.person(user.person)
  return person ? personal.openText('person.name', hexOf(person.referenceIndex), person.displayNameSealed) : ''
}

/** What others may be shown as a user's address; empty if it has none. */
export const readAddress = async ({ store }: Pick<RegistryDeps, 'store'>, personal: Personal, user: UserRow): Promise<string> => {
  if (user.person === undefined) return personal.openText('user.address', user.user, user.addressSealed)
  const person = await store.read.person(user.person)
  return person ? personal.openText('person.address', hexOf(person.referenceIndex), person.addressSealed) : ''
}
