// SPDX-License-Identifier: AGPL-3.0-only
import { testFault } from './run/as-test.ts'
import { cutsPostgres } from './run/cuts-postgres.ts'
import { postgresKills } from './run/postgres.ts'

// A sample of what `npm run test:faults` does.
await testFault('nothing acknowledged is lost when the power of the database goes', cutsPostgres(2))
await testFault('a PostgreSQL killed in the midst of a batch loses nothing acknowledged', postgresKills(3))
