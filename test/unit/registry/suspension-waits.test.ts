// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the operator's call comes back when nobody of the suspended party is connected any more, however long that takes.
import { setImmediate as nextTurn } from 'node:timers/promises'
import t from 'tap'
import { createRegistry } from '../../../src/registry/index.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'

t.test('a suspension waits until the last link is gone', async (t) => {
  const { deps, heron } = await openRegistryWorld(t)
  const [begun, gone] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const { parties } = createRegistry({ ...deps, closeLinks: async () => {
    begun.resolve(undefined)
    await gone.promise
  } })
  let hasReturned = false
  const suspended = parties.suspend(heron.party, { actor: 'socket', reason: 'unpaid' }).then(() => { hasReturned = true })
  await begun.promise
  for (let turn = 0; turn < 10; turn += 1) await nextTurn()
  t.notOk(hasReturned)
  gone.resolve(undefined)
  await suspended
  t.ok(hasReturned)
})
