// SPDX-License-Identifier: AGPL-3.0-only
import { straceMissing } from '../support/strace.ts'
import { testFault } from './run/as-test.ts'
import { kills } from './run/kills.ts'

// A sample of what `npm run test:faults` does; kills at system calls are among them where strace is there.
await testFault('every acknowledged message arrives once and in lane order although the daemon is killed under load', kills(16, straceMissing() === undefined))
