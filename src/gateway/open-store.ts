// SPDX-License-Identifier: AGPL-3.0-only
import type { Config } from '../config/index.ts'
import { GatewayError } from '../model/errors.ts'
import { openKeysOfDatabase, openKeysOfFolder } from '../ops/key-check.ts'
import type { ServiceKeys } from '../ops/keys.ts'
import { readPrivateFile } from '../ops/private-file.ts'
import { removeLeftovers } from '../store/backup/drafts.ts'
import type { CommitListener } from '../store/commit-times.ts'
import type { Store } from '../store/port.ts'
import type { Restored, RestoredEntry } from '../store/restored.ts'
import { openSqliteStore } from '../store/sqlite/index.ts'

/** A password; PostgreSQL takes longer ones, but a file that is larger holds something else. */
const MAX_PASSWORD_CHARACTERS = 1_000

type Place = Pick<Config, 'data' | 'keys' | 'store'>

// Loaded only where it is used: its client costs a part of a start.
const postgres = () => import('../store/postgres/index.ts')

/** The service keys that belong to the store in use. Throws `CONFIG_INVALID` for other keys than its rows are sealed with. */
export const openKeys = async ({ data, keys, store }: Place): Promise<ServiceKeys> => {
  const url = databaseUrl(store)
  if (url === undefined) return openKeysOfFolder(data.folder, keys.folder)
  const { claimMeta } = await postgres()
  return openKeysOfDatabase((name, valueOf) => claimMeta(url, name, valueOf), keys.folder)
}

/**
 * Where the database is, with the password of `store.passwordFile` in it; undefined for SQLite. Throws `CONFIG_INVALID` when there is
 * no such file, when others may read it, and when it holds no password.
 */
export const databaseUrl = ({ url, passwordFile }: Pick<Config['store'], 'url' | 'passwordFile'>): string | undefined => {
  if (url === undefined || passwordFile === undefined) return url
  const text = readPrivateFile(passwordFile, true)
  if (text === undefined) throw new GatewayError('CONFIG_INVALID', `store.passwordFile: there is no file ${passwordFile}`)
  const password = text.replace(/\r?\n$/, '')
  if (password === '' || password.length > MAX_PASSWORD_CHARACTERS || /[\r\n\0]/.test(password)) {
    throw new GatewayError('CONFIG_INVALID', `store.passwordFile: ${passwordFile} must hold one line, the password`)
  }
  const complete = new URL(url)
  complete.password = encodeURIComponent(password)
  return complete.href
}

/** What becomes of a store. */
export interface StoreEvents {
  /** It must not be written any more: the process ends. */
  readonly onUnhealthy: (error: unknown) => void
  /** Other nodes were free to act in this one's place, and it missed what they told. */
  readonly onFenced: () => void
  /** What a killed backup or restore left could not be removed. */
  readonly onLeftovers: (error: unknown) => void
  /** This start was the first after a restore, and took out what may have been used since. */
  readonly onRestored: (taken: Restored) => void
  readonly onCommit?: CommitListener
  /** What the audit log is told of it. */
  readonly restoredEntry: RestoredEntry
}

/** The store that `store.url` names, else the one in the data folder. */
export const openStore = async (place: Place, events: StoreEvents): Promise<Store> => {
  const opened = await openDriver(place, events)
  if (opened.restored) events.onRestored(opened.restored)
  return opened
}

const openDriver = async ({ data, store }: Place, { onUnhealthy, onFenced, onLeftovers, onCommit, restoredEntry }: StoreEvents): Promise<Store> => {
  const [url, { lingerMs }] = [databaseUrl(store), store]
  if (url === undefined) {
    const opened = await openSqliteStore({ path: data.folder, lingerMs, onUnhealthy, onCommit, restoredEntry })
    try {
      removeLeftovers(data.folder)
    } catch (error) {
      // Messages go on beside them.
      onLeftovers(error)
    }
    return opened
  }
  const { openPostgresStore } = await postgres()
  return openPostgresStore({ url, lingerMs, onUnhealthy, onFenced, onCommit, restoredEntry })
}
