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
/** Proofs of one user: more than anybody looks through, and who floods one user pushes out nobody else's. */
const MAX_OF_USER = 1_000
/** Proofs in all: some 500 MB of short texts. */
const MAX_PROOFS = 200_000
/** Characters of one: a little above what the longest message has, so that a gateway cannot fill the disk with few. */
const MAX_CHARACTERS = 40_000

/** Proofs of what was heard, for those who report it; the oldest make room, of a user's own before those of all. */
export const createProofs = (db: Database, mostInAll = MAX_PROOFS) => {
  const add = db.prepare('INSERT OR IGNORE INTO proof (ref, user, peer, message, kept, at) VALUES (?, ?, ?, ?, ?, ?)')
  const boundUser = db.prepare('DELETE FROM proof WHERE user = ? AND seq <= (SELECT seq FROM proof WHERE user = ? ORDER BY seq DESC LIMIT 1 OFFSET ?)')
  const bound = db.prepare('DELETE FROM proof WHERE seq IN (SELECT seq FROM proof ORDER BY seq LIMIT ?)')
  const expire = db.prepare('DELETE FROM proof WHERE at <= ?')
  const find = db.prepare<[string, string, string, number], { kept: string; at: number }>('SELECT kept, at FROM proof WHERE user = ? AND peer = ? AND message = ? AND at > ?')
  const forget = db.prepare('DELETE FROM proof WHERE ref = ?')
  // Counted once: by their numbers one user's flood would push out what others have.
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
        count -= boundUser.run(to, to, MAX_OF_USER).changes
      }
      if (count > mostInAll) count -= bound.run(count - mostInAll).changes
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
