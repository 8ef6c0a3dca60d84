// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { Config } from '../config/index.ts'
import { claimPlace, createMedia } from '../media/index.ts'
import type { Media, MediaDeps } from '../media/index.ts'
import type { Outgoing } from '../ops/outgoing/index.ts'
import type { ServiceKeys } from '../ops/keys.ts'
import type { Store } from '../store/port.ts'
import { holdFile } from '../store/sqlite/hold-file.ts'

const OWNER_CHARACTERS = 32

/** What the bytes' side is made of. */
export interface MediaSideDeps extends Omit<MediaDeps, 'store'> {
  readonly store: Store
  readonly keys: Pick<ServiceKeys, 'checkValue'>
  readonly outgoing: Outgoing
}

/** The bytes of attachments in a folder that this process holds; see `claimPlace` for what stops a start. */
export const createMediaSide = async ({ media, store }: Pick<Config, 'media' | 'store'>, { keys, outgoing, ...deps }: MediaSideDeps): Promise<Media> => {
  const owner = createHash('sha256').update(`attachments ${keys.checkValue}`).digest('hex').slice(0, OWNER_CHARACTERS)
  const place = await claimPlace(media.folder, { owner, keepsAll: media.s3 === undefined, store: deps.store, hold: holdFile })
  try {
    return await createMedia({ ...media, place, isShared: store.url !== undefined }, deps, { store: deps.store, outgoing })
  } catch (error) {
    place.close()
    throw error
  }
}
