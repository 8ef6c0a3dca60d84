// SPDX-License-Identifier: AGPL-3.0-only
// Sees: which versions of which rows the vault produced, and sealed blobs: nothing that is secret.
// Promises: while the vault runs, no state older than what it produced is worked on, unless the caller says that it was never committed.
// Never: lets a committed version be taken back, or a user that it knew be used again once it was erased; grows beyond its bounds.
import type { UserId } from '../model/ids.ts'
import type { Sealed } from './protocol/calls.ts'
import { VaultRefused } from './refusal.ts'

/** A row of the store: an account, or a conversation with a peer. */
export interface Row {
  readonly user: UserId
  readonly peer: UserId | undefined
}

/** What the vault remembers of the rows it worked on. */
export interface Memory {
  /** The blob to work on: the one in the call, or where the call has none the one that was produced as this version. Undefined for a row that is not there yet. */
  begin(row: Row, named: Sealed): Uint8Array | undefined
  /** The blob in the call opened, so it is what was sealed as this version; as it came out of the store, the version is committed. */
  confirm(row: Row, named: Sealed): void
  /** Remembers the newest version; it is not committed yet. */
  produced(row: Row, sealed: Sealed): void
  /** Forgets this version and all above it, which were never committed. Refuses as `rolled-back` what the vault knows to be committed. */
  discard(row: Row, version: number): void
  /** Forgets a user and all conversations of it. Of a user that it knew, any version of the account is refused from now on: ids are never used again. */
  forget(user: UserId): void
}

interface Known {
  /** Highest version whose blob came back out of the store. */
  committed: number
  newest: number
}

/** Rows whose versions are remembered, some 150 bytes each. Of one that falls out, because so many others were used since, any version is believed anew. */
const MAX_ROWS = 100_000
/** Blobs kept for calls that chain on what is not committed yet: as many as commits are ever under way. */
const MAX_BLOBS = 1_024
/** A larger blob is not kept; calls on it wait for the commit. Usual ones have 5 to 10 KB. */
const MAX_BLOB_BYTES = 65_536

/** A row of which nothing is older than the newest version, nor newer. */
const ERASED: Readonly<Known> = { committed: Infinity, newest: Infinity }

/** An empty memory; `maxRows` is for tests. */
export const createMemory = (maxRows = MAX_ROWS): Memory => {
  const rows = new Map<string, Known>()
  const blobs = new Map<string, Sealed>()
  const keep = (key: string, known: Known): void => { renew(rows, key, known, maxRows) }
  return {
    begin: (row, named) => {
      const key = keyOf(row)
      const known = rows.get(key)
      if (known !== undefined && named.version < known.newest) throw new VaultRefused('rolled-back')
      if (named.version === 0) {
        if (named.bytes.length > 0) throw new VaultRefused('malformed')
        return undefined
      }
      if (named.bytes.length === 0) return chained(blobs.get(key), known, named)
      return named.bytes
    },
    confirm: (row, named) => {
      if (named.bytes.length === 0) return
      const key = keyOf(row)
      blobs.delete(key)
      keep(key, { committed: named.version, newest: named.version })
    },
    produced: (row, sealed) => {
      const key = keyOf(row)
      keep(key, { committed: rows.get(key)?.committed ?? 0, newest: sealed.version })
      blobs.delete(key)
      if (sealed.bytes.length <= MAX_BLOB_BYTES) renew(blobs, key, sealed, MAX_BLOBS)
    },
    discard: (row, version) => {
      const key = keyOf(row)
      const known = rows.get(key)
      if (known === undefined || version > known.newest) return
      if (version <= known.committed) throw new VaultRefused('rolled-back')
      known.newest = version - 1
      blobs.delete(key)
    },
    forget: (user) => {
      const before = rows.size
      for (const kept of [rows, blobs]) for (const key of kept.keys()) if (key.startsWith(user)) kept.delete(key)
      // In the place of what was known, so that made-up users drive nobody out.
      if (rows.size < before) keep(keyOf({ user, peer: undefined }), ERASED)
    },
  }
}

const keyOf = ({ user, peer }: Row): string => `${user} ${peer ?? ''}`

const chained = (blob: Sealed | undefined, known: Known | undefined, named: Sealed): Uint8Array => {
  if (known?.newest !== named.version || blob?.version !== named.version) throw new VaultRefused('chain-broken')
  return blob.bytes
}

/** Puts an entry last; the one that was not used for longest makes room. */
const renew = <T>(map: Map<string, T>, key: string, value: T, max: number): void => {
  map.delete(key)
  map.set(key, value)
  if (map.size <= max) return
  const oldest = map.keys().next()
  if (oldest.done !== true) map.delete(oldest.value)
}
