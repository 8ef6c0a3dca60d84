// SPDX-License-Identifier: AGPL-3.0-only
import type { CoreFacts } from '../model/core-messages.ts'
import type { UserId } from '../model/ids.ts'
import type { SealedProof } from './channel/index.ts'
import { whole } from './database.ts'
import type { Database } from './database.ts'

/** What a report of a message needs, as it came: sealed to the core, and what the gateway says that it vouched for. Nothing of it is checked yet. */
export interface KeptProof {
  readonly facts: CoreFacts
  readonly sealed: SealedProof
  /** Members of `proof` of an event, but for what is sealed. */
  readonly vouched: Readonly<Record<string, unknown>>
}

/** A proof, and when its message was heard, in ms. */
export interface FoundProof extends KeptProof { readonly heardAtMs: number }

/** How long a message can be reported, in ms: as long as on a device. */
const KEEP_MS = 30 * 86_400_000
/** Proofs of one user: more than anybody looks through. */
const MAX_OF_USER = 1_000
/** Proofs in all: some 500 MB of short texts. */
const MAX_PROOFS = 200_000
/** Characters of one: a little above what the longest message has, so that a gateway cannot fill the disk with few. */
const MAX_CHARACTERS = 40_000

const DAY_MS = 86_400_000
const MOST_OF_USER = 'SELECT user, peer FROM proof_share WHERE user = ? ORDER BY proofs DESC LIMIT 1'
const MOST_OF_ALL = 'SELECT user, peer FROM proof_share ORDER BY proofs DESC LIMIT 1'
const FULLEST_DAY = `SELECT at / ${DAY_MS} AS day, count(*) AS proofs FROM proof WHERE user = ? AND peer = ? GROUP BY day ORDER BY proofs DESC, day LIMIT 1`
const MIDDLE = `DELETE FROM proof WHERE seq = (SELECT seq FROM proof WHERE user = ? AND peer = ? AND at >= ? AND at < ? ORDER BY at, seq LIMIT 1 OFFSET ?)`

/**
 * Proofs of what was heard, for those who report it. Room is made where most is: among what the peer said of whom most is kept, in the middle of the day with most of it. So a flood takes from itself, and leaves what others
 * said, what the same peer said on other days, and what came before it and last.
 */
export const createProofs = (db: Database, mostInAll = MAX_PROOFS) => {
  const add = db.prepare('INSERT OR IGNORE INTO proof (ref, user, peer, message, kept, at) VALUES (?, ?, ?, ?, ?, ?)')
  const ofUser = db.prepare<[string], number>('SELECT coalesce(sum(proofs), 0) FROM proof_share WHERE user = ?').pluck()
  const makeRoom = createMakeRoom(db)
  const expire = db.prepare('DELETE FROM proof WHERE at <= ?')
  const find = db.prepare<[string, string, string, number], { kept: string; at: number }>('SELECT kept, at FROM proof WHERE user = ? AND peer = ? AND message = ? AND at > ?')
  const forget = db.prepare('DELETE FROM proof WHERE ref = ?')
  // Counted once: to count them for each message would take longer than all else.
  let count = Number(db.prepare('SELECT count(*) FROM proof').pluck().get())
  return {
    /** Keeps the proofs of what was heard, each with the user's reference; of a message that comes again the first stays. */
    keepProofs: whole(db, (heard: readonly (readonly [ref: string, KeptProof])[], now: number): void => {
      count -= expire.run(now - KEEP_MS).changes
      for (const [ref, proof] of heard) {
        const { to, from, messageId } = proof.facts
        const text = JSON.stringify(proof)
        if (text.length > MAX_CHARACTERS) continue
        count += add.run(ref, to, from, messageId, text, now).changes
        if ((ofUser.get(to) ?? 0) > MAX_OF_USER) count -= makeRoom(to)
        if (count > mostInAll) count -= makeRoom()
      }
    }),
    /** The proof of a message that `peer` sent to `user`; undefined where there is none, or none any more. */
    findProof: (user: UserId, peer: UserId, message: string, now: number): FoundProof | undefined => {
      const row = find.get(user, peer, message, now - KEEP_MS)
      return row && { ...JSON.parse(row.kept) as KeptProof, heardAtMs: row.at }
    },
    /** Those of a user who was erased. */
    forgetProofs: (ref: string): void => { count -= forget.run(ref).changes },
  }
}

/** Deletes one proof, of this user or of all; tells how many that were. */
const createMakeRoom = (db: Database) => {
  const [ofUser, ofAll] = [db.prepare<[string], Pair>(MOST_OF_USER), db.prepare<[], Pair>(MOST_OF_ALL)]
  const fullest = db.prepare<[string, string], { day: number; proofs: number }>(FULLEST_DAY)
  const middle = db.prepare<[string, string, number, number, number]>(MIDDLE)
  return (among?: UserId): number => {
    const pair = among === undefined ? ofAll.get() : ofUser.get(among)
    const full = pair && fullest.get(pair.user, pair.peer)
    if (!full) return 0
    return middle.run(pair.user, pair.peer, full.day * DAY_MS, (full.day + 1) * DAY_MS, Math.floor(full.proofs / 2)).changes
  }
}

interface Pair { user: string; peer: string }
