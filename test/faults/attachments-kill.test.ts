// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { testFault } from './run/as-test.ts'
import { attachmentKills } from './run/attachment-kills.ts'

// A sample of what `npm run test:faults` does: a kill of each kind, and five at random moments.
await testFault('no acknowledged part of a file is lost and nothing is left over although the daemon is killed as files go up, wait, are fetched, are read and are swept', attachmentKills(10))
