// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createTempFolder } from '../../../src/sandbox/temp-folder.ts'
import { Scope } from '../../support/scope.ts'
import type { Fault } from './fault.ts'

/** Below what a test file gets, so that what was mounted is undone in time. */
const LIMIT_MS = 100_000

t.setTimeout(LIMIT_MS)

/** Runs a small fault as a test; skips with the reason where this machine cannot provoke it. */
export const testFault = async (title: string, fault: Fault): Promise<void> => {
  const skip = await fault.missing() ?? false
  t.test(title, { skip, timeout: LIMIT_MS }, async (t) => {
    const scope = new Scope()
    const cache = await createTempFolder('drawbridge-faults-')
    t.teardown(async () => {
      const notUndone = await scope.end()
      await cache.remove()
      if (notUndone.length > 0) throw new AggregateError(notUndone, 'not undone')
    })
    const outcome = await fault.run({
      scope, random: Math.random, environment: { NODE_COMPILE_CACHE: cache.path }, progress: (text) => { t.comment(text) }, isOver: () => false,
    })
    t.comment(outcome.note)
    t.same(outcome.failures, [])
  })
}
