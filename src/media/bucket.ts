// SPDX-License-Identifier: AGPL-3.0-only
import type { BucketState } from '../model/attachments.ts'
import { GatewayError } from '../model/errors.ts'
import type { AuditPen } from '../ops/audit/pen.ts'
import type { OperatorsWords } from '../ops/events.ts'
import { FORMER_GENERATION } from '../store/bucket.ts'
import type { BucketRow } from '../store/bucket.ts'
import type { Readers } from '../store/readers.ts'
import type { Transactors } from '../store/transactors.ts'
import { unavailable } from './faults.ts'
import type { Objects } from './keeping.ts'
import { MARK_FRESH_MS } from './limits.ts'

/** The mark in a bucket: one small object that says whose it is. */
export interface Mark {
  /** undefined only on the service's own word that there is none. Throws `UNAVAILABLE`. */
  read(): Promise<string | undefined>
  /** With `isFirst` one that is there stays, where the service knows how to do that. Throws `UNAVAILABLE`. */
  write(text: string, isFirst: boolean): Promise<void>
}

/** The bucket as this store's own. */
export interface Bucket {
  /** Throws `UNAVAILABLE` unless it was this store's within the last seconds. */
  requireOurs(): Promise<void>
  /** How it stands now. One that nobody has is taken, if this store never had one. */
  look(): Promise<BucketState>
  /**
   * On the operator's word: from now on it is this store's, whatever other copy of it had it, and also without a mark. Audited; nothing happens where it is
   * already. Throws `CONFLICT` for another gateway's, `UNAVAILABLE` where it does not say.
   */
  adopt(because: OperatorsWords): Promise<void>
}

/** What a bucket stands on. */
export interface BucketDeps {
  readonly store: { readonly read: Pick<Readers, 'bucket'>; readonly write: Pick<Transactors, 'commit'> }
  /** Of all stores and nodes of this gateway, and of no other. */
  readonly owner: string
  /** A new generation: see {@link BucketRow}. */
  readonly drawGeneration: () => number
  readonly monotonic: () => number
  readonly audit: Pick<AuditPen, 'entry'>
  /** Told of each change to a state that is not `ours`. */
  readonly refused: (state: BucketState) => void
}

/** A bucket by its mark. */
export const createBucket = (mark: Mark, deps: BucketDeps): Bucket => {
  const { store, monotonic } = deps
  let [seen, told]: [{ readonly at: number; readonly state: Promise<BucketState> } | undefined, BucketState] = [undefined, 'ours']

  const look = (): Promise<BucketState> => {
    const state = stateOf(mark, deps).catch((): BucketState => 'unreachable').then((now) => {
      if (now !== told && now !== 'ours') deps.refused(now)
      return told = now
    })
    seen = { at: monotonic(), state }
    return state
  }

  return {
    look,
    requireOurs: async () => {
      const state = await (seen === undefined || monotonic() - seen.at >= MARK_FRESH_MS ? look() : seen.state)
      if (state !== 'ours') throw unavailable(new Error(`the bucket is ${state}`))
    },
    adopt: async (because) => {
      const state = await look()
      if (state === 'ours') return
      if (state === 'unreachable') throw new GatewayError('UNAVAILABLE', 'the bucket does not answer, or not as one')
      if (state === 'foreign') throw new GatewayError('CONFLICT', FOREIGN)
      const row = { generation: deps.drawGeneration(), isMarked: false }
      const entry = deps.audit.entry({ act: 'media.bucket-adopted', ...because, details: { was: state } })
      const outcome = await store.write.commit({ expect: [], writes: [{ put: 'bucket', row, from: await store.read.bucket() }, { add: 'audit', leaf: entry }] })
      if (!('committed' in outcome)) throw new GatewayError('CONFLICT', 'somebody else adopts it just now')
      await mark.write(textOf(deps, row), state === 'unmarked')
      if (await look() !== 'ours') throw new GatewayError('CONFLICT', 'somebody else took the bucket meanwhile')
    },
  }
}

/** What an operator does about another gateway's bucket. */
export const FOREIGN = 'the bucket has the mark of another gateway, which would delete what this one puts there; name a bucket of this gateway\'s own, or, if the other one is gone for good, delete the object .drawbridge there'

const textOf = ({ owner }: Pick<BucketDeps, 'owner'>, { generation }: BucketRow): string => `${owner} ${String(generation)}`

const stateOf = async (mark: Mark, deps: BucketDeps): Promise<BucketState> => {
  const { store } = deps
  const known = await store.read.bucket() ?? await firstOf(deps)
  const text = textOf(deps, known)
  let found = await mark.read()
  if (found === undefined && !known.isMarked) {
    await mark.write(text, true)
    // Of two that write at once, where the service lets both, the last one's stays.
    found = await mark.read()
  }
  if (found === undefined) return 'unmarked'
  if (found.split(' ')[0] !== deps.owner) return 'foreign'
  if (found !== text || known.generation === FORMER_GENERATION) return 'former'
  // From now on one that is absent is lost. Another node may have noted it.
  if (!known.isMarked) await store.write.commit({ expect: [], writes: [{ put: 'bucket', row: { ...known, isMarked: true }, from: known }] })
  return 'ours'
}

const firstOf = async ({ store, drawGeneration }: BucketDeps): Promise<BucketRow> => {
  const row = { generation: drawGeneration(), isMarked: false }
  await store.write.commit({ expect: [], writes: [{ put: 'bucket', row, from: undefined }] })
  return await store.read.bucket() ?? row
}

/** The objects of a bucket, touched and taken for absent only while it is this store's. */
export const ownObjects = (objects: Objects, { requireOurs, look }: Pick<Bucket, 'requireOurs' | 'look'>): Objects => ({
  put: async (id, size, from, signal) => {
    await requireOurs()
    // Parts may take minutes, in which another copy of the store takes the bucket.
    await objects.put(id, size, from, signal, requireOurs)
  },
  read: async function* (...asked) {
    try {
      yield* objects.read(...asked)
    } catch (error) {
      if (!(error instanceof GatewayError && error.code === 'ATTACHMENT_REFUSED')) throw error
      // Asked after it was absent: another bucket's word says nothing of it.
      const state = await look()
      throw state === 'ours' ? error : unavailable(new Error(`the bucket is ${state}`))
    }
  },
  remove: async (id) => {
    await requireOurs()
    await objects.remove(id)
  },
  list: async function* (size) {
    await requireOurs()
    for await (const ids of objects.list(size)) {
      await requireOurs()
      yield ids
    }
  },
})
