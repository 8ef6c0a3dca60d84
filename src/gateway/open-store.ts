// SPDX-License-Identifier: AGPL-3.0-only
import type { Config } from '../config/index.ts'
import { openKeysOfDatabase, openKeysOfFolder } from '../ops/key-check.ts'
import type { ServiceKeys } from '../ops/keys.ts'
import type { Store } from '../store/port.ts'
import { openSqliteStore } from '../store/sqlite/index.ts'

type Place = Pick<Config, 'data' | 'keys' | 'store'>

// Loaded only where it is used: its client costs a part of a start.
const postgres = () => import('../store/postgres/index.ts')

/** The service keys that belong to the store in use. Throws `CONFIG_INVALID` for other keys than its rows are sealed with. */
export const openKeys = async ({ data, keys, store: { url } }: Place): Promise<ServiceKeys> => {
  if (url === undefined) return openKeysOfFolder(data.folder, keys.folder)
  const { claimMeta } = await postgres()
  return openKeysOfDatabase((name, valueOf) => claimMeta(url, name, valueOf), keys.folder)
}

/** What becomes of a store. */
export interface StoreEvents {
  /** It must not be written any more: the process ends. */
  readonly onUnhealthy: (error: unknown) => void
  /** Other nodes were free to act in this one's place, and it missed what they told. */
  readonly onFenced: () => void
}

/** The store that `store.url` names, else the one in the data folder. */
export const openStore = async ({ data, store: { url, lingerMs } }: Place, { onUnhealthy, onFenced }: StoreEvents): Promise<Store> => {
  if (url === undefined) return openSqliteStore({ path: data.folder, lingerMs, onUnhealthy })
  const { openPostgresStore } = await postgres()
  return openPostgresStore({ url, lingerMs, onUnhealthy, onFenced })
}
