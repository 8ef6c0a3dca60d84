// SPDX-License-Identifier: AGPL-3.0-only
// Sees: a user's own key, and the state that is sealed under it.
// Promises: a blob opens only at the place and version it was sealed for: swapped, relabelled or old ones are refused.
// Never: seals under another key than the user's.
import type { UserId } from '../../model/ids.ts'
import { openBytes, sealBytes } from './aead.ts'
import type { Secret } from './secret.ts'

/** Where a blob stands in the store. A one-time prekey never changes and has no version. */
export type Place =
  | { readonly table: 'account'; readonly user: UserId; readonly version: number }
  | { readonly table: 'conversation'; readonly user: UserId; readonly peer: UserId; readonly version: number }
  | { readonly table: 'prekey'; readonly user: UserId; readonly kind: 'ec' | 'kyber'; readonly id: number }

/** State as it rests outside the vault. */
export const sealBlob = (userKey: Secret, place: Place, state: Secret): Uint8Array<ArrayBuffer> => sealBytes(userKey, label(place), state)

/** State out of a blob. Refuses as `broken-seal` one that was changed, or is of another user, row or version. */
export const openBlob = (userKey: Secret, place: Place, blob: Uint8Array): Secret => openBytes(userKey, label(place), blob)

// Ids are UUIDs and numbers, so that no field can hold the blank between two: no two places give the same bytes.
const label = (place: Place): Uint8Array => Buffer.from(`drawbridge.vault.v1 ${place.table} ${place.user} ${rowOf(place)}`, 'latin1')

const rowOf = (place: Place): string => {
  switch (place.table) {
    case 'account': return String(place.version)
    case 'conversation': return `${place.peer} ${place.version}`
    case 'prekey': return `${place.kind} ${place.id}`
  }
}
