// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { AttachmentId } from '../model/attachments.ts'
import type { PartyId } from '../model/ids.ts'
import type { Outgoing } from '../ops/outgoing/index.ts'
import type { AttachmentReaders, AttachmentRow, AttachmentTransactors } from '../store/attachments.ts'
import type { Readers } from '../store/readers.ts'
import type { Folder } from './folder.ts'
import type { Keeping } from './keeping.ts'
import { FETCH_MS, FETCH_PAUSE_MS, FETCH_TRIES, FETCHES, FETCHES_PER_PARTY, FLUSH_BYTES, LEASE_MARGIN_MS, LOOK_MS } from './limits.ts'
import type { MediaDeps } from './ports.ts'

/** What fetching needs besides what all of media does. */
export interface HostedDeps {
  readonly store: { readonly read: Pick<Readers, 'party'> & Pick<AttachmentReaders, 'neededAttachments'>; readonly write: Pick<AttachmentTransactors, 'settleAttachment' | 'claimFetches' | 'postponeFetch'> }
  readonly outgoing: Pick<Outgoing, 'download'>
}

/** Everything that fetching stands on. Its time is patient: a lease that was taken while a clock was ahead would keep everybody from fetching once that was put right. */
interface FetchingDeps extends HostedDeps, Omit<MediaDeps, 'store' | 'now'> {
  readonly folder: Folder
  readonly keeping: Keeping
}

/** Fetches what providers host for messages that were accepted. */
export interface Fetching {
  /** Begins to look, at once and then again and again. */
  start(): void
  /** Ends what is under way; it is due again at once, for whoever looks next. */
  stop(): Promise<void>
  /** Fetches what is due as far as there is room; resolves when that is over. Also runs by itself after `start`. */
  look(): Promise<void>
}

/** How a fetch ended: for good, or to be tried again; `ours` says that its host has no part in that. */
type Outcome = 'available' | 'corrupt' | 'tooLarge' | 'gone' | 'again' | 'ours'

/** One that this node has claimed, until `lease`. */
interface Claimed { readonly row: AttachmentRow; readonly lease: number }

/** Fetching through the one way out: nothing is asked of a host because somebody asked for the file, so that asking tells the sender nothing. */
export const createFetching = (deps: FetchingDeps): Fetching => {
  const { store, patientNow: now, timers, failed } = deps
  const [ending, looks, underWay] = [new AbortController(), new Set<Promise<void>>(), new Map<AttachmentId, PartyId>()]
  let [free, stop, claiming] = [FETCHES, (): void => {}, Promise.resolve<Claimed | undefined>(undefined)]

  const inTime = async (row: AttachmentRow): Promise<Outcome> => {
    const over = new AbortController()
    const cancel = timers.after(FETCH_MS, () => { over.abort() })
    try {
      return await fetchAndKeep(deps, row, AbortSignal.any([ending.signal, over.signal]))
    } finally {
      cancel()
    }
  }

  const fetchOne = async ({ row, lease }: Claimed, waiting: Set<PartyId>): Promise<void> => {
    const may = await mayFetch(deps, row)
    if (may === 'later') {
      // It comes up again after its lease, and no try is counted: nobody tried.
      waiting.add(row.senderParty)
      return
    }
    const outcome = may === 'never' ? 'gone' : await inTime(row)
    if (outcome !== 'again' && outcome !== 'ours') return settle(deps, row, outcome, lease)
    // Whoever was frozen beyond the lease must not take away what another node has fetched meanwhile.
    if (now() < lease) await deps.folder.remove(row.id)
    const isTry = outcome === 'again' && !ending.signal.aborted
    const tries = await store.write.postponeFetch(row.id, { lease, isTry, at: ending.signal.aborted ? now() : now() + FETCH_PAUSE_MS })
    if (isTry && tries !== undefined && tries >= FETCH_TRIES) await settle(deps, row, 'gone', undefined)
  }

  const claimNext = async (waiting: ReadonlySet<PartyId>): Promise<Claimed | undefined> => {
    if (ending.signal.aborted) return undefined
    const lease = now() + FETCH_MS + LEASE_MARGIN_MS
    const [row] = await store.write.claimFetches(now(), lease, 1, [...crowdedIn(underWay), ...waiting])
    // Frozen beyond its lease this node gets it once more, while what it had begun has not ended: two would write one file.
    if (row === undefined || underWay.has(row.id)) return undefined
    underWay.set(row.id, row.senderParty)
    return { row, lease }
  }
  /** One at a time, since a lease runs from the claim: what waited for its turn would be fetched by another node as well. And one after the other, so that each knows what is under way. */
  const claim = (waiting: ReadonlySet<PartyId>): Promise<Claimed | undefined> => claiming = claiming.catch(() => undefined).then(() => claimNext(waiting))

  /** Until nothing is due that may be fetched. For a party in `waiting` nothing more is claimed: all that is due for it would be, one after the other, and hold up the others. */
  const lookBut = async (waiting: Set<PartyId>): Promise<void> => {
    if (free === 0) return
    free -= 1
    let others = Promise.resolve()
    try {
      for (let claimed = await claim(waiting); claimed !== undefined; claimed = await claim(waiting)) {
        const { id } = claimed.row
        others = Promise.all([others, lookBut(waiting)]).then(() => undefined)
        await fetchOne(claimed, waiting).catch((error: unknown) => { failed('media-fetch', error) }).finally(() => { underWay.delete(id) })
      }
    } catch (error) {
      failed('media-fetch', error)
    } finally {
      free += 1
    }
    await others
  }

  const look = (): Promise<void> => lookBut(new Set())
  const lookNow = (): void => {
    const looking = look().finally(() => { looks.delete(looking) })
    looks.add(looking)
  }
  return {
    look,
    start: () => {
      stop = timers.every(LOOK_MS, lookNow)
      lookNow()
    },
    stop: async () => {
      stop()
      ending.abort()
      await Promise.all(looks)
    },
  }
}

/** Parties that have as many under way as they may. */
const crowdedIn = (underWay: ReadonlyMap<AttachmentId, PartyId>): PartyId[] => {
  const counts = new Map<PartyId, number>()
  for (const party of underWay.values()) counts.set(party, (counts.get(party) ?? 0) + 1)
  return [...counts].flatMap(([party, count]) => (count >= FETCHES_PER_PARTY ? [party] : []))
}

/** The agreement may have changed since the offer: a host that it does not name any more is not called, and nothing is fetched for a party until its suspension is over. */
const mayFetch = async ({ store }: FetchingDeps, { senderParty, source }: AttachmentRow): Promise<'now' | 'later' | 'never'> => {
  const party = await store.read.party(senderParty)
  if (source.from !== 'host' || !party?.mediaHosts.includes(source.host)) return 'never'
  return party.state === 'live' ? 'now' : 'later'
}

const fetchAndKeep = async (deps: FetchingDeps, row: AttachmentRow, signal: AbortSignal): Promise<Outcome> => {
  const outcome = await fetch(deps, row, signal)
  if (outcome !== 'available') return outcome
  const turn = { came: false }
  try {
    await deps.keeping.keep(row, signal, () => { turn.came = true })
    return outcome
  } catch (error) {
    deps.failed('media-fetch', error)
    // Counted, since its whole file was asked of the host: it must not be asked for without end. Only where its turn did not come has nobody tried.
    return turn.came ? 'again' : 'ours'
  }
}

const fetch = async ({ outgoing, folder, failed }: FetchingDeps, row: AttachmentRow, signal: AbortSignal): Promise<Outcome> => {
  if (row.source.from !== 'host') return 'gone'
  const { host, path } = row.source
  const [hash, digest] = [createHash('sha256'), Buffer.from(row.sha256)]
  try {
    const part = await folder.openPart(row.id, 0)
    try {
      let unflushed = 0
      const answer = await outgoing.download({ url: `https://${host}${path}`, hosts: [host.replace(/:\d+$/, '')], signal, maxBytes: row.sizeBytes }, async (piece) => {
        hash.update(piece)
        await part.append([piece])
        unflushed += piece.length
        if (unflushed < FLUSH_BYTES) return
        await part.flush()
        unflushed = 0
      })
      await part.flush()
      if ('denied' in answer) return outcomeOf(answer.denied)
      if (answer.status !== 200) return isForGood(answer.status) ? 'gone' : 'again'
      return answer.bytes === row.sizeBytes && hash.digest().equals(digest) ? 'available' : 'corrupt'
    } finally {
      await part.close()
    }
  } catch (error) {
    // What the network does is no error here: it is the disk.
    failed('media-fetch', error)
    return 'ours'
  }
}

type Denied = Extract<Awaited<ReturnType<Outgoing['download']>>, { readonly denied: unknown }>['denied']

/** What passes, and what never will. */
const outcomeOf = (denied: Denied): Outcome => {
  switch (denied) {
    case 'too-large': return 'tooLarge'
    case 'busy': return 'ours'
    case 'unresolvable': case 'aborted': case 'unreachable': case 'tls': case 'timeout': case 'broken': return 'again'
    case 'malformed': case 'scheme': case 'userinfo': case 'fragment': case 'host': case 'address': case 'port': case 'redirect': case 'encoded': return 'gone'
  }
}

/** A server that is busy or broken may give it later; whoever does not have it, or does not want to give it, will not. */
const isForGood = (status: number): boolean => status < 500 && status !== 408 && status !== 425 && status !== 429

const settle = async ({ store, folder, keeping }: FetchingDeps, row: AttachmentRow, outcome: Exclude<Outcome, 'again' | 'ours'>, lease: number | undefined): Promise<void> => {
  const isSettled = await store.write.settleAttachment(row.id, outcome, lease)
  if (isSettled) return outcome === 'available' ? keeping.kept(row.id) : folder.remove(row.id)
  // It ended meanwhile, or another node was quicker, and then these may be the bytes that are read, if there is no S3.
  if ((await store.read.neededAttachments([row.id])).length === 0) await keeping.remove(row.id)
  else await keeping.kept(row.id)
}
