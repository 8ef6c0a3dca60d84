// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import { erasedIdHash, erasedPersonHash } from '../store/erasures.ts'
import type { Store } from '../store/port.ts'
import type { Change } from '../store/transactors.ts'
import type { AuditPen } from './audit/pen.ts'
import { createErasedList, openErasedList, unwritable } from './erased-list.ts'
import type { ErasedList } from './erased-list.ts'

/** What the list of erased users stands on. */
export interface ErasureDeps {
  readonly store: Store
  readonly audit: Pick<AuditPen, 'entry'>
  readonly path: string
  readonly blindIndex: (domain: string, text: string) => Uint8Array
  readonly timers: { every(ms: number, task: () => void): () => void }
  readonly events: { erasedAgain(count: number): void; backgroundFailed(task: string, error: unknown): void }
}

/** A store whose erasures are on the list before they are answered. */
export interface ErasureKeeping {
  readonly store: Store
  /** Begins to look for what other nodes erased. */
  readonly start: () => void
  readonly stop: () => void
}

/** Rows read in one go. */
const PAGE = 500
/** How far the list of one node may be behind what another erased. */
const EVERY_MS = 60_000

/**
 * Erases again whoever the list names above what a restored store knew, brings the list up to date, and keeps it so. To be called before anything is served. Throws
 * `ERASED_LIST_UNFIT` for a restored store without its list, and for a store that is an older copy than the list.
 */
export const keepErasures = async (deps: ErasureDeps): Promise<ErasureKeeping> => {
  const { store, path, blindIndex, timers, events } = deps
  const list = await fittingList(deps) ?? createErasedList(path, blindIndex)
  const catchUp = createCatchUp(store, list)
  await catchUp().catch((error: unknown) => { throw error instanceof GatewayError ? error : unwritable(path) })
  const keep = async (): Promise<void> => {
    try {
      await catchUp()
    } catch (error) {
      events.backgroundFailed('erased-list', error)
      throw new GatewayError('UNAVAILABLE', 'the list of erased users cannot be written')
    }
  }
  const commit = async (change: Change): ReturnType<Store['write']['commit']> => {
    const outcome = await store.write.commit(change)
    if ('committed' in outcome && change.writes.some((one) => 'erase' in one)) await keep()
    return outcome
  }
  // Whoever finds nobody to erase may repeat what was erased and is not on the list.
  const inForce = async (): Promise<void> => {
    await store.inForce()
    await keep()
  }
  let end = (): void => {}
  return {
    store: { ...store, inForce, write: { ...store.write, commit } },
    start: () => { end = timers.every(EVERY_MS, () => { keep().catch(() => undefined) }) },
    stop: () => { end() },
  }
}

/** The list, once the store knows all that is on it; undefined where there is none yet. */
const fittingList = async ({ store, path, blindIndex, events, audit }: ErasureDeps): Promise<ErasedList | undefined> => {
  const [due, known, list] = [await store.read.erasuresDue(), await store.read.lastErasure(), openErasedList(path, blindIndex)]
  if (due === undefined) {
    if (list !== undefined && list.last() > known) await goOnAbove(store, list, await holdsNobody(store) ? undefined : known)
    return list
  }
  if (list === undefined) throw unfit(`${path} is missing, and this store came out of a backup`)
  if (list.last() < due) throw unfit(`${path} is older than the backup that this store came from: it ends at ${String(list.last())} and the backup knows ${String(due)}`)
  await goOnAbove(store, list)
  const count = await eraseAgain(store, list.above(due))
  events.erasedAgain(count)
  await store.write.commit({ expect: [], writes: [{ erasures: 'settled' }, { add: 'audit', leaf: audit.entry({ act: 'store.erased-again', actor: 'system', details: { users: count } }) }] })
  return list
}

/** New numbers begin above the list's. An empty store is a new one beside an old list; any other that knows less is an old copy. */
const goOnAbove = async (store: Store, list: ErasedList, known?: number): Promise<void> => {
  if (known !== undefined) {
    throw new GatewayError('ERASED_LIST_UNFIT',
      `this store knows ${String(known)} erasures and the list ${String(list.last())}: it is an older copy that no command restored; run: drawbridge backup mark-restored`)
  }
  await store.write.commit({ expect: [], writes: [{ erasures: 'above', number: list.last() }] })
}

const holdsNobody = async (store: Store): Promise<boolean> =>
  (await store.read.userPage(undefined, 1)).length === 0 && (await store.read.personPage(0, 1)).length === 0

const eraseAgain = async (store: Store, isErased: ReturnType<ErasedList['above']>): Promise<number> => {
  let count = 0
  for (let page = await store.read.userPage(undefined, PAGE); page.length > 0; page = await store.read.userPage(page.at(-1)?.user, PAGE)) {
    for (const { user } of page.filter((one) => isErased('user', erasedIdHash(one.user)))) {
      await store.write.commit({ expect: [], writes: [{ erase: 'user', user }] })
      count += 1
    }
  }
  for (let page = await store.read.personPage(0, PAGE); page.length > 0; page = await store.read.personPage(page.at(-1)?.person ?? 0, PAGE)) {
    for (const { person } of page.filter(({ referenceIndex }) => isErased('person', erasedPersonHash(referenceIndex)))) {
      await store.write.commit({ expect: [], writes: [{ erase: 'person', person }] })
      count += 1
    }
  }
  return count
}

/** Puts on the list what the store knows and the list does not, one run after the other: whatever was erased while one was flushed goes with the next. */
const createCatchUp = (store: Store, list: ErasedList): (() => Promise<void>) => {
  let running: Promise<void> = Promise.resolve()
  const run = async (): Promise<void> => {
    await list.settle()
    for (let rows = await store.read.erasures(list.last(), PAGE); rows.length > 0; rows = await store.read.erasures(list.last(), PAGE)) await list.append(rows)
  }
  return () => {
    const own = running.then(run)
    running = own.catch(() => undefined)
    return own
  }
}

const unfit = (why: string): GatewayError => new GatewayError('ERASED_LIST_UNFIT',
  `${why}; put the newest list there, or go on without it, and erase again whoever was erased since: drawbridge backup mark-restored --without-erased-list`)
