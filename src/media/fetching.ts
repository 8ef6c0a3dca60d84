// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { Outgoing } from '../ops/outgoing/index.ts'
import type { AttachmentRow, AttachmentTransactors } from '../store/attachments.ts'
import type { Readers } from '../store/readers.ts'
import type { Folder } from './folder.ts'
import type { Keeping } from './keeping.ts'
import { FETCH_BATCH, FETCH_MS, FETCH_PAUSE_MS, FETCH_TRIES, FETCHES, FLUSH_BYTES, LEASE_MARGIN_MS, LOOK_MS } from './limits.ts'
import type { MediaDeps } from './ports.ts'

/** What fetching needs besides what all of media does. */
export interface HostedDeps {
  readonly store: { readonly read: Pick<Readers, 'party'>; readonly write: Pick<AttachmentTransactors, 'settleAttachment' | 'claimFetches' | 'postponeFetch'> }
  readonly outgoing: Pick<Outgoing, 'download'>
}

/** Everything that fetching stands on. */
interface FetchingDeps extends HostedDeps, Omit<MediaDeps, 'store'> {
  readonly folder: Folder
  readonly keeping: Keeping
}

/** Fetches what providers host for messages that were accepted. */
export interface Fetching {
  /** Begins to look, at once and then again and again. */
  start(): void
  /** Ends what is under way; it is fetched anew after its lease. */
  stop(): Promise<void>
  /** Fetches what is due; resolves when that is over. Also runs by itself after `start`. */
  look(): Promise<void>
}

/** How a fetch ended: for good, or to be tried again. */
type Outcome = 'available' | 'corrupt' | 'tooLarge' | 'gone' | 'again'

/** Fetching through the one way out: nothing is asked of a host because somebody asked for the file, so that asking tells the sender nothing. */
export const createFetching = (deps: FetchingDeps): Fetching => {
  const { store, now, timers, failed } = deps
  const ending = new AbortController()
  let [running, stop] = [Promise.resolve(), (): void => {}]

  const fetchOne = async (row: AttachmentRow): Promise<void> => {
    const outcome = await isAllowed(deps, row) ? await fetch(deps, row, AbortSignal.any([ending.signal, AbortSignal.timeout(FETCH_MS)])) : 'gone'
    if (ending.signal.aborted && outcome === 'again') return
    if (outcome !== 'again') return settle(deps, row, outcome)
    const tries = await store.write.postponeFetch(row.id, now() + FETCH_PAUSE_MS)
    if (tries >= FETCH_TRIES) await settle(deps, row, 'gone')
  }

  const look = async (): Promise<void> => {
    for (;;) {
      const rows = ending.signal.aborted ? [] : await store.write.claimFetches(now(), now() + FETCH_MS + LEASE_MARGIN_MS, FETCH_BATCH)
      const queue = [...rows]
      await Promise.all(Array.from({ length: FETCHES }, async () => {
        for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
          await fetchOne(row).catch((error: unknown) => { failed('media-fetch', error) })
        }
      }))
      if (rows.length < FETCH_BATCH) return
    }
  }

  /** One look at a time; a look that finds much makes the next ones wait. */
  let isLooking = false
  const lookOnce = (): void => {
    if (isLooking) return
    isLooking = true
    running = look().catch((error: unknown) => { failed('media-fetch', error) }).finally(() => { isLooking = false })
  }
  return {
    look,
    start: () => {
      stop = timers.every(LOOK_MS, lookOnce)
      lookOnce()
    },
    stop: async () => {
      stop()
      ending.abort()
      await running
    },
  }
}

/** The agreement may have changed since the offer: a host that it does not name any more is not called. */
const isAllowed = async ({ store }: FetchingDeps, { senderParty, source }: AttachmentRow): Promise<boolean> => {
  const party = await store.read.party(senderParty)
  return source.from === 'host' && party?.state === 'live' && party.mediaHosts.includes(source.host)
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
    failed('media-fetch', error)
    return 'again'
  }
}

type Denied = Extract<Awaited<ReturnType<Outgoing['download']>>, { readonly denied: unknown }>['denied']

/** What passes, and what never will. */
const outcomeOf = (denied: Denied): Outcome => {
  switch (denied) {
    case 'too-large': return 'tooLarge'
    case 'unresolvable': case 'busy': case 'aborted': case 'unreachable': case 'tls': case 'timeout': case 'broken': return 'again'
    case 'malformed': case 'scheme': case 'userinfo': case 'fragment': case 'host': case 'address': case 'port': case 'redirect': case 'encoded': return 'gone'
  }
}

/** A server that is busy or broken may give it later; whoever does not have it, or does not want to give it, will not. */
const isForGood = (status: number): boolean => status < 500 && status !== 408 && status !== 425 && status !== 429

const settle = async ({ store, folder, keeping }: FetchingDeps, row: AttachmentRow, outcome: Exclude<Outcome, 'again'>): Promise<void> => {
  if (outcome === 'available') await keeping.keep(row.id, row.sizeBytes)
  const isSettled = await store.write.settleAttachment(row.id, outcome)
  if (outcome === 'available' && isSettled) return keeping.kept(row.id)
  if (outcome === 'available') return keeping.remove(row.id)
  await folder.remove(row.id)
}
