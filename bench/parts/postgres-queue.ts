// SPDX-License-Identifier: AGPL-3.0-only
import { openPostgresStore } from '../../src/store/postgres/index.ts'
import { CIPHERTEXT_BYTES } from '../load/codec.ts'
import type { Queue } from '../store.ts'
import type { PostgresCluster } from './postgres/cluster.ts'
import { databaseCpuMicros } from './servers.ts'

/** Rows in each lane. */
const LANE_ROWS = 100
const DAY_MS = 86_400_000

/** A queue, and where it is. */
export interface PostgresQueue extends Queue {
  readonly url: string
  readonly database: string
}

/** A PostgreSQL store in a database of the cluster. Its queue is filled past it, since a million messages would take minutes otherwise. */
export const postgresQueue = async (cluster: PostgresCluster): Promise<PostgresQueue> => {
  const url = await cluster.createDatabase()
  const database = new URL(url).pathname.slice(1)
  const store = await openPostgresStore({ url, onUnhealthy: (error) => { throw error } })
  return {
    store, url, database,
    fill: async (party, rows) => {
      await cluster.query(fillSql(party, rows), database)
      // What the filling leaves to be done is no cost of what comes after it.
      await cluster.query('VACUUM (ANALYZE)', database)
      await cluster.query('CHECKPOINT', database)
    },
    databaseCpuMicros: () => databaseCpuMicros({ cluster }),
    close: () => store.close(),
  }
}

/** Rows as large as messages, in lanes of {@link LANE_ROWS}, each with its submission. */
const fillSql = (party: string, rows: number): string => {
  const [now, end] = [String(Date.now()), String(Date.now() + DAY_MS)]
  return `
    SET synchronous_commit = off;
    CREATE TEMPORARY TABLE made AS SELECT n, ceil(n / ${String(LANE_ROWS)}.0)::int AS lane, gen_random_uuid() AS submission FROM generate_series(1, ${String(rows)}) AS n;
    CREATE TEMPORARY TABLE ends AS SELECT lane, max(n) - min(n) + 1 AS rows, gen_random_uuid() AS recipient, gen_random_uuid() AS sender FROM made GROUP BY lane;
    INSERT INTO "lanes" ("recipientUser", "recipientDevice", "senderUser", "lastSequence", "totalBytes")
      SELECT recipient, 1, sender, rows, rows * ${String(CIPHERTEXT_BYTES)} FROM ends;
    CREATE TEMPORARY TABLE stored AS
      SELECT m.n, m.submission, e.sender, l."lane", row_number() OVER (PARTITION BY l."lane" ORDER BY m.n) AS sequence, nextval(pg_get_serial_sequence('mailbox', 'id')) AS id
      FROM made m JOIN ends e USING (lane) JOIN "lanes" l ON l."recipientUser" = e.recipient AND l."senderUser" = e.sender;
    INSERT INTO "mailbox" ("id", "recipientParty", "lane", "senderDevice", "submissionId", "laneSequence", "gatewayTimeMs", "expiresAt", "urgent", "frankEpoch", "laneBytes", "commitment", "frank", "envelope")
      SELECT id, '${party}', "lane", 1, submission, sequence, ${now}, ${end}, false, 1, sequence * ${String(CIPHERTEXT_BYTES)},
        decode(repeat('5a', 32), 'hex'), decode(repeat('5a', 96), 'hex'), decode(repeat('5a', ${String(CIPHERTEXT_BYTES)}), 'hex') FROM stored ORDER BY n;
    INSERT INTO "submissions" ("senderUser", "senderDevice", "submissionId", "digest", "gatewayTimeMs", "places", "rememberUntil")
      SELECT sender, 1, submission, decode(repeat('5a', 32), 'hex'), ${now},
        '[{"deviceId":1,"laneSequence":' || sequence || ',"id":' || id || '}]', ${end} FROM stored;
    DROP TABLE made, ends, stored`
}
