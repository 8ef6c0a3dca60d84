// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, randomInt } from 'node:crypto'
import type { Config } from '../config/index.ts'
import { claimPlace, createMedia, FOREIGN, MARK_START_MS } from '../media/index.ts'
import type { Bucket, BucketDeps, Media, MediaDeps } from '../media/index.ts'
import { GatewayError } from '../model/errors.ts'
import type { Outgoing } from '../ops/outgoing/index.ts'
import type { ServiceKeys } from '../ops/keys.ts'
import { GENERATIONS } from '../store/bucket.ts'
import type { Store } from '../store/port.ts'
import { holdFile } from '../store/sqlite/hold-file.ts'

const OWNER_CHARACTERS = 32

/** What the bytes' side is made of. */
export interface MediaSideDeps extends Omit<MediaDeps, 'store'> {
  readonly store: Store
  readonly keys: Pick<ServiceKeys, 'checkValue'>
  readonly outgoing: Outgoing
  readonly pen: BucketDeps['audit']
  readonly bucketRefused: BucketDeps['refused']
}

/**
 * The bytes of attachments in a folder that this process holds, see `claimPlace` for what stops a start, and in a bucket: another gateway's is `CONFIG_INVALID`.
 * One that is not this store's for another reason, or that does not say so in time, stops no start, but is not touched.
 */
export const createMediaSide = async ({ media, store: { url } }: Pick<Config, 'media' | 'store'>, { keys, outgoing, pen, bucketRefused, ...deps }: MediaSideDeps): Promise<Media> => {
  const { store, monotonic } = deps
  const owner = createHash('sha256').update(`attachments ${keys.checkValue}`).digest('hex').slice(0, OWNER_CHARACTERS)
  const place = await claimPlace(media.folder, { owner, keepsAll: media.s3 === undefined, store, hold: holdFile })
  try {
    const bucketDeps: BucketDeps = { store, owner, drawGeneration: () => randomInt(1, GENERATIONS), monotonic, audit: pen, refused: bucketRefused }
    const s3 = media.s3 && { ...media.s3, bucketDeps }
    const made = await createMedia({ folder: media.folder, s3, place, isShared: url !== undefined, hadBucket: await store.read.bucket() !== undefined }, deps, { store, outgoing })
    if (made.bucket !== undefined) await requireOwn(made.bucket, deps.timers)
    return made
  } catch (error) {
    place.close()
    throw error
  }
}

const requireOwn = async (bucket: Bucket, timers: MediaDeps['timers']): Promise<void> => {
  const late = Promise.withResolvers<undefined>()
  const cancel = timers.after(MARK_START_MS, () => { late.resolve(undefined) })
  const state = await Promise.race([bucket.look(), late.promise])
  cancel()
  if (state === 'foreign') throw new GatewayError('CONFIG_INVALID', `media.s3.bucket: ${FOREIGN}`)
}
