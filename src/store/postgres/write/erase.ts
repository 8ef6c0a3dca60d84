// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../../../model/ids.ts'
import { erasedIdHash, erasedPersonHash, ERASURES, ERASURES_DUE } from '../../erasures.ts'
import type { ErasedKind } from '../../erasures.ts'
import type { Write } from '../../transactors.ts'
import type { WriteContext } from '../job.ts'
import { statement } from '../statement.ts'
import { endedAs } from './attachment-ends.ts'

/**
 * How much of a user there was, counting only what its home knows anyway: what waits for the user (a message to two devices
 * twice) and the user's own answered consents. What became of the user's messages and requests is others' to know.
 */
export interface Erased { readonly prekeys: number; readonly queuedMessages: number; readonly consents: number }

/** Of a change that erases nobody. */
export const NOTHING_ERASED: Erased = Object.freeze({ prekeys: 0, queuedMessages: 0, consents: 0 })

const OWN = statement<{ readonly prekeys: number; readonly consents: number }>(`
  SELECT (SELECT count(*) FROM "ecPrekeys" WHERE "user" = $1) + (SELECT count(*) FROM "kyberPrekeys" WHERE "user" = $1) AS "prekeys",
    (SELECT count(*) FROM "consents" WHERE "owner" = $1 AND "state" <> 'requested') AS "consents"`)
const WITHHOLD = statement(`UPDATE "mailbox" SET "withheld" = 1, "envelope" = '' WHERE "lane" IN (SELECT "lane" FROM "lanes" WHERE "recipientUser" = $1)`)
// Without it another party could learn by enlisting the id whether the user is gone, and then hold it.
const REMEMBER_HOME = statement(`
  INSERT INTO "erasedUsers" ("idHash", "party") SELECT $2, "party" FROM "users" WHERE "user" = $1
  ON CONFLICT ("idHash") DO UPDATE SET "party" = excluded."party"`)
const REST = [
  'DELETE FROM "mailbox" WHERE "lane" IN (SELECT "lane" FROM "lanes" WHERE "senderUser" = $1)',
  // A lane in which something waits to expire stays until then.
  'DELETE FROM "lanes" l WHERE (l."senderUser" = $1 OR l."recipientUser" = $1) AND NOT EXISTS (SELECT 1 FROM "mailbox" m WHERE m."lane" = l."lane")',
  'DELETE FROM "submissions" WHERE "senderUser" = $1',
  // Others' no to the user outlives it, or its home could undo a block by enlisting the same id again.
  `DELETE FROM "consents" WHERE "owner" = $1 OR ("peer" = $1 AND "state" NOT IN ('blocked', 'denied'))`,
  'DELETE FROM "requests" WHERE "fromUser" = $1',
  // A step in force outlives the user, or its home could end it by enlisting the same id again; what was said to it does not.
  'DELETE FROM "enforcement" WHERE "user" = $1 AND "endedAt" IS NOT NULL',
  `UPDATE "enforcement" SET "version" = "version" + 1, "appealSealed" = NULL, "appeal" = replace("appeal", 'open', 'none') WHERE "user" = $1`,
  'DELETE FROM "invites" WHERE "owner" = $1',
  `UPDATE "requests" SET "state" = 'dropped', "inviter" = NULL, "invite" = NULL WHERE "inviter" = $1`,
  // The asker's quota counts them on: it must not tell that their target left.
  `UPDATE "requests" SET "state" = 'dropped', "targetUser" = NULL, "targetSealed" = '' WHERE "targetUser" = $1`,
  // Others' too where they show its name, address or keys.
  'DELETE FROM "events" WHERE "user" = $1',
  'DELETE FROM "events" WHERE "about" = $1',
  // What vaults keep for others of the talk with it; what they keep for it goes with the user, as devices and keys do.
  'DELETE FROM "vaultConversations" WHERE "peer" = $1',
  'DELETE FROM "vaultSent" WHERE "peer" = $1',
  'DELETE FROM "vaultAwaited" WHERE "peer" = $1',
  'DELETE FROM "vaultTold" WHERE "peer" = $1',
  'DELETE FROM "attachmentTickets" WHERE "attachment" IN (SELECT "id" FROM "attachments" WHERE "senderUser" = $1)',
  'DELETE FROM "attachments" WHERE "senderUser" = $1 AND NOT "hasBytes"',
  `UPDATE "attachments" SET ${endedAs("'gone'")} WHERE "senderUser" = $1 AND "hasBytes"`,
  'UPDATE "attachmentCounts" SET "countedUntil" = 0 WHERE "user" = $1',
  // Senders must not see that the user is gone: what they upload for it, or have fetched, stays as if it were there.
  `DELETE FROM "attachmentTickets" WHERE "direction" = 'download' AND "attachment" IN (SELECT "id" FROM "attachments" WHERE "recipientUser" = $1)`,
  'DELETE FROM "attachmentDevices" WHERE "user" = $1',
  `UPDATE "attachments" SET ${endedAs("'gone'")} WHERE "recipientUser" = $1 AND "isBound" AND "state" <> 'pending'`,
  'UPDATE "attachments" SET "recipientUser" = gen_random_uuid() WHERE "recipientUser" = $1',
  'DELETE FROM "users" WHERE "user" = $1',
].map((text) => statement(text))

const PERSON = statement<{ readonly referenceIndex: Uint8Array }>('DELETE FROM "persons" WHERE "person" = $1 RETURNING "referenceIndex"')
const NEXT = statement<{ readonly value: number }>(`
  INSERT INTO "counters" ("name", "value") VALUES ($1, 1) ON CONFLICT ("name") DO UPDATE SET "value" = "counters"."value" + 1 RETURNING "value"`)
const NOTE = statement('INSERT INTO "erasures" ("number", "kind", "hash") VALUES ($1, $2, $3)')
const RAISE = statement(`
  INSERT INTO "counters" ("name", "value") VALUES ($1, $2) ON CONFLICT ("name") DO UPDATE SET "value" = greatest("counters"."value", excluded."value")`)
const SETTLED = statement('DELETE FROM "counters" WHERE "name" = $1')

/** Erases a person, or a user; what others sent to a user waits on as an empty row, to expire in its time. */
export const erase = async (context: WriteContext, one: Extract<Write, { readonly erase: unknown }>): Promise<Erased> => {
  const erased = one.erase === 'user' ? await eraseUser(context, one.user) : NOTHING_ERASED
  if (one.erase === 'person') await erasePerson(context, one.person)
  context.effects.changed()
  context.effects.deleted()
  return erased
}

/** Writes of the numbers of erasures alone. */
export const numberErasures = async ({ session }: WriteContext, one: Extract<Write, { readonly erasures: unknown }>): Promise<undefined> => {
  if (one.erasures === 'above') await session.run(RAISE, [ERASURES, one.number])
  else await session.run(SETTLED, [ERASURES_DUE])
}

const erasePerson = async (context: WriteContext, number: number): Promise<void> => {
  const gone = await context.session.one(PERSON, [number])
  if (gone) await noteErasure(context, 'person', erasedPersonHash(gone.referenceIndex))
}

// Erasures are changes, and changes of all nodes come one after the other: so numbers rise in the order of commit.
const noteErasure = async ({ session }: WriteContext, kind: ErasedKind, hash: Uint8Array): Promise<void> => {
  const next = await session.one(NEXT, [ERASURES])
  await session.run(NOTE, [next?.value, kind, hash])
}

const eraseUser = async (context: WriteContext, user: UserId): Promise<Erased> => {
  const { session } = context
  const own = await session.one(OWN, [user])
  const queuedMessages = await session.run(WITHHOLD, [user])
  const idHash = erasedIdHash(user)
  if (await session.run(REMEMBER_HOME, [user, idHash]) > 0) await noteErasure(context, 'user', idHash)
  for (const one of REST) await session.run(one, [user])
  return { prekeys: own?.prekeys ?? 0, queuedMessages, consents: own?.consents ?? 0 }
}
