// SPDX-License-Identifier: AGPL-3.0-only
import { HASH_BYTES, peaksOf } from '../model/audit/merkle.ts'
import type { Frontier, Hash } from '../model/audit/merkle.ts'

/** An entry of the audit log as it is stored. */
export interface AuditRow {
  /** From 0, without gaps. */
  readonly entry: number
  /** The entry's bytes. */
  readonly leaf: Uint8Array
  /** Its leaf hash, as it was when the entry was appended. */
  readonly hash: Hash
}

/** The tree over all entries. */
export interface AuditHead { readonly size: number; readonly frontier: Frontier }

/** A signed checkpoint of the first `size` entries. */
export interface CheckpointRow { readonly size: number; readonly note: string }

/** Reads of the audit log. Entries are appended by the changes that they tell of, and by nothing else. */
export interface AuditReaders {
  /** Of no entries where there are none. */
  auditHead(): Promise<AuditHead>
  /** Entries from this number on, in order. */
  auditPage(from: number, limit: number): Promise<readonly AuditRow[]>
  /** Checkpoints of more than `above` entries, the smallest first. */
  checkpointPage(above: number, limit: number): Promise<readonly CheckpointRow[]>
  /** The one of the most entries. */
  lastCheckpoint(): Promise<CheckpointRow | undefined>
}

/** What is written of the audit log besides its entries. */
export interface AuditTransactors {
  /** Keeps a checkpoint; nothing happens where there is one of this size. */
  keepCheckpoint(row: CheckpointRow): Promise<void>
}

/** A tree without leaves. */
export const EMPTY_HEAD: AuditHead = Object.freeze({ size: 0, frontier: Object.freeze([]) })

/** A frontier as one column. */
export const packFrontier = (frontier: Frontier): Uint8Array => Buffer.concat([...frontier])

/** The head from its columns; throws where they do not fit each other, which only an edited or damaged row does. */
export const unpackHead = ({ size, frontier }: { readonly size: number; readonly frontier: Uint8Array }): AuditHead => {
  const peaks = frontier.length / HASH_BYTES
  if (peaks !== peaksOf(size)) throw new Error('the head of the audit log does not fit its size')
  return { size, frontier: Array.from({ length: peaks }, (_, index) => frontier.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)) }
}
