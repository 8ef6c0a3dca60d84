// SPDX-License-Identifier: AGPL-3.0-only
import type { StoredEventBody } from '../model/answers.ts'
import type { PartyId, UserId } from '../model/ids.ts'
import type { EventRow } from '../store/rows.ts'
import type { Write } from '../store/transactors.ts'
import type { Sealer } from './ports.ts'

const BYTES = '$bytes'

const replacer = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { [BYTES]: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') } : value

const reviver = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !(BYTES in value)) return value
  return new Uint8Array(Buffer.from(String(value[BYTES]), 'base64'))
}

/** A write that tells `user`'s home about `body`; sealed, since events carry tokens and names. It goes with the user it is `about`. */
export const eventWrite = (
  sealer: Sealer, party: PartyId, user: UserId, timeMs: number, body: StoredEventBody,
  about: UserId | undefined = 'peerUser' in body ? body.peerUser : undefined,
): Extract<Write, { readonly add: 'event' }> => {
  // Node's Buffer has a toJSON of its own that runs before any replacer.
  const plain = Buffer.from(JSON.stringify(withoutBuffers(body), replacer), 'utf8')
  return { add: 'event', party, user, about, timeMs, bodySealed: sealer.seal('event', user, plain) }
}

/** The body of a stored event. */
export const openEvent = (sealer: Sealer, row: EventRow): StoredEventBody =>
  JSON.parse(Buffer.from(sealer.open('event', row.user, row.bodySealed)).toString('utf8'), reviver) as StoredEventBody

const withoutBuffers = (body: StoredEventBody): StoredEventBody => plainBytes(body) as StoredEventBody

const plainBytes = (value: unknown): unknown => {
  if (Buffer.isBuffer(value)) return new Uint8Array(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainBytes(member)]))
}
