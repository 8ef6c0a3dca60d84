// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, SubmissionId, UserId } from '../model/ids.ts'
import { judgeNumber } from './channel/numbers.ts'
import type { NumberVerdict } from './channel/numbers.ts'
import { openDatabase, whole } from './database.ts'
import type { Database } from './database.ts'
import { createProofs } from './proofs.ts'

/** A message that is on its way to the gateway, or was taken there. */
export interface Outgoing {
  /** Idempotency-Key. */
  readonly key: string
  /** SHA-256 of what the caller asked for. */
  readonly digest: Uint8Array
  readonly number: number
  /** Of `POST /messages` at the gateway, as it is sent: sealed. */
  readonly body: string
  /** What the gateway answered; undefined as long as that is not known. */
  readonly answer: string | undefined
}

/** A message as it came, and the event it came in. */
export interface Coming { readonly from: UserId; readonly to: UserId; readonly event: number; readonly number: number; readonly submissionId: SubmissionId }

/** What its number tells, and how many are missing before it. */
export interface Judged { readonly verdict: NumberVerdict; readonly missing: number }

/** What outlives a kill: ids, numbers, digests, sealed messages and proofs; no plaintext and no key. Whatever is written is on the disk when the call returns. */
export type AgentState = ReturnType<typeof openState>

/** As long as a caller may repeat a call and get the first answer, in ms. */
const REMEMBER_MS = 7 * 86_400_000

/** The state in a folder. Throws `CONFIG_INVALID` as {@link openDatabase} does. */
export const openState = (folder: string) => {
  const db = openDatabase(folder)
  const [users, proofs] = [createUsers(db), createProofs(db)]
  return {
    ...users, ...createHeard(db), ...createOutbox(db), keepProofs: proofs.keepProofs, findProof: proofs.findProof,
    /** The user was erased: it may get another id, and nobody reports for it. */
    forgetUser: whole(db, (ref: string): void => {
      users.forgetUser(ref)
      proofs.forgetProofs(ref)
    }),
    close: (): void => { db.close() },
  }
}

const createUsers = (db: Database) => {
  const find = db.prepare<[string, string], { id: UserId }>('SELECT id FROM user WHERE ref = ? AND provider = ?')
  const pin = db.prepare('INSERT OR IGNORE INTO user (ref, provider, id) VALUES (?, ?, ?)')
  const forget = db.prepare('DELETE FROM user WHERE ref = ?')
  return {
    /** The id under which a user goes at a provider, once it is pinned. */
    findUser: (ref: string, provider: PartyId): UserId | undefined => find.get(ref, provider)?.id,
    /** Keeps an id; one that is pinned stays. */
    pinUser: (ref: string, provider: PartyId, id: UserId): void => { pin.run(ref, provider, id) },
    /** Its id may be another one. */
    forgetUser: (ref: string): void => { forget.run(ref) },
  }
}

interface HeardRow extends Judged {
  readonly number: number
  readonly submission: SubmissionId
  /** The highest number up to this event, and whose it is. */
  readonly highest: number
  readonly highestSubmission: SubmissionId
}

/** Numbers of one gap that are remembered, so that who comes late is known; more than that come back as contradicted. */
const MAX_MISSING = 1_000
const COLUMNS = 'number, submission, highest, highest_submission AS highestSubmission, verdict, missing'

const createHeard = (db: Database) => {
  const same = db.prepare<[string, number], HeardRow>(`SELECT ${COLUMNS} FROM heard WHERE conversation = ? AND event = ?`)
  const before = db.prepare<[string, number], HeardRow>(`SELECT ${COLUMNS} FROM heard WHERE conversation = ? AND event < ? ORDER BY event DESC LIMIT 1`)
  const add = db.prepare('INSERT OR REPLACE INTO heard (conversation, event, number, submission, highest, highest_submission, verdict, missing) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const miss = db.prepare('INSERT OR IGNORE INTO missing (conversation, number) VALUES (?, ?)')
  const find = db.prepare('DELETE FROM missing WHERE conversation = ? AND number = ?')
  const settled = db.prepare<[number, number], { conversation: string; event: number }>('SELECT conversation, MAX(event) AS event FROM heard WHERE event > ? AND event <= ? GROUP BY conversation')
  const drop = db.prepare('DELETE FROM heard WHERE conversation = ? AND event < ?')
  let dropped = 0

  const verdictOn = (conversation: string, last: HeardRow | undefined, { number, submissionId }: Coming): NumberVerdict => {
    const verdict = judgeNumber(last && { number: last.highest, submissionId: last.highestSubmission }, { number, submissionId })
    if (verdict !== 'again' || submissionId === last?.highestSubmission) return verdict
    // An event that was set aside comes behind later ones. Whatever else has an old number may be new: it is shown, and the operator told.
    return find.run(conversation, number).changes > 0 ? 'next' : 'contradicted'
  }

  const judge = (coming: Coming): Judged => {
    const { from, to, event, number, submissionId } = coming
    const conversation = `${from} ${to}`
    const known = same.get(conversation, event)
    // A gateway that went back to an older store gives ids twice.
    if (known?.number === number && known.submission === submissionId) return known
    const last = before.get(conversation, event)
    const verdict = verdictOn(conversation, last, coming)
    const missing = verdict === 'gap' ? number - 1 - (last?.highest ?? 0) : 0
    for (let one = number - Math.min(missing, MAX_MISSING); one < number; one += 1) miss.run(conversation, one)
    const isHighest = last === undefined || number > last.highest
    add.run(conversation, event, number, submissionId, isHighest ? number : last.highest, isHighest ? submissionId : last.highestSubmission, verdict, missing)
    return { verdict, missing }
  }

  return {
    /** Judges a message by what came before it in its conversation; one that comes again in the same event is judged alike. */
    judge: whole(db, judge),
    /** Events up to this one do not come again: of each conversation the last is enough. */
    settle: whole(db, (upTo: number): void => {
      for (const { conversation, event } of settled.all(dropped, upTo)) drop.run(conversation, event)
      dropped = Math.max(dropped, upTo)
    }),
  }
}

const createOutbox = (db: Database) => {
  const find = db.prepare<[string], Omit<Outgoing, 'answer'> & { readonly answer: string | null }>('SELECT key, digest, number, body, answer FROM outbox WHERE key = ?')
  const lastSaid = db.prepare<[string], { number: number }>('SELECT number FROM said WHERE conversation = ?')
  const say = db.prepare('INSERT INTO said (conversation, number) VALUES (?, ?) ON CONFLICT (conversation) DO UPDATE SET number = excluded.number')
  const put = db.prepare('INSERT OR REPLACE INTO outbox (key, digest, number, body, answer, at) VALUES (?, ?, ?, ?, NULL, ?)')
  const answer = db.prepare('UPDATE outbox SET answer = ? WHERE key = ?')
  const remove = db.prepare('DELETE FROM outbox WHERE key = ?')
  const expire = db.prepare('DELETE FROM outbox WHERE at < ?')
  return {
    findOutgoing: (key: string): Outgoing | undefined => {
      const row = find.get(key)
      return row && { ...row, answer: row.answer ?? undefined }
    },
    /**
     * The number of the next message from one user to another; each is given out once, whatever was lost. `now` is in ms: its seconds are the least, so that
     * who starts with an empty folder still goes on above what was said before.
     */
    nextNumber: whole(db, (from: UserId, to: UserId, now: number): number => {
      const number = Math.max((lastSaid.get(`${from} ${to}`)?.number ?? 0) + 1, Math.floor(now / 1_000))
      say.run(`${from} ${to}`, number)
      return number
    }),
    /** Writes down what is about to be sent, in place of what was under the same key; what is older than a repetition may be is forgotten. */
    putOutgoing: whole(db, ({ key, digest, number, body }: Omit<Outgoing, 'answer'>, now: number): void => {
      expire.run(now - REMEMBER_MS)
      put.run(key, digest, number, body, now)
    }),
    answerOutgoing: (key: string, text: string): void => { answer.run(text, key) },
    removeOutgoing: (key: string): void => { remove.run(key) },
  }
}
