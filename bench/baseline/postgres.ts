// SPDX-License-Identifier: AGPL-3.0-only
import pg from 'pg'
import type { Submit } from './frames.ts'
import type { Row, Rows } from './rows.ts'

const TABLES = `
  CREATE TABLE mailbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, recipient bytea NOT NULL, sender bytea NOT NULL, submission bytea NOT NULL, envelope bytea NOT NULL);
  CREATE INDEX mailbox_recipient ON mailbox (recipient, id);
  CREATE TABLE submissions (submission bytea PRIMARY KEY, id bigint NOT NULL);
  ALTER TABLE mailbox ALTER COLUMN envelope SET STORAGE EXTERNAL`
/** Commits reach the disk, and each look-up goes by an index, also where it was planned when the tables were empty. */
const SETTINGS = 'SET synchronous_commit = on; SET enable_seqscan = off; SET jit = off; SET plan_cache_mode = force_generic_plan'

type TypeId = Parameters<typeof pg.types.getTypeParser>[0]
/** A bigint as a number. */
const types = { getTypeParser: (oid: TypeId): unknown => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid)) }

/** Bytes of a user's and of a submission's id. */
const ID_BYTES = 16

/** A batch: `$1` holds the bytes of all messages, each its three ids and its envelope; `$2` where each begins, `$3` how long each envelope is, `$4` what is deleted. */
const COMMIT = `
  WITH given AS (
    SELECT n, substring($1::bytea FROM place FOR 16) AS submission, substring($1::bytea FROM place + 16 FOR 16) AS sender,
      substring($1::bytea FROM place + 32 FOR 16) AS recipient, substring($1::bytea FROM place + 48 FOR size) AS envelope
    FROM unnest($2::int[], $3::int[]) WITH ORDINALITY AS g (place, size, n)),
  asked AS (SELECT g.*, (SELECT s.id FROM submissions s WHERE s.submission = g.submission) AS known FROM given g),
  fresh AS (SELECT DISTINCT ON (submission) * FROM asked WHERE known IS NULL ORDER BY submission, n),
  added AS (INSERT INTO mailbox (recipient, sender, submission, envelope) SELECT recipient, sender, submission, envelope FROM fresh ORDER BY n RETURNING id, submission),
  noted AS (INSERT INTO submissions SELECT submission, id FROM added),
  gone AS (DELETE FROM mailbox WHERE id = ANY ($4::bigint[]))
  SELECT coalesce(a.known, d.id) AS id FROM asked a LEFT JOIN added d ON d.submission = a.submission ORDER BY a.n`
const PAGE = 'SELECT * FROM mailbox WHERE recipient = $1 AND id > $2 ORDER BY id LIMIT $3'

/** A fresh PostgreSQL database, as durable as the gateway's: one statement a batch. Throws unless its commits reach the disk. */
export const openPostgresRows = async (url: string): Promise<Rows> => {
  const [writer, reader] = [await connect(url), await connect(url)]
  await writer.query(TABLES)
  return {
    commit: async (messages, deleted) => {
      const { rows } = await writer.query<{ readonly id: number }>({ name: 'commit', text: COMMIT, values: [...packed(messages), deleted] })
      return rows.map(({ id }) => id)
    },
    page: async (...values) => (await reader.query<Row>({ name: 'page', text: PAGE, values })).rows,
  }
}

const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, types })
  await client.connect()
  await client.query(SETTINGS)
  const { rows: [settings] } = await client.query<{ readonly fsync: string }>(`SELECT current_setting('fsync') AS fsync`)
  if (settings?.fsync !== 'on') throw new Error('the baseline does not flush its commits')
  return client
}

const packed = (messages: readonly Submit[]): [Buffer, number[], number[]] => {
  const places: number[] = []
  // PostgreSQL counts bytes from 1.
  let next = 1
  for (const { envelope } of messages) {
    places.push(next)
    next += 3 * ID_BYTES + envelope.length
  }
  const bytes = Buffer.concat(messages.flatMap(({ submission, sender, recipient, envelope }) => [submission, sender, recipient, envelope]))
  return [bytes, places, messages.map(({ envelope }) => envelope.length)]
}
