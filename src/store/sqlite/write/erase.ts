// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import type { UserId } from '../../../model/ids.ts'
import { erasedIdHash, erasedPersonHash, ERASURES, ERASURES_DUE } from '../../erasures.ts'
import type { ErasedKind } from '../../erasures.ts'
import type { Write } from '../../transactors.ts'
import { endedAs } from './attachment-ends.ts'
import type { WriteContext } from './context.ts'

/** A write that erases. */
export type EraseWrite = Extract<Write, { readonly erase: unknown }>

/**
 * How much of a user there was, counting only what its home knows anyway: what waits for the user (a message to two devices
 * twice) and the user's own answered consents. What became of the user's messages and requests is others' to know.
 */
export interface Erased { readonly prekeys: number; readonly queuedMessages: number; readonly consents: number }

/** Of a change that erases nobody. */
export const NOTHING_ERASED: Erased = Object.freeze({ prekeys: 0, queuedMessages: 0, consents: 0 })

// Without it another party could learn by enlisting the id whether the user is gone, and then hold it.
const REMEMBER_HOME = 'INSERT OR REPLACE INTO erasedUsers (idHash, party) SELECT @idHash, party FROM users WHERE user = @user'
const PREKEYS = 'SELECT (SELECT count(*) FROM ecPrekeys WHERE user = @user) + (SELECT count(*) FROM kyberPrekeys WHERE user = @user)'
const WITHHOLD = "UPDATE mailbox SET withheld = 1, envelope = x'' WHERE lane IN (SELECT lane FROM lanes WHERE recipientUser = @user)"
const SENT = 'DELETE FROM mailbox WHERE lane IN (SELECT lane FROM lanes WHERE senderUser = @user)'
// A lane in which something waits to expire stays until then.
const LANES = `
  DELETE FROM lanes WHERE (senderUser = @user OR recipientUser = @user) AND NOT EXISTS (SELECT 1 FROM mailbox m WHERE m.lane = lanes.lane)`
const REST = [
  LANES,
  'DELETE FROM submissions WHERE senderUser = @user',
  // Others' no to the user outlives it, or its home could undo a block by enlisting the same id again.
  "DELETE FROM consents WHERE owner = @user OR (peer = @user AND state NOT IN ('blocked', 'denied'))",
  'DELETE FROM requests WHERE fromUser = @user',
  // A step in force outlives the user, or its home could end it by enlisting the same id again; what was said to it does not.
  'DELETE FROM enforcement WHERE user = @user AND endedAt IS NOT NULL',
  "UPDATE enforcement SET version = version + 1, appealSealed = NULL, appeal = replace(appeal, 'open', 'none') WHERE user = @user",
  'DELETE FROM invites WHERE owner = @user',
  "UPDATE requests SET state = 'dropped', inviter = NULL, invite = NULL WHERE inviter = @user",
  // The asker's quota counts them on: it must not tell that their target left.
  "UPDATE requests SET state = 'dropped', targetUser = NULL, targetSealed = x'' WHERE targetUser = @user",
  // Others' too where they show its name, address or keys.
  'DELETE FROM events WHERE user = @user',
  'DELETE FROM events WHERE about = @user',
  // What vaults keep for others of the talk with it; what they keep for it goes with the user, as devices and keys do.
  'DELETE FROM vaultConversations WHERE peer = @user',
  'DELETE FROM vaultSent WHERE peer = @user',
  'DELETE FROM vaultAwaited WHERE peer = @user',
  'DELETE FROM vaultTold WHERE peer = @user',
  'DELETE FROM attachmentTickets WHERE attachment IN (SELECT id FROM attachments WHERE senderUser = @user)',
  'DELETE FROM attachments WHERE senderUser = @user AND hasBytes = 0',
  `UPDATE attachments SET ${endedAs("'gone'")} WHERE senderUser = @user AND hasBytes = 1`,
  'UPDATE attachmentCounts SET countedUntil = 0 WHERE user = @user',
  // Senders must not see that the user is gone: what they upload for it, or have fetched, stays as if it were there.
  "DELETE FROM attachmentTickets WHERE direction = 'download' AND attachment IN (SELECT id FROM attachments WHERE recipientUser = @user)",
  'DELETE FROM attachmentDevices WHERE user = @user',
  `UPDATE attachments SET ${endedAs("'gone'")} WHERE recipientUser = @user AND isBound = 1 AND state <> 'pending'`,
  'UPDATE attachments SET recipientUser = @nobody WHERE recipientUser = @user',
  'DELETE FROM users WHERE user = @user',
]

/** Erases a person, or a user; what others sent to a user waits on as an empty row, to expire in its time. */
export const createErase = (context: WriteContext) => {
  const { db, versions, effects } = context
  const prekeys = db.prepare<[{ user: UserId }], number>(PREKEYS).pluck()
  const [sent, withhold] = [db.prepare(SENT), db.prepare(WITHHOLD)]
  const consents = db.prepare<[{ user: UserId }], number>("SELECT count(*) FROM consents WHERE owner = @user AND state <> 'requested'").pluck()
  const rememberHome = db.prepare<[{ user: UserId; idHash: Uint8Array }]>(REMEMBER_HOME)
  const rest = REST.map((sql) => db.prepare(sql))

  const indexOf = db.prepare<[number], Uint8Array>('SELECT referenceIndex FROM persons WHERE person = ?').pluck()
  const person = db.prepare<[number]>('DELETE FROM persons WHERE person = ?')
  const noteErasure = createNoteErasure(context)

  const eraseUser = (user: UserId): Erased => {
    const erased = {
      prekeys: prekeys.get({ user }) ?? 0,
      queuedMessages: withhold.run({ user }).changes,
      consents: consents.get({ user }) ?? 0,
    }
    const idHash = erasedIdHash(user)
    if (rememberHome.run({ user, idHash }).changes > 0) noteErasure('user', idHash)
    sent.run({ user })
    const nobody = randomUUID()
    for (const statement of rest) statement.run({ user, nobody })
    return erased
  }

  const erasePerson = (number: number): void => {
    const index = indexOf.get(number)
    if (index) noteErasure('person', erasedPersonHash(index))
    person.run(number)
  }

  return (one: EraseWrite): Erased => {
    const erased = one.erase === 'user' ? eraseUser(one.user) : NOTHING_ERASED
    if (one.erase === 'person') erasePerson(one.person)
    versions.deleted()
    effects.deleted()
    return erased
  }
}

/** Writes of the numbers of erasures alone. */
export const createErasureNumbers = ({ db }: WriteContext) => {
  const raise = db.prepare<[string, number]>('INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)')
  const settle = db.prepare<[string]>('DELETE FROM counters WHERE name = ?')
  return (one: Extract<Write, { readonly erasures: unknown }>): void => {
    if (one.erasures === 'above') raise.run(ERASURES, one.number)
    else settle.run(ERASURES_DUE)
  }
}

const createNoteErasure = ({ db }: WriteContext) => {
  const next = db.prepare<[string], number>('INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value').pluck()
  const note = db.prepare<[number | undefined, ErasedKind, Uint8Array]>('INSERT INTO erasures (number, kind, hash) VALUES (?, ?, ?)')
  return (kind: ErasedKind, hash: Uint8Array): void => { note.run(next.get(ERASURES), kind, hash) }
}
