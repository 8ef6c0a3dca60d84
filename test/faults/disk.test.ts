// SPDX-License-Identifier: AGPL-3.0-only
import { testFault } from './run/as-test.ts'
import { descriptors } from './run/descriptors.ts'
import { diskErrors, diskFull, diskSlow } from './run/disks.ts'

await testFault('a full disk ends the daemon, and nothing is acknowledged that is not stored', diskFull)
await testFault('a flush or a write that fails ends the daemon and is never acknowledged', diskErrors(1))
await testFault('a slow disk makes everything late and nothing wrong', diskSlow)
await testFault('a daemon without descriptors serves the links it has', descriptors)
