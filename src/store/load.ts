// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'

/** What waits for a party; times in ms since the epoch, undefined where nothing waits. */
export interface QueueLoad {
  /** Envelopes to be delivered. */
  readonly waiting: { readonly count: number; readonly bytes: number; readonly oldestMs: number | undefined }
  /** Envelopes that wait for the operator. */
  readonly parked: number
  /** Events that were neither set aside nor given up. */
  readonly events: { readonly count: number; readonly oldestMs: number | undefined }
}

/** How far is looked, so that a read takes no longer the more there is. */
export interface LoadBounds {
  /** Rows of each kind that are counted. */
  readonly count: number
  /** Envelopes whose bytes are added up; those of more are reckoned from them. */
  readonly measure: number
}

/** Reads of how much there is. */
export interface LoadReaders {
  queueLoad(party: PartyId, bounds: LoadBounds): Promise<QueueLoad>
}

/** A queue's first rows as a driver found them, of so many in all. */
export interface MeasuredLoad {
  readonly count: number
  readonly measured: number
  readonly bytes: number
  readonly oldestMs: number | null
  readonly parked: number
  readonly events: number
  readonly oldestEventMs: number | null
}

/** What a driver found, with the bytes of all rows reckoned from those of the measured ones. */
export const loadOf = ({ count, measured, bytes, oldestMs, parked, events, oldestEventMs }: MeasuredLoad): QueueLoad => ({
  waiting: { count, bytes: count > measured && measured > 0 ? Math.round((bytes * count) / measured) : bytes, oldestMs: oldestMs ?? undefined },
  parked,
  events: { count: events, oldestMs: oldestEventMs ?? undefined },
})
