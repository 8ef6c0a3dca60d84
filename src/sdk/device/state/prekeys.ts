// SPDX-License-Identifier: Apache-2.0
import type { Bytes, MintedPrekey, PrekeyRecords, PublicPrekey } from '../../../model/signal-crypto.ts'
import { blob, flag } from './columns.ts'
import type { Counters } from './counters.ts'
import type { Database } from './database.ts'

/** Kinds of prekey; Kyber ids are one row of numbers, one-time and last-resort together. */
export type PrekeyKind = 'one-time' | 'signed' | 'kyber'

/** Private halves of prekeys. Ids only rise, also across identities. */
export const createPrekeys = (db: Database, counters: Counters) => {
  const find = db.prepare<[PrekeyKind, number], { record: Buffer }>('SELECT record FROM prekey WHERE kind = ? AND id = ?')
  const insert = db.prepare('INSERT INTO prekey (kind, id, record, lasting, created_ms) VALUES (?, ?, ?, ?, ?)')
  const take = db.prepare('DELETE FROM prekey WHERE kind = ? AND id = ? AND lasting = 0')
  const lasting = db.prepare<[number], { id: number }>("SELECT id FROM prekey WHERE kind = 'kyber' AND id = ? AND lasting = 1")
  const use = db.prepare('INSERT OR IGNORE INTO prekey_use (kyber, signed, base_key) VALUES (?, ?, ?)')
  const publish = db.prepare('UPDATE prekey SET published_ms = ? WHERE kind = ? AND id = ?')
  const replace = db.prepare('UPDATE prekey SET replaced_ms = ? WHERE kind = ? AND lasting = 1 AND id < ? AND replaced_ms IS NULL')
  const newest = db.prepare<[], { at: number | null }>("SELECT max(published_ms) AS at FROM prekey WHERE kind = 'signed'")
  const dropReplaced = db.prepare('DELETE FROM prekey WHERE replaced_ms < ?')
  const dropExcess = db.prepare('DELETE FROM prekey WHERE kind = ? AND lasting = 0 AND id <= ?')
  const dropUses = db.prepare("DELETE FROM prekey_use WHERE kyber NOT IN (SELECT id FROM prekey WHERE kind = 'kyber')")
  const keepLasting = db.prepare("DELETE FROM prekey WHERE NOT ((kind = 'signed' AND id = ?) OR (kind = 'kyber' AND id = ?))")
  const record = (kind: PrekeyKind) => (id: number): Bytes | undefined => {
    const row = find.get(kind, id)
    return row === undefined ? undefined : blob(row.record)
  }
  const records: PrekeyRecords = { oneTime: record('one-time'), signed: record('signed'), kyber: record('kyber') }
  return {
    records,
    nextId: (kind: PrekeyKind): number => counters.next(`prekey ${kind}`),
    save: (kind: PrekeyKind, minted: MintedPrekey<PublicPrekey>, isLasting: boolean, now: number): void => {
      insert.run(kind, minted.published.id, minted.record, flag(isLasting), now)
    },
    /** Deletes a one-time prekey; false when it was used up meanwhile. */
    take: (kind: 'one-time' | 'kyber', id: number): boolean => take.run(kind, id).changes === 1,
    isLastResort: (id: number): boolean => lasting.get(id) !== undefined,
    /** Remembers a session that was opened with a last-resort prekey; false when it was opened before. */
    remember: (use_: { readonly id: number; readonly signedPrekeyId: number; readonly baseKey: Uint8Array }): boolean =>
      use.run(use_.id, use_.signedPrekeyId, use_.baseKey).changes === 1,
    /** The gateway hands this lasting prekey out from now on. */
    published: (kind: 'signed' | 'kyber', id: number, now: number): void => {
      publish.run(now, kind, id)
      replace.run(now, kind, id)
    },
    /** When the lasting prekeys were last published. */
    publishedAt: (): number | undefined => newest.get()?.at ?? undefined,
    /** Deletes lasting prekeys replaced before `before`, and one-time prekeys older than the last `keep` of their kind. */
    prune: (before: number, keep: Readonly<Record<'one-time' | 'kyber', number>>): void => {
      dropReplaced.run(before)
      for (const kind of ['one-time', 'kyber'] as const) dropExcess.run(kind, counters.last(`prekey ${kind}`) - keep[kind])
      dropUses.run()
    },
    /** Forgets everything but these two. */
    keepOnlyLasting: (signed: number, kyber: number): void => {
      keepLasting.run(signed, kyber)
      dropUses.run()
    },
  }
}
