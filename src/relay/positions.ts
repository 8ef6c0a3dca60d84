// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { InstanceName, PartyId } from '../model/ids.ts'
import type { InFlight, RowName } from './in-flight.ts'
import type { RelayDeps } from './ports.ts'

/** How long a position is kept after its link is gone: longer than a planned restart that also upgrades the store. */
const KEEP_MS = 600_000
const TOKEN_BYTES = 16

/** Where earlier links ended, on disk: also those of other nodes, and of this one before a planned stop. */
export interface Positions {
  mint(): Uint8Array
  /** Stores where a link ended. A failure is reported: without a position everything comes again. */
  keep(party: PartyId, instance: InstanceName, token: Uint8Array, flights: InFlight): void
  /**
   * Rows that the party names of an earlier link of its instance; undefined if that link's position is not known. A position
   * is found once, by its own party and instance only; it grants nothing else.
   */
  take(party: PartyId, instance: InstanceName, token: Uint8Array, upTo: number, also: readonly number[]): Promise<readonly RowName[] | undefined>
  /** Resolves when everything so far is on disk. */
  idle(): Promise<void>
}

/** Positions over the store. */
export const createPositions = ({ store, randomBytes, now, events }: Pick<RelayDeps, 'store' | 'randomBytes' | 'now' | 'events'>): Positions => {
  const pending = new Set<Promise<void>>()
  return {
    mint: () => randomBytes(TOKEN_BYTES),
    keep: (party, instance, token, flights) => {
      const position = { party, instance, tokenHash: hashOf(token), flights: textOf(flights), keepUntil: now() + KEEP_MS }
      const kept = store.write.keepPosition(position)
        .catch((error: unknown) => { events.backgroundFailed('keep position', error) })
        .finally(() => { pending.delete(kept) })
      pending.add(kept)
    },
    take: async (party, instance, token, upTo, also) => {
      const text = await store.write.takePosition({ party, instance, tokenHash: hashOf(token) }, now())
      return text === undefined ? undefined : namedIn(text, upTo, new Set(also))
    },
    idle: async () => { while (pending.size > 0) await Promise.all(pending) },
  }
}

const hashOf = (token: Uint8Array): Uint8Array => createHash('sha256').update(token).digest()

/** For each kind of row a list: stream sequence and row id, each as the difference to the one before it, in turn. */
type Saved = Readonly<Record<RowName['of'], readonly number[]>>

const KINDS = ['mailbox', 'event'] as const

const textOf = (flights: InFlight): string => {
  const saved = { mailbox: [] as number[], event: [] as number[] }
  const last = { mailbox: [0, 0], event: [0, 0] }
  for (const [sequence, { of, id }] of flights.entries()) {
    const [lastSequence = 0, lastId = 0] = last[of]
    saved[of].push(sequence - lastSequence, id - lastId)
    last[of] = [sequence, id]
  }
  return JSON.stringify(saved)
}

const namedIn = (text: string, upTo: number, also: ReadonlySet<number>): RowName[] => {
  // Written by textOf alone, perhaps of another version: of a kind that is not there nothing is known.
  const saved = JSON.parse(text) as Partial<Saved>
  return KINDS.flatMap((of) => {
    const named: RowName[] = []
    const numbers = saved[of] ?? []
    let [sequence, id] = [0, 0]
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      sequence += numbers[at] ?? 0
      id += numbers[at + 1] ?? 0
      if (sequence <= upTo || also.has(sequence)) named.push({ of, id })
    }
    return named
  })
}
