// SPDX-License-Identifier: AGPL-3.0-only
import { testFault } from './run/as-test.ts'
import { control, cutsSqlite } from './run/cuts-sqlite.ts'

// A sample of what `npm run test:faults` does.
await testFault('nothing acknowledged is lost when the power goes', cutsSqlite(2))
await testFault('a daemon that does not flush its commits loses messages in the same run', control)
