// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import t from 'tap'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'
import { storeConformance } from '../../support/store-conformance.ts'

t.setTimeout(110_000)

let folders = 0
const root = t.testdir({})

storeConformance(t, 'SQLite', async () => {
  const path = join(root, String(++folders))
  const open = () => openSqliteStore({ path, lingerMs: 0, onUnhealthy: (error) => t.fail('the store became unhealthy', { error }) })
  return { store: await open(), reopen: open, cleanup: async () => {} }
})
