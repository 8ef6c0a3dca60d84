// SPDX-License-Identifier: AGPL-3.0-only
import type { Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { FastifyInstance } from 'fastify'
import { createBucket, ownObjects } from './bucket.ts'
import type { Bucket, BucketDeps } from './bucket.ts'
import { createDigests } from './digests.ts'
import { createDownloads } from './downloads.ts'
import { createFetching } from './fetching.ts'
import type { Fetching, HostedDeps } from './fetching.ts'
import { openFolder } from './folder.ts'
import { createKeeping } from './keeping.ts'
import type { Place } from './place.ts'
import type { MediaDeps } from './ports.ts'
import { mountRoutes } from './routes.ts'
import { openObjects } from './s3.ts'
import type { S3Options } from './s3.ts'
import { toldObjects, toldUploads } from './told.ts'
import { createSweep } from './sweep.ts'
import type { Sweep } from './sweep.ts'
import { createTransfers } from './transfers.ts'
import type { Transfers } from './transfers.ts'
import { createUploads } from './uploads.ts'

export { FOREIGN } from './bucket.ts'
export type { Bucket, BucketDeps } from './bucket.ts'
export { MARK_START_MS } from './limits.ts'
export { claimPlace } from './place.ts'
export type { MediaDeps, MediaStore } from './ports.ts'

/** Where a listener has the bytes of attachments: an attachment is at this path, a slash and its id. */
export const MEDIA_PATH = '/v1/attachments'

/** Where attachments are kept. */
export interface MediaOptions {
  readonly folder: string
  /** The folder, where it was claimed; given back by {@link Media.close}. */
  readonly place?: Place | undefined
  /** undefined: what is whole stays in the folder. */
  readonly s3: (S3Options & { readonly bucketDeps: BucketDeps }) | undefined
  /** Whether other nodes may have the same store and bucket, and a folder each; default no. */
  readonly isShared?: boolean | undefined
  /** Without S3: whether there was some before, and what is not in the folder may lie there; default no. */
  readonly hadBucket?: boolean | undefined
}

/** The bytes of sealed attachments. */
export interface Media {
  /** Mounts them on a listener, at {@link MEDIA_PATH}; transfers end when it closes. */
  readonly mount: <S extends Server | SecureServer>(app: FastifyInstance<S>) => Promise<void>
  readonly sweep: Sweep
  /** undefined where nothing hosted is fetched. */
  readonly fetching: Fetching | undefined
  /** undefined without S3. */
  readonly bucket: Bucket | undefined
  /** Gives the folder back, once all else has ended. */
  readonly close: () => void
}

/** Opens where the bytes are; throws `UNAVAILABLE` where the folder cannot be made, `CONFIG_INVALID` for a key file that is none. */
export const createMedia = async ({ folder: path, s3, place, isShared, hadBucket }: MediaOptions, deps: MediaDeps, hosted?: HostedDeps): Promise<Media> => {
  const transfers = createTransfers()
  const [folder, own] = [await openFolder(path, place?.requireThere), s3 && openOwn(s3, deps, transfers)]
  const keeping = createKeeping(folder, own?.objects, own === undefined ? hadBucket : isShared)
  const plain = createUploads({ ...deps, folder, keeping, transfers, digests: createDigests(folder) })
  const uploads = deps.told ? toldUploads(plain, deps.told) : plain
  const downloads = createDownloads({ ...deps, blobs: keeping, transfers })
  return {
    mount: (app) => mountRoutes(app, MEDIA_PATH, { ...deps, uploads, downloads, transfers }),
    sweep: createSweep({ ...deps, blobs: keeping, ending: transfers.ending }),
    fetching: hosted && createFetching({ ...deps, ...hosted, folder, keeping }),
    bucket: own?.bucket,
    close: () => { place?.close() },
  }
}

const openOwn = ({ bucketDeps, ...s3 }: NonNullable<MediaOptions['s3']>, { timers, patientNow, told }: MediaDeps, { ending }: Pick<Transfers, 'ending'>) => {
  const { mark, ...objects } = openObjects(s3, timers, patientNow, ending)
  const bucket = createBucket(mark, bucketDeps)
  return { bucket, objects: ownObjects(told ? toldObjects(objects, told) : objects, bucket) }
}
