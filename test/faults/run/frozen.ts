// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { createPostgresCluster } from '../../support/postgres-cluster.ts'
import { signal } from '../../support/processes.ts'
import { databaseMissing, revive, startNode } from './database.ts'
import { failuresOf, noteOf } from './fault.ts'
import type { Fault } from './fault.ts'
import { createStage } from './stage.ts'

const FROZEN_MS = 30_000
const SOME = 200

/** One of two nodes stands still with work in its hands, and goes on when others have done it. */
export const frozenNode: Fault = {
  name: 'frozen-node',
  promise: `a node that stood still for ${String(FROZEN_MS / 1000)} s under load writes nothing that another has done meanwhile`,
  budgetSeconds: 120,
  isPatient: true,
  missing: async () => databaseMissing(),
  run: async (ground) => {
    const cluster = await createPostgresCluster(ground.scope)
    const first = await startNode(ground, cluster.url())
    const second = await startNode(ground, cluster.url(), { keysFolder: first.keysFolder })
    const stage = await createStage(ground, first)
    const failures: string[] = []
    await stage.open()
    await stage.acknowledgedMore(SOME)
    const inHand = stage.inFlight()
    signal([first.pid()], 'SIGSTOP')
    ground.scope.teardown(() => { if (first.isRunning()) signal([first.pid()], 'SIGCONT') })
    // Nobody answers on the first node, so parties come to the second and repeat what was not answered.
    for (const party of stage.parties) party.move(second.linksUrl)
    await stage.open()
    await stage.acknowledgedMore(SOME)
    const atStake = stage.acknowledged()
    await stage.rest()
    await pause(FROZEN_MS)
    signal([first.pid()], 'SIGCONT')
    stage.go()
    await stage.acknowledgedMore(SOME)
    if (!await stage.repeats()) failures.push('a submission of the past got another answer')
    await revive(first)
    // And back: the node that had stood still serves again.
    for (const party of stage.parties) party.move(first.linksUrl)
    await stage.open()
    await stage.acknowledgedMore(SOME)
    const verdict = await stage.finish()
    if (inHand === 0) failures.push('the node had nothing in its hands')
    return { verdict, failures: [...failures, ...failuresOf(verdict)], note: `${String(inHand)} in its hands, ${String(atStake)} acknowledged before it went on; ${noteOf(verdict)}` }
  },
}
